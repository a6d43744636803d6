import Testing

@testable import Casework

/// Conflicts and the key of those on duty: whoever has it, or is to have it, and is kept from a case file, is
/// given no way to it.
@Suite struct DutyConflictTests {
  /// A clinician's file that is sealed to two on duty, and a supervisor who has nothing to do with it.
  private struct Scene {
    var agency: Agency
    let owner: Agency.Person
    let duty: Agency.Person
    let other: Agency.Person
    let file: CaseFileID
    let compartment: CompartmentID
    let key: CompartmentID

    init(onDuty isOnDuty: Bool = true) throws {
      agency = try Agency.founded()
      owner = try agency.enrol(.clinician)
      (duty, other) = (try agency.enrol(.clinician), try agency.enrol(.supervisor))
      file = try agency.openFile(by: owner)
      try agency.puts(onDuty: isOnDuty ? [duty, other] : [other])
      compartment = try #require(agency.state.files[file]).compartment
      key = try #require(agency.state.emergency)
      try agency.record(
        WrapsAdded([
          AddedWrap(
            compartment: compartment, epoch: 1,
            notice: WrapNotice(holder: HolderID(key), hash: hash(9)))
        ]), by: owner)
    }

    func entitled(to id: CompartmentID) -> Set<MemberID> {
      Set(agency.state.entitled(to: id).map(\.member))
    }

    mutating func declareConflict() throws {
      try agency.record(
        ConflictDeclared(file: file, of: duty.member, reason: nil), by: agency.officer)
    }

    /// The file's own person exchanges its key, for whoever is entitled.
    mutating func exchangeFile() throws {
      let epoch = try #require(agency.state.compartments[compartment]).current.epoch + 1
      try agency.record(
        CompartmentRotated(
          epoch: agency.sealed(
            .file, of: compartment, epoch: epoch, to: entitled(to: compartment).sorted()),
          past: .slots(count: 0, chunk: hash(2), kept: hash(3))), by: owner, manifest: [1])
    }

    /// The other one exchanges the key of those on duty.
    mutating func exchangeKey(to members: [MemberID]) -> CompartmentRotated {
      CompartmentRotated(
        epoch: agency.sealed(.emergency, of: key, epoch: 2, to: members), past: .chained(hash(4)))
    }
  }

  @Test func `whoever goes off duty with a conflict is sealed no file while they have that key`()
    throws
  {
    var scene = try Scene()
    try scene.declareConflict()
    try scene.exchangeFile()
    let singly: Set = [scene.owner.member, scene.other.member]
    #expect(scene.entitled(to: scene.compartment) == singly)
    try scene.agency.record(RosterSet([scene.other.member]), by: scene.agency.officer)
    #expect(scene.entitled(to: scene.compartment) == singly)
    try scene.agency.ignore(
      WrapsAdded([
        AddedWrap(
          compartment: scene.compartment, epoch: 2,
          notice: WrapNotice(holder: HolderID(scene.key), hash: hash(9)))
      ]), by: scene.owner, as: .wrongHolders)
    try scene.agency.record(scene.exchangeKey(to: [scene.other.member]), by: scene.other)
    #expect(scene.entitled(to: scene.compartment) == [scene.owner.member, scene.key])
    #expect(scene.agency.state.unsettled.contains(scene.compartment))
  }

  @Test func `a conflict of somebody who was on duty has the file's key exchanged`() throws {
    var scene = try Scene()
    try scene.agency.record(RosterSet([scene.other.member]), by: scene.agency.officer)
    // They still have the key, and by it the file's.
    var early = scene
    try early.declareConflict()
    #expect(early.agency.state.exposed.contains(scene.compartment))
    #expect(early.entitled(to: scene.compartment) == [scene.owner.member, scene.other.member])
    // They may have kept the one from before, to which the file is sealed still.
    try scene.agency.record(scene.exchangeKey(to: [scene.other.member]), by: scene.other)
    #expect(!scene.agency.state.unsettled.contains(scene.compartment))
    try scene.declareConflict()
    #expect(scene.agency.state.exposed.contains(scene.compartment))
    #expect(scene.agency.state.unsettled.contains(scene.compartment))
    try scene.exchangeFile()
    #expect(!scene.agency.state.unsettled.contains(scene.compartment))
    #expect(scene.entitled(to: scene.compartment) == [scene.owner.member, scene.key])
  }

  @Test func `who comes on duty with a conflict has that key once the file is out of its reach`()
    throws
  {
    var scene = try Scene(onDuty: false)
    try scene.declareConflict()
    try scene.exchangeFile()
    try scene.agency.record(
      RosterSet([scene.duty.member, scene.other.member]), by: scene.agency.officer)
    #expect(scene.entitled(to: scene.key) == [scene.other.member])
    let handed = WrapsAdded([try scene.agency.wrap(scene.key, for: scene.duty)])
    try scene.agency.ignore(handed, by: scene.other, as: .wrongHolders)
    try scene.agency.ignore(
      scene.exchangeKey(to: [scene.duty.member, scene.other.member]), by: scene.other,
      as: .wrongHolders)
    try scene.exchangeFile()
    #expect(scene.entitled(to: scene.compartment) == [scene.owner.member, scene.other.member])
    #expect(scene.entitled(to: scene.key) == [scene.duty.member, scene.other.member])
    #expect(scene.agency.state.unsettled.contains(scene.key))
    try scene.agency.record(handed, by: scene.other)
    #expect(!scene.agency.state.unsettled.contains(scene.key))
  }

  @Test func `a conflict while on duty takes nobody's key to the other files away`() throws {
    var scene = try Scene()
    try scene.declareConflict()
    #expect(scene.entitled(to: scene.key) == [scene.duty.member, scene.other.member])
  }
}
