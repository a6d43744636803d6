// Recovery, as it stands in an archive.

extension VaultState {
  func archiveRecovery(to archive: inout ByteWriter) {
    archive.append(optional: recovery) { $0.archive(to: &$1) }
  }

  func archiveRecoveries(to archive: inout ByteWriter) {
    archive.append(list: recoveries) { recovery, archive in
      archive.append(recovery.key)
      archive.append(recovery.value.entry)
      archive.append(recovery.value.at)
      archive.append(recovery.value.by)
      archive.append(recovery.value.isKeyOfOthers ? 1 : 0 as UInt8)
      archive.append(recovery.value.isExecutor ? 1 : 0 as UInt8)
    }
  }

  func archiveRegained(to archive: inout ByteWriter) {
    archive.append(list: regained) { regained, archive in
      archive.append(regained.key)
      archive.append(regained.value.entry)
      archive.append(regained.value.at)
      archive.append(regained.value.by)
      archive.append(regained.value.member)
    }
  }

  mutating func readRegained(from archive: inout ArchiveReader) throws(MalformedArchive) {
    let count = try archive.length(ofAtLeast: 64)
    for _ in 0..<count {
      let file: CaseFileID = try archive.identifier()
      regained[file] = RegainedFile(
        entry: try archive.word(), at: try archive.moment(), by: try archive.identifier(),
        member: try archive.identifier())
    }
    guard regained.count == count else { throw archive.malformed }
  }

  mutating func readRecovery(from archive: inout ArchiveReader) throws(MalformedArchive) {
    recovery = try archive.flag() ? try RecoveryState(from: &archive) : nil
  }

  mutating func readRecoveries(from archive: inout ArchiveReader) throws(MalformedArchive) {
    let count = try archive.length(ofAtLeast: 50)
    for _ in 0..<count {
      let member: MemberID = try archive.identifier()
      recoveries[member] = MemberRecovery(
        entry: try archive.word(), at: try archive.moment(), by: try archive.identifier(),
        isKeyOfOthers: try archive.flag(), isExecutor: try archive.flag())
    }
    guard recoveries.count == count else { throw archive.malformed }
  }
}

extension RecoveryState {
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(json: keys.write)
    archive.append(list: chunks) { chunk, archive in
      archive.append(chunk.key.rawValue)
      archive.append(chunk.value)
    }
    archive.append(by)
    archive.append(at)
    archive.append(list: rehearsed) { $1.append($0) }
    archive.append(isStale ? 1 : 0 as UInt8)
    archive.append(list: starts.values) { $0.archive(to: &$1) }
    archive.append(list: ended.values) { $0.archive(to: &$1) }
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    keys = try archive.json(RecoveryKeys.init(from:))
    chunks = [:]
    let count = try archive.length(ofAtLeast: 33)
    for _ in 0..<count { chunks[try archive.purpose()] = try archive.hash() }
    by = try archive.identifier()
    at = try archive.moment()
    let places = try archive.length(ofAtLeast: 1)
    for _ in 0..<places { rehearsed.insert(try archive.byte()) }
    isStale = try archive.flag()
    starts = try archive.dictionary(atLeast: 180, by: \.link.sequence, RecoveryStart.init(from:))
    ended = try archive.dictionary(atLeast: 58, by: \.member, EndedRecovery.init(from:))
    guard chunks.count == count, rehearsed.count == places else { throw archive.malformed }
  }
}

extension EndedRecovery {
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(number)
    archive.append(by)
    archive.append(member)
    archive.append(optional: file) { $1.append($0) }
    archive.append(entry)
    archive.append(at)
    archive.append(isStopped ? 1 : 0 as UInt8)
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      number: try archive.word(), by: try archive.identifier(), member: try archive.identifier(),
      file: try archive.flag() ? try archive.identifier() : nil, entry: try archive.word(),
      at: try archive.moment(), isStopped: try archive.flag())
  }
}

extension RecoveryStart {
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(link)
    archive.append(by)
    archive.append(at)
    archive.append(member)
    archive.append(optional: aim.device) { $0.archive(to: &$1) }
    archive.append(optional: aim.file) { $1.append($0) }
    archive.append(list: purposes) { $1.append($0.rawValue) }
    reason.archive(to: &archive)
    archive.append(list: contributions) { contribution, archive in
      archive.append(contribution.key)
      archive.append(contribution.value)
    }
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      link: try archive.link(), by: try archive.identifier(), at: try archive.moment(),
      member: try archive.identifier(), aim: try RecoveryAim(from: &archive),
      purposes: try archive.list(atLeast: 1) { (archive) throws(MalformedArchive) in
        try archive.purpose()
      }, reason: try EnvelopeNotice(from: &archive))
    let count = try archive.length(ofAtLeast: 48)
    for _ in 0..<count { contributions[try archive.identifier()] = try archive.hash() }
    guard contributions.count == count else { throw archive.malformed }
  }
}

extension RecoveryAim {
  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    let device = try archive.flag() ? try Device(from: &archive) : nil
    let file: CaseFileID? = try archive.flag() ? try archive.identifier() : nil
    switch (device, file) {
    case (let device?, nil): self = .device(device)
    case (nil, let file?): self = .file(file)
    default: throw archive.malformed
    }
  }
}

extension ByteWriter {
  /// As an event has it, so that a value needs no second encoding; every value of these has one.
  fileprivate mutating func append(json write: (inout JSONObject) -> Void) {
    var object = JSONObject()
    write(&object)
    let text = (try? StrictJSON.write(object)) ?? []
    append(length: text.count)
    append(text)
  }
}

extension ArchiveReader {
  fileprivate mutating func purpose() throws(MalformedArchive) -> RecoveryPurpose {
    guard let purpose = RecoveryPurpose(rawValue: try byte()) else { throw malformed }
    return purpose
  }

  fileprivate mutating func json<Value>(
    _ read: (inout JSONFields) throws(UnexpectedJSON) -> Value
  ) throws(MalformedArchive) -> Value {
    let text = try run()
    do {
      var fields = try JSONFields(of: try StrictJSON.parse(text))
      let value = try read(&fields)
      try fields.finish()
      return value
    } catch {
      throw malformed
    }
  }
}
