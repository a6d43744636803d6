import Testing

/// Something that the code does in a few stated places, or nowhere.
struct CodeHabit: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// What the compiler's own rules do not find.
  let pattern: String
  /// Where it is allowed, and why: folders end in a slash.
  let places: [String: String]

  init(_ sentence: String, finds pattern: String, except places: [String: String] = [:]) {
    testDescription = sentence
    self.pattern = pattern
    self.places = places
  }

  static let all = [
    CodeHabit(
      "unsafe code stands in four targets",
      finds: #"\bunsafe\b|\bUnsafe\w*Pointer\b"#,
      except: [
        "Sources/Sodium/": "libsodium takes pointers",
        "Sources/System/": "so does the system",
        "Sources/SQLiteRows/": "so does SQLite",
        "Sources/QRCodes/": "libqrencode hands one out",
      ]),
    CodeHabit(
      "the time is asked for in one place",
      finds: #"\bDate\(\)|\bDate\.now\b|\bclock_gettime\b|\bgettimeofday\b|\b\w+Clock\.now\b"#,
      except: [
        "Sources/System/Clock/": "the place",
        "Sources/CaseVault/Surroundings.swift":
          "where the clock is handed to the vault",
        "Sources/SQLiteStorage/Patience.swift": "how long a writer has waited is no date",
      ]),
    CodeHabit(
      "chance comes from libsodium",
      finds:
        #"\.random\(in:|\bSystemRandomNumberGenerator\b|\bUUID\(\)|\.shuffled\(|randomElement\("#,
      except: [
        "Sources/Sodium/": "the place",
        "Sources/System/": "names of files for a moment, which keep no secret",
      ]),
    CodeHabit(
      "nothing ends the program by surprise",
      finds: #"\btry!|\bas!|\bfatalError\(|\bpreconditionFailure\("#),
    CodeHabit(
      "public is what the library's face is made of",
      finds: #"\bpublic\s+(?!import\b)"#,
      except: [
        "Sources/CaseVault/": "the library",
        "Sources/SQLiteStorage/VaultStorage+SQLite.swift": "the storage that it comes with",
      ]),
    CodeHabit(
      "words of a recovery sheet, which are numbers of eleven bits, lie in no array",
      finds: #"\[\s*UInt16\s*\]|Array<UInt16>"#),
    CodeHabit(
      "only the command's one screen writes to the terminal",
      finds: #"(?<![.\w])print\(|\bdebugPrint\(|\bdump\("#),
  ]
}

@Test(arguments: CodeHabit.all)
func `a habit of the house is kept`(_ habit: CodeHabit) throws {
  let found = try House.swiftFiles(below: "Sources")
    .filter { file in !habit.places.keys.contains { file.path.hasPrefix($0) } }
    .flatMap { try $0.places(of: habit.pattern) }
  #expect(found == [])
}

@Test func `the habits find what they are looking for`() throws {
  let guilty = SourceFile(
    path: "Sources/Casework/Guilty.swift",
    text: """
      let now = Date()
      let dice = Int.random(in: 1...6)
      let bytes = unsafe pointer.pointee
      let value = try! read()
      print(value)
      public let face = 1
      var words: [UInt16] = []
      """)
  let innocent = SourceFile(
    path: "Sources/Casework/Innocent.swift",
    text: #"""
      // Never Date(), never .random(in:), never unsafe.
      let sentence = "print(Date()), unsafe"
      let id = NoteID.random()
      screen.print(sentence)
      """#)
  let patterns = CodeHabit.all.map(\.pattern)
  let missed = try patterns.filter { try guilty.places(of: $0).isEmpty }
  let mistaken = try patterns.filter { try !innocent.places(of: $0).isEmpty }
  #expect(missed == [])
  #expect(mistaken == [])
}

@Test func `no file is longer than 400 lines`() throws {
  // A list of passphrases, one a line.
  let data = ["Sources/Keyring/Identity/BlockList/PassphraseList.swift"]
  let files = try House.swiftFiles(below: "Sources") + House.swiftFiles(below: "Tests")
  let long = files.filter { $0.lineCount > 400 && !data.contains($0.path) }.map(\.path)
  #expect(files.count > 100)
  #expect(long == [])
}

@Test func `no file is named for not knowing what is in it`() throws {
  let vague = ["Util", "Utils", "Utilities", "Manager", "Helper", "Helpers", "Common", "Misc"]
  let files = try House.swiftFiles(below: "Sources") + House.swiftFiles(below: "Tests")
  let found = files.filter { file in vague.contains { file.name.hasSuffix($0) } }.map(\.path)
  #expect(found == [])
}

@Test func `nothing is put off in a comment`() throws {
  // Put together here, so that this file is not found by its own test.
  let marks = ["TO" + "DO", "FIX" + "ME"].joined(separator: "|")
  let files = try House.swiftFiles(below: "Sources") + House.swiftFiles(below: "Tests")
  let found = try files.flatMap { file in
    try file.text.lines(matching: marks).map { "\(file.path):\($0)" }
  }
  #expect(found == [])
}

// StartedProgram says why; its file is the only one that may name the other.
@Test func `no test starts programs by Foundation's Process`() throws {
  let files = try House.swiftFiles(below: "Tests").filter { file in
    try !file.text.captures(of: #"(\bProcess\(\))"#).isEmpty
  }
  #expect(files.map(\.path) == [])
}
