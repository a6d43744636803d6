import Casework
import Foundation
import Testing

/// The Big List of Naughty Strings as names and as notes, through the command: what is not taken in is
/// refused with a sentence, and nothing plays tricks on a terminal. That each text comes back byte for
/// byte is tested through the library (`NaughtyTextTests`), where it takes no process for each.
@Suite(.serialized) struct NaughtyStringTests {
  private let scene: Scene
  private let strings: [String]

  init() throws {
    scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
    let list = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "CaseworkTests/Fixtures/bad-input/blns.json")
    strings = try #require(try LenientJSON.parse(Array(Data(contentsOf: list))).array)
      .compactMap(\.string)
    try #require(strings.count == 515)
  }

  /// One process for each string takes minutes: those that could do something to a terminal, and every
  /// 64th of the others.
  private var chosen: [Int] {
    strings.indices.filter { $0.isMultiple(of: 64) || !isPlain(Array(strings[$0].utf8)) }
  }

  @Test func `a text that could trick a terminal comes back whole, and is shown plainly`() throws {
    let refused = try imported(as: "text")
    for index in refused { #expect(isNoText(strings[index]), "\(strings[index])") }
    let list = try scene.run(["note", "list", "C-1", "--json"], as: "ada")
    #expect(try result(of: list)["notes"]?.array?.count == strings.count - refused.count)
    let kept = strings.indices.filter { !refused.contains($0) }
    let looked = kept.enumerated().filter { chosen.contains($0.element) }
    // With fewer the list holds nothing any more that could do something to a terminal.
    #expect(looked.count > 10)
    for (place, index) in looked {
      let shown = try scene.run(["note", "show", "C-1/\(place + 1)", "--json"], as: "ada")
      let text = try #require(try result(of: shown)["text"]?.string)
      #expect(text.utf8.elementsEqual(strings[index].utf8))
      let page = try scene.run(["note", "show", "C-1/\(place + 1)"], as: "ada")
      #expect(page.status == 0 && isPlain(page.output) && isPlain(shown.output))
    }
  }

  // Excerpts of all of them, on one screen and in one answer.
  @Test func `what a search finds plays no tricks`() throws {
    _ = try imported(as: "text")
    for letter in ["a", "\u{64a}", "\u{e9}", "\u{1f468}"] {
      let page = try scene.run(["note", "search", letter, "--limit", "500"], as: "ada")
      #expect(page.status == 0 && isPlain(page.output), "\(letter)")
    }
    let found = try scene.run(["note", "search", "a", "--limit", "500", "--json"], as: "ada")
    let notes = try #require(try result(of: found)["notes"]?.array)
    #expect(notes.count > 200)
    for note in notes {
      let excerpt = try #require(note.object?["excerpt"]?.object)
      let match = try #require(excerpt["match"]?.string)
      #expect(strings.contains { holds($0, match) })
    }
    #expect(isPlain(found.output))
  }

  @Test func `every name that is taken in comes back, and none plays tricks`() throws {
    let refused = try imported(as: "client")
    #expect(refused.count < 60)
    let list = try scene.run(["client", "list", "--json"], as: "ada")
    let clients = try #require(try result(of: list)["clients"]?.array)
    let names = Set(clients.compactMap { $0.object?["name"]?.string }.map { Array($0.utf8) })
    // “NULL”, “Null” and “null” are one client, under the name that came first.
    var first: [String: ClientName] = [:]
    for index in strings.indices where !refused.contains(index) {
      let name = try ClientName(strings[index])
      let known = first[name.folded] ?? name
      first[name.folded] = known
      #expect(names.contains(Array(known.text.utf8)), "\(known.text)")
    }
    #expect(clients.count == first.count)
    let table = try scene.run(["client", "list"], as: "ada")
    #expect(table.status == 0 && isPlain(table.output) && isPlain(list.output))
  }

  @Test func `a string typed as an argument is understood or refused with a sentence`() throws {
    for string in chosen.map({ strings[$0] }) where !string.utf8.contains(0) {
      for arguments in [["client", "add", string], ["note", "search", string]] {
        let outcome = try scene.run(arguments, as: "ada")
        #expect([0, 11, 64].contains(outcome.status), "\(string): \(outcome.errors)")
        #expect(isPlain(outcome.output) && isPlain(Array(outcome.errors.utf8)), "\(string)")
        #expect(outcome.status == 0 || outcome.errors.hasPrefix("casevault: error: "))
      }
    }
  }

  // Of 1,500 random ids two begin with the same four digits, but once in 30 million runs.
  @Test func `half an id that fits two notes is asked about, not guessed`() throws {
    let lines = (1...1_500).map { #"{"id":"\#($0)","client":"Jo","text":"Note \#($0)."}"# + "\n" }
    try scene.write(lines.joined(), to: "many.jsonl")
    _ = try scene.run(["import", "notes", scene.path("many.jsonl")], as: "ada")
    let list = try scene.run(["note", "list", "Jo", "--json"], as: "ada")
    let notes = try #require(try result(of: list)["notes"]?.array)
    let halves = notes.compactMap { $0.object?["note"]?.string?.prefix(4) }
    let twice = try #require(Dictionary(grouping: halves) { $0 }.first { $1.count > 1 }?.key)
    let outcome = try scene.run(["note", "show", String(twice)], as: "ada")
    #expect(outcome.status == 11)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("casevault: error: ") && outcome.errors.contains("hint: "))
  }
}

extension NaughtyStringTests {
  /// Imports one note a string, and gives back which strings were refused.
  private func imported(as field: String) throws -> Set<Int> {
    let lines = try strings.enumerated().map { index, string in
      var record = ["id": "\(index)", "client": "Plain Name", "text": "Plain text."]
      record[field] = string
      return try JSONEncoder().encode(record) + Data("\n".utf8)
    }
    try scene.write(Array(lines.joined()), to: "\(field).jsonl")
    let outcome = try scene.run(
      ["import", "notes", scene.path("\(field).jsonl"), "--keep-going", "--json"], as: "ada")
    try #require(outcome.status == 0, "\(outcome.errors)")
    let refused = try #require(try result(of: outcome)["refused"]?.array).compactMap(\.object)
    for record in refused {
      #expect(record["message"]?.string?.isEmpty == false)
      #expect(record["code"]?.string?.isEmpty == false)
    }
    return Set(refused.compactMap { $0["line"]?.integer }.map { Int($0) - 1 })
  }

  /// Read with our own reader: Foundation's leaves a byte order mark out, also within a string.
  private func result(of outcome: Scene.Outcome) throws -> JSONObject {
    try #require(try LenientJSON.parse(outcome.output).object?["result"]?.object)
  }

  /// Nothing but what can be seen, spaces and line ends.
  private func isPlain(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || scalar.properties.generalCategory != .control && !scalar.properties.isBidiControl
          && scalar.properties.generalCategory != .lineSeparator
          && scalar.properties.generalCategory != .paragraphSeparator
    }
  }

  /// Blank texts, and texts with control characters: everything else is somebody's words.
  /// White space alone, anything with a control character, and the one string of the list that is a byte
  /// order mark and nothing else.
  private func isNoText(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{feff}" }
      || text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  private func holds(_ text: String, _ part: String) -> Bool {
    text.utf8.indices.contains { text.utf8[$0...].starts(with: part.utf8) }
  }
}
