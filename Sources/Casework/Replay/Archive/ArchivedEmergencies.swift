// The roster and the emergencies, as they stand in an archive.

extension VaultState {
  func archiveEmergencies(to archive: inout ByteWriter) {
    archive.append(list: roster) { $1.append($0) }
    archive.append(list: emergencies) { $0.archive(to: &$1) }
  }

  /// Takes them where reading has come to, and knows again which of them are open.
  mutating func readEmergencies(from archive: inout ArchiveReader) throws(MalformedArchive) {
    roster = try archive.list(atLeast: 16) { (archive) throws(MalformedArchive) in
      try archive.identifier()
    }
    emergencies = try archive.list(atLeast: 160, Emergency.init(from:))
    guard emergencies.indices.allSatisfy({ emergencies[$0].number == $0 + 1 }) else {
      throw archive.malformed
    }
    for known in emergencies where known.stage == .open {
      openEmergencies[known.opener, default: []].append(known.number)
    }
  }
}

extension Emergency {
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(count: number)
    archive.append(file)
    archive.append(opener)
    archive.append(code: safety.code)
    archive.append(until)
    reason.archive(to: &archive)
    archive.append(at)
    archive.append(since)
    archive.append(optional: upTo) { $1.append($0) }
    stage.archive(to: &archive)
    archive.append(optional: review) { $0.archive(to: &$1) }
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    let (number, file): (Int, CaseFileID) = (try archive.count(), try archive.identifier())
    let opener: MemberID = try archive.identifier()
    guard let safety = SafetyReason.named(try archive.code()) else { throw archive.malformed }
    self.init(
      number: number, file: file, opener: opener, safety: safety, until: try archive.moment(),
      reason: try EnvelopeNotice(from: &archive), at: try archive.moment(),
      since: try archive.word(), upTo: try archive.flag() ? try archive.word() : nil,
      stage: try Stage(from: &archive),
      review: try archive.flag() ? try Review(from: &archive) : nil)
  }
}

extension Emergency.Stage {
  fileprivate func archive(to archive: inout ByteWriter) {
    switch self {
    case .open: archive.append(1 as UInt8)
    case .over: archive.append(2 as UInt8)
    case .ended(let member, let at):
      archive.append(3 as UInt8)
      archive.append(member)
      archive.append(at)
    }
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    switch try archive.byte() {
    case 1: self = .open
    case 2: self = .over
    case 3: self = .ended(by: try archive.identifier(), at: try archive.moment())
    default: throw archive.malformed
    }
  }
}

extension Emergency.Review {
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(by)
    archive.append(at)
    archive.append(code: finding.rawValue)
    comment.archive(to: &archive)
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    let (by, at): (MemberID, Moment) = (try archive.identifier(), try archive.moment())
    guard let finding = EmergencyFinding(rawValue: try archive.code()) else {
      throw archive.malformed
    }
    self.init(by: by, at: at, finding: finding, comment: try EnvelopeNotice(from: &archive))
  }
}
