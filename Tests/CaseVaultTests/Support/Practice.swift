import Casework
import Keyring
import SQLiteStorage
import Sodium
import Synchronization

@testable import CaseVault

/// A practice of people with devices, in a folder of the test's own, at a time of the test's own.
final class Practice {
  let folder: TemporaryFolder
  let clock = TestClock()

  init() throws { folder = try TemporaryFolder() }

  var vaultPath: String { folder.appending("vault") }

  /// A vault for one person.
  func soloVault(_ person: Person) throws -> Vault {
    try Vault.foundSolo(
      by: person.name, with: try person.identity(), memory: person.memory, in: clock.surroundings
    ) { try SQLiteStorage.create(at: self.vaultPath, vaultID: ContentHash($0)) }
  }

  /// An agency of two, both of whom have it open.
  func agency(_ first: Person, _ second: Person) throws -> (Vault, Vault) {
    let request = try EnrolmentRequest.parse(second.request(at: clock.now))
    let ticket = try Vault.foundAgency(
      by: first.name, with: request, named: second.name, identity: try first.identity(),
      in: clock.surroundings
    ) { try SQLiteStorage.create(at: self.vaultPath, vaultID: ContentHash($0)) }
    let other = try join(second, by: ticket)
    return (try join(first, by: ticket), other)
  }

  func join(_ person: Person, by ticket: Ticket) throws -> Vault {
    try Vault.join(
      try storage(), by: ticket, with: try person.identity(), memory: person.memory,
      in: clock.surroundings)
  }

  func open(_ person: Person) throws -> Vault {
    try Vault.open(
      try storage(), with: try person.identity(), memory: person.memory, in: clock.surroundings)
  }

  func storage() throws -> SQLiteStorage { try SQLiteStorage.open(at: vaultPath) }

  /// Enrols a newcomer by two members, and opens the vault for them.
  func enrol(
    _ person: Person, as roles: [Role], by proposer: Vault, and approver: Vault
  ) throws -> Vault {
    let request = try EnrolmentRequest.parse(person.request(at: clock.now))
    let number = try proposer.proposeMember(request, named: person.name, as: roles)
    try approver.approve(number)
    return try join(person, by: try approver.ticket())
  }
}

/// Somebody with one device.
final class Person: Sendable {
  let name: String
  let memory = TransientMemory()
  private let seed: [UInt8]

  init(_ name: String) {
    self.name = name
    seed = RandomBytes.array(count: 32)
  }

  private init(_ name: String, seed: [UInt8]) {
    self.name = name
    self.seed = seed
  }

  /// The same device, once everything that it kept of any vault is lost.
  func forgetting() -> Person { Person(name, seed: seed) }

  func identity() throws -> DeviceIdentity {
    var copy = seed
    return try DeviceIdentity(seed: SecretBytes(wiping: &copy))
  }

  /// For a program of a test's own that is this person's, and is killed.
  var seedForAnotherProgram: [UInt8] { seed }

  func request(at moment: Moment) throws -> String {
    try EnrolmentRequest.make(
      for: try identity(), name: name, at: moment, in: try Keyring())
  }
}

/// A clock that stands still until the test moves it.
final class TestClock: Sendable {
  private let moment = Mutex(Moment(millisecondsSince1970: 1_772_000_000_000))

  var now: Moment { moment.withLock { $0 } ?? .earliest }

  func advance(by span: TimeSpan) { moment.withLock { $0 = $0?.adding(span) } }

  var surroundings: Surroundings { Surroundings(now: { self.now }) }
}
