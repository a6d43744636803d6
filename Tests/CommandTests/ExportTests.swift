import Foundation
import Testing

/// Words that leave by another way than the screen, and names that try to take the screen over.
@Suite(.serialized) struct ExportTests {
  private let scene: Scene

  init() throws {
    scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
  }

  private func kinds() throws -> [String] {
    let log = try scene.run(["audit", "log"], as: "ada").text
    return log.split(separator: "\n").compactMap { line in
      line.contains("words.exported")
        ? line.split(separator: " ").suffix(2).joined(separator: " ") : nil
    }
  }

  @Test func `a list of clients into a file is an export, and an empty refusal is none`() throws {
    _ = try scene.run(["client", "add", "Maria Lopez"], as: "ada")
    #expect(try kinds() == [])
    _ = try scene.run(["client", "list"], as: "ada")
    _ = try scene.run(["client", "show", "nobody"], as: "ada")
    #expect(try kinds() == ["to file"])
  }

  @Test func `a pipe is told from a file, and a reader who leaves is no error`() throws {
    _ = try scene.run(["client", "add", "Maria Lopez"], as: "ada")
    let piped = try scene.shell(
      "\"$0\" client list --passphrase-fd 3 3<.passphrases-ada | true; echo done",
      [Scene.command], environment: scene.environment(of: "ada"))
    #expect(piped.errors == "")
    #expect(piped.text == "done\n")
    #expect(try kinds() == ["to pipe"])
  }

  // A name or title with a control character is refused; joiners and the like, which cannot be seen either,
  // are part of names in some scripts, and are taken in.
  @Test func `no name, title or text reaches the output with a control character in it`()
    throws
  {
    let tricks = ["a\u{1B}[31mred", "b\u{7}ell", "c\u{202E}evil", "d\u{200B}zero", "e\u{9B}31m"]
    let records =
      tricks.map { ["client": "Plain Name", "title": "t", "text": $0] }
      + tricks.map { ["client": $0, "title": "t", "text": "Words."] }
      + tricks.map {
        ["client": "Plain Name", "title": $0, "text": "Words of \($0.first ?? "?")."]
      }
    let lines = try records.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    try scene.write(lines.joined(separator: "\n") + "\n", to: "notes.jsonl")
    let report = try scene.run(
      ["import", "notes", scene.path("notes.jsonl"), "--keep-going"], as: "ada")
    #expect(report.status == 0 && unseen(in: report.text) == 0)
    // Taken in: three texts (two hold a control character of C0), one name, and two titles, as right-to-left
    // text has bidi controls.
    #expect(report.text.hasPrefix("6 notes imported, 2 clients taken in\n"), "\(report.text)")
    let pages =
      (1...5).map { ["note", "show", "C-1/\($0)"] } + [
        ["note", "list", "C-1"], ["note", "search", "words"], ["client", "list"],
        ["client", "show", "C-2"], ["client", "rename", "C-2", "e\u{200B}lse"],
        ["client", "add", "f\u{AD}ine"],
      ]
    for page in pages {
      let outcome = try scene.run(page, as: "ada")
      #expect(outcome.status == 0, "\(page): \(outcome.errors)")
      #expect(unseen(in: outcome.text) == 0, "\(page)")
    }
    let list = try scene.run(["client", "list"], as: "ada").text
    #expect(list.contains(#"e\u{200B}lse"#) && list.contains(#"f\u{AD}ine"#), "\(list)")
  }

  /// How many characters there are that nobody sees, line ends apart.
  private func unseen(in text: String) -> Int {
    text.unicodeScalars.count { scalar in
      scalar != "\n"
        && (scalar.properties.generalCategory == .control
          || scalar.properties.generalCategory == .format)
    }
  }
}
