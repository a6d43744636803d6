import CaseVault
import Casework

/// The records of one tree as a walk meets them: their columns' types, the order of an index's keys, and
/// what is to be held against another tree.
struct VaultRecords {
  private let tree: VaultTree
  private let columns: [RecordReader.Shape]
  private var record = RecordReader()
  private var numberPairs = RisingOrder<Pair<Int64, Int64>>()
  private var byteKeys = RisingOrder<Bytes>()
  private var addresses = RisingOrder<Pair<Bytes, Int64>>()
  private var versions = RisingOrder<Pair<Pair<EnvelopeID, Int64>, Int64>>()

  init(of tree: VaultTree) {
    self.tree = tree
    columns = tree.columns
  }

  /// Takes in one record. `bytes` are those on its page, which all values that are looked at lie on.
  /// Throws ``UnprovenStructure``.
  mutating func take(
    _ cell: TreePage.Cell, _ bytes: Span<UInt8>, into found: inout SurveyFindings
  ) throws {
    try record.read(bytes, length: cell.length, as: columns)
    guard tree.isTable || !cell.hasOverflow else { throw UnprovenStructure() }
    switch tree {
    case .schema, .leaf, .envelope: break
    case .meta: found.heads.append(cell.rowNumber)
    case .tile: try admit(&numberPairs, Pair(integer(0, bytes), integer(1, bytes)))
    case .wrap: try admit(&byteKeys, copy(of: 0, bytes))
    case .chunk:
      guard record.columns[1].place.upperBound <= bytes.count else { throw UnprovenStructure() }
      found.chunks.append(.init(number: cell.rowNumber, address: try address(1, bytes)))
    case .chunksByAddress: try takeAddress(bytes, into: &found)
    case .envelopesByID: try takeID(bytes, into: &found)
    }
  }

  private mutating func takeAddress(
    _ bytes: Span<UInt8>, into found: inout SurveyFindings
  ) throws {
    let (address, number) = (try address(0, bytes), integer(1, bytes))
    try admit(&addresses, Pair(Bytes(address.bytes), number))
    found.chunksByAddress.append(.init(number: number, address: address))
  }

  private mutating func takeID(_ bytes: Span<UInt8>, into found: inout SurveyFindings) throws {
    guard let id = try? EnvelopeID(bytes: bytes.extracting(record.columns[0].place)),
      let version = UInt32(exactly: integer(1, bytes))
    else { throw UnprovenStructure() }
    let number = integer(2, bytes)
    try admit(&versions, Pair(Pair(id, Int64(version)), number))
    found.envelopesByID.append(.init(number: number, id: id, version: version))
  }

  private func integer(_ column: Int, _ bytes: Span<UInt8>) -> Int64 {
    record.integer(column, of: bytes)
  }

  private func copy(of column: Int, _ bytes: Span<UInt8>) -> Bytes {
    var copy: [UInt8] = []
    for place in record.columns[column].place { copy.append(bytes[place]) }
    return Bytes(copy)
  }

  private func address(_ column: Int, _ bytes: Span<UInt8>) throws -> ContentHash {
    guard let address = try? ContentHash(bytes: bytes.extracting(record.columns[column].place))
    else {
      throw UnprovenStructure()
    }
    return address
  }

  private func admit<Key: Comparable>(
    _ order: inout RisingOrder<Key>, _ key: Key
  ) throws {
    do {
      try order.admit(key)
    } catch {
      throw UnprovenStructure()
    }
  }
}
