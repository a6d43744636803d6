import Foundation
import Testing

/// Words that leave by another way than the screen, and names that try to take the screen over.
@Suite(.serialized) struct ExportTests {
  private let scene: Scene

  init() throws {
    scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64"], as: "ada")
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

  @Test func `no name or text reaches the output with a control character in it`() throws {
    let texts = ["a\u{1B}[31mred", "b\u{7}ell", "c\u{202E}evil", "d\u{200B}zero", "e\u{9B}31m"]
    let lines = try texts.map { text in
      let record = ["client": "Plain Name", "title": "t", "text": text]
      return String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
    }
    try scene.write(lines.joined(separator: "\n") + "\n", to: "notes.jsonl")
    _ = try scene.run(
      ["import", "notes", scene.path("notes.jsonl"), "--keep-going"], as: "ada")
    for number in 1...3 {
      let page = try scene.run(["note", "show", "C-1/\(number)"], as: "ada")
      let tricks = page.text.unicodeScalars.filter { scalar in
        scalar != "\n"
          && (scalar.properties.generalCategory == .control
            || scalar.properties.generalCategory == .format)
      }
      #expect(page.status == 0)
      #expect(tricks.isEmpty)
    }
  }
}
