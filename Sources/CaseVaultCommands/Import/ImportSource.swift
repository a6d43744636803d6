import System

/// The file that is being imported, read piece by piece, and how far it has been read.
final class ImportSource {
  private var reader: ChunkReader
  private var bar: ProgressBar?

  init(_ path: String, in environment: Environment) throws {
    reader =
      try path == "-" ? ChunkReader.standardInput() : ChunkReader(opening: FilePath(path))
    // Where the end is not known there is nothing to show.
    bar = reader.totalBytes.map { ProgressBar("Importing", total: $0, in: environment) }
  }

  /// In bytes; nil where the end is not known.
  var size: Int? { reader.totalBytes }

  func next() throws -> [UInt8]? { try reader.next() }

  func show(read bytes: Int) { bar?.update(bytes) }

  /// Clears the bar.
  func finish() { bar = nil }
}
