import Casework
import Sodium
import System

/// A file of two records, each a whole content of its own: the one that is older is written over, so that a
/// crash in the middle leaves the other.
///
/// For what is small and written after every act. Writing over costs one wait for the disk, where replacing a
/// file costs two and a rename. Whoever could damage the later record on purpose could put yesterday's file
/// in its place as well: what that takes is in SECURITY.md, *A machine image rolled back whole*.
///
/// Each record stands at the beginning of a block of 4,096 bytes: u64 number ‖ u32 length ‖ content ‖ zeros,
/// to 480 bytes ‖ BLAKE2b-256 of these. The one with the greater number counts.
struct TwoRecords {
  private struct Record {
    let number: UInt64
    let content: [UInt8]
  }

  private let records: [Record?]

  private static let block = 4096
  private static let textLength = 480
  private static let headLength = 12
  private static let hashLength = 32

  /// Nil for a file of another form: of any other length.
  init?(_ file: [UInt8]) {
    guard file.count == 2 * Self.block else { return nil }
    records = [0, Self.block].map { place in
      Self.record(of: Array(file[place..<place + Self.textLength + Self.hashLength]))
    }
  }

  /// What was written last; nil where neither record is whole.
  var latest: [UInt8]? { latestRecord?.content }

  private var latestRecord: Record? {
    records.compactMap { $0 }.max { $0.number < $1.number }
  }

  /// What to write over the older record, or over the one that is not whole.
  func replacement(by content: [UInt8]) -> PrivateFile.Piece? {
    guard let latest = latestRecord, latest.number < .max else { return nil }
    let place = records[0]?.number == latest.number ? Self.block : 0
    return Self.text(of: content, number: latest.number + 1).map {
      PrivateFile.Piece(at: place, $0)
    }
  }

  /// A new file, whose second record is empty until the next write.
  static func file(of content: [UInt8]) -> [UInt8] {
    guard let text = text(of: content, number: 1) else { return content }
    return text + [UInt8](repeating: 0, count: 2 * block - text.count)
  }

  /// Nil for a content that has no room.
  private static func text(of content: [UInt8], number: UInt64) -> [UInt8]? {
    let room = textLength - headLength
    guard content.count <= room else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(textLength + hashLength)
    text.append(bigEndian: number)
    text.append(bigEndian: UInt32(truncatingIfNeeded: content.count))
    text += content
    text += [UInt8](repeating: 0, count: room - content.count)
    return text + BLAKE2b256.digest(of: text).bytes
  }

  private static func record(of bytes: [UInt8]) -> Record? {
    let text = Array(bytes[..<textLength])
    guard BLAKE2b256.digest(of: text).bytes == Array(bytes[textLength...]) else { return nil }
    let length = Int(UInt32(bigEndianBytes: text[8..<headLength]))
    guard length <= textLength - headLength else { return nil }
    return Record(
      number: UInt64(bigEndianBytes: text[..<8]),
      content: Array(text[headLength..<headLength + length]))
  }
}
