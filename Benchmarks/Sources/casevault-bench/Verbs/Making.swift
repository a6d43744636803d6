import CaseVault
import Casework
import System

// The verbs that make what the others measure.

extension Verb {
  static let prepare = Verb("prepare", taking: 1) { folder, arguments in
    let clients = try NoteLines(at: arguments[0]).clients().map { try ClientName($0) }
    return try Measurement.timing {
      let vault = try folder.found()
      try vault.addClients(named: clients)
    }
  }

  static let importing = Verb("import", taking: 1) { folder, arguments in
    let vault = try folder.open()
    var file = try ChunkReader(opening: FilePath(arguments[0]))
    var report = ImportReport()
    let measured = try Measurement.timing {
      report = try vault.importNotes(
        from: { try file.next() }, reading: ImportOptions(format: .jsonLines, size: file.totalBytes)
      )
    }
    try folder.keepShownNote(of: vault)
    return measured.adding("notes", .count(report.imported))
  }

  static let caseFiles = Verb("case-files", taking: 1) { folder, arguments in
    let vault = try folder.open()
    let names = try (0..<Verb.number(arguments[0])).map { try ClientName("Newcomer \($0)") }
    let measured = try Measurement.timing { try vault.addClients(named: names) }
    // One wrap, for the only member there is.
    return measured.adding("boxes", .count(names.count)).adding("box_length", .count(119))
  }

  static let write = Verb("write", taking: 2) { folder, arguments in
    let notes = try NoteLines(at: arguments[0]).first(try Verb.number(arguments[1]))
    let vault = try folder.open(memory: try folder.memoryThatForgets())
    let files = try vault.clients().reduce(into: [:]) { $0[$1.name?.text ?? ""] = $1.file }
    let clock = ContinuousClock()
    let times = try notes.map { line in
      guard let file = files[line.client] else { throw WrongVault() }
      return try clock.measure {
        let now = vault.now()
        let note = try NoteDraft(kind: .progress, text: line.text, event: nil).validated(at: now)
        try vault.write(note, in: file)
      } / .seconds(1)
    }
    let middle = times.sorted()[times.count / 2]
    return Measurement(seconds: middle)
      .adding("mean", .number(times.reduce(0, +) / Double(times.count)))
  }
}
