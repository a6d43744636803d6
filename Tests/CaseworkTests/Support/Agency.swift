import Testing

@testable import Casework

/// A vault in the making, told entry by entry: tests say who does what, and what comes of it.
///
/// Ids are drawn from a counter, every entry is a minute after the one before, and an event that should
/// have an effect and has none fails the test where it stands.
struct Agency {
  var state = VaultState()
  /// What the files' histories hold, entry by entry, as a reader would walk them.
  var histories: [CaseFileID: FileHistory] = [:]
  /// Every entry so far, to be replayed anew.
  private(set) var log: [Entry] = []
  /// What the next entry's clock says.
  var now = moment("2026-11-22T09:30:00.000Z")
  private var drawn: UInt64 = 0

  /// The founders; in a solo practice they are one person.
  private(set) var officer = Person.nobody
  private(set) var administrator = Person.nobody
  /// The one person of a solo practice.
  var owner: Person { officer }

  /// Somebody with a device.
  struct Person: Sendable, Equatable {
    let member: MemberID
    let device: Device
    var compartment: CompartmentID { member }

    static let nobody = Person(
      member: id(0),
      device: Device(
        id: id(0), member: id(0), signingKey: hash(0), boxKey: hash(0), locatorKey: hash(0)))
  }

  struct Entry: Sendable {
    let event: Event
    let link: Link
    let manifest: [UInt8]?
  }

  // MARK: - Beginning

  /// An agency of two: a privacy officer and an administrator.
  static func founded() throws -> Agency {
    try founded(.agency) { [$0.person(), $0.person()] }
  }

  /// A practice of one.
  static func soloPractice() throws -> Agency {
    try founded(.solo) { [$0.person()] }
  }

  private static func founded(
    _ preset: Preset, by founders: (inout Agency) -> [Person]
  ) throws -> Agency {
    var agency = Agency()
    let people = founders(&agency)
    agency.officer = people[0]
    agency.administrator = people[people.count - 1]
    try agency.record(agency.founding(preset, by: people), by: people[0])
    return agency
  }

  /// Entry 0, as these people would write it.
  mutating func founding(_ preset: Preset, by people: [Person]) -> VaultFounded {
    let roles = preset == .solo ? [Role.solo] : Role.founders
    let members = zip(people, roles).map { newcomer($0, as: $1) }
    let compartments = [CompartmentKind.vault, .oversight, .registry].map { kind in
      sealed(
        kind,
        to: zip(people, roles).filter { $1.contains { $0.holds.contains(kind) } }.map(\.0.member))
    }
    return VaultFounded(
      founding: Founding(
        nonce: hash(0x5e), preset: preset,
        founders: people.map {
          .init(signingKey: $0.device.signingKey, boxKey: $0.device.boxKey)
        }),
      members: members, compartments: compartments, checkpointKey: newHash(),
      checkpointSeed: newEnvelope())
  }

  // MARK: - Taking entries in

  /// Takes in one entry as it is.
  @discardableResult
  mutating func take(
    _ content: any EventContent, by person: Person, at moment: Moment? = nil,
    manifest: [UInt8]? = nil
  ) throws -> Link {
    now = moment ?? now.adding(TimeSpan(milliseconds: 60_000))
    let link = Link(sequence: state.size, hash: newHash())
    let event = Event(at: now, by: person.device.id, content: content)
    // What cannot be written and read is no event.
    let read = try Event(encoded: try event.encoded())
    let before = state.violations.count
    log.append(Entry(event: read, link: link, manifest: manifest))
    try state.take(read, at: link, manifest: manifest)
    if state.violations.count == before { keepHistory(of: content, at: link, by: person) }
    return link
  }

  /// Takes in one entry that has its effect.
  @discardableResult
  mutating func record(
    _ content: any EventContent, by person: Person, at moment: Moment? = nil,
    manifest: [UInt8]? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Link {
    let before = state.violations
    let link = try take(content, by: person, at: moment, manifest: manifest)
    #expect(state.violations == before, sourceLocation: sourceLocation)
    return link
  }

  /// Takes in one entry that has none: it stands in the log, is reported, and changes nothing else.
  mutating func ignore(
    _ content: any EventContent, by person: Person, as violation: Violation,
    at moment: Moment? = nil, manifest: [UInt8]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var before = state
    let link = try take(content, by: person, at: moment, manifest: manifest)
    before.violations.append(RecordedViolation(sequence: link.sequence, violation: violation))
    before.size += 1
    before.latestClaim = state.latestClaim
    before.stepsBack = state.stepsBack
    #expect(
      state.violations.last?.violation == violation, "\(type(of: content))",
      sourceLocation: sourceLocation)
    let isUnchanged = state == before  // Both would fill the screen.
    #expect(isUnchanged, sourceLocation: sourceLocation)
  }

  private mutating func keepHistory(
    of content: any EventContent, at link: Link, by person: Person
  ) {
    guard let event = content as? any FileEvent else { return }
    let facts = EntryFacts(link: link, at: now, device: person.device.id, member: person.member)
    histories[event.file, default: FileHistory()].take(event, as: facts)
  }

  // MARK: - Drawing what is new

  mutating func newID<Tag>() -> Identifier<Tag> {
    drawn += 1
    return Identifier(high: 0x1d << 56, low: drawn)
  }

  mutating func newHash() -> ContentHash {
    drawn += 1
    return ContentHash(words: .init(first: 0xa5 << 56, second: 0, third: 0, fourth: drawn))
  }

  mutating func newEnvelope(version: UInt32 = 1) -> EnvelopeNotice {
    EnvelopeNotice(envelope: newID(), version: version, hash: newHash(), slots: newHash())
  }

  mutating func newShelf() -> Int64 {
    drawn += 1
    return Int64(drawn)
  }

  /// Somebody who has made keys and belongs to no vault yet.
  mutating func person() -> Person {
    let member: MemberID = newID()
    return Person(
      member: member,
      device: Device(
        id: newID(), member: member, signingKey: newHash(), boxKey: newHash(),
        locatorKey: newHash()))
  }

  mutating func epoch(
    _ kind: CompartmentKind, of compartment: CompartmentID? = nil, _ number: UInt32 = 1
  ) -> CompartmentEpoch {
    CompartmentEpoch(
      compartment: compartment ?? newID(), kind: kind, epoch: number, commitment: newHash(),
      publicKey: newHash())
  }

  mutating func sealed(
    _ kind: CompartmentKind, of compartment: CompartmentID? = nil, epoch number: UInt32 = 1,
    to members: [MemberID]
  ) -> SealedEpoch {
    let epoch = epoch(kind, of: compartment, number)
    return SealedEpoch(
      epoch: epoch, wraps: members.map { WrapNotice(holder: HolderID($0), hash: newHash()) })
  }

  /// Somebody as an entry brings them in.
  mutating func newcomer(_ person: Person, as roles: [Role]) -> NewMember {
    NewMember(
      device: person.device,
      compartment: SealedEpoch(
        epoch: epoch(.member, of: person.member),
        wraps: [WrapNotice(holder: HolderID(person.device.id), hash: newHash())]),
      roles: roles, name: newEnvelope())
  }

  /// A new key for checkpoints, as every rotation of the vault's compartment brings one.
  mutating func handOver() -> CheckpointHandOver {
    CheckpointHandOver(
      key: newHash(), seed: newEnvelope(), signature: [UInt8](repeating: 0x5e, count: 64))
  }

  mutating func wrap(_ compartment: CompartmentID?, for person: Person) throws -> AddedWrap {
    let known = try #require(compartment.flatMap { state.compartments[$0] })
    return AddedWrap(
      compartment: known.current.compartment, epoch: known.current.epoch,
      notice: WrapNotice(holder: HolderID(person.member), hash: newHash()))
  }
}
