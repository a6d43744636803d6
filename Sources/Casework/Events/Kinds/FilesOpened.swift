/// Many clients are taken in at once, by an import. The openings lie in a chunk, one record each.
package struct FilesOpened: ListingEvent {
  package static let code = "files.opened"

  package let count: Int
  package let chunk: ContentHash

  package init(count: Int, chunk: ContentHash) {
    self.count = count
    self.chunk = chunk
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.openFile)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let openings = try entry.manifest.lines(of: FilesOpened.self)
    guard openings.count == count else { throw .badManifest }
    try state.open(openings, as: entry)
  }

  /// The openings that the chunk's text lists.
  package static func openings(in text: [UInt8]) throws(Violation) -> [FileOpening] {
    try lines(in: text)
  }
}

extension FilesOpened {
  package typealias Line = FileOpening
}

extension FileOpening: ListedRecord {
  package static let width = 256

  /// `file(16) ‖ client(16) ‖ u64 number ‖ compartment(16) ‖ commitment(32) ‖ public key(32) ‖ holder(16) ‖
  /// wrap hash(32) ‖ shelf(8) ‖ envelope(16) ‖ envelope hash(32) ‖ slots digest(32)`. Epoch and version are
  /// 1, the kind is a file's, and its only holder is who it is assigned to: no other opening makes sense.
  package init(record: Span<UInt8>) throws(MalformedIdentifier) {
    guard record.count == Self.width else { throw MalformedIdentifier() }
    let number = record.word(at: 32)
    guard number <= UInt64(StrictJSON.maximumInteger),
      let shelf = Int64(exactly: record.word(at: 168))
    else { throw MalformedIdentifier() }
    let holder = try MemberID(bytes: record.extracting(120..<136))
    let epoch = CompartmentEpoch(
      compartment: try CompartmentID(bytes: record.extracting(40..<56)), kind: .file, epoch: 1,
      commitment: try ContentHash(bytes: record.extracting(56..<88)),
      publicKey: try ContentHash(bytes: record.extracting(88..<120)))
    let wrap = WrapNotice(
      holder: HolderID(holder), hash: try ContentHash(bytes: record.extracting(136..<168)))
    let notice = EnvelopeNotice(
      envelope: try EnvelopeID(bytes: record.extracting(176..<192)), version: 1,
      hash: try ContentHash(bytes: record.extracting(192..<224)),
      slots: try ContentHash(bytes: record.extracting(224..<256)))
    self.init(
      file: try CaseFileID(bytes: record.extracting(0..<16)),
      client: try ClientID(bytes: record.extracting(16..<32)), number: Int(number),
      compartment: SealedEpoch(epoch: epoch, wraps: [wrap]), shelf: shelf, record: notice,
      assigned: [holder])
  }

  package func write(to writer: inout ByteWriter) throws(MalformedIdentifier) {
    let epoch = compartment.epoch
    guard assigned.count == 1, compartment.wraps.count == 1, let wrap = compartment.wraps.first,
      wrap.holder == HolderID(assigned[0]), epoch.kind == .file, epoch.epoch == 1,
      record.version == 1, number >= 0, shelf >= 0
    else { throw MalformedIdentifier() }
    writer.append(file)
    writer.append(client)
    writer.append(UInt64(number))
    writer.append(epoch.compartment)
    writer.append(epoch.commitment, epoch.publicKey)
    writer.append(assigned[0])
    writer.append(wrap.hash)
    writer.append(UInt64(bitPattern: shelf))
    writer.append(record.envelope)
    writer.append(record.hash, record.slots)
  }
}
