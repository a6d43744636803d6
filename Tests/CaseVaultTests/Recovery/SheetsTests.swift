import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium
import Synchronization
import Testing

@testable import CaseVault

/// A practice of one person: two sheets, and what they are for.
@Suite struct SheetsTests {
  @Test
  func `an executor gets in with both sheets, reads every file, and each reading is recorded`()
    throws
  {
    let scene = try Scene()
    let executor = Person("Eva Erbe")
    let vault = try scene.recover(as: .executor(named: "Eva Erbe"), on: executor)
    let me = try #require(try vault.me())
    #expect(me.name == "Eva Erbe" && me.roles == Role.executor)
    #expect(try vault.state.recoveries[vault.member]?.isExecutor == true)
    // Step by step: which files there are, what is in one, and its words.
    let clients = try vault.clients()
    #expect(clients.count == 2)
    let text = try vault.read(scene.note, to: .terminal).note.text
    #expect(text == "Said in confidence.")
    let read = try vault.entries().filter { $0.event.content is NotesRead }
    #expect(read.map(\.member) == [vault.member])
    // Psychotherapy notes stay their author's.
    #expect(throws: Refusal.self) { try vault.read(scene.thought, to: .terminal) }
    // What they write is theirs, and they can give a file to a colleague who is enrolled.
    try vault.write(try .free("The client was told.", on: scene.practice), in: scene.file)
    #expect(try vault.verify().firstFault == nil)
    #expect(try vault.verify().violations == [])
    #expect(try vault.state.recovery == nil)
    // Next time they come with their key alone, and the practitioner still does.
    #expect(try scene.practice.open(executor).member == vault.member)
    #expect(try scene.practice.open(scene.owner).read(scene.note, to: .terminal).note.text == text)
  }

  @Test func `a review shows who made the sheets, and an executor with what they reach`() throws {
    let scene = try Scene()
    let owner = try scene.practice.open(scene.owner)
    func through(_ list: AccessList) -> [HeldAccess.Through] {
      list.held.map(\.through).filter { $0 != .assignment }
    }
    let roles: [HeldAccess.Through] = [.role(.oversight), .role(.registry)]
    #expect(through(try owner.accessList()) == roles + [.sheets(reach: 2)])
    let vault = try scene.recover(as: .executor(named: "Eva Erbe"), on: Person("Eva Erbe"))
    _ = try vault.read(scene.note, to: .terminal)
    let held = try vault.accessList().held.filter { $0.member == vault.member }
    let supervises = HeldAccess.Through.supervision(of: scene.member)
    #expect(held.map(\.through) == roles + [.executor(reach: 2), supervises, supervises])
    let admitted = try #require(try vault.state.recoveries[vault.member]).entry
    #expect(held.map(\.entry) == Array(repeating: admitted, count: 5))
    let executor = try #require(held.first { $0.through == .executor(reach: 2) })
    #expect(executor.lastUse != nil)
  }

  @Test func `sheets are used up, and a new pair is made`() throws {
    let scene = try Scene()
    let vault = try scene.recover(as: .executor(named: "Eva Erbe"), on: Person("Eva Erbe"))
    #expect(throws: SheetsOpenNothing()) {
      try scene.recover(as: .executor(named: "Mal Lory"), on: Person("Mal Lory"))
    }
    var sheets: [[UInt8]] = []
    try vault.setUpSheets { sheets.append(try $0.plainWords()) }
    #expect(try vault.state.recovery?.keys.main.epoch.epoch == 2)
    _ = try scene.practice.open(scene.owner)
    try vault.journal.catchUp()
    #expect(try vault.state.withoutRecovery == [])
  }

  @Test func `a practitioner who lost their key has everything back, psychotherapy notes too`()
    throws
  {
    let scene = try Scene()
    let laptop = Person("Ana Ruiz")
    let vault = try scene.recover(as: .practitioner, on: laptop)
    #expect(vault.member == scene.member)
    #expect(try vault.read(scene.note, to: .terminal).note.text == "Said in confidence.")
    #expect(try vault.read(scene.thought, to: .terminal).note.text == "A thought of mine.")
    #expect(throws: (any Error).self) { try scene.practice.open(scene.owner) }
    #expect(try vault.verify().firstFault == nil)
    #expect(try scene.practice.open(laptop).member == scene.member)
  }

  @Test(arguments: [false, true])
  func `whoever else was let in beside the practitioner stands in nobody's way`(
    isExecutor: Bool
  ) throws {
    let practice = try Practice()
    let owner = Person("Ana Ruiz")
    let vault = try practice.soloVault(owner)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let request = try EnrolmentRequest.parse(Person("Aud Itor").request(at: practice.clock.now))
    func approve(_ number: UInt64, by vault: Vault) throws {
      // Alone, a waiting time takes the place of a second person.
      practice.clock.advance(by: .days(2))
      try vault.approve(number)
    }
    let aud = try vault.proposeMember(request, named: "Aud Itor", as: [.auditor])
    try approve(aud, by: vault)
    let trainee = Person("Tess Thal")
    let asked = try EnrolmentRequest.parse(trainee.request(at: practice.clock.now))
    try approve(try vault.proposeMember(asked, named: "Tess Thal", as: [.trainee]), by: vault)
    let tess = try practice.join(trainee, by: try vault.ticket())
    try approve(try vault.proposeSupervision(of: tess.member, by: vault.member), by: vault)
    try tess.journal.catchUp()
    let left = try tess.addClient(named: try ClientName("Otto Olsen"))
    let note = try tess.write(try .free("He cannot sleep.", on: practice), in: left)
    tess.close()
    vault.close()
    let again = try practice.open(owner)
    try approve(try again.proposeOffboarding(of: tess.member), by: again)
    var words: [[UInt8]] = []
    try again.setUpSheets { words.append(try $0.plainWords()) }
    again.close()
    _ = try practice.open(owner)
    let person = Person("Somebody")
    let (one, two) = (words[0], words[1])
    let came = try Vault.recover(
      try practice.storage(), as: isExecutor ? .executor(named: "Eva Erbe") : .practitioner,
      by: try RecoverySheet(words: one.span), and: try RecoverySheet(words: two.span),
      with: try person.identity(), memory: person.memory, in: practice.clock.surroundings,
      confirm: { _ in })
    // What somebody who left had is open to whoever went on with it, and to the executor.
    #expect(try came.clients().compactMap(\.name).count == 2)
    #expect(try came.notes(of: file).isEmpty)
    #expect(try came.notes(of: left).map(\.id) == [note])
    #expect(try came.verify().firstFault == nil)
    #expect(try came.verify().violations == [])
  }

  @Test func `one sheet opens nothing, nor do two that are no pair`() throws {
    let scene = try Scene()
    let first = scene.sheets[0]
    #expect(throws: SheetError.sameSheet(1)) {
      try scene.recover(as: .practitioner, on: Person("X"), by: [first, first])
    }
    let noise = RandomBytes.array(count: 32)
    let other = try RecoverySheet(number: 2, epoch: 1, piece: noise.span).plainWords()
    #expect(throws: SheetsOpenNothing()) {
      try scene.recover(as: .practitioner, on: Person("X"), by: [first, other])
    }
  }

  @Test func `a sheet is rehearsed alone, and one of an older pair is told`() throws {
    let scene = try Scene()
    let vault = try scene.practice.open(scene.owner)
    for words in scene.sheets { try vault.rehearse(try RecoverySheet(words: words.span)) }
    #expect(try vault.state.recovery?.rehearsed == [0, 1])
    try vault.setUpSheets { _ in }
    let old = scene.sheets[0]
    #expect(throws: SheetIsAnother()) {
      try vault.rehearse(try RecoverySheet(words: old.span))
    }
    #expect(try vault.state.recovery?.rehearsed == [])
  }

  @Test func `whoever has the database alone, or a member's key, admits nobody`() throws {
    let scene = try Scene()
    let vault = try scene.practice.open(scene.owner)
    let stranger = Person("Mal Lory")
    let keys = try DeviceKeys(try stranger.identity())
    let newcomer = try keys.foundingMember(named: "Mal Lory")
    let forged = ExecutorAdmitted(
      NewMember(
        device: newcomer.device, compartment: newcomer.compartment, roles: Role.executor,
        name: try #require(try vault.state.members[scene.member]).name),
      wraps: 0, chunk: try #require(try vault.recoveryState().chunks[.main]),
      signature: RecoverySignature(RandomBytes.array(count: 64)))
    // Signed by the practitioner's own program it is a violation; in the stranger's name a fault.
    try vault.enterUnchecked(vault.encoded(forged, by: vault.device))
    try vault.journal.catchUp()
    #expect(try vault.state.violations.map(\.violation) == [.forgedRecovery])
    try vault.enterUnchecked(vault.encoded(forged, by: newcomer.device.id))
    #expect(throws: IntegrityFault.self) { try vault.journal.catchUp() }
  }

  @Test(arguments: [false, true])
  func `a crash while sheets let somebody in is gone on with, whenever it comes`(
    isExecutor: Bool
  ) throws {
    let scene = try Scene()
    let owner = isExecutor ? SheetsOwner.executor(named: "Eva Erbe") : .practitioner
    var (place, isThrough, stood) = (0, false, 0)
    while !isThrough {
      place += 1
      let path = try scene.copy("copy\(place)")
      let person = Person("Eva Erbe")
      let memory = StoppingMemory(person.memory, at: place)
      do {
        _ = try scene.recover(as: owner, on: person, keeping: memory, at: path)
        isThrough = true
      } catch is Stopped {
      } catch let behind as MemoryBehind where behind.cause is Stopped {
        stood += 1
      }
      let vault = try scene.recover(as: owner, on: person, at: path)
      #expect(try vault.read(scene.note, to: .terminal).note.text == "Said in confidence.")
      #expect(try vault.verify().firstFault == nil)
      #expect(try vault.state.recoveries.count == 1)
    }
    // Both sides of the entry were met, or this shows nothing.
    #expect(place > 3 && stood > 0)
  }

  @Test(arguments: [false, true])
  func `nobody goes on by sheets as another than who was let in, nor who needs none`(
    isExecutor: Bool
  ) throws {
    let scene = try Scene()
    let both = [SheetsOwner.practitioner, .executor(named: "Eva Erbe")]
    let (first, other) = isExecutor ? (both[1], both[0]) : (both[0], both[1])
    let person = Person("Eva Erbe")
    let memory = StoppingMemory(person.memory, at: 3)
    // Stopped behind the entry: the device is in, and its program has not gone on.
    #expect(throws: MemoryBehind.self) {
      _ = try scene.recover(as: first, on: person, keeping: memory)
    }
    #expect(throws: CannotRecover.keyKnownAlready) { try scene.recover(as: other, on: person) }
    let vault = try scene.recover(as: first, on: person)
    #expect(try vault.state.recoveries.count == 1)
    #expect(try vault.state.recoveries[vault.member]?.isExecutor == isExecutor)
    #expect(try vault.read(scene.note, to: .terminal).note.text == "Said in confidence.")
    vault.close()
    // Once gone on with it is the same, and so it is for the device that has been here all along.
    #expect(throws: CannotRecover.keyKnownAlready) { try scene.recover(as: other, on: person) }
    if isExecutor {
      for owner in both {
        #expect(throws: CannotRecover.keyKnownAlready) {
          try scene.recover(as: owner, on: scene.owner)
        }
      }
    }
  }

  @Test func `sheets let nobody in to less than this device has seen`() throws {
    let scene = try Scene()
    let older = try scene.copy("older")
    try scene.practice.open(scene.owner).addClient(named: try ClientName("Olga Stein"))
    let person = Person("Ana Ruiz")
    let memory = StoppingMemory(person.memory, at: 3)
    #expect(throws: (any Error).self) {
      try scene.recover(as: .practitioner, on: person, keeping: memory)
    }
    try #require(person.memory.load(.pin) != nil)
    let size = try SQLiteStorage.open(at: older).reading { try $0.size() }
    #expect(throws: IntegrityFault.self) {
      try scene.recover(as: .practitioner, on: person, at: older)
    }
    // Nothing was written there: the sheets are not used up.
    #expect(try SQLiteStorage.open(at: older).reading { try $0.size() } == size)
  }

  @Test func `an agency has officers, and a practice of one sheets`() throws {
    let team = try Team()
    #expect(throws: CannotRecover.isAnAgency) { try team[.officer].setUpSheets { _ in } }
    let scene = try Scene()
    let vault = try scene.practice.open(scene.owner)
    #expect(throws: CannotRecover.worksAlone) {
      try vault.proposeRecovery(by: [vault.member, vault.member], quorum: 2)
    }
  }

  /// Ana's practice: two clients, a note, a psychotherapy note, and two sheets.
  private struct Scene {
    let practice: Practice
    let owner: Person
    let member: MemberID
    let file: CaseFileID
    let note: NoteID
    let thought: NoteID
    let sheets: [[UInt8]]

    init() throws {
      practice = try Practice()
      owner = Person("Ana Ruiz")
      let vault = try practice.soloVault(owner)
      member = vault.member
      file = try vault.addClient(named: try ClientName("Maria Lopez"))
      note = try vault.write(try .free("Said in confidence.", on: practice), in: file)
      thought = try vault.write(
        try NoteDraft(kind: .psychotherapy, text: "A thought of mine.", event: nil)
          .validated(at: practice.clock.now), in: file)
      var written: [[UInt8]] = []
      try vault.setUpSheets { written.append(try $0.plainWords()) }
      sheets = written
      // Opened later: it is sealed to the sheets' key with the next command.
      try vault.addClient(named: try ClientName("Jon Doe"))
      _ = try practice.open(owner)
    }

    /// The vault as it is now, in a folder of its own.
    func copy(_ name: String) throws -> String {
      let path = practice.folder.appending(name)
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try practice.storage().copy(to: path + "/vault.db") { _ in }
      return path
    }

    func recover(
      as who: SheetsOwner, on person: Person, by sheets: [[UInt8]]? = nil,
      keeping memory: (any DeviceMemory)? = nil, at path: String? = nil
    ) throws -> Vault {
      let words = sheets ?? self.sheets
      let (one, two) = (words[0], words[1])
      return try Vault.recover(
        try path.map { try SQLiteStorage.open(at: $0) } ?? practice.storage(), as: who,
        by: try RecoverySheet(words: one.span),
        and: try RecoverySheet(words: two.span), with: try person.identity(),
        memory: memory ?? person.memory, in: practice.clock.surroundings, confirm: { _ in })
    }
  }
}

/// A device that stops when it keeps something for the so-manieth time.
private final class StoppingMemory: DeviceMemory {
  private let inner: TransientMemory
  private let left: Mutex<Int>

  init(_ inner: TransientMemory, at place: Int) {
    self.inner = inner
    left = Mutex(place)
  }

  func load(_ item: MemoryItem) -> [UInt8]? { inner.load(item) }

  func save(_ bytes: [UInt8], as item: MemoryItem) throws {
    let isLast = left.withLock { left in
      left -= 1
      return left <= 0
    }
    if isLast { throw Stopped() }
    inner.save(bytes, as: item)
  }

  func alone<Answer>(_ body: () throws -> Answer) throws -> Answer { try inner.alone(body) }
}

private struct Stopped: Error {}

extension RecoverySheet {
  /// For a test alone: words in plain memory.
  fileprivate borrowing func plainWords() throws -> [UInt8] {
    let words = try words()
    return words.span.indices.map { words.span[$0] }
  }
}
