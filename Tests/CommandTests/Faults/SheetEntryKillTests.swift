import Dispatch
import Foundation
import StartedPrograms
import Synchronization
import Testing

/// `recovery start --sheets`, killed at calls to the system that open, write, wait, rename or remove something.
@Suite(.serialized) struct SheetEntryKillTests {
  @Test func `killed anywhere, an entry by sheets is gone on with by the same command`() throws {
    let calls = try calls()
    let failures = Mutex<[String]>([])
    let outcomes = Mutex<[String: Int]>([:])
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      do {
        let scene = try SheetScene()
        for place in stride(from: part, to: calls.count, by: 2) {
          let (outcome, wrong) = try scene.outcome(of: calls[place])
          outcomes.withLock { $0[outcome, default: 0] += 1 }
          failures.withLock { $0 += wrong.map { "\(calls[place]): \($0)" } }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    print("killed in recovery start: \(outcomes.withLock { $0.sorted { $0.key < $1.key } })")
    #expect(failures.withLock { $0 } == [])
    // Both sides of the commit were met, or this shows nothing.
    #expect(outcomes.withLock { ($0["is in"] ?? 0) > 3 && ($0["not in yet"] ?? 0) > 3 })
  }

  private func calls() throws -> [FailingCall] {
    let scene = try SheetScene()
    let counts = try scene.counts()
    return (FailingCall.kinds + ["remove"]).flatMap { kind in
      (0..<(counts[kind] ?? 0)).map { FailingCall(kind: kind, number: $0 + 1, code: 0) }
    }
  }
}

/// A practice with sheets whose owner's key is lost: another is in its place, and nothing is remembered.
private struct SheetScene {
  private let faults: FaultScene
  private let words: [UInt8]
  private static let entry = ["recovery", "start", "--sheets", "--words-fd", "0"]

  init() throws {
    faults = try FaultScene()
    try faults.reset(to: "whole")
    let (one, two) = (faults.scene.path("one"), faults.scene.path("two"))
    let made = try faults.run(["recovery", "set-up", "--sheets", "--first", one, "--second", two])
    try #require(made.status == 0, "\(made.errors)")
    words = Array(try [one, two].map { try Self.words(on: $0) + "\n" }.joined().utf8)
    _ = try faults.scene.shell("rm -r ana/.local/state")
    try faults.keepCheapKey()
    _ = try faults.scene.shell("cp -a ana lost")
  }

  func counts() throws -> [String: Int] {
    try faults.reset(to: "lost")
    let command = FaultyCommand(name: "recovery start", arguments: Self.entry, start: "lost") { _ in
      nil
    }
    return try faults.calls(of: command, stdin: words)
  }

  func outcome(of call: FailingCall) throws -> (String, [String]) {
    try faults.reset(to: "lost")
    var wrong: [String] = []
    let said = try faults.run(Self.entry, stdin: words, failing: call)
    if said.status == 0 { wrong.append("was not killed") }
    let isIn = try faults.run(["client", "list"]).status == 0
    let again = try faults.run(Self.entry, stdin: words)
    if again.status != 0 { wrong.append("not again: \(again.errors)") }
    if try faults.run(["note", "show", "C-1/1"]).status != 0 { wrong.append("lost a note") }
    if try !faults.verifies() { wrong.append("does not verify") }
    return (isIn ? "is in" : "not in yet", wrong)
  }

  private static func words(on sheet: String) throws -> String {
    let page = try String(contentsOfFile: sheet, encoding: .utf8)
    var words: [Int: String] = [:]
    for line in page.split(separator: "\n") where line.hasPrefix("  ") {
      let parts = line.split(separator: " ")
      for (number, word) in zip(parts, parts.dropFirst()) {
        if let number = Int(number), Int(word) == nil { words[number] = String(word) }
      }
    }
    return words.sorted { $0.key < $1.key }.map(\.value).joined(separator: " ")
  }
}
