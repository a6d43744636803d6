/// One piece of a recovery key as a chunk lists it: which one, what it commits to, and the piece itself,
/// sealed to its officer.
///
/// `u8 purpose ‖ u8 set ‖ u8 holder ‖ commitment(32) ‖ u32 epoch of the officer's compartment ‖ box(194)`.
/// A sheet's piece stands on paper alone: its epoch and box are zeros.
package struct SealedPiece: ListedRecord, Hashable {
  package let place: RecoveryPlace
  package let commitment: ContentHash
  package let epoch: UInt32
  package let box: [UInt8]

  package static let boxLength = 194
  package static let width = 39 + boxLength

  package init(place: RecoveryPlace, commitment: ContentHash, epoch: UInt32, box: [UInt8]) {
    (self.place, self.commitment, self.epoch, self.box) = (place, commitment, epoch, box)
  }

  /// One that is written on a sheet.
  package init(onSheet place: RecoveryPlace, commitment: ContentHash) {
    self.init(
      place: place, commitment: commitment, epoch: 0,
      box: [UInt8](repeating: 0, count: Self.boxLength))
  }

  package init(record: Span<UInt8>) throws(MalformedIdentifier) {
    place = try RecoveryPlace(record: record)
    commitment = try ContentHash(bytes: record.extracting(3..<35))
    epoch = UInt32(truncatingIfNeeded: record.word(at: 31))
    box = record.extracting(39..<Self.width).copied
  }

  package func write(to writer: inout ByteWriter) throws(MalformedIdentifier) {
    guard box.count == Self.boxLength else { throw MalformedIdentifier() }
    place.write(to: &writer)
    writer.append(commitment)
    writer.append(epoch)
    writer.append(box)
  }
}

/// One piece that an officer contributes to a recovery, sealed to who finishes it.
///
/// `u8 purpose ‖ u8 set ‖ u8 holder ‖ box(194)`.
package struct ContributedPiece: ListedRecord, Hashable {
  package let place: RecoveryPlace
  package let box: [UInt8]

  package static let width = 3 + SealedPiece.boxLength

  package init(place: RecoveryPlace, box: [UInt8]) { (self.place, self.box) = (place, box) }

  package init(record: Span<UInt8>) throws(MalformedIdentifier) {
    place = try RecoveryPlace(record: record)
    box = record.extracting(3..<Self.width).copied
  }

  package func write(to writer: inout ByteWriter) throws(MalformedIdentifier) {
    guard box.count == SealedPiece.boxLength else { throw MalformedIdentifier() }
    place.write(to: &writer)
    writer.append(box)
  }
}

/// A wrap as the chunk of a recovery lists it: `compartment(16) ‖ u32 epoch ‖ holder(16) ‖ hash(32)`.
extension AddedWrap: ListedRecord {
  package static let width = 68

  package init(record: Span<UInt8>) throws(MalformedIdentifier) {
    self.init(
      compartment: try CompartmentID(bytes: record.extracting(0..<16)),
      epoch: UInt32(truncatingIfNeeded: record.word(at: 12)),
      notice: WrapNotice(
        holder: HolderID(try MemberID(bytes: record.extracting(20..<36))),
        hash: try ContentHash(bytes: record.extracting(36..<68))))
  }

  package func write(to writer: inout ByteWriter) {
    writer.append(compartment)
    writer.append(epoch)
    writer.append(notice.holder.member)
    writer.append(notice.hash)
  }
}

/// What the chunk of a recovery lists: the pieces of the next key, then what was sealed to whom.
///
/// `u8 form = 2 ‖ u32 number of pieces ‖ pieces ‖ wraps`.
package struct RecoveredKeys: Sendable, Equatable {
  package let pieces: [SealedPiece]
  package let wraps: [AddedWrap]

  private static let form: UInt8 = 2

  package init(pieces: [SealedPiece], wraps: [AddedWrap]) {
    (self.pieces, self.wraps) = (pieces, wraps)
  }

  /// The chunk's text.
  package func text() throws(MalformedIdentifier) -> [UInt8] {
    var writer = ByteWriter(
      capacity: 5 + pieces.count * SealedPiece.width + wraps.count * AddedWrap.width)
    writer.append(Self.form)
    writer.append(UInt32(clamping: pieces.count))
    for piece in pieces { try piece.write(to: &writer) }
    for wrap in wraps { wrap.write(to: &writer) }
    return writer.finished()
  }

  /// Throws ``Violation/badManifest`` for any other text.
  package init(text: [UInt8]) throws(Violation) {
    let bytes = text.span
    guard bytes.count >= 5, bytes[0] == Self.form else { throw .badManifest }
    let count = (1..<5).reduce(0) { $0 << 8 | Int(bytes[$1]) }
    let end = 5 + count * SealedPiece.width
    guard end <= bytes.count, (bytes.count - end) % AddedWrap.width == 0 else {
      throw .badManifest
    }
    do throws(MalformedIdentifier) {
      var pieces: [SealedPiece] = []
      for start in stride(from: 5, to: end, by: SealedPiece.width) {
        pieces.append(
          try SealedPiece(record: bytes.extracting(start..<start + SealedPiece.width)))
      }
      var wraps: [AddedWrap] = []
      for start in stride(from: end, to: bytes.count, by: AddedWrap.width) {
        wraps.append(try AddedWrap(record: bytes.extracting(start..<start + AddedWrap.width)))
      }
      self.init(pieces: pieces, wraps: wraps)
    } catch {
      throw .badManifest
    }
  }
}

extension Span<UInt8> {
  fileprivate var copied: [UInt8] { indices.map { self[$0] } }
}
