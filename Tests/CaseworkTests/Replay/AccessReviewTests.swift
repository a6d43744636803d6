import Testing

@testable import Casework

/// Who holds what, by the log, and the word of somebody that they have looked.
@Suite struct AccessReviewTests {
  @Test func `whoever attests everybody's access is a privacy officer or an auditor`() throws {
    var (agency, staff) = try Agency.staffed()
    let all = AccessAttested(of: nil, size: 3, digest: hash(0x79))
    for person in [staff.clinician, staff.trainee, agency.administrator] {
      try agency.ignore(all, by: person, as: .refused(.roleLacksPower))
    }
    try agency.ignore(all, by: staff.supervisor, as: .refused(.accessOfAnother))
    #expect(agency.state.latestAttestation == nil)
    let link = try agency.record(all, by: staff.auditor)
    #expect(
      agency.state.latestAttestation
        == AccessAttestation(
          entry: link.sequence, size: 3, at: agency.now, by: staff.auditor.member))
  }

  @Test func `nobody attests their own, nor is a single member's a review of all`() throws {
    var (agency, staff) = try Agency.staffed()
    try agency.supervise(staff.clinician, by: staff.supervisor)
    func attested(_ person: Agency.Person) -> AccessAttested {
      AccessAttested(of: person.member, size: 3, digest: hash(0x79))
    }
    for person in [agency.officer, staff.auditor, staff.supervisor] {
      try agency.ignore(attested(person), by: person, as: .refused(.ownAccess))
    }
    try agency.ignore(
      attested(staff.colleague), by: staff.supervisor, as: .refused(.accessOfAnother))
    try agency.record(attested(staff.clinician), by: staff.supervisor)
    try agency.record(attested(staff.supervisor), by: agency.officer)
    #expect(agency.state.latestAttestation == nil)
  }

  @Test func `a practice of one has nobody to attest it, until an auditor is there`() throws {
    var solo = try Agency.soloPractice()
    let all = AccessAttested(of: nil, size: 1, digest: hash(0x79))
    try solo.ignore(all, by: solo.officer, as: .refused(.ownAccess))
  }

  @Test func `it speaks of a log that there was, and of somebody who is known`() throws {
    var (agency, staff) = try Agency.staffed()
    for size in [0, 9_999] as [UInt64] {
      try agency.ignore(
        AccessAttested(of: nil, size: size, digest: hash(0x79)), by: staff.auditor,
        as: .outOfSequence)
    }
    try agency.ignore(
      AccessAttested(
        of: nil, size: 3, digest: hash(0x79), comment: agency.newEnvelope(version: 2)),
      by: staff.auditor, as: .outOfSequence)
    try agency.ignore(
      AccessAttested(of: id(0x99), size: 3, digest: hash(0x79)), by: staff.auditor,
      as: .unknownMember)
    // One of an older log that is recorded later is not the latest.
    let first = try agency.record(
      AccessAttested(of: nil, size: 9, digest: hash(0x79)), by: staff.auditor)
    try agency.record(AccessAttested(of: nil, size: 8, digest: hash(0x79)), by: agency.officer)
    #expect(agency.state.latestAttestation?.entry == first.sequence)
  }

  @Test func `each line says through what, since which entry, and when it was last read`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let opened = agency.state.size - 1
    try agency.supervise(staff.clinician, by: staff.supervisor)
    let supervised = agency.state.size - 1
    let note = try agency.signedNote(in: file, by: staff.clinician)
    let read = try agency.record(
      NotesRead(
        [NotesRead.Read(file: file, note: note, version: 1, kind: .progress)], to: .terminal),
      by: staff.clinician)
    let number = try agency.give(file, to: staff.colleague, by: staff.supervisor)
    let given = agency.state.size - 1
    var review = AccessReview()
    for entry in agency.log {
      let device = agency.state.devices[entry.event.by]
      guard let member = device?.member else { continue }
      review.take(
        entry.event.content, by: member, at: entry.link.sequence, claiming: entry.event.at)
    }
    let held = review.held(in: agency.state).filter { $0.file == file }
    let lines = held.map { Line($0.member, $0.through, $0.entry, $0.lastUse?.entry) }
    #expect(
      Set(lines) == [
        Line(staff.clinician.member, .assignment, opened, read.sequence),
        Line(
          staff.supervisor.member, .supervision(of: staff.clinician.member), supervised, nil),
        Line(staff.colleague.member, .grant(number), given, nil),
      ])
    #expect(lines.count == 3)
    let roles = review.held(in: agency.state).filter { $0.file == nil }
    #expect(
      Set(roles.map(\.member)) == [
        agency.officer.member, staff.supervisor.member, staff.auditor.member,
      ])
  }

  private struct Line: Hashable {
    let member: MemberID
    let through: String
    let entry: UInt64
    let read: UInt64?

    init(_ member: MemberID, _ through: HeldAccess.Through, _ entry: UInt64, _ read: UInt64?) {
      (self.member, self.through, self.entry, self.read) = (member, "\(through)", entry, read)
    }
  }
}
