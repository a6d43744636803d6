import Glibc

extension PrivateFile {
  /// Bytes that are put over what stands in a file, from a place on.
  package struct Piece: Sendable, Equatable {
    package let place: Int
    package let bytes: [UInt8]

    package init(at place: Int, _ bytes: [UInt8]) {
      self.place = place
      self.bytes = bytes
    }
  }

  /// Puts the piece that `choose` wants over a part of the file, given all that stands in it, and waits until
  /// it has reached the disk. Nil from it, and nothing is written; answers with whether anything was.
  ///
  /// It takes a third of the time of ``replace(with:)``, and promises less: after a crash the piece may be
  /// there in part. So the rest of the file has to be enough by itself. A file larger than `limit` bytes is
  /// refused.
  package func overwrite(
    atMost limit: Int, choosing choose: ([UInt8]) -> Piece?
  ) throws(FileError) -> Bool {
    let file = try opened(O_RDWR)
    let all = try FileError.naming(path) { () throws(SystemFailure) in
      try file.readToEnd(atMost: limit)
    }
    guard let all else { throw FileError(path, .tooLarge(limit: limit)) }
    guard let piece = choose(all) else { return false }
    try FileError.naming(path) { () throws(SystemFailure) in
      try file.write(piece.bytes, at: piece.place)
      try file.synchroniseContent()
    }
    return true
  }
}
