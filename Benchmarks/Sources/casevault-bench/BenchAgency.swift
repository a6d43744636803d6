import CaseVault
import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium

/// An agency in a folder: who works there, each with a bare seed and a memory of their own beside the vault.
///
/// The first of those who work in case files has what ``BenchVault`` opens with.
struct BenchAgency {
  private let folder: String

  init(in folder: String) { self.folder = folder }

  private var vault: BenchVault { BenchVault(in: folder) }

  /// Founds it with a privacy officer and an administrator, who both have it open.
  func found() throws -> (officer: Vault, administrator: Vault) {
    let (officer, administrator) = (person("officer"), person("administrator"))
    try officer.drawSeed()
    try administrator.drawSeed()
    let ticket = try Vault.foundAgency(
      by: "Olga Officer", with: try administrator.request(named: "Adam Admin"), named: "Adam Admin",
      identity: try officer.identity(), in: .ofThisMachine
    ) { try SQLiteStorage.create(at: vault.vaultPath, vaultID: ContentHash($0)) }
    let second = try join(administrator, by: ticket)
    return (try join(officer, by: ticket), second)
  }

  /// Takes somebody in who is not going to open the vault.
  func enrol(
    _ name: String, as roles: [Role], by officer: Vault, and administrator: Vault
  ) throws {
    let other = BenchPerson(at: "\(folder)/unused")
    try other.drawSeed()
    try administrator.approve(
      try officer.proposeMember(try other.request(named: name), named: name, as: roles))
  }

  /// Takes somebody in and has them open the vault.
  func enrol(
    _ name: String, keptAs short: String, as roles: [Role], by officer: Vault,
    and administrator: Vault
  ) throws -> Vault {
    let newcomer = person(short)
    try newcomer.drawSeed()
    try administrator.approve(
      try officer.proposeMember(try newcomer.request(named: name), named: name, as: roles))
    return try join(newcomer, by: try officer.ticket())
  }

  func open(_ short: String) throws -> Vault {
    let person = person(short)
    return try Vault.open(
      try SQLiteStorage.open(at: vault.vaultPath), with: try person.identity(),
      memory: person.memory, in: .ofThisMachine)
  }

  private func join(_ person: BenchPerson, by ticket: Ticket) throws -> Vault {
    try Vault.join(
      try SQLiteStorage.open(at: vault.vaultPath), by: ticket, with: try person.identity(),
      memory: person.memory, in: .ofThisMachine)
  }

  private func person(_ short: String) -> BenchPerson {
    short == Self.measured
      ? BenchPerson(seed: vault.seedPath, memory: vault.memory)
      : BenchPerson(at: "\(folder)/\(short)")
  }

  /// Whose seed and memory lie where those of a solo practice do.
  static let measured = "clinician"
}

/// Somebody's bare seed and what their device remembers.
struct BenchPerson {
  private let seedPath: String
  let memory: FolderMemory

  init(seed: String, memory: FolderMemory) { (seedPath, self.memory) = (seed, memory) }

  init(at path: String) {
    self.init(seed: "\(path)-seed", memory: FolderMemory(at: "\(path)-memory"))
  }

  func drawSeed() throws {
    try Data(RandomBytes.array(count: 32)).write(to: URL(fileURLWithPath: seedPath))
  }

  func identity() throws -> DeviceIdentity {
    var seed = [UInt8](try Data(contentsOf: URL(fileURLWithPath: seedPath)))
    return try DeviceIdentity(seed: SecretBytes(wiping: &seed))
  }

  func request(named name: String) throws -> VerifiedRequest {
    try EnrolmentRequest.parse(
      EnrolmentRequest.make(
        for: try identity(), name: name, at: Surroundings.ofThisMachine.now(), in: try Keyring()))
  }
}
