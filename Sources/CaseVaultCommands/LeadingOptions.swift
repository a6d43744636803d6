/// Options that every command understands may also stand before the noun: `casevault --json client list`.
///
/// The parser looks for them behind the verb alone, so they are moved there.
enum LeadingOptions {
  private static let withValue = ["--vault", "--key", "--passphrase-fd"]

  static func moved(behind arguments: [String]) -> [String] {
    var count = 0
    while count < arguments.count, let length = length(of: arguments[count]) { count += length }
    // Nothing to move, or nothing to move it behind.
    guard count > 0, count < arguments.count, !arguments[count].hasPrefix("-") else {
      return arguments
    }
    let end = arguments[count...].firstIndex(of: "--") ?? arguments.endIndex
    return Array(arguments[count..<end] + arguments[..<count] + arguments[end...])
  }

  /// How many words an option takes; nil for anything else.
  private static func length(of word: String) -> Int? {
    if word == "--json" { return 1 }
    if withValue.contains(word) { return 2 }
    return withValue.contains { word.hasPrefix($0 + "=") } ? 1 : nil
  }
}
