import AuditLog
import Casework
import Keyring
import SQLiteStorage
import Sodium
import Testing

@testable import CaseVault

/// Keys to which nobody may seal and whose signatures prove nothing do not get into a vault, whoever's
/// program writes the entry.
@Suite struct UnusableKeyTests {
  /// The points of small order on Curve25519 and its twist, and their second encodings.
  /// Source: cr.yp.to/ecdh.html, "validate"; RFC 7748 §5 for p and p + 1.
  static let smallOrder = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ]

  /// Of small order on edwards25519: libsodium, `ge25519_has_small_order`; "Taming the many EdDSAs"
  /// (Chalkias and others, 2020), table 1. Not on the curve: y = 2, since (y² − 1)/(d·y² + 1) has no root.
  /// In a mixed group: the key of RFC 8032 §7.1, test 1, plus the point of order 2.
  static let noSigningKey = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0200000000000000000000000000000000000000000000000000000000000000",
    "16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8aee5",
  ]

  @Test func `nobody is enrolled with a key that is no valid point`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let asked = try EnrolmentRequest.parse(Person("Eve").request(at: practice.clock.now))
    var members: [NewMember] = []
    for point in Self.smallOrder {
      members.append(try officer.newcomer(asked, box: point))
      members.append(try officer.newcomer(asked, compartment: point))
    }
    for point in Self.noSigningKey { members.append(try officer.newcomer(asked, signing: point)) }
    for member in members {
      #expect(throws: InadmissibleAct(violation: .unusableKey), "\(member.device)") {
        try officer.enter(member)
      }
    }
    // The same member with the keys that were asked for.
    let number = try officer.enter(try officer.newcomer(asked))
    try administrator.journal.catchUp()
    let waiting = try administrator.state.proposals.keys.sorted()
    #expect(waiting == [number])
  }

  @Test func `nobody is proposed with the place of another device's keys`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let asked = try EnrolmentRequest.parse(Person("Eve").request(at: practice.clock.now))
    // What is stored with a proposal would take the place of theirs before anybody approves it.
    for device in [officer.keys.device, administrator.keys.device] {
      let theirs = try #require(try officer.state.devices[device]).locatorKey
      #expect(throws: Violation.alreadyExists) {
        try officer.enter(try officer.newcomer(asked, locator: theirs))
      }
    }
    #expect(try officer.state.proposals.isEmpty)
    #expect(try practice.storage().reading { try $0.size() } == officer.state.size)
  }

  @Test func `no compartment goes over to a key that anybody could open`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    for point in Self.smallOrder {
      let epoch = CompartmentEpoch(
        compartment: vault.member, kind: .member, epoch: 2,
        commitment: try ContentHash(hexadecimal: String(repeating: "11", count: 32)),
        publicKey: try ContentHash(hexadecimal: point))
      let hash = epoch.commitment
      let wrap = WrapNotice(holder: HolderID(vault.keys.device), hash: hash)
      let event = CompartmentRotated(
        epoch: SealedEpoch(epoch: epoch, wraps: [wrap]), past: .chained(hash))
      #expect(throws: InadmissibleAct(violation: .unusableKey), "\(point)") {
        _ = try vault.journal.record(event)
      }
    }
  }

  @Test func `whoever has such a key keeps no colleague from theirs`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let oversight = try #require(try officer.state.oversight)
    let good = try #require(try officer.state.compartments[administrator.member]?.current)
    let bad = CompartmentEpoch(
      compartment: .random(), kind: .member, epoch: 1, commitment: good.commitment,
      publicKey: try ContentHash(hexadecimal: Self.smallOrder[1]))
    let handed = try officer.journal.recording { desk in
      var handed = HandedWraps()
      try officer.hand(oversight, toEach: [bad, good], at: desk, into: &handed)
      return handed
    }.result
    #expect(handed.added.map(\.notice.holder) == [HolderID(administrator.member)])
    #expect(handed.rows.count == 1)
  }
}

extension Vault {
  /// What a changed program of a proposer's would enter for this request.
  fileprivate func newcomer(
    _ request: VerifiedRequest, signing: String? = nil, box: String? = nil,
    compartment: String? = nil, locator: ContentHash? = nil
  ) throws -> NewMember {
    let asked = Founder(request, named: request.name)
    let (known, epoch) = (asked.device, asked.compartment.epoch)
    let device = Device(
      id: known.id, member: known.member,
      signingKey: try signing.map { try ContentHash(hexadecimal: $0) } ?? known.signingKey,
      boxKey: try box.map { try ContentHash(hexadecimal: $0) } ?? known.boxKey,
      locatorKey: locator ?? known.locatorKey)
    let own = CompartmentEpoch(
      compartment: epoch.compartment, kind: epoch.kind, epoch: epoch.epoch,
      commitment: epoch.commitment,
      publicKey: try compartment.map { try ContentHash(hexadecimal: $0) } ?? epoch.publicKey)
    let name = try #require(try state.members[member]?.name)
    return NewMember(
      device: device, compartment: SealedEpoch(epoch: own, wraps: asked.compartment.wraps),
      roles: [.clinician], name: name)
  }

  @discardableResult
  fileprivate func enter(_ member: NewMember) throws -> UInt64 {
    try journal.recording { desk in
      let event = ActProposed(MemberEnrolled(member))
      return try desk.append(event, spending: try desk.permit(for: event)).sequence
    }.result
  }
}
