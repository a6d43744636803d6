import Casework
import Keyring
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
