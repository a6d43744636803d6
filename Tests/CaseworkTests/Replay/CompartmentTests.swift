import Testing

@testable import Casework

@Suite struct WrapsAddedTests {
  /// Two officers, of whom only one holds oversight yet, and a clinician.
  static func agency() throws -> (Agency, second: Agency.Person, clinician: Agency.Person) {
    var agency = try Agency.founded()
    let second = try agency.enrol(.privacyOfficer)
    let clinician = try agency.enrol(.clinician)
    return (agency, second, clinician)
  }

  @Test func `a holder hands on what others are entitled to`() throws {
    var (agency, second, _) = try Self.agency()
    let oversight = try agency.wrap(agency.state.oversight, for: second)
    let registry = try agency.wrap(agency.state.registry, for: second)
    try agency.record(WrapsAdded([oversight, registry]), by: agency.officer)
    for id in [agency.state.oversight, agency.state.registry] {
      let compartment = try #require(id.flatMap { agency.state.compartments[$0] })
      #expect(compartment.isHeld(by: second.member))
      #expect(compartment.holders.count == 2)
    }
  }

  @Test func `who does not hold a compartment hands nothing on`() throws {
    var (agency, second, clinician) = try Self.agency()
    let oversight = try agency.wrap(agency.state.oversight, for: second)
    // Entitled, but without a wrap of their own; or not entitled at all.
    for person in [second, agency.administrator, clinician] {
      try agency.ignore(WrapsAdded([oversight]), by: person, as: .wrongHolders)
    }
  }

  @Test func `nobody gets what they are not entitled to`() throws {
    var (agency, _, clinician) = try Self.agency()
    for id in [agency.state.oversight, agency.state.registry] {
      let wrap = try agency.wrap(id, for: clinician)
      try agency.ignore(WrapsAdded([wrap]), by: agency.officer, as: .wrongHolders)
    }
    let file = try agency.openFile(by: clinician)
    let key = try agency.wrap(agency.state.files[file]?.compartment, for: agency.officer)
    try agency.ignore(WrapsAdded([key]), by: clinician, as: .wrongHolders)
  }

  @Test func `nobody's wrap is replaced`() throws {
    var (agency, _, clinician) = try Self.agency()
    let wrap = try agency.wrap(agency.state.vaultCompartment, for: clinician)
    try agency.ignore(WrapsAdded([wrap]), by: agency.officer, as: .wrongHolders)
  }

  @Test func `one bad wrap and none is added`() throws {
    var (agency, second, clinician) = try Self.agency()
    let good = try agency.wrap(agency.state.oversight, for: second)
    let bad = try agency.wrap(agency.state.oversight, for: clinician)
    try agency.ignore(WrapsAdded([good, bad]), by: agency.officer, as: .wrongHolders)
    try agency.ignore(WrapsAdded([good, good]), by: agency.officer, as: .wrongHolders)
    try agency.record(WrapsAdded([good]), by: agency.officer)
  }

  @Test func `a wrap is for the epoch in force of a compartment that exists`() throws {
    var (agency, second, _) = try Self.agency()
    let wrap = try agency.wrap(agency.state.oversight, for: second)
    try agency.ignore(
      WrapsAdded([AddedWrap(compartment: wrap.compartment, epoch: 2, notice: wrap.notice)]),
      by: agency.officer, as: .outOfSequence)
    try agency.ignore(
      WrapsAdded([AddedWrap(compartment: id(0x99), epoch: 1, notice: wrap.notice)]),
      by: agency.officer, as: .unknownCompartment)
  }

  @Test func `nobody adds a device to another member, or a reader to psychotherapy notes`() throws {
    var (agency, second, clinician) = try Self.agency()
    let own = try agency.wrap(clinician.compartment, for: second)
    try agency.ignore(WrapsAdded([own]), by: second, as: .wrongHolders)
    try agency.ignore(WrapsAdded([own]), by: clinician, as: .wrongHolders)
    let file = try agency.openFile(by: clinician)
    try agency.openProcess(in: file, by: clinician)
    let process = agency.state.files[file]?.processes[clinician.member]
    let wrap = try agency.wrap(process, for: second)
    try agency.ignore(WrapsAdded([wrap]), by: clinician, as: .wrongHolders)
  }

  @Test func `who is entitled is the same asked of one or of all`() throws {
    var (agency, second, clinician) = try Self.agency()
    let file = try agency.openFile(by: clinician)
    try agency.openProcess(in: file, by: clinician)
    let people = [agency.officer, agency.administrator, second, clinician]
    let holders = people.flatMap { [HolderID($0.member), HolderID($0.device.id)] }
    for compartment in agency.state.compartments.keys {
      let entitled = agency.state.entitled(to: compartment)
      #expect(Set(entitled).count == entitled.count)
      for holder in holders {
        #expect(
          agency.state.isEntitled(holder, to: compartment) == entitled.contains(holder))
      }
    }
    #expect(agency.state.entitled(to: id(0x99)).isEmpty)
    #expect(!agency.state.isEntitled(holders[0], to: id(0x99)))
  }
}

@Suite struct CompartmentRotatedTests {
  static let slots = CompartmentRotated.Past.slots(count: 2, chunk: hash(0x59), kept: hash(0x5a))
  static let list = [1] + renewed(0xb5, 1) + renewed(0xb5, 2)

  /// A record by hand: the envelope and its version, the slot's hash before and after.
  private static func renewed(_ envelope: UInt8, _ version: UInt8) -> [UInt8] {
    [UInt8](repeating: envelope, count: 16) + [0, 0, 0, version]
      + [UInt8](repeating: 0x5a, count: 32) + [UInt8](repeating: 0x5b, count: 32)
  }

  static let chain = CompartmentRotated.Past.chained(hash(0x3d))

  @Test func `a file's next epoch is sealed to those assigned`() throws {
    var agency = try Agency.founded()
    let clinician = try agency.enrol(.clinician)
    let file = try #require(agency.state.files[try agency.openFile(by: clinician)])
    let next = agency.sealed(.file, of: file.compartment, epoch: 2, to: [clinician.member])
    let before = try #require(agency.state.compartments[file.compartment]?.current)
    try agency.record(
      CompartmentRotated(epoch: next, past: Self.slots), by: clinician, manifest: Self.list)
    let compartment = try #require(agency.state.compartments[file.compartment])
    #expect(compartment.current == next.epoch)
    #expect(compartment.wraps == next.wraps)
    #expect(compartment.earlier == [1: before.commitment])
    #expect(compartment.rotations == [agency.state.size - 1])
    #expect(compartment.file == file.id)
  }

  @Test func `a list that is not what the entry says of it has no effect`() throws {
    var agency = try Agency.founded()
    let clinician = try agency.enrol(.clinician)
    let file = try #require(agency.state.files[try agency.openFile(by: clinician)])
    let next = agency.sealed(.file, of: file.compartment, epoch: 2, to: [clinician.member])
    let (first, second) = (Self.renewed(0xb5, 1), Self.renewed(0xb5, 2))
    for list in [
      [], [1], [1] + first, [2] + first + second, Self.list + [0], Array(Self.list.dropLast()),
      // Twice the same, and out of order.
      [1] + first + first, [1] + second + first, [1] + Self.renewed(0xb6, 1) + second,
    ] as [[UInt8]] {
      try agency.ignore(
        CompartmentRotated(epoch: next, past: Self.slots), by: clinician, as: .badManifest,
        manifest: list)
    }
    #expect(agency.state.compartments[file.compartment]?.current.epoch == 1)
  }

  @Test func `a slot's record has a fixed width and its place in the list`() throws {
    let slots = try RecordList<RenewedSlot>.lines(in: Self.list)
    #expect(Self.list.count == 1 + 2 * 84)
    #expect(
      slots
        == [1, 2].map {
          RenewedSlot(envelope: id(0xb5), version: $0, before: hash(0x5a), after: hash(0x5b))
        })
    #expect(try RecordList.text(of: slots) == Self.list)
  }

  @Test func `the vault's next epoch chains to the one before`() throws {
    var agency = try Agency.founded()
    let id = try #require(agency.state.vaultCompartment)
    let before = try #require(agency.state.compartments[id]).current
    let members = [agency.administrator.member, agency.officer.member]
    let next = agency.sealed(.vault, of: id, epoch: 2, to: members)
    try agency.record(
      CompartmentRotated(epoch: next, past: Self.chain, checkpoint: agency.handOver()),
      by: agency.administrator)
    #expect(agency.state.vaultEpoch == 2)
    #expect(agency.state.compartments[id]?.earlier == [1: before.commitment])
  }

  @Test func `with the vault's next epoch, and with no other's, comes a new key for checkpoints`()
    throws
  {
    var agency = try Agency.founded()
    let first = try #require(agency.state.checkpointKey)
    let id = try #require(agency.state.vaultCompartment)
    let members = [agency.administrator.member, agency.officer.member]
    let next = agency.sealed(.vault, of: id, epoch: 2, to: members)
    try agency.ignore(
      CompartmentRotated(epoch: next, past: Self.chain), by: agency.officer, as: .outOfSequence)
    let handOver = agency.handOver()
    let later = CheckpointHandOver(
      key: handOver.key, seed: agency.newEnvelope(version: 2), signature: nil)
    try agency.ignore(
      CompartmentRotated(epoch: next, past: Self.chain, checkpoint: later), by: agency.officer,
      as: .outOfSequence)
    let oversight = agency.sealed(
      .oversight, of: agency.state.oversight, epoch: 2, to: [agency.officer.member])
    try agency.ignore(
      CompartmentRotated(epoch: oversight, past: Self.chain, checkpoint: handOver),
      by: agency.officer, as: .outOfSequence)
    let link = try agency.record(
      CompartmentRotated(epoch: next, past: Self.chain, checkpoint: handOver), by: agency.officer)
    // Behind the entry, and not before it: that is where the one ends and the other begins.
    #expect(agency.state.checkpointKey(atSize: 0) == first)
    #expect(agency.state.checkpointKey(atSize: link.sequence) == first)
    #expect(agency.state.checkpointKey(atSize: link.sequence + 1) == handOver.key)
    #expect(agency.state.checkpointKey(atSize: .max) == handOver.key)
    #expect(agency.state.checkpointSeed == handOver.seed)
    // And once more.
    let third = agency.handOver()
    let last = try agency.record(
      CompartmentRotated(
        epoch: agency.sealed(.vault, of: id, epoch: 3, to: members), past: Self.chain,
        checkpoint: third), by: agency.officer)
    #expect(
      [link.sequence, link.sequence + 1, last.sequence, last.sequence + 1].map {
        agency.state.checkpointKey(atSize: $0)
      } == [first, handOver.key, handOver.key, third.key])
  }

  @Test func `a member's own compartment is rotated by that member alone, and chains`() throws {
    var agency = try Agency.founded()
    let clinician = try agency.enrol(.clinician)
    let epoch = agency.epoch(.member, of: clinician.member, 2)
    let next = SealedEpoch(
      epoch: epoch,
      wraps: [WrapNotice(holder: HolderID(clinician.device.id), hash: agency.newHash())])
    try agency.ignore(
      CompartmentRotated(epoch: next, past: Self.chain), by: agency.officer, as: .wrongHolders)
    try agency.ignore(
      CompartmentRotated(epoch: next, past: Self.slots), by: clinician, as: .outOfSequence,
      manifest: Self.list)
    try agency.record(CompartmentRotated(epoch: next, past: Self.chain), by: clinician)
    #expect(agency.state.compartments[clinician.member]?.current == epoch)
  }

  @Test func `a leaver has no say in the next epoch`() throws {
    var agency = try Agency.founded()
    let leaver = try agency.enrol(.clinician)
    let file = try #require(agency.state.files[try agency.openFile(by: leaver)])
    let stays = try agency.enrol(.clinician)
    agency.state.files[file.id]?.assigned = [stays.member]
    let next = agency.sealed(.file, of: file.compartment, epoch: 2, to: [stays.member])
    let rotated = CompartmentRotated(epoch: next, past: Self.slots)
    // The leaver still holds the old epoch, but is not entitled any more.
    try agency.ignore(rotated, by: leaver, as: .wrongHolders, manifest: Self.list)
    // Whoever is entitled but holds nothing could not hand the past on.
    try agency.ignore(rotated, by: stays, as: .wrongHolders, manifest: Self.list)
  }

  @Test func `a rotation leaves nobody out and lets nobody in`() throws {
    var agency = try Agency.founded()
    let clinician = try agency.enrol(.clinician)
    let vault = try #require(agency.state.vaultCompartment)
    let members = [agency.officer.member, agency.administrator.member, clinician.member]
    let file = try #require(agency.state.files[try agency.openFile(by: clinician)])
    for (kind, compartment, holders) in [
      (CompartmentKind.vault, vault, Array(members.dropLast())),
      (.vault, vault, members + [id(0x99)]),
      (.vault, vault, members + [members[0]]),
      (.vault, vault, []),
      (.file, file.compartment, [clinician.member, agency.officer.member]),
      (.file, file.compartment, [agency.officer.member]),
    ] {
      let next = agency.sealed(kind, of: compartment, epoch: 2, to: holders)
      let past = kind.chains ? Self.chain : Self.slots
      try agency.ignore(
        CompartmentRotated(epoch: next, past: past), by: clinician, as: .wrongHolders,
        manifest: Self.list)
    }
  }

  @Test func `epochs follow one another in one compartment of one kind`() throws {
    var agency = try Agency.founded()
    let clinician = try agency.enrol(.clinician)
    let file = try #require(agency.state.files[try agency.openFile(by: clinician)])
    let holders = [clinician.member]
    func ignore(
      _ kind: CompartmentKind, of compartment: CompartmentID?, epoch: UInt32,
      _ past: CompartmentRotated.Past = Self.slots, as violation: Violation
    ) throws {
      let next = agency.sealed(kind, of: compartment, epoch: epoch, to: holders)
      try agency.ignore(
        CompartmentRotated(epoch: next, past: past), by: clinician, as: violation,
        manifest: Self.list)
    }
    for epoch in [0, 1, 3, .max] as [UInt32] {
      try ignore(.file, of: file.compartment, epoch: epoch, as: .outOfSequence)
    }
    try ignore(.process, of: file.compartment, epoch: 2, as: .outOfSequence)
    try ignore(.file, of: file.compartment, epoch: 2, Self.chain, as: .outOfSequence)
    try ignore(.file, of: nil, epoch: 2, as: .unknownCompartment)
  }
}
