/// The text of the chunk that an event names, and the lines that it lists: read once, however many ask.
package struct Manifest: Sendable {
  package let text: [UInt8]
  /// The lines of the event's own kind; nil for a text that does not list such.
  private let lines: (any Sendable)?

  /// No text.
  package init() {
    text = []
    lines = nil
  }

  package init(_ text: [UInt8], of content: any EventContent) {
    self.text = text
    lines = (content as? any ListingEvent).flatMap { Self.lines(in: text, as: $0) }
  }

  private static func lines<Content: ListingEvent>(
    in text: [UInt8], as content: Content
  ) -> (any Sendable)? {
    try? Content.lines(in: text)
  }

  /// The lines of an event of this kind. Throws ``Violation/badManifest`` where the text is another.
  package func lines<Content: ListingEvent>(
    of kind: Content.Type
  ) throws(Violation) -> [Content.Line] {
    guard let known = lines as? [Content.Line] else { return try Content.lines(in: text) }
    return known
  }
}
