import Testing

@testable import Casework

/// What a review says of grants that are over and whose keys somebody still has.
@Suite struct GrantsLeftTests {
  private struct Line: Equatable {
    let through: HeldAccess.Through
    let entry: UInt64
    let since: Moment

    init(_ through: HeldAccess.Through, since entry: UInt64, _ moment: Moment) {
      (self.through, self.entry, since) = (through, entry, moment)
    }
  }

  /// The lines about grants, of what the log has now.
  private static func grants(_ agency: Agency) -> [Line] {
    var review = AccessReview()
    for entry in agency.log {
      review.note(entry.event.at, at: entry.link.sequence)
      guard let member = agency.state.devices[entry.event.by]?.member,
        !agency.state.violations.contains(where: { $0.sequence == entry.link.sequence })
      else { continue }
      review.take(
        entry.event.content, by: member, at: entry.link.sequence, claiming: entry.event.at)
    }
    return review.held(in: agency.state).compactMap { held in
      switch held.through {
      case .grant, .grantLeft: Line(held.through, since: held.entry, held.since)
      default: nil
      }
    }
  }

  /// A supervised clinician's file, of which a colleague is granted a part for a day.
  private static func granted() throws -> (Agency, Agency.Staff, CaseFileID, since: UInt64) {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    try agency.supervise(staff.clinician, by: staff.supervisor)
    try agency.give(
      file, to: staff.colleague, by: staff.supervisor, agency.terms(for: .days(1)))
    return (agency, staff, file, agency.state.size - 1)
  }

  @Test func `a grant over by its grantee's own word stands there until its key is dropped`() throws
  {
    var (agency, staff, file, given) = try Self.granted()
    let gave = agency.now
    let listed = FilesListed(file: nil)
    try agency.record(listed, by: staff.clinician)
    #expect(Self.grants(agency) == [Line(.grant(1), since: given, gave)])
    let end = agency.now.adding(.days(1))
    // Also by an entry that has no effect.
    try agency.take(
      AccessAttested(of: nil, size: 3, digest: hash(0x79)), by: staff.colleague, at: end)
    #expect(agency.state.violations.last?.violation == .refused(.roleLacksPower))
    let over = agency.state.size - 1
    try agency.record(listed, by: staff.clinician)
    #expect(Self.grants(agency) == [Line(.grantLeft(1), since: over, end)])
    try agency.record(
      GrantEnded(file: file, grant: 1, cause: .expired), by: staff.clinician)
    #expect(Self.grants(agency) == [])
  }

  @Test func `a grant that a conflict ended stands there since the conflict`() throws {
    var (agency, staff, file, _) = try Self.granted()
    let conflict = try agency.record(
      ConflictDeclared(file: file, of: staff.colleague.member, reason: nil), by: agency.officer)
    #expect(Self.grants(agency) == [Line(.grantLeft(1), since: conflict.sequence, agency.now)])
    try agency.record(
      GrantEnded(file: file, grant: 1, cause: .expired), by: agency.administrator)
    #expect(Self.grants(agency) == [])
  }

  @Test func `a grant whose time another's entry has passed stands there since that entry`() throws
  {
    var (agency, staff, _, given) = try Self.granted()
    let gave = agency.now
    let until = try #require(agency.state.grant(1)).terms.until
    try agency.record(
      FilesListed(file: nil), by: staff.clinician, at: until.adding(TimeSpan(milliseconds: -1)))
    #expect(Self.grants(agency) == [Line(.grant(1), since: given, gave)])
    let passed = try agency.record(FilesListed(file: nil), by: staff.clinician, at: until)
    try agency.record(FilesListed(file: nil), by: staff.clinician)
    #expect(agency.state.grant(1)?.stage == .running)
    #expect(Self.grants(agency) == [Line(.grantLeft(1), since: passed.sequence, until)])
  }
}
