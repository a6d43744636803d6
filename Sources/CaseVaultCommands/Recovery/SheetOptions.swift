import ArgumentParser
import CaseVault
import Casework
import Keyring
import Sodium
import System

/// Where both sheets are written: into two new files, or one after the other on the terminal.
struct SheetOptions: ParsableArguments {
  @Flag(help: "Of a practice of one person: print the key on two sheets.")
  var sheets = false

  @Option(
    help: ArgumentHelp("Where the first sheet is written; else the terminal.", valueName: "file"),
    completion: .file())
  var first: String?

  @Option(
    help: ArgumentHelp("Where the second sheet is written.", valueName: "file"),
    completion: .file())
  var second: String?

  /// Both files, or nil for the terminal. Throws where neither could be written.
  func files(isJSON: Bool) throws -> [PrivateFile]? {
    guard let first, let second else {
      guard first == nil, second == nil else { throw OneSheetAlone() }
      guard !isJSON, StandardStream.output.isTerminal else { throw SheetsNeedAPlace() }
      return nil
    }
    let files = try [first, second].map { PrivateFile(try FilePath($0).notEmpty()) }
    for file in files { try file.checkFree() }
    guard files[0].path != files[1].path else { throw OneSheetAlone() }
    return files
  }
}

/// One file was named for two sheets.
struct OneSheetAlone: WordedError {
  var wording: Wording {
    Wording(
      .usage, "one-sheet-alone", "there are two sheets, and one file was named",
      hint: "--first FILE --second FILE")
  }
}

/// Standard output is no terminal, and no files were named: a sheet would lie in a pipe or a log.
struct SheetsNeedAPlace: WordedError {
  var wording: Wording {
    Wording(
      .usage, "sheets-need-a-place", "sheets go to a terminal, or into two new files",
      hint: "--first FILE --second FILE, on a medium that you print from and then destroy")
  }
}

/// The words of sheets, as somebody types or scans them.
struct SheetWords: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read each sheet's words as a line from this descriptor, as a QR scanner writes them.",
      valueName: "number"))
  var wordsFd: Int32?

  /// The words of one sheet, asked for row by row, or the next line of the descriptor.
  func sheet(_ name: TerminalText, _ questions: Questions) throws -> RecoverySheet {
    if let wordsFd { return try Self.sheet(from: PassphraseDescriptor(wordsFd)) }
    guard questions.canAsk else {
      throw questions.missing("what stands on \(name)", "--words-fd NUMBER")
    }
    return try SheetQuestions(name).sheet()
  }

  private static func sheet(from descriptor: PassphraseDescriptor) throws -> RecoverySheet {
    var memory = try SecretBytes(zeroed: PassphraseDescriptor.limit)
    var raw = memory.mutableSpan
    let count = try descriptor.read(into: &raw)
    return try RecoverySheet(words: memory.span.extracting(first: count))
  }
}

/// Asks for a sheet's words, three at a time, and again for the row in which one is wrong.
private struct SheetQuestions {
  private let name: TerminalText
  private static let rows = RecoverySheet.wordCount / 3
  private static let width = 96
  private static let attempts = 9

  init(_ name: TerminalText) { self.name = name }

  func sheet() throws -> RecoverySheet {
    var memory = try SecretBytes(zeroed: Self.rows * Self.width)
    for row in 0..<Self.rows { try askUntilRight(row, into: &memory) }
    var attempts = Self.attempts
    while attempts > 0, let place = try Self.wrongWord(in: memory.span) {
      StandardStream.complain(.wrongWord(at: place))
      try askUntilRight((place - 1) / 3, into: &memory)
      attempts -= 1
    }
    return try RecoverySheet(words: memory.span)
  }

  /// The place of the one word that is wrong; nil where none is. Throws where more are.
  private static func wrongWord(in words: Span<UInt8>) throws -> Int? {
    do {
      _ = try RecoverySheet(words: words)
      return nil
    } catch SheetError.wrongWord(let place) {
      return place
    }
  }

  private func askUntilRight(_ row: Int, into memory: inout SecretBytes) throws {
    for _ in 1..<Self.attempts {
      let count = try ask(row, into: &memory)
      guard let error = Self.fault(in: memory.span, row, count) else { return }
      StandardStream.complain(error)
    }
    let count = try ask(row, into: &memory)
    if let error = Self.fault(in: memory.span, row, count) { throw error }
  }

  private static func fault(in words: Span<UInt8>, _ row: Int, _ count: Int) -> SheetError? {
    do throws(SheetError) {
      try RecoverySheet.checkRow(
        words.extracting(row * width..<row * width + count), from: row * 3 + 1)
      return nil
    } catch {
      return error
    }
  }

  /// Three words of the list, in their place. Answers how many bytes they are.
  private func ask(_ row: Int, into memory: inout SecretBytes) throws -> Int {
    var span = memory.mutableSpan
    var place = span._mutatingExtracting(row * Self.width..<(row + 1) * Self.width)
    for index in 0..<Self.width { place[index] = 0 }
    let first = row * 3 + 1
    return try WordsPrompt().read(
      asking: "\(name), words \(first) to \(first + 2): ", into: &place)
  }
}

extension StandardStream {
  fileprivate static func complain(_ error: SheetError) {
    // Who types sees what is wrong; a closed standard error changes nothing of it.
    _ = try? StandardStream.error.write("casevault: \(error.wording.message)\n" as TerminalText)
  }
}
