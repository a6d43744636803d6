import Keyring

/// A survey that asks a storage for its rows, for any storage and any state of it: structure first, then
/// rows, in as many shares as there are processors.
struct PlainSurvey: StorageSurvey {
  private let parts: Int

  /// The share that checks the structure.
  static let structure = 0

  init(parts: Int) {
    self.parts = parts
  }

  var shareCount: Int { 1 + parts }
  var rowShares: Range<Int> { 1..<shareCount }

  func take(_ share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit) throws {
    guard share != Self.structure else { return try reader.checkStructure() }
    try takeRows(of: share, through: reader, visit)
  }

  func takeRows(
    of share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit
  ) throws {
    try reader.eachEnvelope(part: share - 1, of: parts) { row in
      try visit(
        EnvelopeKey(id: row.id, version: row.version), row.shelf, row.slots.span, row.header.span,
        row.body.span)
    }
  }

  func conclusions() -> [@Sendable () throws -> Void] { [] }
}
