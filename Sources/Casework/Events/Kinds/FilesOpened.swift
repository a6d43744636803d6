/// Many clients are taken in at once, by an import. The openings lie in a chunk, one a line: the same
/// objects that `file.opened` holds.
package struct FilesOpened: ListingEvent {
  package static let code = "files.opened"

  package let count: Int
  package let chunk: ContentHash

  package init(count: Int, chunk: ContentHash) {
    self.count = count
    self.chunk = chunk
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.openFile)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let openings = try entry.manifest.lines(of: FilesOpened.self)
    guard openings.count == count else { throw .badManifest }
    try state.open(openings, as: entry)
  }

  /// The openings that the chunk's text lists.
  package static func openings(in text: [UInt8]) throws(Violation) -> [FileOpening] {
    try lines(in: text)
  }
}

extension FilesOpened {
  package typealias Line = FileOpening
}

extension FileOpening: ListedLine {}
