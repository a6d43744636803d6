import Dispatch
import Foundation
import StartedPrograms
import Synchronization
import Testing

/// Each call of a command that opens, writes, waits for the disk, renames or shortens a file fails once.
@Suite(.serialized) struct FaultTests {
  @Test(arguments: FaultyCommand.all)
  func `a call that fails once loses nothing, and the command says so in a sentence`(
    command: FaultyCommand
  ) throws {
    let calls = try failingCalls(of: command)
    let failures = Mutex<[String]>([])
    let tally = Mutex<[String: Int]>([:])
    // Two homes, so that two processors have something to do.
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      do {
        let scene = try FaultScene()
        for place in stride(from: part, to: calls.count, by: 2) {
          let call = calls[place]
          let (outcome, wrong) = try command.outcome(of: call, in: scene)
          tally.withLock { $0[outcome, default: 0] += 1 }
          failures.withLock { $0 += wrong.map { "\(command.name), \(call): \($0)" } }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    print("\(command.name): \(tally.withLock { $0 }.sorted { $0.key < $1.key })")
    #expect(failures.withLock { $0 } == [])
  }

  @Test func `a limit on the size of files is a lack of space, and nothing is half imported`()
    throws
  {
    let scene = try FaultScene()
    let text = String(repeating: "She slept through the night. ", count: 80)
    let lines = (1...600).map { #"{"id":"\#($0)","client":"Juan Perez","text":"\#(text)"}"# }
    // 512 KiB: enough for the vault as it is, too little for what comes in.
    let limited = try scene.run(
      ["import", "notes", "-"], stdin: Array(lines.joined(separator: "\n").utf8), filesOf: 1_024)
    #expect(limited.status == 10)
    #expect(
      limited.errors.hasPrefix("casevault: error: there is no space left for the vault\n"),
      "\(limited.errors)")
    let clients = try scene.count(of: ["client", "list"], "clients")
    #expect(clients == 1)
    let verifies = try scene.verifies()
    #expect(verifies)
  }
}

/// Which calls are to fail: all of them, or some by chance.
private func failingCalls(of command: FaultyCommand) throws -> [FailingCall] {
  let environment = ProcessInfo.processInfo.environment
  let scene = try FaultScene()
  try scene.reset(to: command.start)
  let counts = try scene.calls(of: command)
  let all = command.failures(among: counts)
  // The least, `key passphrase`, opens, writes, waits and renames eight times.
  try #require(all.count >= 16)
  let seed = environment["CASEVAULT_TEST_SEED"].flatMap { UInt64($0) }
  var chance = FaultChance(state: seed ?? UInt64.random(in: 1...999_999))
  print("\(command.name): CASEVAULT_TEST_SEED=\(chance.state)")
  print("\(command.name): \(counts.sorted { $0.key < $1.key })")
  let isDeep = (environment["CASEVAULT_TEST_DEEP"] ?? "").isEmpty == false
  return isDeep ? all : Array(all.shuffled(using: &chance).prefix(command.fewFailures))
}

/// SplitMix64.
private struct FaultChance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
