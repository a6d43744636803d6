import GRDB
import SQLiteRows

/// Lays the write-ahead log out ahead of what is written to it, for one connection.
///
/// A commit that makes the file longer has to make its new length durable too: a second write to the device
/// after that of the pages. So a process that commits much has room made, some commits at a time, in bytes of
/// zero. To SQLite they are what it finds behind the last frame of any log that was begun anew: no frame,
/// since a frame names the log's salts.
///
/// The length is asked for only when the room is nearly used up. Linux 6.13 and later give a file that was
/// asked about a finer time with the next write, and where the file system keeps no journal that time alone
/// is the second write again.
/// Source: <https://www.sqlite.org/fileformat2.html#wal_file_format>;
/// <https://docs.kernel.org/filesystems/multigrain-ts.html>.
struct LogRoom {
  /// One command commits once or twice, and should not pay for more.
  static let fewTransactions = 4
  /// What is laid out at once; the next commit writes it to the disk.
  static let mostFramesAtOnce = 128
  /// As long as so many are left, nobody looks again for some commits.
  static let enoughFrames = 48
  static let framesOfCommit = 6
  /// After so many SQLite begins the log anew, in the room that it has.
  static let mostFrames = 1_000

  /// SQLite hands no more than 128 KiB to the kernel at once, and fails with more.
  private static let piece = 1 << 16
  private static let headLength: Int64 = 32
  private static let frameHeadLength: Int64 = 24

  private var transactions = 0
  /// So many commits need no look.
  private var rest = 0
  /// Where the file ended when last asked.
  private var end: Int64?

  /// Inside a writing transaction that has written nothing yet: nobody else adds to the log then.
  ///
  /// Best effort: without room a commit takes longer, and a full disk stops the commit itself.
  mutating func make(in database: Database) {
    transactions += 1
    guard transactions > Self.fewTransactions else { return }
    guard rest == 0 else {
      rest -= 1
      return
    }
    end = (try? database.withJournal { try endOfRoom(in: $0) }) ?? nil
  }

  /// Where the file ends once there is room in it; nil where that has to be asked again.
  private mutating func endOfRoom(in log: borrowing DatabaseFile) throws -> Int64? {
    guard let head = try Head(of: log) else { return nil }
    let frameLength = Self.frameHeadLength + head.pageSize
    // Somebody else may have cut the log off since; then there is nothing to read here.
    if let end, (try? hasEnough(in: log, of: head, until: end)) ?? false { return end }
    let size = try log.size()
    let frames = (size - Self.headLength) / frameLength
    guard frames > 0 else { return nil }
    let whole = Self.headLength + frames * frameLength
    if try hasEnough(in: log, of: head, until: whole) { return whole }
    guard frames < Self.mostFrames else { return nil }
    let end = whole + min(frames, Int64(Self.mostFramesAtOnce)) * frameLength
    let zeros = [UInt8](repeating: 0, count: Self.piece)
    for offset in stride(from: size, to: end, by: Self.piece) {
      try log.write(Array(zeros.prefix(Int(end - offset))), at: offset)
    }
    return end
  }

  /// Whether so many frames are free before the end; then nobody looks again for some commits.
  private mutating func hasEnough(
    in log: borrowing DatabaseFile, of head: Head, until end: Int64
  ) throws -> Bool {
    let place = end - Int64(Self.enoughFrames) * (Self.frameHeadLength + head.pageSize)
    guard place > Self.headLength, try !head.isOfThisLog(frame: place, in: log) else {
      return false
    }
    rest = Self.enoughFrames / Self.framesOfCommit
    return true
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
