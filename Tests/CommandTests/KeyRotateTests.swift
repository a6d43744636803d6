import Dispatch
import Foundation
import Synchronization
import Testing

/// `key rotate`, killed at every call to the system that opens, writes, waits, renames or removes something.
@Suite(.serialized) struct KeyRotateTests {
  private static let newPassphrase = "another passphrase of hers"

  @Test func `killed anywhere, one of the two keys opens the vault, and the next command goes on`()
    throws
  {
    let calls = try calls()
    let failures = Mutex<[String]>([])
    let outcomes = Mutex<[String: Int]>([:])
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      do {
        let scene = try FaultScene()
        for place in stride(from: part, to: calls.count, by: 2) {
          let (outcome, wrong) = try Self.outcome(of: calls[place], in: scene)
          outcomes.withLock { $0[outcome, default: 0] += 1 }
          failures.withLock { $0 += wrong.map { "\(calls[place]): \($0)" } }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    print("killed in key rotate: \(outcomes.withLock { $0.sorted { $0.key < $1.key } })")
    #expect(failures.withLock { $0 } == [])
    // Both sides of the commit were met, or this shows nothing.
    #expect(outcomes.withLock { ($0["old key"] ?? 0) > 3 && ($0["new key"] ?? 0) > 3 })
  }

  private func calls() throws -> [FailingCall] {
    let scene = try FaultScene()
    try scene.reset(to: "whole")
    let command = FaultyCommand(
      name: "key rotate", arguments: ["key", "rotate"], newPassphrases: [Self.newPassphrase],
      start: "whole"
    ) { _ in nil }
    let counts = try scene.calls(of: command)
    let all = (FailingCall.kinds + ["remove"]).flatMap { kind in
      (0..<(counts[kind] ?? 0)).map { FailingCall(kind: kind, number: $0 + 1, code: 0) }
    }
    let isDeep = (ProcessInfo.processInfo.environment["CASEVAULT_TEST_DEEP"] ?? "").isEmpty == false
    // Each try of a passphrase takes as long as it has to: a short run is killed at every eighth.
    return isDeep ? all : all.enumerated().filter { $0.offset % 8 == 3 }.map(\.element)
  }

  private static func outcome(
    of call: FailingCall, in scene: FaultScene
  ) throws -> (String, [String]) {
    try scene.reset(to: "whole")
    let said = try scene.run(["key", "rotate"], typing: [newPassphrase], failing: call)
    var wrong: [String] = []
    if said.status == 0 { wrong.append("was not killed") }
    let withOld = try scene.run(["client", "list"]).status == 0
    scene.passphrase = newPassphrase
    let withNew = try scene.run(["client", "list"]).status == 0
    if withOld == withNew { wrong.append(withOld ? "both open it" : "neither opens it") }
    if withOld { scene.passphrase = FaultScene.firstPassphrase }
    if try scene.run(["note", "show", "C-1/1"]).status != 0 { wrong.append("lost a note") }
    if try !scene.verifies() { wrong.append("does not verify") }
    // The rest is done by then, and an exchange that came to nothing is no hindrance to the next.
    if withOld {
      let again = try scene.run(["key", "rotate"], typing: [newPassphrase])
      if again.status != 0 { wrong.append("not again: \(again.errors)") }
      scene.passphrase = newPassphrase
    }
    let left = try scene.shell("ls ana/.local/share/casevault | sort | tr '\\n' ' '")
    if left != "key key.old vault " { wrong.append("left \(left)") }
    let folder = ".local/share/casevault"
    let keys = try scene.shell("cmp -s ana/\(folder)/key.old whole/\(folder)/key && echo same")
    if keys != "same\n" { wrong.append("the old key is not the old key") }
    return (withOld ? "old key" : "new key", wrong)
  }
}

extension FaultScene {
  fileprivate func shell(_ command: String) throws -> String { try scene.shell(command).text }
}
