import AuditLog
import Casework
import SQLiteStorage
import Testing

@testable import CaseVault
@testable import Keyring

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

  @Test func `a secret planted for a newcomer is found, however old the ticket is`() throws {
    let practice = try Practice()
    let (hers, his) = try practice.agency(Person("Ana Ruiz"), Person("Ben Bauer"))
    try his.rotate(try his.vaultEpoch().compartment)
    let eve = Person("Eve Stone")
    let request = try EnrolmentRequest.parse(eve.request(at: practice.clock.now))
    let old = try his.ticket()
    let number = try his.proposeMember(request, named: eve.name, as: [.clinician])
    // Ben writes the database, and seals to her what only an approval would have.
    let newcomer = request.compartment.compartment
    let theirs = try his.keys.keyring.draw(newcomer, kind: .member)
    let holder = try request.device(of: newcomer).holder()
    let planted = [
      try his.keys.keyring.firstWrap(theirs, for: holder, in: ContentHash(his.id)),
      try his.keys.keyring.firstWrap(
        his.vaultEpoch(), for: .member(theirs), in: ContentHash(his.id)),
    ]
    try his.plant(planted)
    for ticket in [old, try his.ticket()] {
      let fault = try #require(throws: IntegrityFault.self) {
        _ = try practice.join(eve, by: ticket)
      }
      #expect(fault == IntegrityFault(.secretWrong, at: .vault))
    }
    try hers.journal.catchUp()
    try hers.approve(number)
    try his.journal.catchUp()
    // Once more, over what she was given then: the log now has her, with another key of her own.
    try his.plant(planted)
    for ticket in [old, try hers.ticket()] {
      let fault = try #require(throws: IntegrityFault.self) {
        _ = try practice.join(eve.forgetting(), by: ticket)
      }
      #expect(fault.kind == .secretWrong)
    }
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

  @Test func `whoever keeps the database cannot have entries sealed under a key of theirs`() throws
  {
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

  @Test func `an epoch that was claimed before its entry came is not believed when it comes`()
    throws
  {
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

  @Test func `a key that was named where its holder does not look for it is found`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let auditor = try practice.enrol(
      Person("Aud Itor"), as: [.auditor], by: officer, and: administrator)
    try officer.journal.catchUp()
    let oversight = try #require(try officer.state.oversight)
    try officer.handOn(oversight, to: auditor.member, at: [UInt8](repeating: 5, count: 16))
    let report = try administrator.verify()
    #expect(report.firstFault == IntegrityFault(.wrapMissing, at: .compartment(oversight)))
    #expect(report.faults == 1)
    // By the log the auditor has it, so nobody else would hand it on.
    #expect(report.withoutWrap == 0)
  }

  @Test func `a proposer cannot put a compartment of their own in a newcomer's place`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let asked = try EnrolmentRequest.parse(Person("Clara Klein").request(at: practice.clock.now))
    let stranger = try EnrolmentRequest.parse(Person("Eve").request(at: practice.clock.now))
    let planted = try officer.planted(in: asked)
    for text in [asked.text, stranger.text, ""] {
      var shown = planted
      shown.text = text
      let number = try officer.proposeMember(shown, named: "Clara Klein", as: [.clinician])
      try administrator.journal.catchUp()
      let fault = try #require(throws: IntegrityFault.self) { try administrator.approve(number) }
      let newcomer = asked.compartment.compartment
      #expect(fault == IntegrityFault(.secretWrong, at: .compartment(newcomer)))
      try officer.withdraw(number)
    }
    let number = try officer.proposeMember(asked, named: "Clara Klein", as: [.clinician])
    try administrator.approve(number)
    #expect(try administrator.state.members.count == 3)
  }

  @Test func `the first founder cannot draw the second one's compartment`() throws {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    let solo = try Practice()
    let tool = try solo.soloVault(Person("Eve"))
    let planted = try tool.planted(in: EnrolmentRequest.parse(ben.request(at: practice.clock.now)))
    let ticket = try Vault.foundAgency(
      by: ana.name, with: planted, named: ben.name, identity: try ana.identity(),
      in: practice.clock.surroundings
    ) { try SQLiteStorage.create(at: practice.vaultPath, vaultID: ContentHash($0)) }
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.join(ben, by: ticket) }
    #expect(
      fault == IntegrityFault(.secretWrong, at: .compartment(planted.compartment.compartment)))
    #expect(try practice.storage().reading { try $0.size() } == 0)
  }
}

extension Vault {
  /// A request as its owner signed it, but for a compartment that this vault's keyring drew.
  func planted(in request: VerifiedRequest) throws -> VerifiedRequest {
    let epoch = try keys.keyring.draw(request.compartment.compartment, kind: .member)
    let holder = WrapHolder.device(request.keys, locatorKey: request.locatorKey)
    return VerifiedRequest(
      keys: request.keys, locatorKey: request.locatorKey, compartment: epoch,
      wrap: try keys.keyring.firstWrap(epoch, for: holder, in: nil), name: request.name,
      time: request.time, text: request.text)
  }

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

  /// Hands on what one holds, and names it at a place that nobody computes.
  fileprivate func handOn(
    _ id: CompartmentID, to other: MemberID, at locator: [UInt8]
  ) throws {
    _ = try journal.recording { desk in
      let epoch = try keys.open(id, of: desk.state, in: desk.transaction, vault: self.id)
      let holder = try #require(desk.state.compartments[other]?.current)
      let made = try keys.keyring.wrap(epoch, for: .member(holder), in: ContentHash(self.id))
      let elsewhere = Wrap(locator: locator, bytes: made.bytes)
      let added = AddedWrap(
        compartment: id, epoch: epoch.epoch,
        notice: WrapNotice(holder: HolderID(other), hash: elsewhere.hash))
      let event = WrapsAdded([added])
      try desk.append(
        event, storing: Commit.Parts(wraps: [StoredWrap(elsewhere)]),
        spending: try desk.permit(for: event))
    }
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
