import Testing

@testable import Casework

/// Access to a part of a case file for a while: who asks, gives, extends and supplies, and what comes of it.
@Suite struct GrantTests {
  /// A clinician under a supervisor, with one file of hers, and a colleague who has nothing to do with it.
  struct Practice {
    var agency: Agency
    let staff: Agency.Staff
    let file: CaseFileID

    init() throws {
      (agency, staff) = try Agency.staffed()
      try agency.supervise(staff.clinician, by: staff.supervisor)
      file = try agency.openFile(by: staff.clinician)
    }

    /// The colleague has a grant; its number.
    mutating func give(_ terms: GrantTerms? = nil) throws -> Int {
      try agency.give(file, to: staff.colleague, by: staff.supervisor, terms)
    }

    /// The colleague has asked; the request's number.
    mutating func ask() throws -> Int {
      let request = agency.request(on: file)
      try agency.record(request, by: staff.colleague)
      return request.grant
    }

    func stage(_ number: Int) -> Grant.Stage? { agency.state.grant(number)?.stage }

    func mayRead(_ person: Agency.Person, at moment: Moment? = nil) -> Bool {
      Policy.refusal(
        of: Act(.readNotes, on: .file(file)), by: person.member, in: agency.state, at: moment)
        == nil
    }

    mutating func refuseGift(
      _ gift: GrantGiven, by person: Agency.Person? = nil, as violation: Violation,
      manifest: [UInt8] = Agency.noSlots, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      try agency.ignore(
        gift, by: person ?? staff.supervisor, as: violation, manifest: manifest,
        sourceLocation: sourceLocation)
    }
  }

  // MARK: - Asking

  @Test func `a request opens nothing before somebody who supervises the file says yes`() throws {
    var it = try Practice()
    let number = try it.ask()
    #expect(number == 1 && it.stage(1) == .requested && !it.mayRead(it.staff.colleague))
    try it.agency.record(
      try it.agency.answer(to: 1), by: it.staff.supervisor, manifest: Agency.noSlots)
    #expect(it.stage(1) == .running && it.mayRead(it.staff.colleague))
    let given = try #require(it.agency.state.grant(1)?.given)
    #expect(given.by == it.staff.supervisor.member)
    let compartment = try #require(it.agency.state.compartment(given.compartment))
    #expect(compartment.holders.map(\.member) == [it.staff.colleague.member])
    // They are no holder of the file's own key, and nobody waits to make them one.
    #expect(!it.agency.state.unsettled.contains(given.compartment))
    let file = try #require(it.agency.state.file(it.file))
    #expect(
      !it.agency.state.isEntitled(HolderID(it.staff.colleague.member), to: file.compartment))
  }

  @Test func `a request has the next number, terms that may be, and a file that there is`() throws {
    var it = try Practice()
    let (asked, colleague) = (it.agency.request(on: it.file), it.staff.colleague)
    for number in [0, 2] {
      try it.agency.ignore(
        GrantRequested(file: it.file, grant: number, terms: asked.terms, reason: asked.reason),
        by: colleague, as: .outOfSequence)
    }
    let second = it.agency.newEnvelope(version: 2)
    try it.agency.ignore(
      GrantRequested(file: it.file, grant: 1, terms: asked.terms, reason: second), by: colleague,
      as: .outOfSequence)
    let terms = it.agency.terms(kinds: [.psychotherapy])
    try it.agency.ignore(
      it.agency.request(on: it.file, terms), by: colleague, as: .termsNotAllowed)
    try it.agency.ignore(
      it.agency.request(on: id(0x98)), by: colleague, as: .refused(.noSuchFile))
  }

  @Test func `whoever has a conflict with the client asks for nothing`() throws {
    var it = try Practice()
    let colleague = it.staff.colleague
    try it.agency.record(
      ConflictDeclared(file: it.file, of: colleague.member, reason: nil), by: colleague)
    try it.agency.ignore(
      it.agency.request(on: it.file), by: colleague, as: .refused(.conflictDeclared))
  }

  @Test func `a request is answered once`() throws {
    var it = try Practice()
    let (yes, no) = (try it.ask(), try it.ask())
    let answer = try it.agency.answer(to: yes)
    try it.agency.record(answer, by: it.staff.supervisor, manifest: Agency.noSlots)
    try it.agency.record(GrantDeclined(file: it.file, grant: no), by: it.staff.supervisor)
    #expect(
      it.stage(no) == .declined(by: it.staff.supervisor.member, at: it.agency.now)
        && it.agency.state.grant(no)?.given == nil)
    for number in [yes, no] {
      try it.agency.ignore(
        GrantDeclined(file: it.file, grant: number), by: it.staff.supervisor, as: .notInForce)
      try it.refuseGift(try it.agency.answer(to: number), as: .notInForce)
    }
    try it.agency.ignore(
      GrantDeclined(file: it.file, grant: 9), by: it.staff.supervisor, as: .unknownGrant)
    let other = try it.agency.openFile(by: it.staff.clinician)
    let third = try it.ask()
    try it.agency.ignore(
      GrantDeclined(file: other, grant: third), by: it.staff.supervisor, as: .unknownGrant)
  }

  @Test func `an answer is to who asked, about the file that they asked for`() throws {
    var it = try Practice()
    let number = try it.ask()
    let other = try it.agency.openFile(by: it.staff.clinician)
    let answer = try it.agency.answer(to: number)
    try it.refuseGift(answer.with(file: other), as: .wrongHolders)
    let trainee = it.staff.trainee.member
    let sealed = it.agency.sealed(.grant, to: [trainee])
    try it.refuseGift(answer.with(to: trainee, compartment: sealed), as: .wrongHolders)
    try it.refuseGift(answer.with(grant: 2), as: .unknownGrant)
    // What is said anew with a reason is no answer, and has the next number.
    try it.refuseGift(answer.with(reason: it.agency.newEnvelope()), as: .outOfSequence)
  }

  // MARK: - Giving

  @Test func `nobody gives themselves access, whatever else they are`() throws {
    var it = try Practice()
    let supervisor = it.staff.supervisor
    let gift = it.agency.gift(of: it.file, to: supervisor)
    try it.refuseGift(gift, by: supervisor, as: .refused(.ownRequest))
    // Nor by answering a request of their own.
    try it.agency.record(it.agency.request(on: it.file), by: supervisor)
    try it.refuseGift(try it.agency.answer(to: 1), by: supervisor, as: .refused(.ownRequest))
  }

  @Test func `whoever supervises nobody in the file gives nothing`() throws {
    var it = try Practice()
    let gift = it.agency.gift(of: it.file, to: it.staff.colleague)
    try it.refuseGift(gift, by: it.staff.clinician, as: .refused(.roleLacksPower))
    try it.refuseGift(gift, by: it.agency.officer, as: .refused(.roleLacksPower))
    let stranger = try it.agency.enrol(.supervisor)
    try it.refuseGift(gift, by: stranger, as: .refused(.fileNotAssigned))
    // A grant over the file is no power to pass it on.
    try it.agency.give(it.file, to: stranger, by: it.staff.supervisor)
    let passed = it.agency.gift(of: it.file, to: it.staff.colleague)
    try it.refuseGift(passed, by: stranger, as: .refused(.fileNotAssigned))
  }

  @Test func `a grant goes to somebody who may read notes at all and has no conflict`() throws {
    var it = try Practice()
    for person in [it.staff.auditor, it.agency.administrator] {
      try it.refuseGift(it.agency.gift(of: it.file, to: person), as: .wrongHolders)
    }
    let nobody = it.agency.person()
    try it.refuseGift(it.agency.gift(of: it.file, to: nobody), as: .unknownMember)
    let kept = it.staff.colleague
    try it.agency.record(
      ConflictDeclared(file: it.file, of: kept.member, reason: nil), by: kept)
    try it.refuseGift(it.agency.gift(of: it.file, to: kept), as: .wrongHolders)
    for person in [it.staff.trainee, it.agency.officer] {
      try it.agency.give(it.file, to: person, by: it.staff.supervisor)
      #expect(it.mayRead(person))
    }
  }

  @Test func `a gift has the next number, and terms that may be`() throws {
    var it = try Practice()
    let gift = it.agency.gift(of: it.file, to: it.staff.colleague)
    for number in [0, 2] { try it.refuseGift(gift.with(grant: number), as: .outOfSequence) }
    let second = it.agency.newEnvelope(version: 2)
    try it.refuseGift(gift.with(reason: second), as: .outOfSequence)
    for terms in [
      it.agency.terms(kinds: [.progress, .psychotherapy]), it.agency.terms(for: .days(-1)),
      it.agency.terms(for: .days(91)), it.agency.terms(.picked([])),
    ] {
      let gift = it.agency.gift(of: it.file, to: it.staff.colleague, terms)
      try it.refuseGift(gift, as: .termsNotAllowed)
    }
  }

  @Test func `its compartment is new, of its own kind, and the grantee's alone`() throws {
    var it = try Practice()
    let colleague = it.staff.colleague.member
    let gift = it.agency.gift(of: it.file, to: it.staff.colleague)
    let known = try #require(it.agency.state.file(it.file)).compartment
    for (sealed, violation) in [
      (it.agency.sealed(.grant, of: known, to: [colleague]), Violation.alreadyExists),
      (it.agency.sealed(.file, to: [colleague]), .outOfSequence),
      (it.agency.sealed(.grant, epoch: 2, to: [colleague]), .outOfSequence),
      (it.agency.sealed(.grant, to: []), .wrongHolders),
      (it.agency.sealed(.grant, to: [it.staff.supervisor.member]), .wrongHolders),
      (it.agency.sealed(.grant, to: [colleague, it.staff.supervisor.member]), .wrongHolders),
    ] {
      try it.refuseGift(gift.with(compartment: sealed), as: violation)
    }
  }

  @Test func `its chunk lists as many slots as it says`() throws {
    var it = try Practice()
    let gift = it.agency.gift(of: it.file, to: it.staff.colleague)
    try it.refuseGift(gift, as: .badManifest, manifest: Agency.slots(1))
    try it.refuseGift(gift.with(count: 1), as: .badManifest)
    try it.refuseGift(gift, as: .badManifest, manifest: [])
    try it.agency.record(
      gift.with(count: 3), by: it.staff.supervisor, manifest: Agency.slots(3))
    #expect(it.agency.state.grant(1)?.given?.slots == 3)
  }

  @Test func `the grantee reads and writes while it runs, and hands on nothing`() throws {
    var it = try Practice()
    _ = try it.give()
    let colleague = it.staff.colleague
    _ = try it.agency.signedNote(in: it.file, by: colleague)
    try it.agency.record(FilesSearched(file: it.file, files: 1), by: colleague)
    for event in [
      FileAssigned(file: it.file, to: it.staff.trainee.member, wraps: []),
      FileUnassigned(file: it.file, from: it.staff.clinician.member),
    ] as [any EventContent] {
      try it.agency.ignore(event, by: colleague, as: .refused(.roleLacksPower))
    }
    try it.agency.ignore(
      FileHandedOver(file: it.file, to: it.staff.trainee.member, wraps: []), by: colleague,
      as: .refused(.fileNotAssigned))
    // Psychotherapy notes are nobody's but their authors', and nobody begins some by a grant.
    try it.agency.ignore(
      try it.agency.process(in: it.file, by: colleague), by: colleague,
      as: .refused(.fileNotAssigned))
  }

  // MARK: - The key

  @Test func `a grant's compartment never rotates, and nobody else is given its key`() throws {
    var it = try Practice()
    let number = try it.give()
    let id = try #require(it.agency.state.grant(number)?.given).compartment
    let colleague = it.staff.colleague
    let next = CompartmentRotated(
      epoch: it.agency.sealed(.grant, of: id, epoch: 2, to: [colleague.member]),
      past: .slots(count: 0, chunk: hash(2), kept: hash(3)))
    try it.agency.ignore(next, by: colleague, as: .wrongHolders, manifest: [1])
    for other in [it.staff.supervisor, it.staff.trainee] {
      let wrap = try it.agency.wrap(id, for: other)
      try it.agency.ignore(WrapsAdded([wrap]), by: colleague, as: .wrongHolders)
    }
  }

  @Test func `a grant is no member's of the file when it rotates`() throws {
    var it = try Practice()
    _ = try it.give()
    let file = try #require(it.agency.state.file(it.file))
    let entitled = it.agency.state.entitled(to: file.compartment).map(\.member)
    #expect(Set(entitled) == [it.staff.clinician.member, it.staff.supervisor.member])
  }

  // MARK: - Extending and supplying

  @Test func `a running grant gets a later end, and no earlier one`() throws {
    var it = try Practice()
    let number = try it.give()
    let until = try #require(it.agency.state.grant(number)).terms.until
    func extended(to moment: Moment, grant: Int = 1, file: CaseFileID) -> GrantExtended {
      GrantExtended(file: file, grant: grant, until: moment)
    }
    let later = until.adding(.days(7))
    try it.agency.record(extended(to: later, file: it.file), by: it.staff.supervisor)
    #expect(it.agency.state.grant(number)?.terms.until == later)
    for wrong in [later, until, it.agency.now.adding(.days(91))] {
      try it.agency.ignore(
        extended(to: wrong, file: it.file), by: it.staff.supervisor, as: .termsNotAllowed)
    }
    let other = try it.agency.openFile(by: it.staff.clinician)
    try it.agency.ignore(
      extended(to: later.adding(.days(1)), file: other), by: it.staff.supervisor,
      as: .unknownGrant)
    try it.agency.ignore(
      extended(to: later, grant: 7, file: it.file), by: it.staff.supervisor, as: .unknownGrant)
    let asked = try it.ask()
    try it.agency.ignore(
      extended(to: later, grant: asked, file: it.file), by: it.staff.supervisor, as: .notInForce)
  }

  @Test func `nobody extends a grant of their own`() throws {
    var it = try Practice()
    // Two supervisors in one file, and one of them was given a grant before they came.
    let second = try it.agency.enrol(.supervisor)
    let number = try it.agency.give(it.file, to: second, by: it.staff.supervisor)
    try it.agency.supervise(it.staff.clinician, by: second)
    let until = try #require(it.agency.state.grant(number)).terms.until.adding(.days(1))
    let extension_ = GrantExtended(file: it.file, grant: number, until: until)
    try it.agency.ignore(extension_, by: second, as: .refused(.ownRequest))
    try it.agency.ignore(extension_, by: it.staff.clinician, as: .refused(.roleLacksPower))
    try it.agency.record(extension_, by: it.staff.supervisor)
  }

  @Test func `whoever writes in the file or renames its client supplies what is new`() throws {
    var it = try Practice()
    let number = try it.give()
    let chunk = hash(0x8f)
    let supplied = GrantSupplied(file: it.file, grant: number, count: 2, chunk: chunk)
    for person in [it.staff.clinician, it.agency.officer, it.staff.colleague] {
      try it.agency.record(supplied, by: person, manifest: Agency.slots(2))
    }
    let given = try #require(it.agency.state.grant(number)?.given)
    #expect(given.slots == 6 && given.chunks.suffix(3) == [chunk, chunk, chunk])
    try it.agency.ignore(
      supplied, by: it.staff.trainee, as: .refused(.fileNotAssigned), manifest: Agency.slots(2))
    try it.agency.ignore(
      supplied, by: it.staff.auditor, as: .refused(.roleLacksPower), manifest: Agency.slots(2))
    for text in [Agency.noSlots, Agency.slots(1), [2]] {
      try it.agency.ignore(
        supplied, by: it.staff.clinician, as: .badManifest, manifest: text)
    }
    let other = try it.agency.openFile(by: it.staff.clinician)
    try it.agency.ignore(
      GrantSupplied(file: other, grant: number, count: 0, chunk: chunk), by: it.staff.clinician,
      as: .unknownGrant, manifest: Agency.noSlots)
  }

  // MARK: - Reasons

  @Test func `a reason is read by who reviews, decides, asked or was given, and by nobody else`()
    throws
  {
    var it = try Practice()
    let number = try it.ask()
    let reason = try #require(it.agency.state.grant(number)).reason.envelope
    let read = RecordsRead([reason], ofGrant: number, to: .terminal)
    let staff = it.staff
    for person in [staff.colleague, staff.supervisor, staff.auditor, it.agency.officer] {
      try it.agency.record(read, by: person)
    }
    for person in [staff.clinician, it.agency.administrator] {
      try it.agency.ignore(read, by: person, as: .refused(.roleLacksPower))
    }
    let stranger = try it.agency.enrol(.supervisor)
    try it.agency.ignore(read, by: stranger, as: .refused(.fileNotAssigned))
    // By a grant nothing is read but its own reason.
    for wrong in [
      RecordsRead([it.agency.newID()], ofGrant: number, to: .terminal),
      RecordsRead([reason, reason], ofGrant: number, to: .terminal),
      RecordsRead([reason], ofGrant: 7, to: .terminal),
    ] {
      try it.agency.ignore(wrong, by: staff.colleague, as: .unknownGrant)
    }
  }
}
