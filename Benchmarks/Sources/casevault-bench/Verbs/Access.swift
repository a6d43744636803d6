import CaseVault
import Casework
import System

// The verbs about who has access: rotation, leaving, and the decision itself.

extension Verb {
  /// One new epoch for the largest case file's compartment, with every slot.
  static let rotate = Verb("rotate") { folder, _ in
    let vault = try folder.open()
    let files = try vault.state.files.values
    guard let file = files.max(by: { $0.stored < $1.stored }) else { throw WrongVault() }
    var rotation: Rotation?
    let measured = try Measurement.timing { rotation = try vault.rotate(file.compartment) }
    guard let rotation, rotation.leftOut.isEmpty else { throw WrongVault() }
    return measured.adding("slots", .count(rotation.renewed))
  }

  /// An agency in which a clinician, whom a supervisor supervises, has imported NOTES.
  static let prepareAgency = Verb("prepare-agency", taking: 1) { folder, arguments in
    let agency = folder.agency
    let clients = try NoteLines(at: arguments[0]).clients().map { try ClientName($0) }
    return try Measurement.timing {
      let (officer, administrator) = try agency.found()
      let clinician = try agency.enrol(
        "Clara Clinician", keptAs: BenchAgency.measured, as: [.clinician], by: officer,
        and: administrator)
      let supervisor = try agency.enrol(
        "Sara Supervisor", keptAs: "supervisor", as: [.supervisor], by: officer, and: administrator)
      try administrator.approve(
        try officer.proposeSupervision(of: clinician.member, by: supervisor.member))
      try clinician.addClients(named: clients)
      var file = try ChunkReader(opening: FilePath(arguments[0]))
      _ = try clinician.importNotes(
        from: { try file.next() }, reading: ImportOptions(format: .jsonLines, size: file.totalBytes)
      )
      supervisor.close()
      _ = try agency.open("supervisor")
    }
  }

  /// The clinician leaves: from the second signature until nothing is open to them any more.
  static let offboard = Verb("offboard") { folder, _ in
    let agency = folder.agency
    let leaver = try agency.open(BenchAgency.measured).member
    let (officer, administrator) = (try agency.open("officer"), try agency.open("administrator"))
    let supervisor = try agency.open("supervisor")
    let number = try officer.proposeOffboarding(of: leaver)
    let files = try officer.state.files.values.filter { $0.assigned.contains(leaver) }
    let measured = try Measurement.timing {
      try administrator.approve(number)
      try supervisor.journal.catchUp()
      try supervisor.settle()
    }
    guard try supervisor.state.keysStillHeld(by: leaver) == 0 else { throw WrongVault() }
    return measured.adding("files", .count(files.count))
      .adding("slots", .count(files.reduce(0) { $0 + $1.stored }))
  }

  /// An agency of so many members and case files. Twenty of them opened the files; the one who is measured
  /// has as many as each of these.
  static let prepareLarge = Verb("prepare-large", taking: 2) { folder, arguments in
    let (members, files) = (try Verb.number(arguments[0]), try Verb.number(arguments[1]))
    let agency = folder.agency
    return try Measurement.timing {
      let (officer, administrator) = try agency.found()
      let openers = min(20, max(1, members - 2))
      for number in 0..<max(0, members - 2 - openers) {
        try agency.enrol("Member \(number)", as: [.clinician], by: officer, and: administrator)
      }
      for opener in 0..<openers {
        let clinician = try agency.enrol(
          "Opener \(opener)", keptAs: opener == 0 ? BenchAgency.measured : "opener-\(opener)",
          as: [.clinician], by: officer, and: administrator)
        let share = files / openers + (opener < files % openers ? 1 : 0)
        try clinician.addClients(
          named: (0..<share).map { try ClientName("Client \($0) of \(opener)") })
      }
      _ = try agency.open(BenchAgency.measured)
    }
  }

  /// May this member read in this file? A hundred thousand times, of members and files in no order.
  static let decide = Verb("decide") { folder, _ in
    let vault = try folder.open()
    let state = try vault.state
    let files = state.files.values.map(\.id).shuffled()
    let members = state.members.keys.shuffled()
    let now = vault.now()
    let count = 100_000
    var allowed = 0
    let measured = Measurement.timing {
      for turn in 0..<count {
        let act = Act(.readNotes, on: .file(files[turn % files.count]))
        let member = turn % 2 == 0 ? vault.member : members[turn / 2 % members.count]
        if Policy.refusal(of: act, by: member, in: state, at: now) == nil { allowed += 1 }
      }
    }
    guard allowed > 0, allowed < count else { throw WrongVault() }
    return Measurement(seconds: measured.seconds / Double(count)).adding("allowed", .count(allowed))
  }
}
