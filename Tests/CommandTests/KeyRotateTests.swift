import CaseVault
import Casework
import Dispatch
import Foundation
import Keyring
import SQLiteStorage
import Sodium
import StartedPrograms
import Synchronization
import System
import Testing

@testable import CaseVaultCommands

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

  @Test func `a second exchange at the same time is refused, and takes nothing of the first away`()
    throws
  {
    let scene = try FaultScene()
    try scene.reset(to: "whole")
    // The first waits for its new passphrase, with the lock; then the second comes.
    let said = try scene.scene.shell(
      #"""
      mkfifo words
      (exec 3<words; "$0" key rotate --passphrase-fd 3 >first 2>&1; echo "first $?" >>first) &
      exec 4>words
      echo "$OLD" >&4
      for try in $(seq 300); do
        [ -e "$HOME/.local/share/casevault/.key.lock" ] && break
        sleep 0.1
      done
      printf '%s\n%s\n' "$OLD" "$OTHER" >both
      "$0" key rotate --passphrase-fd 3 3<both 2>&1; echo "second $?"
      echo "$NEW" >&4
      exec 4>&-
      wait
      tail -1 first
      """#, [Scene.command],
      environment: scene.scene.environment(of: "ana").merging([
        "OLD": FaultScene.firstPassphrase, "NEW": Self.newPassphrase, "OTHER": "never taken at all",
      ]) { $1 })
    #expect(said.text.contains("another command exchanges this key just now"))
    #expect(said.text.hasSuffix("second 11\nfirst 0\n"))
    scene.passphrase = Self.newPassphrase
    #expect(try scene.run(["note", "show", "C-1/1"]).status == 0)
    #expect(try scene.verifies())
  }

  @Test func `a passphrase that somebody thought of for too long takes no new key away`() throws {
    let scene = try FaultScene()
    try scene.reset(to: "whole")
    let said = try scene.scene.shell(
      #"""
      mkfifo words
      (exec 3<words; "$0" key passphrase --passphrase-fd 3 >first 2>&1; echo "first $?" >>first) &
      exec 4>words
      echo "$OLD" >&4
      printf '%s\n%s\n' "$OLD" "$NEW" >both
      "$0" key rotate --passphrase-fd 3 3<both >second 2>&1; echo "second $?"
      echo "$OTHER" >&4
      exec 4>&-
      wait
      cat first
      """#, [Scene.command],
      environment: scene.scene.environment(of: "ana").merging([
        "OLD": FaultScene.firstPassphrase, "NEW": Self.newPassphrase, "OTHER": "never taken at all",
      ]) { $1 })
    #expect(said.text.hasPrefix("second 0\n") && said.text.hasSuffix("first 11\n"), "\(said.text)")
    #expect(said.text.contains("your key was exchanged meanwhile by another command"))
    scene.passphrase = Self.newPassphrase
    #expect(try scene.run(["note", "show", "C-1/1"]).status == 0)
    #expect(try scene.verifies())
  }

  @Test func `a new key that the vault has taken in is never cleared away`() throws {
    let scene = try FaultScene()
    try scene.reset(to: "whole")
    let keys = "\(scene.home)/.local/share/casevault"
    // The device in force has its place in the vault: as a new key's would be after a crash.
    let place = try Self.place(ofKeyIn: keys)
    let storage = try SQLiteStorage.open(at: "\(keys)/vault", readOnly: true)
    let vault = try storage.reading { try $0.identity().vaultID.hexadecimal }
    let file = PrivateFile(FilePath("\(keys)/key"))
    let exchange = KeyExchange(of: file, in: vault, for: place)
    let other = KeyExchange(of: file, in: vault, for: Array(repeating: 7, count: 16))
    try other.next.create(with: [1, 2, 3])
    try KeyExchange.clear(of: file, in: vault, by: storage)
    #expect(try !other.next.path.exists())
    try exchange.next.create(with: [1, 2, 3])
    #expect(throws: KeyExchangedMeanwhile.self) {
      try KeyExchange.clear(of: file, in: vault, by: storage)
    }
    #expect(try exchange.next.path.exists())
  }

  private static func place(ofKeyIn folder: String) throws -> [UInt8] {
    let bytes = try Data(contentsOf: URL(filePath: "\(folder)/key"))
    let passphrase = Array(FaultScene.firstPassphrase.utf8)
    let typed = try Passphrase(typed: passphrase.span)
    return try KeyFile.open(Array(bytes), with: typed).firstWrapPlace()
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
