import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// With real keys: somebody who is kept from a case file opens nothing of it by a key of those on duty that they
/// still have, kept, or are about to get.
@Suite struct DutyConflictTests {
  /// The colleague and Fritz on duty, or Fritz alone; the clinician's file is sealed to whoever is.
  private struct Scene {
    var team: Team
    let fritz: Person
    let fritzMember: MemberID
    let file: CaseFileID
    let other: CaseFileID

    init(_ names: [Team.Name]) throws {
      team = try Team()
      fritz = Person("Fritz Falk")
      fritzMember = try team.practice.enrol(
        fritz, as: [.clinician], by: team[.officer], and: team[.administrator]
      ).member
      file = try team.openFile().file
      other = try team[.clinician].addClient(named: try ClientName("Juan Perez"))
      try setRoster(names)
      _ = try team.practice.open(fritz)
      try team.comesBack(.clinician)
    }

    func setRoster(_ names: [Team.Name]) throws {
      try team[.officer].setRoster(try names.map { try team.member($0) } + [fritzMember])
    }

    func declareConflict() throws {
      try team[.officer].declareConflict(
        of: try team.member(.colleague), with: file, because: "Her brother.")
    }

    /// What the colleague's changed program opens of a file.
    mutating func opened(_ file: CaseFileID) throws -> Int {
      try team.comesBack(.colleague)
      return try team[.colleague].opensByDutySilently(in: file)
    }
  }

  @Test func `off duty with a conflict, the key that is still there opens nothing of the file`()
    throws
  {
    var scene = try Scene([.colleague])
    try scene.declareConflict()
    try scene.team.comesBack(.clinician)
    try scene.setRoster([])
    // Nobody on duty was there yet; the file's own people were.
    try scene.team.comesBack(.clinician)
    #expect(try scene.opened(scene.file) == 0)
    // It is sealed to those on duty again once the colleague has their key no more.
    _ = try scene.team.practice.open(scene.fritz)
    try scene.team.comesBack(.clinician)
    let fritz = try scene.team.practice.open(scene.fritz)
    #expect(try fritz.roster().beyondReach == 0)
    #expect(try scene.opened(scene.file) == 0)
    #expect(try scene.team.isSound())
  }

  @Test func `on duty with a conflict, the key comes when it opens nothing of the file any more`()
    throws
  {
    var scene = try Scene([])
    try scene.declareConflict()
    try scene.team.comesBack(.clinician)
    try scene.setRoster([.colleague])
    _ = try scene.team.practice.open(scene.fritz)
    #expect(try scene.opened(scene.file) == 0)
    #expect(try scene.team[.officer].roster().holders == [scene.fritzMember])
    try scene.team.comesBack(.clinician)
    _ = try scene.team.practice.open(scene.fritz)
    #expect(try scene.team[.officer].roster().holders.count == 2)
    #expect(try scene.opened(scene.file) == 0)
    #expect(try scene.opened(scene.other) > 0)
    #expect(try scene.team[.officer].roster().beyondReach == 0)
    #expect(try scene.team.isSound())
  }

  @Test func `off duty and with that key kept, a conflict has the file's key exchanged`() throws {
    var scene = try Scene([.colleague])
    try scene.team.comesBack(.colleague)
    let kept = try scene.team[.colleague]
    let duty = try #require(try kept.state.emergency)
    try kept.storage.reading { reader in
      _ = try kept.keys.open(duty, of: try kept.state, in: reader, vault: kept.id)
    }
    try scene.setRoster([])
    _ = try scene.team.practice.open(scene.fritz)
    let before = try scene.team.compartmentEpoch(of: scene.file)
    try scene.declareConflict()
    try scene.team.comesBack(.clinician)
    #expect(try scene.team.compartmentEpoch(of: scene.file) == before + 1)
    try kept.journal.catchUp()
    #expect(try kept.opensByKeptDutyKey(in: scene.file) == 0)
    #expect(try kept.opensByKeptDutyKey(in: scene.other) > 0)
    #expect(try scene.team.isSound())
  }

  /// The limit that SECURITY.md names: what a later key does to the vault, it does not do to a copy.
  @Test func `a copy from before opens a file to whoever comes on duty with a conflict`()
    throws
  {
    var scene = try Scene([])
    let copy = try scene.team.practice.copyOfDatabase()
    let compartment = try scene.team.compartment(of: scene.file)
    let was = try #require(try scene.team[.officer].state.compartment(compartment)).current
    try scene.declareConflict()
    try scene.team.comesBack(.clinician)
    _ = try scene.team.note("Since the conflict.", in: scene.file)
    try scene.setRoster([.colleague])
    for _ in 0..<2 {
      _ = try scene.team.practice.open(scene.fritz)
      try scene.team.comesBack(.clinician)
    }
    // The key has come, by which our program, and any other, opens nothing of the file here.
    #expect(try scene.opened(scene.other) > 0)
    #expect(try scene.opened(scene.file) == 0)
    let colleague = try scene.team[.colleague]
    let duty = try colleague.dutyKeys()
    let now = try scene.team.practice.copyOfDatabase()
    try scene.team.practice.putBack(copy)
    let before = try scene.team.practice.storage()
    try colleague.open(was, by: duty, in: before)
    #expect(try colleague.opensAnything(in: scene.file, of: before) == 2)
    // What it gave opens nothing of what was written since.
    try scene.team.practice.putBack(now)
    let present = try scene.team.practice.storage()
    #expect(try colleague.opensAnything(in: scene.file, of: present) == 0)
  }

  @Test func `a file that everybody on duty is kept from is told apart from one that waits`() throws
  {
    var scene = try Scene([])
    let officer = try scene.team[.officer]
    #expect(try officer.roster().closedToAll == 0)
    try officer.declareConflict(of: scene.fritzMember, with: scene.file, because: "His cousin.")
    try scene.team.comesBack(.clinician)
    let roster = try officer.roster()
    #expect(roster.beyondReach == 1 && roster.closedToAll == 1)
  }
}

extension Vault {
  /// Every epoch of the key of those on duty, out of the vault as it is.
  fileprivate func dutyKeys() throws -> [CompartmentEpoch] {
    let state = try state
    let duty = try #require(state.emergency)
    try storage.reading { reader in
      try keys.openWithPast(duty, of: state, in: reader, vault: id)
    }
    return keys.keyring.epochs(of: duty)
  }

  /// What a changed program does with a copy: looks for the key of a file there, as it was then.
  fileprivate func open(
    _ epoch: CompartmentEpoch, by duty: [CompartmentEpoch], in copy: any Storage
  ) throws {
    try copy.reading { reader in
      for holder in duty {
        let place = try LocatorKey(of: holder).wrapLocator(
          of: epoch.compartment, epoch: epoch.epoch)
        guard let bytes = try reader.wrap(at: place.bytes) else { continue }
        let opener = try WrapOpener(holder, in: keys.keyring)
        try keys.keyring.open(bytes, as: epoch, by: opener, in: ContentHash(id))
      }
    }
  }
}
