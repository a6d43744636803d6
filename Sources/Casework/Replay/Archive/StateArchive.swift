/// A verified state as bytes, for the sealed snapshot that each device keeps of it.
///
/// A cache: whatever cannot be read is thrown away and replayed from the log, so the form may change
/// with any version of the program. It is made for speed: 50,000 case files are about 25 MB, of which a
/// command reads the few that it asks for. They lie in the bulk, which is fetched page by page
/// (``ArchivePages``), behind a core that is always read. Nothing in
/// it is believed to be well-formed, only to be this device's own: the snapshot is sealed, and how much
/// memory is asked for is bounded by how many bytes there are.
///
/// Form 13, integers big-endian: `u8 form ‖ u32 length of the core ‖ u32 length of the bulk`, the fields in the
/// order in which ``VaultState/archive()`` writes them, the bulk.
/// A list is `u32 count` and its elements, an optional value `u8 0` or `u8 1` and the value. What stands
/// in a dictionary has no order, so equal states need not have equal archives.
package enum StateArchive {
  static let form: UInt8 = 13

  /// A state in its two parts.
  package struct Parts {
    package let core: [UInt8]
    package let bulk: [UInt8]
  }
}

extension VaultState {
  /// This state as bytes, whole.
  package func archived() throws(InvalidJSON) -> [UInt8] {
    let parts = try archive()
    return parts.core + parts.bulk
  }

  /// This state as a core, with whatever shall stand before and behind it, and a bulk. Throws when a proposal
  /// has no encoding, which none does that came from the log.
  package func archive(
    behind head: [UInt8] = [], before tail: [UInt8] = []
  ) throws(InvalidJSON) -> StateArchive.Parts {
    var core = ByteWriter(
      capacity: head.count + tail.count + 8_192 + members.count * 160 + devices.count * 160)
    // A little more than what a compartment with one wrap and a file with one shelf take: growing once
    // would copy all of it.
    var bulk = ByteWriter(capacity: compartments.count * 200 + files.count * 288)
    core.append(head)
    core.append(StateArchive.form)
    let lengths = core.pass(8)
    archiveFacts(to: &core)
    compartments.archive(to: &core, bulk: &bulk)
    let standing = files.archive(to: &core, bulk: &bulk)
    shelves.archive(of: files, standing: standing, to: &core, bulk: &bulk)
    core.append(list: members.values) { $0.archive(to: &$1) }
    core.append(list: devices.values) { $0.archive(to: &$1) }
    core.append(list: unsettled) { $1.append($0) }
    core.append(list: exposed) { $1.append($0) }
    core.append(list: submissions) { submission, archive in
      archive.append(submission.key.note)
      archive.append(submission.key.author)
      submission.value.archive(to: &archive)
    }
    core.append(list: grants) { $0.archive(to: &$1) }
    archiveEmergencies(to: &core)
    core.append(length: proposals.count)
    for proposal in proposals.values { try proposal.archive(to: &core) }
    core.append(list: withdrawn) { $1.append($0) }
    archiveRecoveries(to: &core)
    archiveRegained(to: &core)
    core.append(list: earlierCheckpointKeys) { earlier, archive in
      archive.append(earlier.key)
      archive.append(earlier.upTo)
    }
    core.append(list: stepsBack) { $1.append($0) }
    core.append(list: violations) { $0.archive(to: &$1) }
    core.set(UInt32(clamping: core.count - head.count), at: lengths)
    core.set(UInt32(clamping: bulk.count), at: lengths + 4)
    core.append(tail)
    return StateArchive.Parts(core: core.finished(), bulk: bulk.finished())
  }

  /// Accepts only what ``archived()`` writes.
  package init(archived bytes: [UInt8]) throws(MalformedArchive) {
    var archive = ArchiveReader(bytes, from: 0)
    let core = try Self.lengths(from: &archive).core
    guard core <= bytes.count else { throw archive.malformed }
    try self.init(
      archived: bytes, in: 0..<core, bulk: ArchivePages(Array(bytes[core...])))
  }

  /// The same of a core that stands somewhere within bytes. Where the bulk is at hand it is looked through.
  package init(
    archived bytes: [UInt8], in range: Range<Int>, bulk: ArchivePages
  ) throws(MalformedArchive) {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
      throw .malformed(at: range.lowerBound)
    }
    var archive = ArchiveReader(bytes, in: range)
    let lengths = try Self.lengths(from: &archive)
    guard lengths.core == range.count else { throw archive.malformed }
    guard lengths.bulk == bulk.count else {
      throw .malformed(at: range.upperBound + min(lengths.bulk, bulk.count))
    }
    self.init()
    try readFacts(from: &archive)
    compartments = try ArchivedTable(from: &archive, in: bulk)
    files = try ArchivedTable(from: &archive, in: bulk)
    shelves = try Shelves(of: files, from: &archive, in: bulk)
    members = try archive.dictionary(atLeast: 122, by: \.id, Member.init(from:))
    devices = try archive.dictionary(atLeast: 128, by: \.id, Device.init(from:))
    let due = try archive.length(ofAtLeast: 16)
    for _ in 0..<due { unsettled.insert(try archive.identifier()) }
    guard unsettled.count == due else { throw archive.malformed }
    let known = try archive.length(ofAtLeast: 16)
    for _ in 0..<known { exposed.insert(try archive.identifier()) }
    guard exposed.count == known else { throw archive.malformed }
    let waiting = try archive.length(ofAtLeast: 93)
    for _ in 0..<waiting {
      let submitted = SubmittedNote(
        note: try archive.identifier(), author: try archive.identifier())
      submissions[submitted] = try Submission(from: &archive)
    }
    guard submissions.count == waiting else { throw archive.malformed }
    try readGrants(from: &archive)
    try readEmergencies(from: &archive)
    proposals = try archive.dictionary(atLeast: 72, by: \.link.sequence, Proposal.init(from:))
    withdrawn = try archive.list(atLeast: 40) { (archive) throws(MalformedArchive) in
      try archive.link()
    }
    try readRecoveries(from: &archive)
    try readRegained(from: &archive)
    earlierCheckpointKeys = try archive.list(atLeast: 40) { (archive) throws(MalformedArchive) in
      EarlierCheckpointKey(key: try archive.hash(), upTo: try archive.word())
    }
    stepsBack = try archive.list(atLeast: 8) { (archive) throws(MalformedArchive) in
      try archive.word()
    }
    violations = try archive.list(atLeast: 9, RecordedViolation.init(from:))
    try archive.finish()
  }

  private static func lengths(
    from archive: inout ArchiveReader
  ) throws(MalformedArchive) -> (core: Int, bulk: Int) {
    let form = try archive.byte()
    guard form == StateArchive.form else { throw .unknownForm(form) }
    return (Int(try archive.number()), Int(try archive.number()))
  }

  /// Whether something could not be fetched from what was kept: what seemed not to be there may well be, and
  /// nothing may be decided by this state.
  package var isDamaged: Bool { compartments.isDamaged || files.isDamaged || shelves.isDamaged }

  private func archiveFacts(to archive: inout ByteWriter) {
    archive.append(size)
    archive.append(preset?.rawValue ?? 0 as UInt8)
    archive.append(count: rules)
    archive.append(generation)
    archive.append(count: quorum)
    archive.append(optional: vaultCompartment) { $1.append($0) }
    archive.append(optional: oversight) { $1.append($0) }
    archive.append(optional: registry) { $1.append($0) }
    archive.append(optional: emergency) { $1.append($0) }
    archive.append(optional: checkpointKey) { $1.append($0) }
    archive.append(optional: checkpointSeed) { $0.archive(to: &$1) }
    archive.append(optional: latestCheckpoint) { checkpoint, archive in
      archive.append(checkpoint.size)
      archive.append(checkpoint.at)
    }
    archive.append(optional: latestAttestation) { attestation, archive in
      archive.append(attestation.entry)
      archive.append(attestation.size)
      archive.append(attestation.at)
      archive.append(attestation.by)
    }
    archive.append(optional: latestClaim) { $1.append($0) }
    archiveRecovery(to: &archive)
  }

  private mutating func readFacts(from archive: inout ArchiveReader) throws(MalformedArchive) {
    size = try archive.word()
    guard size <= VaultState.maximumSize else { throw archive.malformed }
    preset = try archive.preset()
    rules = try archive.count()
    generation = try archive.number()
    quorum = try archive.count()
    vaultCompartment = try archive.optionalIdentifier()
    oversight = try archive.optionalIdentifier()
    registry = try archive.optionalIdentifier()
    emergency = try archive.optionalIdentifier()
    checkpointKey = try archive.flag() ? try archive.hash() : nil
    checkpointSeed = try archive.flag() ? try EnvelopeNotice(from: &archive) : nil
    latestCheckpoint =
      try archive.flag()
      ? IssuedCheckpoint(size: try archive.word(), at: try archive.moment()) : nil
    latestAttestation =
      try archive.flag()
      ? AccessAttestation(
        entry: try archive.word(), size: try archive.word(), at: try archive.moment(),
        by: try archive.identifier()) : nil
    latestClaim = try archive.flag() ? try archive.moment() : nil
    try readRecovery(from: &archive)
  }
}

/// Why bytes are not the archive of a state.
package enum MalformedArchive: Error, Equatable {
  /// Written by another version of the program.
  case unknownForm(UInt8)
  case malformed(at: Int)
}
