import GRDB
import SQLiteRows

/// Lays the write-ahead log out ahead of what is written to it.
///
/// A commit that makes the file longer has to make its new length durable too, which takes the kernel as long
/// again as the pages themselves (measured: 190 µs and 90). So a process that commits much has room made, some
/// commits at a time, in bytes of zero. To SQLite they are what it finds behind the last frame of any log that
/// was begun anew: no frame, since a frame names the log's salts.
/// Source: <https://www.sqlite.org/fileformat2.html#wal_file_format>.
enum LogRoom {
  /// One command commits once or twice, and should not pay for more.
  static let leastFrames = 16
  /// What is laid out at once; the next commit writes it to the disk.
  static let mostFramesAtOnce = 128
  /// After so many SQLite begins the log anew, in the room that it has.
  static let mostFrames = 1_000

  /// SQLite hands no more than 128 KiB to the kernel at once, and fails with more.
  private static let piece = 1 << 16
  private static let headLength: Int64 = 32
  private static let frameHeadLength: Int64 = 24

  /// Inside a writing transaction that has written nothing yet: nobody else adds to the log then.
  ///
  /// Best effort: without room a commit takes longer, and a full disk stops the commit itself.
  static func make(in database: Database) {
    _ = try? database.withJournal { log in
      let size = try log.size()
      guard size > headLength, let head = try Head(of: log) else { return }
      let frameLength = frameHeadLength + head.pageSize
      let frames = (size - headLength) / frameLength
      guard frames >= leastFrames, frames < mostFrames,
        try head.isOfThisLog(frame: headLength + (frames - 1) * frameLength, in: log)
      else { return }
      let added = min(frames, Int64(mostFramesAtOnce))
      let end = headLength + (frames + added) * frameLength
      let zeros = [UInt8](repeating: 0, count: piece)
      for offset in stride(from: size, to: end, by: piece) {
        try log.write(Array(zeros.prefix(Int(end - offset))), at: offset)
      }
    }
  }

  /// The beginning of a write-ahead log.
  private struct Head {
    let pageSize: Int64
    private let salts: [UInt8]

    /// Nil for what is no write-ahead log, but a rollback journal.
    init?(of log: borrowing DatabaseFile) throws {
      var bytes = [UInt8](repeating: 0, count: Int(LogRoom.headLength))
      try log.read(0..<bytes.count, of: &bytes, from: 0)
      guard bytes.span.number32(at: 0) & ~1 == 0x377f_0682 else { return nil }
      pageSize = Int64(bytes.span.number32(at: 8))
      guard pageSize >= 512 else { return nil }
      salts = Array(bytes[16..<24])
    }

    /// Whether a frame was written since the log was last begun, and so is no room.
    func isOfThisLog(frame offset: Int64, in log: borrowing DatabaseFile) throws -> Bool {
      var bytes = [UInt8](repeating: 0, count: Int(LogRoom.frameHeadLength))
      try log.read(0..<bytes.count, of: &bytes, from: offset)
      return Array(bytes[8..<16]) == salts
    }
  }
}
