/// A manifest's text: one strict JSON object a line.
package enum ManifestLines {
  /// Reads each line as an object by `element`, which must take every field. The last line ends too; no
  /// line is empty. Throws ``MalformedEvent``.
  package static func each<Element>(
    in text: [UInt8], _ element: (inout JSONFields) throws(UnexpectedJSON) -> Element
  ) throws(MalformedEvent) -> [Element] {
    guard text.isEmpty || text.last == UInt8(ascii: "\n") else { throw .unexpected(.notAnObject) }
    var elements: [Element] = []
    for line in text.dropLast().split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    where !text.isEmpty {
      do {
        var fields = try JSONFields(of: try StrictJSON.parse(Array(line)))
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
