// Grants and requests, as they stand in an archive.

extension VaultState {
  /// Takes the grants where reading has come to, and knows again which of them run.
  mutating func readGrants(from archive: inout ArchiveReader) throws(MalformedArchive) {
    grants = try archive.list(atLeast: 140, Grant.init(from:))
    guard grants.indices.allSatisfy({ grants[$0].number == $0 + 1 }) else {
      throw archive.malformed
    }
    for grant in grants where grant.isRunning {
      runningGrants[grant.grantee, default: []].append(grant.number)
    }
  }
}

extension Grant {
  func archive(to archive: inout ByteWriter) {
    archive.append(count: number)
    archive.append(file)
    archive.append(grantee)
    terms.archive(to: &archive)
    reason.archive(to: &archive)
    archive.append(at)
    stage.archive(to: &archive)
    archive.append(optional: given) { $0.archive(to: &$1) }
  }

  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      number: try archive.count(), file: try archive.identifier(),
      grantee: try archive.identifier(), terms: try GrantTerms(from: &archive),
      reason: try EnvelopeNotice(from: &archive), at: try archive.moment(),
      stage: try Stage(from: &archive),
      given: try archive.flag() ? try GivenGrant(from: &archive) : nil)
  }
}

extension GrantTerms {
  /// They stand as an event has them, so that a scope needs no second encoding.
  fileprivate func archive(to archive: inout ByteWriter) {
    var object = JSONObject()
    write(to: &object)
    // Every value of theirs has an encoding.
    let text = (try? StrictJSON.write(object)) ?? []
    archive.append(length: text.count)
    archive.append(text)
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    do {
      var fields = try JSONFields(of: try StrictJSON.parse(try archive.run()))
      self = try GrantTerms(from: &fields)
      try fields.finish()
    } catch {
      throw archive.malformed
    }
  }
}

extension Grant.Stage {
  fileprivate func archive(to archive: inout ByteWriter) {
    switch self {
    case .requested: archive.append(1 as UInt8)
    case .declined(let member, let at):
      archive.append(2 as UInt8)
      archive.append(member)
      archive.append(at)
    case .running: archive.append(3 as UInt8)
    case .over: archive.append(4 as UInt8)
    case .ended(let member, let at):
      archive.append(5 as UInt8)
      archive.append(member)
      archive.append(at)
    }
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    switch try archive.byte() {
    case 1: self = .requested
    case 2: self = .declined(by: try archive.identifier(), at: try archive.moment())
    case 3: self = .running
    case 4: self = .over
    case 5: self = .ended(by: try archive.identifier(), at: try archive.moment())
    default: throw archive.malformed
    }
  }
}

extension GivenGrant {
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(by)
    archive.append(at)
    archive.append(compartment)
    archive.append(list: chunks) { $1.append($0) }
    archive.append(count: slots)
    archive.append(since)
    archive.append(optional: upTo) { $1.append($0) }
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      by: try archive.identifier(), at: try archive.moment(),
      compartment: try archive.identifier(),
      chunks: try archive.list(atLeast: 32) { (archive) throws(MalformedArchive) in
        try archive.hash()
      }, slots: try archive.count(), since: try archive.word(),
      upTo: try archive.flag() ? try archive.word() : nil)
  }
}
