/// Words that follow from a number, so that whoever reads them knows what was written.
package enum WrittenText {
  /// From a line to several pages: some fit on one page of the database, some do not.
  package static func of(_ number: Int) -> String {
    let words = ["she", "slept", "and", "spoke", "of", "the", "river", "again"]
    let count = 5 + (number &* 7_919) % 4_000
    return "Note \(number):" + (0..<count).map { " " + words[($0 + number) % 8] }.joined()
  }

  /// As ``of(_:)`` and so often that ``largeCount`` of these are more than the cache of a vault's writer
  /// holds (32 MiB): pages of them reach the database before the commit.
  package static func long(_ number: Int) -> String {
    let text = of(number) + " "
    return String(repeating: text, count: 1 + 240_000 / text.utf8.count)
  }

  package static let largeCount = 180
}
