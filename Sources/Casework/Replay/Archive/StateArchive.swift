/// A verified state as bytes, for the sealed snapshot that each device keeps of it.
///
/// A cache: whatever cannot be read is thrown away and replayed from the log, so the form may change
/// with any version of the program. It is made for speed: 4,000 case files are about 2 MB, of which a
/// command reads the few that it asks for (``ArchivedTable``). Nothing in
/// it is believed to be well-formed, only to be this device's own: the snapshot is sealed, and how much
/// memory is asked for is bounded by how many bytes there are.
///
/// Form 9, integers big-endian: the fields in the order in which ``VaultState/archived()`` writes them.
/// A list is `u32 count` and its elements, an optional value `u8 0` or `u8 1` and the value. What stands
/// in a dictionary has no order, so equal states need not have equal archives.
package enum StateArchive {
  static let form: UInt8 = 9
}

extension VaultState {
  /// This state as bytes, with whatever shall stand before and behind them. Throws when a proposal has no encoding,
  /// which none does that came from the log.
  package func archived(
    behind head: [UInt8] = [], before tail: [UInt8] = []
  ) throws(InvalidJSON) -> [UInt8] {
    // A little more than what a compartment with one wrap and a file with one shelf take: growing once
    // would copy all of it.
    var archive = ByteWriter(
      capacity: head.count + tail.count + 8_192 + compartments.count * 200 + files.count * 288)
    archive.append(head)
    archive.append(StateArchive.form)
    archiveFacts(to: &archive)
    archive.append(list: members.values) { $0.archive(to: &$1) }
    archive.append(list: devices.values) { $0.archive(to: &$1) }
    compartments.archive(to: &archive)
    let standing = files.archive(to: &archive)
    shelves.archive(of: files, standing: standing, to: &archive)
    archive.append(list: unsettled) { $1.append($0) }
    archive.append(list: exposed) { $1.append($0) }
    archive.append(list: submissions) { submission, archive in
      archive.append(submission.key.note)
      archive.append(submission.key.author)
      submission.value.archive(to: &archive)
    }
    archive.append(list: grants) { $0.archive(to: &$1) }
    archive.append(length: proposals.count)
    for proposal in proposals.values { try proposal.archive(to: &archive) }
    archiveRecoveries(to: &archive)
    archive.append(list: stepsBack) { $1.append($0) }
    archive.append(list: violations) { $0.archive(to: &$1) }
    archive.append(tail)
    return archive.finished()
  }

  /// Accepts only what ``archived()`` writes, from some position to the end.
  package init(archived bytes: [UInt8], from start: Int = 0) throws(MalformedArchive) {
    guard bytes.indices.contains(start) else { throw .malformed(at: start) }
    var archive = ArchiveReader(bytes, from: start)
    let form = try archive.byte()
    guard form == StateArchive.form else { throw .unknownForm(form) }
    self.init()
    try readFacts(from: &archive)
    members = try archive.dictionary(atLeast: 122, by: \.id, Member.init(from:))
    devices = try archive.dictionary(atLeast: 128, by: \.id, Device.init(from:))
    compartments = try ArchivedTable(from: &archive)
    files = try ArchivedTable(from: &archive)
    shelves = try Shelves(of: files, from: &archive)
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
    proposals = try archive.dictionary(atLeast: 68, by: \.link.sequence, Proposal.init(from:))
    try readRecoveries(from: &archive)
    stepsBack = try archive.list(atLeast: 8) { (archive) throws(MalformedArchive) in
      try archive.word()
    }
    violations = try archive.list(atLeast: 9, RecordedViolation.init(from:))
    try archive.finish()
  }

  private func archiveFacts(to archive: inout ByteWriter) {
    archive.append(size)
    archive.append(preset?.rawValue ?? 0 as UInt8)
    archive.append(count: rules)
    archive.append(generation)
    archive.append(count: quorum)
    archive.append(optional: vaultCompartment) { $1.append($0) }
    archive.append(optional: oversight) { $1.append($0) }
    archive.append(optional: registry) { $1.append($0) }
    archive.append(optional: checkpointKey) { $1.append($0) }
    archive.append(optional: latestCheckpoint) { checkpoint, archive in
      archive.append(checkpoint.size)
      archive.append(checkpoint.at)
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
    checkpointKey = try archive.flag() ? try archive.hash() : nil
    latestCheckpoint =
      try archive.flag()
      ? IssuedCheckpoint(size: try archive.word(), at: try archive.moment()) : nil
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
