/// Many clients are taken in at once, by an import. The openings lie in a chunk, one a line.
package struct FilesOpened: EventContent {
  package static let code = "files.opened"

  package let count: Int
  /// The address of the chunk: the same objects that `file.opened` holds, each followed by a newline.
  package let chunk: ContentHash

  package init(count: Int, chunk: ContentHash) {
    self.count = count
    self.chunk = chunk
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    count = try fields.count("count")
    chunk = try fields.hash("chunk")
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.openFile)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let openings = try FilesOpened.openings(in: entry.manifest)
    guard openings.count == count else { throw .badManifest }
    try state.open(openings, as: entry)
  }

  /// The chunk's text for these openings.
  package static func manifest(of openings: [FileOpening]) throws(InvalidJSON) -> [UInt8] {
    var text: [UInt8] = []
    for opening in openings {
      var object = JSONObject()
      opening.write(to: &object)
      text.append(contentsOf: try StrictJSON.write(object))
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  package static func openings(in text: [UInt8]) throws(Violation) -> [FileOpening] {
    do {
      return try ManifestLines.each(in: text) { (fields) throws(UnexpectedJSON) in
        try FileOpening(from: &fields)
      }
    } catch {
      throw .badManifest
    }
  }
}
