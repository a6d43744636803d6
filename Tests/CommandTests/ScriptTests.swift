import Foundation
import Testing

/// Runs every script of commands and compares what each command says with what stands there.
///
/// `CASEVAULT_WRITE_SCRIPTS=FOLDER` writes what was said instead, for a person to read and to keep.
@Suite(.serialized) struct ScriptTests {
  static let names = [
    "solo", "agency", "json", "bad-input", "hostile", "backup", "restore", "import", "damaged",
    "checkpoint", "access", "grants", "emergency", "recovery", "regain", "unlock", "keys",
    "restoring",
  ]

  @Test(arguments: names)
  func `commands say what their script says`(name: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "script", subdirectory: "Scripts"))
    let text = try String(contentsOf: url, encoding: .utf8)
    let script = Script(text)
    try #require(!script.steps.isEmpty)
    let scene = try Scene()
    let folder = ProcessInfo.processInfo.environment["CASEVAULT_WRITE_SCRIPTS"]
    var written: [Script.Step] = []
    for step in script.steps {
      let said = try said(by: step, in: scene)
      if folder == nil {
        #expect(
          said == step.said,
          """
          \(name).script:\(step.line): \(step.person)$ \(step.command)
          expected
          \(step.said.text)
          but it said
          \(said.text)
          """)
      }
      var step = step
      step.said = said
      written.append(step)
    }
    if let folder {
      try Script.text(of: written, remarksFrom: text).write(
        toFile: "\(folder)/\(name).script", atomically: true, encoding: .utf8)
    }
  }

  private func said(by step: Script.Step, in scene: Scene) throws -> Script.Said {
    let input = Array(step.input.map { $0 + "\n" }.joined().utf8)
    let outcome =
      step.person == "sh"
      ? try scene.shell(step.command)
      : try scene.run(
        Script.words(of: step.command).map {
          try filled($0.replacingOccurrences(of: "{scene}", with: scene.folder), in: scene)
        }, as: step.person,
        typing: step.hasNone ? [] : step.passphrases.isEmpty ? nil : step.passphrases, stdin: input)
    return Script.Said(
      output: lines(outcome.text, in: scene), errors: lines(outcome.errors, in: scene),
      status: outcome.status)
  }

  /// `{fingerprint:NAME}` is what that person would read aloud.
  private func filled(_ word: String, in scene: Scene) throws -> String {
    guard word.hasPrefix("{fingerprint:"), word.hasSuffix("}") else { return word }
    let name = String(word.dropFirst(13).dropLast())
    let shown = try scene.run(["key", "show", "--json"], as: name)
    let object = try JSONSerialization.jsonObject(with: Data(shown.output)) as? [String: Any]
    let result = try #require(object?["result"] as? [String: Any])
    return try #require(result["fingerprint"] as? String)
  }

  private func lines(_ text: String, in scene: Scene) -> [String] {
    var lines = Masked.text(text, in: scene.folder)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.dropLastBlankLines()
    return lines
  }
}

extension Script {
  /// The script again, with what was said this time.
  static func text(of steps: [Step], remarksFrom original: String) -> String {
    let lines = original.split(separator: "\n", omittingEmptySubsequences: false)
    var text = ""
    var next = 0
    for step in steps {
      for line in lines[next..<step.line - 1] where line.hasPrefix("#") { text += line + "\n" }
      next = step.line
      text += "\(step.person)$ \(step.command)\n"
      if step.hasNone { text += "3-\n" }
      for line in step.passphrases { text += "3< \(line)\n" }
      for line in step.input { text += "< \(line)\n" }
      let said = step.said.text
      text += said.isEmpty ? "\n" : said + "\n\n"
    }
    return text
  }
}
