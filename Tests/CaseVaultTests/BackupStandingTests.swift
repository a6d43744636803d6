import Casework
import Foundation
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// How a backup stands to its vault, and what opens one where nothing is remembered of it.
@Suite struct BackupStandingTests {
  private let practice: Practice
  private let ana = Person("Ana Ruiz")

  init() throws { practice = try Practice() }

  private func standing(
    of backup: String, against vault: (any Storage)?, as person: Person? = nil
  ) throws -> BackupReport.Standing {
    let person = person ?? ana
    return try Vault.verifyBackup(
      try SQLiteStorage.open(copy: practice.folder.appending(backup)), of: vault,
      with: try person.identity(), memory: person.memory
    ).standing
  }

  /// Works in the vault, and closes it.
  private func work(_ name: String, backingUp backup: String? = nil) throws {
    try practice.with(practice.open(ana)) { vault in
      try vault.addClient(named: try ClientName(name))
      if let backup { try vault.backUp(to: practice.folder.appending(backup)) }
    }
  }

  @Test func `a backup of the vault's own past is behind it by what came since`() throws {
    try practice.with(practice.soloVault(ana)) { _ in }
    try work("Maria Lopez", backingUp: "first")
    #expect(try standing(of: "first", against: practice.storage()) == .behind(by: 0))
    try work("Bo Wu")
    try work("Cy Low")
    #expect(try standing(of: "first", against: practice.storage()) == .behind(by: 2))
    // The vault is gone, or reads no longer: what this device verified still says how much is lost.
    #expect(try standing(of: "first", against: nil) == .short(of: 2))
    try practice.tamper("DELETE FROM leaf WHERE position = 1")
    #expect(try standing(of: "first", against: practice.storage()) == .short(of: 2))
    #expect(try standing(of: "first", against: nil, as: nobodyWhoRemembers()) == .unknown)
  }

  /// The same device, with nothing kept.
  private func nobodyWhoRemembers() -> Person { ana.forgetting() }

  @Test func `a longer backup is ahead only if it goes on from the vault`() throws {
    try practice.with(practice.soloVault(ana)) { _ in }
    try work("Maria Lopez")
    let (earlier, memory) = (try practice.copyOfDatabase(), ana.memory.copy())
    try work("Bo Wu", backingUp: "longer")
    try practice.putBack(earlier)
    ana.memory.replace(with: memory)
    // Two entries more than the vault: Bo Wu, and the entry of the backup itself.
    #expect(try standing(of: "longer", against: practice.storage()) == .ahead(by: 2))
    #expect(try standing(of: "longer", against: nil) == .ahead(by: 2))
    // The vault goes on without it: as long or longer, the backup is another history now.
    try work("Cy Low")
    #expect(try standing(of: "longer", against: practice.storage()) == .otherHistory)
    #expect(try standing(of: "longer", against: nil) == .otherHistory)
    try work("Di Ray")
    #expect(try standing(of: "longer", against: practice.storage()) == .otherHistory)
  }

  @Test
  func `a damaged backup would not restore, and another vault's is not held against this one`()
    throws
  {
    try practice.with(practice.soloVault(ana)) { _ in }
    try work("Maria Lopez", backingUp: "first")
    let other = try Practice()
    try other.with(other.soloVault(ana)) { _ in }
    #expect(throws: BackupOfAnotherVault()) {
      try standing(of: "first", against: other.storage())
    }
    let path = practice.folder.appending("first")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let leaf = try practice.storage().reading { try $0.leaf(at: 1)?.bytes } ?? []
    let place = try #require(bytes.lastRange(of: Data(leaf)))
    bytes[place.lowerBound + 200] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try standing(of: "first", against: practice.storage()) == .faulty)
  }

  @Test func `who founded a practice alone opens it where nothing is remembered of it`() throws {
    try practice.with(practice.soloVault(ana)) { _ in }
    try work("Maria Lopez")
    let stranger = ana.forgetting()
    #expect(throws: NoPin()) { try practice.open(stranger) }
    var told: [LogEnd] = []
    let vault = try Vault.resume(
      practice.storage(), with: try stranger.identity(), memory: stranger.memory,
      in: practice.clock.surroundings
    ) { told.append($0) }
    #expect(told == [LogEnd(size: 2, at: practice.clock.now)])
    #expect(try vault.clients().compactMap(\.name?.text) == ["Maria Lopez"])
    vault.close()
    // From here on it is remembered, and an older copy is a rollback again.
    try practice.with(practice.open(stranger)) { _ in }
  }

  @Test func `who says no has opened nothing, and remembers nothing`() throws {
    try practice.with(practice.soloVault(ana)) { _ in }
    let stranger = ana.forgetting()
    #expect(throws: CancellationError.self) {
      try Vault.resume(
        practice.storage(), with: try stranger.identity(), memory: stranger.memory,
        in: practice.clock.surroundings
      ) { _ in throw CancellationError() }
    }
    #expect(throws: NoPin()) { try practice.open(stranger) }
  }

  @Test func `an agency's member, and whoever was enrolled in a practice, need a ticket`() throws {
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), ana)
    for vault in [officer, administrator] { vault.close() }
    let stranger = ana.forgetting()
    func resume(_ person: Person, in practice: Practice) throws {
      _ = try Vault.resume(
        practice.storage(), with: try person.identity(), memory: person.memory,
        in: practice.clock.surroundings
      ) { _ in }
    }
    #expect(throws: TicketNeeded()) { try resume(stranger, in: practice) }
    let solo = try Practice()
    let auditor = Person("Aud Ito")
    let vault = try solo.soloVault(Person("Sol Own"))
    let request = try EnrolmentRequest.parse(auditor.request(at: solo.clock.now))
    let number = try vault.proposeMember(request, named: auditor.name, as: [.auditor])
    solo.clock.advance(by: TimeSpan(milliseconds: 25 * 60 * 60 * 1000))
    try vault.approve(number)
    vault.close()
    #expect(throws: TicketNeeded()) { try resume(auditor, in: solo) }
  }

  /// The limit, said in SECURITY.md: without a memory and a ticket an older copy is as good as the latest.
  @Test func `an older copy is taken for the latest where nothing is remembered`() throws {
    try practice.with(practice.soloVault(ana)) { _ in }
    let older = try practice.copyOfDatabase()
    try work("Maria Lopez")
    try practice.putBack(older)
    let stranger = ana.forgetting()
    var told: [LogEnd] = []
    let vault = try Vault.resume(
      practice.storage(), with: try stranger.identity(), memory: stranger.memory,
      in: practice.clock.surroundings
    ) { told.append($0) }
    #expect(try vault.clients().isEmpty)
    #expect(told.map(\.size) == [1])
  }
}
