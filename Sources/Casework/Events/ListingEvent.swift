/// An event of any size that is one short entry: its list lies in a chunk, one object a line, and the entry
/// says how many there are and under which address.
package protocol ListingEvent: EventContent {
  /// One line of the list.
  associatedtype Line: ListedLine
  /// How many there are; of what, each kind of event says.
  var count: Int { get }
  /// The address of the chunk with the list.
  var chunk: ContentHash { get }
  init(count: Int, chunk: ContentHash)
}

/// One line of a list in a chunk.
package protocol ListedLine: Sendable {
  init(from fields: inout some FieldSource) throws(UnexpectedJSON)
  func write(to object: inout JSONObject)
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

  /// The chunk's text for these lines.
  package static func manifest(of lines: [Line]) throws(InvalidJSON) -> [UInt8] {
    var writer = StrictJSONWriter()
    for line in lines {
      var object = JSONObject()
      line.write(to: &object)
      try writer.writeLine(object)
    }
    return writer.bytes
  }

  /// The lines of a chunk's text. Throws ``Violation/badManifest`` for any other text.
  package static func lines(in text: [UInt8]) throws(Violation) -> [Line] {
    do {
      return try ManifestLines.each(in: text) { (fields) throws(UnexpectedJSON) in
        try Line(from: &fields)
      }
    } catch {
      throw .badManifest
    }
  }
}
