// Members and devices, as they stand in an archive.

extension Member {
  func archive(to archive: inout ByteWriter) {
    archive.append(id)
    archive.append(list: roles) { $1.append(code: $0.code) }
    archive.append(list: devices) { $1.append($0) }
    name.archive(to: &archive)
    archive.append(since)
    archive.append(optional: left) { $1.append($0) }
    archive.append(isExposed ? 1 as UInt8 : 0)
    archive.append(list: supervisors) { $1.append($0) }
  }

  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    id = try archive.identifier()
    roles = try archive.list(atLeast: 1) { (archive) throws(MalformedArchive) in
      guard let role = Role.named(try archive.code()) else { throw archive.malformed }
      return role
    }
    devices = try archive.list(atLeast: 16) { (archive) throws(MalformedArchive) in
      try archive.identifier()
    }
    name = try EnvelopeNotice(from: &archive)
    since = try archive.moment()
    left = try archive.flag() ? try archive.moment() : nil
    isExposed = try archive.flag()
    supervisors = try archive.list(atLeast: 16) { (archive) throws(MalformedArchive) in
      try archive.identifier()
    }
  }
}

extension Device {
  func archive(to archive: inout ByteWriter) {
    archive.append(id)
    archive.append(member)
    archive.append(signingKey)
    archive.append(boxKey)
    archive.append(locatorKey)
  }

  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      id: try archive.identifier(), member: try archive.identifier(),
      signingKey: try archive.hash(), boxKey: try archive.hash(), locatorKey: try archive.hash())
  }
}

extension ArchiveReader {
  mutating func preset() throws(MalformedArchive) -> Preset? {
    let number = try byte()
    guard number > 0 else { return nil }
    guard let preset = Preset(rawValue: number) else { throw malformed }
    return preset
  }
}
