/// The b-trees of a vault's file, with the columns that their records have.
enum VaultTree: String, CaseIterable {
  case schema = "sqlite_schema"
  case meta
  case leaf
  case tile
  case chunk
  case wrap
  case envelope
  case chunksByAddress = "sqlite_autoindex_chunk_1"
  case envelopesByID = "sqlite_autoindex_envelope_1"

  /// Tables without row numbers are kept as indexes are.
  var isTable: Bool {
    switch self {
    case .schema, .meta, .leaf, .chunk, .envelope: true
    case .tile, .wrap, .chunksByAddress, .envelopesByID: false
    }
  }

  /// As ``Schema`` has them, in an index with the row's number last.
  var columns: [RecordReader.Shape] {
    switch self {
    case .schema: [.text, .text, .text, .integer, .textOrNull]
    case .meta: [.rowNumber, .blob, .integer, .blobOrNull]
    case .leaf: [.rowNumber, .blob, .blob]
    case .tile: [.integer, .integer, .blob]
    case .chunk: [.rowNumber, .blob, .blob]
    case .wrap: [.blob, .blob]
    case .envelope: [.rowNumber, .blob, .integer, .integer, .blob, .blob, .blob]
    case .chunksByAddress: [.blob, .integer]
    case .envelopesByID: [.blob, .integer, .integer]
    }
  }
}
