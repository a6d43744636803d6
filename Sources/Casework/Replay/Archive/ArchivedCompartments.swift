// Compartments and what hangs on them, as they stand in an archive.

extension Compartment: ArchivedElement {
  package var key: CompartmentID { current.compartment }

  package func archive(to archive: inout ByteWriter) {
    archive.append(key)
    current.archive(to: &archive)
    archive.append(list: wraps) { wrap, archive in
      archive.append(wrap.holder.member)
      archive.append(wrap.hash)
    }
    archive.append(optional: file) { $1.append($0) }
    archive.append(list: earlier) { epoch, archive in
      archive.append(epoch.key)
      archive.append(epoch.value)
    }
    archive.append(list: rotations) { $1.append($0) }
  }

  package init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    current = try CompartmentEpoch(of: try archive.identifier(), from: &archive)
    wraps = try archive.list(atLeast: 48) { (archive) throws(MalformedArchive) in
      WrapNotice(holder: HolderID(try archive.identifier() as MemberID), hash: try archive.hash())
    }
    file = try archive.optionalIdentifier()
    let count = try archive.length(ofAtLeast: 36)
    for _ in 0..<count { earlier[try archive.number()] = try archive.hash() }
    guard earlier.count == count else { throw archive.malformed }
    rotations = try archive.list(atLeast: 8) { (archive) throws(MalformedArchive) in
      try archive.word()
    }
  }
}

extension CompartmentEpoch {
  /// The compartment's id stands before.
  fileprivate func archive(to archive: inout ByteWriter) {
    archive.append(kind.number)
    archive.append(epoch)
    archive.append(commitment, publicKey)
  }

  fileprivate init(
    of id: CompartmentID, from archive: inout ArchiveReader
  ) throws(MalformedArchive) {
    guard let kind = CompartmentKind.numbered(try archive.byte()) else { throw archive.malformed }
    self.init(
      compartment: id, kind: kind, epoch: try archive.number(), commitment: try archive.hash(),
      publicKey: try archive.hash())
  }
}

extension EnvelopeNotice {
  func archive(to archive: inout ByteWriter) {
    archive.append(envelope)
    archive.append(version)
    archive.append(hash, slots)
  }

  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      envelope: try archive.identifier(), version: try archive.number(), hash: try archive.hash(),
      slots: try archive.hash())
  }
}
