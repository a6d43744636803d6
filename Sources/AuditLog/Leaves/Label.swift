/// The names under which the log derives keys and signs, so that bytes made for one purpose never
/// serve another. Each is its length in one byte and its ASCII text (docs/format.md §1).
enum Label {
  static let leafKey = encoded("casevault/1 leaf key")
  static let leafBody = encoded("casevault/1 leaf body")
  static let entry = encoded("casevault/1 entry")
  static let chunk = encoded("casevault/1 chunk")
  static let chunkKey = encoded("casevault/1 chunk key")
  static let chunkAddress = encoded("casevault/1 chunk address")

  private static func encoded(_ text: String) -> [UInt8] {
    [UInt8(truncatingIfNeeded: text.utf8.count)] + text.utf8
  }
}
