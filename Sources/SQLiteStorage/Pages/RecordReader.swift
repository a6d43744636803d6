import CaseVault
import Casework

/// The columns of one record: where in it each value lies. Used again for record after record.
/// Source: <https://www.sqlite.org/fileformat2.html#record_format>.
struct RecordReader {
  private(set) var columns: [Column] = []

  struct Column {
    fileprivate(set) var type: UInt64 = 0
    fileprivate(set) var place = 0..<0
  }

  /// What a table's or index's own rules say of a column.
  enum Shape {
    /// An INTEGER PRIMARY KEY stands as NULL here, and as the key of its cell.
    case rowNumber
    case integer
    case text
    case blob
    case textOrNull
    case blobOrNull

    @inline(__always)
    fileprivate func admits(_ type: UInt64) -> Bool {
      switch self {
      case .rowNumber: type == 0
      case .integer: (1...6).contains(type) || type == 8 || type == 9
      case .text: type >= 13 && !type.isMultiple(of: 2)
      case .blob: type >= 12 && type.isMultiple(of: 2)
      case .textOrNull: type == 0 || Shape.text.admits(type)
      case .blobOrNull: type == 0 || Shape.blob.admits(type)
      }
    }
  }

  /// Reads the head of a record, of which `bytes` are the first.
  /// Throws ``UnprovenStructure`` unless it has exactly columns of these shapes, and fills `length`.
  mutating func read(
    _ bytes: Span<UInt8>, length: Int, as shapes: [Shape]
  ) throws(UnprovenStructure) {
    if columns.count != shapes.count {
      columns = Array(repeating: Column(), count: shapes.count)
    }
    var place = 0
    let head = try bytes.variable(at: &place)
    guard head <= UInt64(bytes.count) else { throw UnprovenStructure() }
    var value = Int(head)
    let shapes = shapes.span
    var places = columns.mutableSpan
    for index in shapes.indices {
      let type = try bytes.variable(at: &place)
      guard place <= Int(head), shapes[index].admits(type), type <= 0xffff_ffff else {
        throw UnprovenStructure()
      }
      let end = value &+ Self.length(of: type)
      places[index] = Column(type: type, place: value..<end)
      value = end
    }
    guard place == Int(head), value == length else { throw UnprovenStructure() }
  }

  @inline(__always)
  private static func length(of type: UInt64) -> Int {
    switch type {
    case 0, 8, 9: 0
    case 1...4: Int(type)
    case 5: 6
    case 6, 7: 8
    default: Int(type - 12) / 2
    }
  }

  /// The integer of a column, in a record whose bytes are all here.
  func integer(_ column: Int, of record: Span<UInt8>) -> Int64 {
    let (type, place) = (columns[column].type, columns[column].place)
    guard type < 8 else { return type == 9 ? 1 : 0 }
    var value: Int64 = place.isEmpty || record[place.lowerBound] < 0x80 ? 0 : -1
    for index in place { value = value << 8 | Int64(record[index]) }
    return value
  }
}
