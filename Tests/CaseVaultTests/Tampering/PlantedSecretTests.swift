import AuditLog
import Casework
import Keyring
import Testing

@testable import CaseVault

/// The two wraps that a device opens before it can read the log are sealed boxes: anybody can make them
/// who knows its public keys. These are the ones that somebody else made.
@Suite struct PlantedSecretTests {
  @Test func `a colleague who plants a member's secret learns nothing that is written afterwards`()
    throws
  {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    let (hers, his) = try practice.agency(ana, ben)
    // Ben knows Ana's public keys and the vault's secret from the log, and may write to the database.
    let theirs = try his.plantedMember(hers.member, on: hers.keys.device)
    try his.plant([
      theirs.wrap,
      his.keys.keyring.firstWrap(
        his.vaultEpoch(), for: .member(theirs.epoch), in: ContentHash(his.id)),
    ])
    hers.close()
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    #expect(fault == IntegrityFault(.secretWrong, at: .vault))
    let joined = try #require(throws: IntegrityFault.self) {
      _ = try practice.join(ana, by: try his.ticket())
    }
    #expect(joined == IntegrityFault(.secretWrong, at: .vault))
  }

  @Test func `another member's own secret does not make this device act for them`() throws {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    let (hers, his) = try practice.agency(ana, ben)
    let own = try #require(his.keys.member)
    let device = try #require(try his.state.devices[hers.keys.device])
    try his.plant([
      his.keys.keyring.firstWrap(own, for: device.holder(), in: ContentHash(his.id))
    ])
    hers.close()
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    #expect(fault == IntegrityFault(.secretWrong, at: .vault))
  }

  @Test func `whoever keeps the database cannot have entries sealed under a key of theirs`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    // What an enrolment request shows is enough: the public key of the member's compartment.
    let own = try #require(vault.keys.member)
    let keeper = try Keyring()
    let (real, otherwise) = (
      try keeper.draw(vault.vaultEpoch().compartment, kind: .vault),
      try keeper.draw(kind: .vault)
    )
    for planted in [real, otherwise] {
      try vault.plant([keeper.firstWrap(planted, for: .member(own), in: ContentHash(vault.id))])
      // What this device kept reaches to the end of the log, so that no leaf has to be opened.
      #expect(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    }
    vault.close()
  }

  @Test func `an epoch that was claimed before its entry came is not believed when it comes`() throws {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    let (hers, his) = try practice.agency(ana, ben)
    let first = try his.vaultEpoch()
    let claimed = try hers.keys.keyring.draw(first.compartment, kind: .vault, epoch: 2)
    try hers.keys.addLogKey(of: claimed)
    try his.rotate(first.compartment)
    try hers.journal.catchUp()
    _ = try hers.checkpoint()
    let fault = try his.verify().firstFault
    #expect(fault == nil)
    hers.close()
    his.close()
  }
}

extension Vault {
  fileprivate func vaultEpoch() throws -> CompartmentEpoch {
    let id = try #require(try state.vaultCompartment)
    return try #require(try state.compartments[id]?.current)
  }

  /// A secret for another member's compartment, which this member made and knows.
  fileprivate func plantedMember(
    _ member: MemberID, on device: DeviceID
  ) throws -> (epoch: CompartmentEpoch, wrap: Wrap) {
    let epoch = try keys.keyring.draw(member, kind: .member)
    let holder = try #require(try state.devices[device]).holder()
    return (epoch, try keys.keyring.firstWrap(epoch, for: holder, in: ContentHash(id)))
  }

  /// Writes rows past every rule, as whoever has the file can.
  fileprivate func plant(_ wraps: [Wrap]) throws {
    let parts = Commit.Parts(wraps: wraps.map { StoredWrap($0) })
    let size = try state.size
    try storage.writing { try $0.apply(Commit(position: size, parts: parts)) }
  }
}

extension Device {
  /// All that it takes to seal to a device: what the log says of it.
  fileprivate func holder() throws -> WrapHolder {
    let keys = try DevicePublicKeys(encoded: signingKey.bytes + boxKey.bytes)
    return .device(keys, locatorKey: LocatorKey(bytes: .init(locatorKey)))
  }
}
