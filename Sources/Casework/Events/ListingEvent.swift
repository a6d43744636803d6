/// An event of any size that is one short entry: its list lies in a chunk, and the entry says how many there
/// are and under which address.
package protocol ListingEvent: EventContent {
  /// One record of the list.
  associatedtype Line: ListedRecord
  /// How many there are; of what, each kind of event says.
  var count: Int { get }
  /// The address of the chunk with the list (``RecordList``).
  var chunk: ContentHash { get }
  init(count: Int, chunk: ContentHash)
}

extension ListingEvent {
  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    self.init(count: try fields.count("count"), chunk: try fields.hash("chunk"))
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  /// The chunk's text for these records.
  package static func manifest(of lines: [Line]) throws(MalformedIdentifier) -> [UInt8] {
    try RecordList.text(of: lines)
  }

  /// The records of a chunk's text. Throws ``Violation/badManifest`` for any other text.
  package static func lines(in text: [UInt8]) throws(Violation) -> [Line] {
    try RecordList.lines(in: text)
  }
}
