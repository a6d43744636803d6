import Foundation
import StartedPrograms
import Testing

/// Closing a practice, from two printed sheets to the executor's reading; and sheets that were copied
/// wrongly.
@Suite struct RecoverySheetTests {
  let scene: Scene

  init() throws {
    scene = try Scene()
    try run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    try run(["vault", "init", "--name", "Ada Berg", "--at", scene.path("vault")], as: "ada")
    try run(["client", "add", "Maria Lopez"], as: "ada")
    try run(["note", "write", "maria"], as: "ada", stdin: "Said in confidence.\n")
    try run(
      [
        "recovery", "set-up", "--sheets", "--first", scene.path("one"), "--second",
        scene.path("two"),
      ], as: "ada")
    try run(["key", "create", "--memory-mib", "64", "--name", "Eva Erbe"], as: "eva")
  }

  @discardableResult
  private func run(
    _ arguments: [String], as person: String, stdin: String = "", status: Int32 = 0
  ) throws -> Scene.Outcome {
    let outcome = try scene.run(arguments, as: person, stdin: Array(stdin.utf8))
    #expect(outcome.status == status, "\(arguments.joined(separator: " ")): \(outcome.errors)")
    return outcome
  }

  private var entry: [String] {
    [
      "recovery", "start", "--sheets", "--executor", "Eva Erbe", "--at", scene.path("vault"),
      "--words-fd", "0",
    ]
  }

  /// The words of a sheet as they stand on its page.
  private func words(on sheet: String) throws -> [String] {
    var words: [Int: String] = [:]
    for line in try scene.read(sheet).split(separator: "\n") where line.hasPrefix("  ") {
      let parts = line.split(separator: " ")
      for (number, word) in zip(parts, parts.dropFirst()) {
        if let number = Int(number), Int(word) == nil { words[number] = String(word) }
      }
    }
    return words.sorted { $0.key < $1.key }.map(\.value)
  }

  @Test func `an executor closes a practice step by step, and each reading is in the log`() throws {
    for sheet in ["one", "two"] {
      #expect(try words(on: sheet).count == 27)
      #expect(try scene.shell("stat -c %a \(sheet)").text == "600\n")
      // Each sheet is rehearsed from the paper.
      try run(
        ["recovery", "rehearse", "--sheet", "--words-fd", "0"], as: "ada",
        stdin: try words(on: sheet).joined(separator: " ") + "\n")
    }
    let both = try ["one", "two"].map { try words(on: $0).joined(separator: " ") + "\n" }
    let came = try run(entry, as: "eva", stdin: both.joined())
    #expect(came.text.contains("as the executor of this practice"))
    let steps = try run(["recovery", "finish"], as: "eva").text
    #expect(steps.contains("1 case file, 1 of which you may read"))
    for command in ["audit verify", "vault backup", "recovery set-up --sheets", "client list"] {
      #expect(steps.contains("casevault \(command)"))
    }
    try run(["audit", "verify"], as: "eva")
    try run(["vault", "backup", scene.path("copy")], as: "eva")
    #expect(try run(["client", "list"], as: "eva").text.contains("Maria Lopez"))
    let found = try run(["note", "search", "confidence"], as: "eva").text
    #expect(found.contains("Said in confidence."))
    let log = try run(["audit", "log"], as: "eva").text.split(separator: "\n")
    #expect(log.contains { $0.contains("executor.admitted") && $0.contains("Eva Erbe") })
    #expect(log.contains { $0.contains("note.read") && $0.contains("Eva Erbe") })
    #expect(try run(["member", "list"], as: "ada").text.contains("Eva Erbe, executor"))
    // Used up: nobody comes in by them again.
    try run(
      ["key", "create", "--memory-mib", "64", "--name", "Mal Lory"], as: "mal")
    let again = try run(entry, as: "mal", stdin: both.joined(), status: 12)
    #expect(again.errors.contains("these sheets open nothing in this vault"))
    try run(
      [
        "recovery", "set-up", "--sheets", "--first", scene.path("three"), "--second",
        scene.path("four"),
      ], as: "eva")
  }

  @Test func `words that were copied wrongly are named by their place, and nobody is let in`()
    throws
  {
    let (one, two) = (try words(on: "one"), try words(on: "two"))
    var wrong = two
    wrong[6] = wrong[6] == "zebra" ? "zoo" : "zebra"
    let input = one.joined(separator: " ") + "\n" + wrong.joined(separator: " ") + "\n"
    let refused = try run(entry, as: "eva", stdin: input, status: 64)
    #expect(refused.errors.contains("word 7 is another than was printed"))
    let twice = one.joined(separator: " ") + "\n" + one.joined(separator: " ") + "\n"
    #expect(
      try run(entry, as: "eva", stdin: twice, status: 64).errors.contains("both are sheet 1"))
    #expect(try run(["member", "list"], as: "ada").text.contains("Eva") == false)
  }

  @Test func `at a terminal a row with a wrong word is asked for again`() throws {
    var words = try ["one", "two"].map { try self.words(on: $0) }
    let right = words[0][4]
    words[0][4] = right == "zebra" ? "zoo" : "zebra"
    let arguments = Array(entry.dropLast(2))
    let sitting = try Sitting(arguments, as: "eva", in: scene)
    for (sheet, words) in words.enumerated() {
      for row in 0..<9 {
        try sitting.sees("sheet \(sheet + 1), words \(row * 3 + 1) to \(row * 3 + 3): ")
        sitting.types(words[row * 3..<row * 3 + 3].joined(separator: " ") + "\n")
      }
      guard sheet == 0 else { continue }
      try sitting.sees("word 5 is another than was printed")
      try sitting.sees("sheet 1, words 4 to 6: ")
      sitting.types("\(words[3]) \(right) \(words[5])\n")
    }
    try sitting.sees("Passphrase for ")
    sitting.types("eva's own long passphrase\n")
    try sitting.sees("[y/N]")
    sitting.types("y\n")
    try sitting.sees("as the executor of this practice")
    #expect(try sitting.ends() == 0)
  }

  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/zbarimg")

  @Test(.enabled(if: isInstalled, "zbarimg is not installed"))
  func `the code on a sheet is read as its words`() throws {
    for sheet in ["one", "two"] {
      let rows = try scene.read(sheet).split(separator: "\n", omittingEmptySubsequences: false)
        .drop { !$0.hasPrefix("The same") }.dropFirst(2)
        .prefix { $0.count > 20 }
      var dark: [[Bool]] = []
      for row in rows {
        dark.append(row.map { "\u{2588}\u{2580}".contains($0) })
        dark.append(row.map { "\u{2588}\u{2584}".contains($0) })
      }
      let (width, height, scale) = (dark[0].count, dark.count, 4)
      var picture = Data("P5 \(width * scale) \(height * scale) 255\n".utf8)
      for y in 0..<height * scale {
        for x in 0..<width * scale { picture.append(dark[y / scale][x / scale] ? 0 : 255) }
      }
      try scene.write([UInt8](picture), to: "code.pgm")
      let read = try scene.shell("zbarimg --raw -q --nodbus code.pgm")
      #expect(read.text == (try words(on: sheet)).joined(separator: " ") + "\n")
    }
  }
}
