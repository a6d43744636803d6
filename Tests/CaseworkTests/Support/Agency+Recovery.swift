import Testing

@testable import Casework

// Recovery, when it goes as it should. What is sealed here opens nothing: this room knows no cryptography.

extension Agency {
  /// A set-up with the chunk that it names: two officers do, all of them for psychotherapy notes.
  mutating func recoverySetUp(
    among officers: [Person], quorum: Int = 2, processQuorum: Int? = nil, givesUp: Int = 0
  ) -> (RecoverySetUp, [UInt8]) {
    let old = state.recovery?.keys
    let keys = RecoveryKeys(
      main: recoveryKey(after: old?.main, among: officers, quorum: quorum),
      process: recoveryKey(
        after: old?.process, among: officers, quorum: processQuorum ?? officers.count),
      signingKey: newHash())
    let pieces = pieces(of: keys, keys.pieces)
    let text = Self.text { try RecordList.text(of: pieces) }
    let epochs = officers.compactMap { state.compartments[$0.member]?.current.epoch }
    let event = RecoverySetUp(
      keys: keys, count: pieces.count, chunk: newHash(), epochs: epochs, givesUp: givesUp)
    return (event, text)
  }

  mutating func recoveryKey(
    after old: RecoveryKey?, among officers: [Person], quorum: Int
  ) -> RecoveryKey {
    RecoveryKey(
      epoch: epoch(.recovery, of: old?.id, (old?.epoch.epoch ?? 0) + 1),
      officers: officers.map(\.member), quorum: quorum)
  }

  mutating func pieces(
    of keys: RecoveryKeys, _ places: [RecoveryPlace], epochs: [MemberID: UInt32] = [:]
  ) -> [SealedPiece] {
    places.map { place in
      let officers = keys[place.purpose]?.officers ?? []
      guard !officers.isEmpty else { return SealedPiece(onSheet: place, commitment: newHash()) }
      let officer = officers[Int(place.holder)] as MemberID?
      let epoch = officer.flatMap { epochs[$0] ?? state.compartments[$0]?.current.epoch }
      return SealedPiece(
        place: place, commitment: newHash(), epoch: epoch ?? 0, box: Self.box)
    }
  }

  static let box = [UInt8](repeating: 7, count: SealedPiece.boxLength)

  static func text(_ write: () throws -> [UInt8]) -> [UInt8] { (try? write()) ?? [] }

  /// Proposed by the privacy officer, approved by the administrator.
  mutating func setUpRecovery(
    among officers: [Person], quorum: Int = 2, processQuorum: Int? = nil
  ) throws {
    let (event, text) = recoverySetUp(
      among: officers, quorum: quorum, processQuorum: processQuorum)
    let proposal = try record(ActProposed(event), by: officer, manifest: text)
    try record(ActApproved(proposal: proposal, wraps: []), by: administrator)
  }

  /// The two sheets of a solo practice.
  mutating func setUpSheets() throws {
    let keys = RecoveryKeys(
      main: recoveryKey(after: nil, among: [], quorum: 2), process: nil, signingKey: newHash())
    let pieces = keys.pieces.map { SealedPiece(onSheet: $0, commitment: newHash()) }
    try record(
      RecoverySetUp(keys: keys, count: pieces.count, chunk: newHash()), by: owner,
      manifest: Self.text { try RecordList.text(of: pieces) })
  }

  /// Somebody's new device as the sheets let it in, with the vault's key.
  mutating func bySheets(
    _ person: Person
  ) throws -> (event: MemberRecovered, text: [UInt8], by: Person) {
    let device = recoveryDevice(of: person)
    let own = try #require(state.compartments[person.member]?.current)
    let wraps = [try wrap(state.vaultCompartment, for: person)]
    let event = MemberRecovered(
      start: nil, device: device,
      compartment: SealedEpoch(
        epoch: epoch(.member, of: person.member, own.epoch + 1),
        wraps: [WrapNotice(holder: HolderID(device.id), hash: newHash())]), next: nil,
      pieces: 0, wraps: 1, chunk: newHash(),
      signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64)))
    let text = Self.text { try RecoveredKeys(pieces: [], wraps: wraps).text() }
    return (event, text, Person(member: person.member, device: device))
  }

  mutating func recoveryStart(
    of person: Person, _ purposes: [RecoveryPurpose] = [.main]
  ) -> RecoveryStarted {
    RecoveryStarted(device: recoveryDevice(of: person), purposes: purposes, reason: newEnvelope())
  }

  mutating func recoveryDevice(of person: Person) -> Device {
    Device(
      id: newID(), member: person.member, signingKey: newHash(), boxKey: newHash(),
      locatorKey: newHash())
  }

  mutating func startRecovery(
    of person: Person, by officer: Person, _ purposes: [RecoveryPurpose] = [.main]
  ) throws -> Link {
    try record(recoveryStart(of: person, purposes), by: officer)
  }

  mutating func contribution(
    of person: Person, to link: Link
  ) throws -> (RecoveryContributed, [UInt8]) {
    let recovery = try #require(state.recovery)
    let start = try #require(recovery.starts[link.sequence])
    let pieces = start.pieces(of: person.member, in: recovery.keys).map {
      ContributedPiece(place: $0, box: Self.box)
    }
    let text = Self.text { try RecordList.text(of: pieces) }
    return (RecoveryContributed(to: link, count: pieces.count, chunk: newHash()), text)
  }

  mutating func contribute(_ person: Person, to link: Link) throws {
    let (event, text) = try contribution(of: person, to: link)
    try record(event, by: person, manifest: text)
  }

  /// What finishes a recovery: the member gets the vault's key, and the next recovery key nothing yet.
  mutating func recovered(by link: Link) throws -> (MemberRecovered, [UInt8]) {
    let recovery = try #require(state.recovery)
    let start = try #require(recovery.starts[link.sequence])
    let device = try #require(start.aim.device)
    let own = try #require(state.compartments[start.member]?.current)
    var next: [RecoveryPurpose: RecoveryKey] = [:]
    for purpose in RecoveryPurpose.allCases {
      guard let old = recovery.keys[purpose] else { continue }
      let officers = old.officers.filter { !state.hasLeft($0) }
      next[purpose] =
        start.purposes.contains(purpose)
        ? RecoveryKey(
          epoch: epoch(.recovery, of: old.id, old.epoch.epoch + 1), officers: officers,
          quorum: min(old.quorum, officers.count)) : old
    }
    let keys = RecoveryKeys(
      main: try #require(next[.main]), process: next[.process], signingKey: newHash())
    let pieces = pieces(
      of: keys, keys.pieces.filter { start.purposes.contains($0.purpose) },
      epochs: [start.member: own.epoch + 1])
    let vault = try #require(state.vaultCompartment.flatMap { state.compartments[$0]?.current })
    let wraps = [
      AddedWrap(
        compartment: vault.compartment, epoch: vault.epoch,
        notice: WrapNotice(holder: HolderID(start.member), hash: newHash()))
    ]
    let text = Self.text { try RecoveredKeys(pieces: pieces, wraps: wraps).text() }
    let compartment = SealedEpoch(
      epoch: epoch(.member, of: start.member, own.epoch + 1),
      wraps: [WrapNotice(holder: HolderID(device.id), hash: newHash())])
    let event = MemberRecovered(
      start: link, device: device, compartment: compartment, next: keys,
      pieces: pieces.count, wraps: wraps.count, chunk: newHash(),
      signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64)))
    return (event, text)
  }
}
