import Testing

@testable import Casework

@Suite struct JSONOutputTests {
  private let value: JSONValue = [
    "name": "Zoë \"Z\"", "sizes": [1, .double(0.5), .null], "none": [], "nothing": [:], "ok": true,
  ]

  @Test func `compact output has no spaces`() {
    #expect(
      JSONOutput.text(of: value, .compact)
        == #"{"name":"Zoë \"Z\"","sizes":[1,0.5,null],"none":[],"nothing":{},"ok":true}"#)
  }

  @Test func `pretty output is indented by two`() {
    #expect(
      JSONOutput.text(of: value) == """
        {
          "name": "Zoë \\"Z\\"",
          "sizes": [
            1,
            0.5,
            null
          ],
          "none": [],
          "nothing": {},
          "ok": true
        }
        """)
  }

  @Test func `a stored text plays no tricks on a terminal`() {
    #expect(
      JSONOutput.text(of: "\u{1b}[31m\u{9b}\u{202e}\u{7f}\n\t")
        == #""\u001b[31m\u009b\u202e\u007f\n\t""#)
  }

  @Test func `a number that JSON cannot hold is null`() {
    #expect(JSONOutput.text(of: [.double(.nan), .double(.infinity)], .compact) == "[null,null]")
  }
}
