import Testing

@testable import Casework

@Suite struct ExcerptTests {
  private func excerpt(of needle: String, in text: String, width: Int) throws -> Excerpt {
    let bytes = Array(text.utf8)
    let range = try #require(TextNeedle(foldedFrom: needle)?.firstMatch(in: bytes))
    return Excerpt(around: range, in: bytes.span, width: width)
  }

  @Test func `a match is shown with what stands beside it on one line`() throws {
    let excerpt = try excerpt(of: "kayak", in: "She went\n\n  to Kayak\twith her son.", width: 6)
    #expect(excerpt.before == "nt to ")
    #expect(excerpt.match == "Kayak")
    #expect(excerpt.after == " with ")
    #expect(excerpt.isCutBefore && excerpt.isCutAfter)
  }

  @Test func `a short text is shown whole`() throws {
    let excerpt = try excerpt(of: "b", in: "abc", width: 40)
    #expect((excerpt.before, excerpt.match, excerpt.after) == ("a", "b", "c"))
    #expect(!excerpt.isCutBefore && !excerpt.isCutAfter)
  }

  @Test func `no character is split`() throws {
    let text = String(repeating: "👩‍👩‍👧‍👦", count: 50) + "x" + String(repeating: "n̈", count: 50)
    let excerpt = try excerpt(of: "x", in: text, width: 3)
    #expect(excerpt.before == "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦")
    #expect(excerpt.after == "n̈n̈n̈")
  }

  // Found by a search for a man in a text that begins with a family: it ended the program.
  @Test func `a match inside the first character shows the whole of it`() throws {
    let excerpt = try excerpt(of: "👨", in: "👩‍👨‍👧 came", width: 5)
    #expect((excerpt.before, excerpt.match, excerpt.after) == ("", "👩‍👨‍👧", " came"))
    let accent = try self.excerpt(of: "\u{301}", in: "e\u{301}s", width: 5)
    #expect((accent.before, accent.match, accent.after) == ("", "e\u{301}", "s"))
  }

  @Test func `a match inside a composed character shows the whole of it`() throws {
    let excerpt = try excerpt(of: "e", in: "cafe\u{301}s", width: 5)
    #expect((excerpt.before, excerpt.match, excerpt.after) == ("caf", "e\u{301}", "s"))
  }
}
