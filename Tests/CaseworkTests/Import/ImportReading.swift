@testable import Casework

/// What a reader says of a file fed in pieces of a size.
struct Reading: Equatable {
  var records: [ImportRecord] = []
  var refused: [RefusedRecord] = []

  init<Reader: ImportReader>(_ reader: Reader, _ bytes: [UInt8], piece: Int = 1 << 20) {
    var reader = reader
    var fed = 0
    while true {
      take(from: &reader)
      guard fed < bytes.count else { break }
      let end = min(fed + piece, bytes.count)
      reader.feed(Array(bytes[fed..<end]))
      fed = end
    }
    reader.finish()
    take(from: &reader)
  }

  private mutating func take<Reader: ImportReader>(from reader: inout Reader) {
    while true {
      do throws(RefusedRecord) {
        guard let record = try reader.next() else { return }
        records.append(record)
      } catch { refused.append(error) }
    }
  }

  var lines: [Int] { records.map(\.line) }
}
