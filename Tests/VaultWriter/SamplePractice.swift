import CaseVault
import Casework
import Keyring
import SQLiteStorage
import Sodium
import Synchronization

/// A practice of one with sheets: its practitioner comes back by them three times, and an executor is let in.
/// For programs in other languages that read vaults.
///
/// In between somebody is in training who leaves a case file behind, and there is a second privacy
/// officer: whom sheets bring back follows from who has the roles, and from who printed them.
struct SamplePractice {
  let folder: String
  let clock = SampleClock()

  /// Makes `practice` and `key-petra`, `key-laptop`, `key-tower`, `key-desk`, `key-emma` in a folder, the
  /// keys under one passphrase. The first three are Petra's and lost; Emma is the executor.
  static func make(in folder: String, passphrase: [UInt8]) throws {
    try SamplePractice(folder: folder).make(passphrase: passphrase)
  }

  private func make(passphrase: [UInt8]) throws {
    let petra = Person("Petra Pohl", in: folder)
    let (laptop, tower) = (Person("Laptop", in: folder), Person("Tower", in: folder))
    let (desk, emma) = (Person("Desk", in: folder), Person("Emma Erb", in: folder))
    for person in [petra, laptop, tower, desk, emma] { try person.keepKey(under: passphrase) }
    let vault = try Vault.foundSolo(
      by: petra.name, with: try petra.identity(), memory: petra.memory, in: clock.surroundings
    ) { try SQLiteStorage.create(at: "\(folder)/practice", vaultID: ContentHash($0)) }
    let file = try work(of: vault)
    // She alone is a privacy officer.
    let first = try sheets(printedBy: vault)
    vault.close()
    let second = try comeBack(as: .practitioner, on: laptop, by: first)
    try second.sign(try second.write(try SampleVault.note("Written on the laptop."), in: file))
    // Another is one too, and she printed the sheets.
    let paul = try enrol(Person("Paul Pfau", in: folder), as: [.privacyOfficer], by: second)
    let again = try sheets(printedBy: second)
    second.close()
    let third = try comeBack(as: .practitioner, on: tower, by: again)
    let executor = try comeBack(
      as: .executor(named: emma.name), on: emma, by: try sheets(printedBy: third))
    try executor.write(try SampleVault.note("Her clients are being told."), in: file)
    // The executor printed them, and they are for the practitioner all the same.
    let last = try sheets(printedBy: executor)
    try third.journal.catchUp()
    try third.settle()
    try approve(try third.proposeOffboarding(of: paul.member), by: third)
    third.close()
    let home = try comeBack(as: .practitioner, on: desk, by: last)
    try home.sign(try home.write(try SampleVault.note("Back for good."), in: file))
    try home.write(try SampleVault.note("Hers to the end.", kind: .psychotherapy), in: file)
    _ = try home.checkpoint()
  }

  /// A client of her own; and one of a trainee's, who leaves.
  private func work(of vault: Vault) throws -> CaseFileID {
    let file = try vault.addClient(named: try ClientName("Maria Munk"))
    try vault.sign(try vault.write(try SampleVault.note("Written with the first key."), in: file))
    try vault.write(try SampleVault.note("Hers from the start.", kind: .psychotherapy), in: file)
    let tim = try enrol(Person("Tim Thal", in: folder), as: [.trainee], by: vault)
    try approve(try vault.proposeSupervision(of: tim.member, by: vault.member), by: vault)
    try tim.journal.catchUp()
    let left = try tim.addClient(named: try ClientName("Otto Orth"))
    try tim.write(try SampleVault.note("Left behind by a trainee."), in: left)
    tim.close()
    try vault.journal.catchUp()
    try vault.settle()
    try approve(try vault.proposeOffboarding(of: tim.member), by: vault)
    return file
  }

  /// Both sheets' words, each held against the log; whatever the member holds is sealed to their key then.
  private func sheets(printedBy vault: Vault) throws -> [[UInt8]] {
    var printed: [[UInt8]] = []
    try vault.setUpSheets { sheet in
      let words = try sheet.words()
      printed.append(words.span.indices.map { words.span[$0] })
    }
    for words in printed { try vault.rehearse(try RecoverySheet(words: words.span)) }
    return printed
  }

  private func comeBack(
    as owner: SheetsOwner, on device: Person, by sheets: [[UInt8]]
  ) throws -> Vault {
    let (one, two) = (sheets[0], sheets[1])
    let vault = try Vault.recover(
      try storage(), as: owner, by: try RecoverySheet(words: one.span),
      and: try RecoverySheet(words: two.span), with: try device.identity(),
      memory: device.memory, in: clock.surroundings, confirm: { _ in })
    try vault.settle()
    return vault
  }

  private func enrol(_ person: Person, as roles: [Role], by vault: Vault) throws -> Vault {
    try approve(
      try vault.proposeMember(try person.request(), named: person.name, as: roles), by: vault)
    return try Vault.join(
      try storage(), by: try vault.ticket(), with: try person.identity(), memory: person.memory,
      in: clock.surroundings)
  }

  /// Alone, a waiting time takes the place of a second person.
  private func approve(_ number: UInt64, by vault: Vault) throws {
    clock.advance(by: .days(1))
    try vault.approve(number)
  }

  private func storage() throws -> SQLiteStorage {
    try SQLiteStorage.open(at: "\(folder)/practice")
  }
}

/// A clock that stands still until it is moved: nobody waits a day for a sample.
final class SampleClock: Sendable {
  private let moment = Mutex(Moment(millisecondsSince1970: 1_772_000_000_000))

  func advance(by span: TimeSpan) { moment.withLock { $0 = $0?.adding(span) } }

  var surroundings: Surroundings {
    Surroundings(now: { self.moment.withLock { $0 } ?? .earliest })
  }
}
