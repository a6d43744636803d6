import Testing

@testable import Casework

@Suite struct FileOpenedTests {
  @Test func `whoever takes a client in is assigned and holds the key`() throws {
    var (agency, staff) = try Agency.staffed()
    let opening = agency.opening(by: staff.clinician)
    let link = try agency.record(FileOpened(opening), by: staff.clinician)
    let file = try #require(agency.state.files[opening.file])
    #expect(file.assigned == [staff.clinician.member])
    #expect(file.number == 1 && file.client == opening.client && file.length == 1)
    #expect(file.head == link && file.opened == agency.now && file.record == opening.record)
    #expect(agency.state.file(onShelf: opening.shelf) == file)
    #expect(agency.state.compartments[file.compartment]?.file == file.id)
    #expect(agency.state.compartments[file.compartment]?.isHeld(by: staff.clinician.member) == true)
    #expect(agency.state.nextFileNumber == 2)
  }

  @Test func `an opening that clashes with what exists opens nothing`() throws {
    var (agency, staff) = try Agency.staffed()
    let first = agency.opening(by: staff.clinician)
    try agency.record(FileOpened(first), by: staff.clinician)
    try agency.openProcess(in: first.file, by: staff.clinician)
    let process = try #require(
      agency.state.files[first.file]?.processShelves[staff.clinician.member])
    let next = agency.opening(by: staff.colleague)
    let vault = try #require(agency.state.vaultCompartment)
    for clash in [
      next.with(file: first.file), next.with(shelf: first.shelf), next.with(shelf: process),
      next.with(compartment: agency.sealed(.file, of: vault, to: next.assigned)),
      next.with(
        compartment: agency.sealed(.file, of: staff.trainee.member, to: next.assigned)),
    ] {
      try agency.ignore(FileOpened(clash), by: staff.colleague, as: .alreadyExists)
    }
    try agency.record(FileOpened(next), by: staff.colleague)
  }

  @Test func `an opening begins at the beginning`() throws {
    var (agency, staff) = try Agency.staffed()
    let opening = agency.opening(by: staff.clinician)
    for early in [
      opening.with(number: 0), opening.with(number: 2), opening.with(number: 9_007_199_254_740_991),
      opening.with(compartment: agency.sealed(.file, epoch: 2, to: opening.assigned)),
      opening.with(compartment: agency.sealed(.process, to: opening.assigned)),
      // A record opened at the last version there is made the next renaming trap.
      opening.with(record: agency.newEnvelope(version: .max)),
      opening.with(record: agency.newEnvelope(version: 0)),
    ] {
      try agency.ignore(FileOpened(early), by: staff.clinician, as: .outOfSequence)
    }
  }

  @Test func `a file is opened for oneself`() throws {
    var (agency, staff) = try Agency.staffed()
    let opening = agency.opening(by: staff.clinician)
    let mine = staff.clinician.member
    let theirs = staff.colleague.member
    for wrong in [
      opening.with(assigned: [theirs]), opening.with(assigned: []),
      opening.with(assigned: [mine, theirs]), opening.with(assigned: [mine, mine]),
      opening.with(compartment: agency.sealed(.file, to: [])),
      opening.with(compartment: agency.sealed(.file, to: [mine, theirs])),
      opening.with(compartment: agency.sealed(.file, to: [mine, mine])),
    ] {
      try agency.ignore(FileOpened(wrong), by: staff.clinician, as: .wrongHolders)
    }
  }

  @Test func `officers and auditors take nobody in`() throws {
    var (agency, staff) = try Agency.staffed()
    for person in [agency.officer, agency.administrator, staff.auditor] {
      let opening = agency.opening(by: person)
      try agency.ignore(FileOpened(opening), by: person, as: .refused(.roleLacksPower))
    }
  }
}

@Suite struct FilesOpenedTests {
  @Test func `an import takes many clients in at once`() throws {
    var (agency, staff) = try Agency.staffed()
    _ = try agency.openFile(by: staff.colleague)
    let many = try agency.openings(3, by: staff.clinician)
    let link = try agency.record(many.event, by: staff.clinician, manifest: many.manifest)
    #expect(many.openings.map(\.number) == [2, 3, 4])
    for opening in many.openings {
      #expect(agency.state.files[opening.file]?.head == link)
      #expect(agency.state.file(onShelf: opening.shelf)?.id == opening.file)
    }
  }

  @Test func `one bad opening and none is opened`() throws {
    var (agency, staff) = try Agency.staffed()
    let many = try agency.openings(3, by: staff.clinician)
    func ignore(_ openings: [FileOpening], as violation: Violation) throws {
      try agency.ignore(
        FilesOpened(count: openings.count, chunk: hash(0x64)), by: staff.clinician, as: violation,
        manifest: try FilesOpened.manifest(of: openings))
      for opening in openings { #expect(agency.state.file(onShelf: opening.shelf) == nil) }
    }
    let (first, second, third) = (many.openings[0], many.openings[1], many.openings[2])
    try ignore([first, third, second], as: .outOfSequence)
    try ignore([first, first.with(number: 2)], as: .alreadyExists)
    try ignore([first, second.with(shelf: first.shelf)], as: .alreadyExists)
    try ignore([first, second.with(compartment: first.compartment)], as: .alreadyExists)
    let theirs = staff.colleague.member
    let another = agency.sealed(.file, to: [theirs])
    try ignore(
      [first, second.with(assigned: [theirs]).with(compartment: another)], as: .wrongHolders)
  }

  @Test func `a chunk that is not what the entry says opens nothing`() throws {
    var (agency, staff) = try Agency.staffed()
    let many = try agency.openings(2, by: staff.clinician)
    for (count, manifest) in [
      (1, many.manifest), (3, many.manifest), (2, []), (2, [1]),
      (2, Array(many.manifest.dropLast())), (2, many.manifest + [0]),
    ] {
      try agency.ignore(
        FilesOpened(count: count, chunk: hash(0x64)), by: staff.clinician, as: .badManifest,
        manifest: manifest)
    }
  }

  @Test func `without its chunk an entry is not judged at all`() throws {
    var (agency, staff) = try Agency.staffed()
    let many = try agency.openings(2, by: staff.clinician)
    let before = agency.state
    #expect(throws: ReplayStopped.chunkMissing(many.event.chunk)) {
      try agency.take(many.event, by: staff.clinician)
    }
    #expect(agency.state == before)
  }
}

@Suite struct ClientRenamedTests {
  @Test func `a client's record gets its next version`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let known = try #require(agency.state.files[file]).record
    func renamed(
      _ version: UInt32, _ envelope: EnvelopeID? = nil, after: Link? = nil
    ) throws -> ClientRenamed {
      ClientRenamed(
        file: file, after: try after ?? agency.head(file),
        record: EnvelopeNotice(
          envelope: envelope ?? known.envelope, version: version, hash: agency.newHash(),
          slots: agency.newHash()))
    }
    for (event, violation) in [
      (try renamed(1), Violation.outOfSequence), (try renamed(0), .outOfSequence),
      (try renamed(3), .outOfSequence), (try renamed(.max), .outOfSequence),
      (try renamed(2, id(0x99)), .outOfSequence),
      (try renamed(2, after: link(0, 0x01)), .staleLink),
    ] {
      try agency.ignore(event, by: staff.clinician, as: violation)
    }
    try agency.ignore(try renamed(2), by: staff.colleague, as: .refused(.fileNotAssigned))
    try agency.record(try renamed(2), by: staff.clinician)
    // Design §7: the registry is a privacy officer's too.
    let third = try renamed(3)
    let link = try agency.record(third, by: agency.officer)
    #expect(agency.state.files[file]?.record == third.record)
    #expect(agency.state.files[file]?.head == link)
    #expect(agency.state.files[file]?.length == 3)
  }

  @Test func `the last version there is has no next`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let known = agency.newEnvelope(version: .max)
    agency.state.files[file]?.record = known
    let renamed = ClientRenamed(
      file: file, after: try agency.head(file),
      record: EnvelopeNotice(
        envelope: known.envelope, version: 0, hash: hash(0x01), slots: hash(0x02)))
    try agency.ignore(renamed, by: staff.clinician, as: .outOfSequence)
  }
}

@Suite struct ProcessOpenedTests {
  @Test func `an author gets a compartment that nobody else holds`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let opened = try agency.process(in: file, by: staff.clinician)
    try agency.record(opened, by: staff.clinician)
    let known = try #require(agency.state.files[file])
    #expect(known.processes == [staff.clinician.member: opened.compartment.epoch.compartment])
    #expect(known.processShelves == [staff.clinician.member: opened.shelf])
    #expect(agency.state.file(onShelf: opened.shelf)?.id == file)
    #expect(
      agency.state.entitled(to: opened.compartment.epoch.compartment)
        == [HolderID(staff.clinician.member)])
    #expect(known.length == 2)
  }

  @Test func `one author has one compartment in a file, of their own`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let good = try agency.process(in: file, by: staff.clinician)
    let mine = staff.clinician.member
    let shelf = try #require(agency.state.files[file]).shelf
    let vault = try #require(agency.state.vaultCompartment)
    func process(
      _ compartment: SealedEpoch, shelf: Int64? = nil, after: Link? = nil
    ) -> ProcessOpened {
      ProcessOpened(
        file: file, after: after ?? good.after, compartment: compartment,
        shelf: shelf ?? good.shelf)
    }
    for (event, violation) in [
      (process(agency.sealed(.file, to: [mine])), Violation.outOfSequence),
      (process(agency.sealed(.process, epoch: 2, to: [mine])), .outOfSequence),
      (process(agency.sealed(.process, to: [])), .wrongHolders),
      (process(agency.sealed(.process, to: [mine, staff.supervisor.member])), .wrongHolders),
      (process(agency.sealed(.process, to: [staff.supervisor.member])), .wrongHolders),
      (process(agency.sealed(.process, of: vault, to: [mine])), .alreadyExists),
      (process(good.compartment, shelf: shelf), .alreadyExists),
      (process(good.compartment, after: link(1, 0x01)), .staleLink),
    ] {
      try agency.ignore(event, by: staff.clinician, as: violation)
    }
    try agency.ignore(good, by: staff.colleague, as: .refused(.fileNotAssigned))
    try agency.record(good, by: staff.clinician)
    let second = try agency.process(in: file, by: staff.clinician)
    try agency.ignore(second, by: staff.clinician, as: .alreadyExists)
  }
}

extension FileOpening {
  func with(
    file: CaseFileID? = nil, number: Int? = nil, compartment: SealedEpoch? = nil,
    shelf: Int64? = nil, record: EnvelopeNotice? = nil, assigned: [MemberID]? = nil
  ) -> FileOpening {
    FileOpening(
      file: file ?? self.file, client: client, number: number ?? self.number,
      compartment: compartment ?? self.compartment, shelf: shelf ?? self.shelf,
      record: record ?? self.record, assigned: assigned ?? self.assigned)
  }
}
