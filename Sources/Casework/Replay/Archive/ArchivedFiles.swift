// Case files, as they stand in an archive.

extension CaseFile: ArchivedElement {
  package var key: CaseFileID { id }

  package func archive(to archive: inout ByteWriter) {
    archive.append(id)
    archive.append(client)
    archive.append(UInt64(clamping: number))
    archive.append(compartment)
    archive.append(shelf: shelf)
    record.archive(to: &archive)
    archive.append(list: assigned) { $1.append($0) }
    archive.append(list: conflicts) { $0.archive(to: &$1) }
    archive.append(list: grants) { $1.append(count: $0) }
    archive.append(list: processes) { process, archive in
      archive.append(process.key)
      archive.append(process.value)
    }
    archive.append(list: processShelves) { shelf, archive in
      archive.append(shelf.key)
      archive.append(shelf: shelf.value)
    }
    archive.append(opened)
    archive.append(head)
    archive.append(count: length)
    archive.append(count: stored)
  }

  package init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    id = try archive.identifier()
    client = try archive.identifier()
    number = try archive.count()
    compartment = try archive.identifier()
    shelf = Int64(bitPattern: try archive.word())
    record = try EnvelopeNotice(from: &archive)
    assigned = try archive.list(atLeast: 16) { (archive) throws(MalformedArchive) in
      try archive.identifier()
    }
    conflicts = try archive.list(atLeast: 41, Conflict.init(from:))
    grants = try archive.list(atLeast: 8) { (archive) throws(MalformedArchive) in
      try archive.count()
    }
    let authors = try archive.length(ofAtLeast: 32)
    for _ in 0..<authors { processes[try archive.identifier()] = try archive.identifier() }
    let shelves = try archive.length(ofAtLeast: 24)
    for _ in 0..<shelves {
      processShelves[try archive.identifier()] = Int64(bitPattern: try archive.word())
    }
    guard processes.count == authors, processShelves.count == shelves else {
      throw archive.malformed
    }
    opened = try archive.moment()
    head = try archive.link()
    length = try archive.count()
    stored = try archive.count()
  }
}

extension Conflict {
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(member)
    archive.append(declaredBy)
    archive.append(at)
    archive.append(optional: reason) { $0.archive(to: &$1) }
  }

  fileprivate init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      member: try archive.identifier(), declaredBy: try archive.identifier(),
      at: try archive.moment(),
      reason: try archive.flag() ? try EnvelopeNotice(from: &archive) : nil)
  }
}
