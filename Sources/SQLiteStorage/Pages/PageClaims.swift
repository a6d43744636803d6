import CaseVault

/// Which pages of a file are in use: each by one tree, one overflow chain or the list of free pages.
/// A page in two uses is one that the next write would destroy.
struct PageClaims {
  private var isClaimed: [Bool]

  init(pageCount: Int) {
    isClaimed = Array(repeating: false, count: pageCount)
  }

  /// Pages count from 1. Throws ``UnprovenStructure`` for one that is in use already, or not in the file.
  mutating func claim(_ page: UInt32) throws(UnprovenStructure) {
    let place = Int(page) - 1
    guard isClaimed.indices.contains(place), !isClaimed[place] else { throw UnprovenStructure() }
    isClaimed[place] = true
  }

  var areComplete: Bool { !isClaimed.contains(false) }
}
