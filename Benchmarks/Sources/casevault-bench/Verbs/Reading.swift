import CaseVault
import Casework

// The verbs that only read, each from a process of its own.

extension Verb {
  static let search = Verb("search", taking: 1) { folder, arguments in
    let vault = try folder.open()
    guard let needle = TextNeedle(foldedFrom: arguments[0]) else { throw WrongVault() }
    var found = 0
    let measured = try Measurement.timing {
      found = try vault.search(for: needle, to: .terminal).total
    }
    return measured.adding("found", .count(found))
  }

  static let verify = Verb("verify") { folder, _ in
    let vault = try folder.open()
    var entries: UInt64 = 0
    let measured = try Measurement.timing {
      let report = try vault.verify()
      guard report.firstFault == nil else { throw WrongVault() }
      entries = report.size
    }
    return measured.adding("entries", .count(Int(entries)))
  }

  /// As the command does it: opened, read, its authors named, printed.
  static let show = Verb("show") { folder, _ in
    let id = try folder.shownNote()
    return try Measurement.timing {
      let vault = try folder.open()
      let opened = try vault.read(id, to: .terminal)
      let names = try vault.members().compactMap(\.name)
      print(names, opened.note.text)
    }
  }

  static let unlock = Verb("unlock") { folder, _ in
    try Measurement.timing { try folder.open().close() }
  }
}
