import CaseVault
import Casework

/// What one share of a survey found, to be held together with the others'.
struct SurveyFindings: Sendable {
  /// Every page that the share went through, but for leaves that were known before.
  var pages: [UInt32] = []
  var heads: [Int64] = []
  var chunks: [ChunkRow] = []
  var chunksByAddress: [ChunkRow] = []
  var envelopes: [EnvelopeRow] = []
  var envelopesByID: [IDEntry] = []

  struct ChunkRow: Equatable {
    let number: Int64
    let address: ContentHash
  }

  /// As much of an envelope's row as indexes speak of.
  struct EnvelopeRow {
    let number: Int64
    let id: EnvelopeID
    let version: UInt32
  }

  struct IDEntry {
    let number: Int64
    let id: EnvelopeID
    let version: UInt32
  }
}

/// The findings of all shares, and what can be said of them only together.
struct WholeFindings: Sendable {
  private let shares: [SurveyFindings]
  /// In the order of their numbers.
  private let envelopes: [SurveyFindings.EnvelopeRow]

  init(of shares: [SurveyFindings]) {
    self.shares = shares
    var envelopes: [SurveyFindings.EnvelopeRow] = []
    envelopes.reserveCapacity(shares.reduce(0) { $0 + $1.envelopes.count })
    for share in shares { envelopes += share.envelopes }
    self.envelopes = envelopes
  }

  /// An index is one share's.
  private func index<Entry>(_ entries: (SurveyFindings) -> [Entry]) -> [Entry] {
    shares.map(entries).first { !$0.isEmpty } ?? []
  }

  // Every index leads to each row once. Indexes were seen to rise strictly, so none has an entry twice:
  // as many entries as rows, each of a row that is there and says the same, are all rows.

  /// There is one head, and the index of the chunks is right.
  func checkHeadAndChunks() throws(UnprovenStructure) {
    guard shares.flatMap(\.heads) == [1] else { throw UnprovenStructure() }
    let rows = shares.flatMap(\.chunks)
    let index = shares.flatMap(\.chunksByAddress)
    guard index.count == rows.count else { throw UnprovenStructure() }
    for entry in index {
      guard let row = rows.row(numbered: entry.number, \.number), row == entry else {
        throw UnprovenStructure()
      }
    }
  }

  /// The index of the envelopes' ids and versions is right.
  func checkIDs() throws(UnprovenStructure) {
    guard index(\.envelopesByID).count == envelopes.count else { throw UnprovenStructure() }
    for entry in index(\.envelopesByID) {
      guard let row = envelopes.row(numbered: entry.number, \.number), row.id == entry.id,
        row.version == entry.version
      else { throw UnprovenStructure() }
    }
  }
}

extension Array {
  /// The first place whose element, and all behind it, satisfy a condition.
  fileprivate func place(_ isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The row with a number, where rows stand in rising order of theirs.
  @inline(__always)
  fileprivate func row(numbered wanted: Int64, _ number: (Element) -> Int64) -> Element? {
    guard let first else { return nil }
    // Where no row was ever taken out, numbers follow each other.
    let (distance, isOver) = wanted.subtractingReportingOverflow(number(first))
    let guess = isOver ? -1 : Int(distance)
    if indices.contains(guess), number(self[guess]) == wanted { return self[guess] }
    let place = place { number($0) >= wanted }
    return place < count && number(self[place]) == wanted ? self[place] : nil
  }
}
