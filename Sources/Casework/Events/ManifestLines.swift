/// A manifest's text: one strict JSON object a line.
enum ManifestLines {
  /// Reads each line as an object by `element`, which must take every field. The last line ends too; no
  /// line is empty. Throws ``UnexpectedJSON``.
  static func each<Element>(
    in text: [UInt8], _ element: (inout LineFields) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> [Element] {
    var elements: [Element] = []
    var position = 0
    while position < text.count {
      var fields = try LineFields(of: text, at: position)
      elements.append(try element(&fields))
      try fields.finish()
      let end = fields.position
      guard end - position <= StrictJSON.maximumLength, end < text.count,
        text[end] == UInt8(ascii: "\n")
      else { throw .notAnObject }
      position = end + 1
    }
    return elements
  }
}
