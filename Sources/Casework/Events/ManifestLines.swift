/// A manifest's text: one strict JSON object a line.
package enum ManifestLines {
  /// Reads each line as an object by `element`, which must take every field. The last line ends too; no
  /// line is empty. Throws ``MalformedEvent``.
  package static func each<Element>(
    in text: [UInt8], _ element: (inout JSONFields) throws(UnexpectedJSON) -> Element
  ) throws(MalformedEvent) -> [Element] {
    guard text.isEmpty || text.last == UInt8(ascii: "\n") else { throw .unexpected(.notAnObject) }
    let text = text.span
    var elements: [Element] = []
    var start = 0
    while start < text.count {
      let end = text.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? text.count
      let line = text.extracting(start..<end)
      start = end + 1
      do {
        var fields = try JSONFields(of: try StrictJSON.parse(line))
        elements.append(try element(&fields))
        try fields.finish()
      } catch let error as InvalidJSON {
        throw .notStrictJSON(error)
      } catch let error as UnexpectedJSON {
        throw .unexpected(error)
      } catch {
        throw .unexpected(.notAnObject)
      }
    }
    return elements
  }
}
