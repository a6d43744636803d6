import System

/// An argument in which something was no UTF-8: Swift hands it over with U+FFFD in that place, and what was
/// typed is lost. A name or a title would be kept with the damage in it.
struct DamagedArgument: WordedError {
  let text: String

  static func refuse(in arguments: [String]) throws(DamagedArgument) {
    let damaged = arguments.first { $0.unicodeScalars.contains("\u{FFFD}") }
    if let damaged { throw DamagedArgument(text: damaged) }
  }

  var wording: Wording {
    Wording(
      .usage, "not-text", "“\(text)” is not valid UTF-8",
      hint: "type it on a terminal that speaks UTF-8; a file can be given another name first")
  }
}
