import CaseVault
import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium

/// An agency's vault with whatever can stand in one: proposals, wraps added later, supervision, case files
/// that change hands, notes that take two signatures, grants of every stage, emergencies, recoveries, and rotations of every kind of compartment
/// between all the rest. For programs in other languages that read vaults.
struct SampleVault {
  let folder: String

  /// Makes `vault` and `key-olga`, `key-adam`, `key-clara`, `key-aud`, `key-sara`, `key-tess`,
  /// `key-gerd`, `key-rita` in a folder, the keys under one passphrase. Lena and Kurt, who worked there too, have
  /// left; Rita's key is one that she was recovered with.
  static func make(in folder: String, passphrase: [UInt8]) throws {
    try SampleVault(folder: folder).make(passphrase: passphrase)
  }

  private func make(passphrase: [UInt8]) throws {
    let (olga, adam) = (Person("Olga Ott", in: folder), Person("Adam Adler", in: folder))
    let (clara, aud) = (Person("Clara Klein", in: folder), Person("Aud Itor", in: folder))
    let (sara, tess) = (Person("Sara Sommer", in: folder), Person("Tess Thal", in: folder))
    for person in [olga, adam, clara, aud, sara, tess] { try person.keepKey(under: passphrase) }
    let ticket = try Vault.foundAgency(
      by: olga.name, with: try adam.request(), named: adam.name, identity: try olga.identity(),
      in: .ofThisMachine
    ) { try SQLiteStorage.create(at: "\(folder)/vault", vaultID: ContentHash($0)) }
    let administrator = try join(adam, by: ticket)
    let officer = try join(olga, by: ticket)
    let clinician = try enrol(clara, as: [.clinician], by: officer, and: administrator)
    let supervisor = try enrol(sara, as: [.supervisor], by: officer, and: administrator)
    let trainee = try enrol(tess, as: [.trainee], by: officer, and: administrator)
    try officer.withdraw(
      try officer.proposeMember(
        try Person("Eve", in: folder).request(), named: "Eve", as: [.clinician]))
    // Whoever holds oversight and registry hands them on to the auditor and the supervisor, whom somebody
    // else let in.
    try administrator.rotate(administrator.member)
    let auditor = try enrol(aud, as: [.auditor], by: officer, and: administrator)
    officer.close()
    let again = try open(olga)
    try work(of: clinician)
    try rotations(by: again)
    try moreWork(of: clinician)
    try administrator.approve(
      try again.proposeSupervision(of: trainee.member, by: supervisor.member))
    let file = try training(of: trainee, by: supervisor)
    try changesOfHands(of: file, from: trainee, by: supervisor, to: clinician)
    try conflicts(of: trainee, and: supervisor, toldBy: again)
    try leaving(from: supervisor, to: clinician, toldBy: again, and: administrator)
    let gerd = Person("Gerd Gross", in: folder)
    try gerd.keepKey(under: passphrase)
    let second = try enrol(
      gerd, as: [.supervisor], by: again,
      and: administrator)
    try grants(
      by: Granting(
        trainee: trainee, supervisor: supervisor, second: second, clinician: clinician,
        officer: again))
    try emergencies(of: clinician, by: second, reviewedBy: again, and: auditor)
    let rita = Person("Rita Roth", in: folder)
    try rita.keepKey(under: passphrase)
    let recovering = Recovering(
      officer: again, administrator: administrator, supervisor: supervisor)
    try recoveries(by: recovering, on: rita)
    try regaining(by: recovering, for: clinician)
    try supervisionOfALeaver(by: supervisor, and: second, toldBy: again, and: administrator)
    try devices(of: supervisor)
    try again.approve(
      try administrator.proposeEndOfSupervision(of: trainee.member, by: supervisor.member).number)
    // Rotates her files away from the supervisor.
    trainee.close()
    _ = try open(tess)
    try again.endDueGrants()
    try auditor.rotate(auditor.member)
    try auditor.recordUnlock(after: FailedUnlocks(first: auditor.now()))
    _ = try auditor.checkpoint()
    _ = try auditor.attest(try auditor.accessList(), of: nil, commenting: "As agreed in June.")
  }

  /// Somebody who leaves: her supervisor goes on with her file, and gives it to a colleague.
  private func leaving(
    from supervisor: Vault, to clinician: Vault, toldBy officer: Vault, and administrator: Vault
  ) throws {
    let lena = Person("Lena Lind", in: folder)
    let leaver = try enrol(lena, as: [.clinician], by: officer, and: administrator)
    try administrator.approve(
      try officer.proposeSupervision(of: leaver.member, by: supervisor.member))
    let file = try leaver.addClient(named: try ClientName("Rosa Ruiz"))
    try leaver.sign(try leaver.write(try Self.note("Written before she left."), in: file))
    try leaver.write(try Self.note("A thought.", kind: .psychotherapy), in: file)
    leaver.close()
    _ = try open(lena)
    try administrator.approve(try officer.proposeOffboarding(of: leaver.member))
    try supervisor.assign(file, to: clinician.member)
    try supervisor.unassign(file, from: leaver.member)
    try clinician.write(try Self.note("Taken over."), in: file)
    try roles(of: clinician, setBy: officer, and: administrator)
  }

  /// Somebody leaves whom two supervised: one of them may go, as the other goes on with the case file.
  private func supervisionOfALeaver(
    by supervisor: Vault, and second: Vault, toldBy officer: Vault, and administrator: Vault
  ) throws {
    let hugo = try enrol(
      Person("Hugo Hahn", in: folder), as: [.clinician], by: officer, and: administrator)
    for above in [supervisor, second] {
      try administrator.approve(
        try officer.proposeSupervision(of: hugo.member, by: above.member))
    }
    try hugo.journal.catchUp()
    let file = try hugo.addClient(named: try ClientName("Vera Vogt"))
    try hugo.sign(try hugo.write(try Self.note("Gone on with by one of two."), in: file))
    try comesBack(hugo)
    hugo.close()
    try administrator.approve(try officer.proposeOffboarding(of: hugo.member))
    try administrator.approve(
      try officer.proposeEndOfSupervision(of: hugo.member, by: supervisor.member).number)
    try comesBack(second)
  }

  /// A clinician who supervises for a while: the register's key comes, and is exchanged again.
  private func roles(
    of clinician: Vault, setBy officer: Vault, and administrator: Vault
  ) throws {
    for (adding, removing) in [([Role.supervisor], []), ([], [Role.supervisor])] {
      try administrator.approve(
        try officer.proposeRoles(of: clinician.member, adding: adding, removing: removing).number)
      try officer.journal.catchUp()
      try officer.settle()
      try clinician.journal.catchUp()
    }
  }

  /// A second one that works for a while and is then revoked by the first.
  private func devices(of supervisor: Vault) throws {
    let tablet = Person("Tablet", in: folder)
    try supervisor.addDevice(try tablet.request())
    let second = try join(tablet, by: try supervisor.ticket())
    _ = try second.checkpoint()
    second.close()
    try supervisor.revokeDevice(try tablet.identity().publicKeys.id)
  }

  /// One that is declared, read and cleared again, and one that stays.
  private func conflicts(
    of trainee: Vault, and supervisor: Vault, toldBy officer: Vault
  ) throws {
    guard let file = try officer.clients().first?.file else { return }
    try officer.declareConflict(of: trainee.member, with: file, because: "A neighbour.")
    _ = try officer.conflicts(to: .terminal)
    try supervisor.approve(try officer.proposeClearing(of: trainee.member, with: file))
    try supervisor.declareConflict(of: supervisor.member, with: file, because: nil)
  }

  private func work(of clinician: Vault) throws {
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    let note = try clinician.write(try Self.note("She slept four nights."), in: file)
    try clinician.revise(note, to: try Self.note("She slept four nights of seven."))
    try clinician.sign(note)
    try clinician.addAddendum(try Self.note("Five nights."), to: note)
    try clinician.write(try Self.note("A dream.", kind: .psychotherapy), in: file)
    try clinician.discard(try clinician.write(try Self.note("No."), in: file))
    try importNotes(#"{"id":"1","client":"Juan Perez","text":"Imported."}"#, into: clinician)
    try clinician.renameClient(file, to: try ClientName("Maria Diaz"))
    try clinician.rotate(clinician.member)
    try rotateFiles(of: clinician)
  }

  private func rotations(by officer: Vault) throws {
    try officer.journal.catchUp()
    let state = try officer.state
    for compartment in [
      state.registry, state.vaultCompartment, state.oversight, officer.member, state.registry,
      state.vaultCompartment,
    ].compactMap(\.self) {
      try officer.rotate(compartment)
    }
  }

  private func moreWork(of clinician: Vault) throws {
    let file = try clinician.addClient(named: try ClientName("Nora Nagy"))
    try clinician.write(try Self.note("Written under a later key."), in: file)
    try importNotes(
      #"{"id":"2","client":"Juan Perez","text":"Imported later."}"#, into: clinician)
    try rotateFiles(of: clinician)
  }

  /// A trainee's notes: co-signed after they were given back with a comment; given back without one,
  /// submitted as they are, and taken back; discarded while they wait.
  private func training(of trainee: Vault, by supervisor: Vault) throws -> CaseFileID {
    let file = try trainee.addClient(named: try ClientName("Otto Olsen"))
    let note = try submit("He cannot sleep.", by: trainee, in: file)
    try supervisor.giveBack(note, version: 1, commenting: try Self.note("What did he say himself?"))
    try trainee.revise(note, to: try Self.note("He says that he cannot sleep."))
    try trainee.sign(note)
    try supervisor.coSign(note, version: 2)
    try supervisor.addAddendum(try Self.note("Discussed in supervision."), to: note)
    let added = try trainee.addAddendum(try Self.note("He slept three hours."), to: note)
    try supervisor.giveBack(added, version: 1, commenting: try Self.note("On which night?"))
    try trainee.revise(added, to: try Self.note("He slept three hours on Monday."))
    try trainee.sign(added)
    try supervisor.coSign(added, version: 2)
    try trainee.discard(try trainee.addAddendum(try Self.note("Nothing."), to: note))
    let other = try submit("He did not come.", by: trainee, in: file)
    try supervisor.giveBack(other, version: 1, commenting: nil)
    try trainee.sign(other)
    try trainee.revise(other, to: try Self.note("He came late."))
    try trainee.discard(try submit("No.", by: trainee, in: file))
    return file
  }

  private func submit(_ text: String, by trainee: Vault, in file: CaseFileID) throws -> NoteID {
    let note = try trainee.write(try Self.note(text), in: file)
    try trainee.sign(note)
    return note
  }

  private func changesOfHands(
    of file: CaseFileID, from trainee: Vault, by supervisor: Vault, to clinician: Vault
  ) throws {
    try supervisor.assign(file, to: clinician.member)
    try clinician.write(try Self.note("Continued by a colleague."), in: file)
    try supervisor.unassign(file, from: trainee.member)
    // Rotates the file away from the two who lost it.
    let own = try clinician.addClient(named: try ClientName("Paul Pohl"))
    try clinician.sign(try clinician.write(try Self.note("Handed over."), in: own))
    try clinician.handOver(own, to: trainee.member)
    // Rotates that file for the trainee and the supervisor, and hands the new one on to the supervisor.
    let new = try trainee.addClient(named: try ClientName("Quinn Quast"))
    try trainee.write(try Self.note("A new case."), in: new)
  }

  private func rotateFiles(of clinician: Vault) throws {
    for file in try clinician.state.files.values.sorted(by: { $0.number < $1.number }) {
      try clinician.rotate(file.compartment)
      for process in file.processes.values { try clinician.rotate(process) }
    }
  }

  // MARK: - How it is done

  func join(_ person: Person, by ticket: Ticket) throws -> Vault {
    try Vault.join(
      try storage(), by: ticket, with: try person.identity(), memory: person.memory,
      in: .ofThisMachine)
  }

  private func open(_ person: Person) throws -> Vault {
    try Vault.open(
      try storage(), with: try person.identity(), memory: person.memory, in: .ofThisMachine)
  }

  private func storage() throws -> SQLiteStorage { try SQLiteStorage.open(at: "\(folder)/vault") }

  func enrol(
    _ person: Person, as roles: [Role], by proposer: Vault, and approver: Vault
  ) throws -> Vault {
    try approver.approve(
      try proposer.proposeMember(try person.request(), named: person.name, as: roles))
    return try join(person, by: try approver.ticket())
  }

  private func importNotes(_ lines: String, into vault: Vault) throws {
    var chunks = [Array(lines.utf8)]
    _ = try vault.importNotes(from: { chunks.popLast() }, reading: ImportOptions())
  }

  static func note(_ text: String, kind: NoteKind = .progress) throws -> Note {
    try NoteDraft(kind: kind, text: text, event: nil)
      .validated(at: Surroundings.ofThisMachine.now())
  }
}

/// Somebody with one device, which keeps its memory in the sample's folder.
struct Person {
  let name: String
  let memory: FolderMemory
  private let seed = RandomBytes.array(count: 32)
  private let keyFile: String

  init(_ name: String, in folder: String) {
    self.name = name
    let short = name.prefix { $0 != " " }.lowercased()
    memory = FolderMemory(at: "\(folder)/memory-\(short)")
    keyFile = "\(folder)/key-\(short)"
  }

  func identity() throws -> DeviceIdentity {
    var copy = seed
    return try DeviceIdentity(seed: SecretBytes(wiping: &copy))
  }

  func request() throws -> VerifiedRequest {
    try EnrolmentRequest.parse(
      EnrolmentRequest.make(
        for: try identity(), name: name, at: Surroundings.ofThisMachine.now(), in: try Keyring()))
  }

  func keepKey(under passphrase: [UInt8]) throws {
    let chosen = try ChosenPassphrase(typed: passphrase.span)
    // The least that a key file may have been made with: whoever reads it waits as long.
    let cost = try KeyFileCost(operations: 3, memory: KeyFileCost.leastMemory)
    let bytes = try KeyFile.seal(try identity(), under: chosen, cost: cost)
    try Data(bytes).write(to: URL(fileURLWithPath: keyFile))
  }
}
