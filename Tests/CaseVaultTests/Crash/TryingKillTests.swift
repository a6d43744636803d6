import Foundation
import Keyring
import SQLiteStorage
import Sodium
import StartedPrograms
import Testing

@testable import CaseVault
@testable import Casework

/// A program that takes a colleague's rotation in, tries what it renewed, and is killed on the way: at each call to
/// the system that opens, writes, waits, renames, shortens or removes something.
@Suite(.serialized) struct TryingKillTests {
  @Test func `killed anywhere between taking it in and trying it, the next command tries it`()
    throws
  {
    let scene = try KilledTrial()
    let calls = try scene.calls()
    try #require(calls.count > 20)
    var outcomes: [String: Int] = [:]
    for call in calls {
      let (outcome, wrong) = try scene.outcome(of: call)
      outcomes[outcome, default: 0] += 1
      #expect(wrong == [], "\(call)")
    }
    print("killed in trying: \(outcomes.sorted { $0.key < $1.key })")
    // Before it was tried, between, and behind it: or this shows nothing.
    #expect(outcomes["not tried yet", default: 0] > 0)
    #expect(outcomes["tried", default: 0] > 0)
  }
}

/// A case file whose clinician made noise of a note's key, as her supervisor's device finds it, in files.
private final class KilledTrial {
  private let team: Team
  private let folder: TemporaryFolder
  private let note: NoteID
  private let seed: [UInt8]
  private let spoilt: UInt64

  init() throws {
    var team = try Team()
    let supervisor = try #require(team.people[.supervisor])
    let (file, note) = try team.openFile()
    try team.comesBack(.supervisor)
    let clinician = try team[.clinician]
    try clinician.spoil(note, of: file)
    spoilt = try clinician.state.size - 1
    for vault in team.vaults.values { vault.close() }
    folder = team.practice.folder
    seed = supervisor.seedForAnotherProgram
    try FileManager.default.createDirectory(
      atPath: folder.appending("memory"), withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    let memory = FolderMemory(at: folder.appending("memory"))
    for item in MemoryItem.allCases {
      if let bytes = supervisor.memory.load(item) { try memory.save(bytes, as: item) }
    }
    (self.team, self.note) = (team, note)
    for name in ["vault", "memory"] {
      try FileManager.default.copyItem(
        atPath: folder.appending(name), toPath: folder.appending("whole-\(name)"))
    }
  }

  private func reset() throws {
    for name in ["vault", "memory"] {
      try FileManager.default.removeItem(atPath: folder.appending(name))
      try FileManager.default.copyItem(
        atPath: folder.appending("whole-\(name)"), toPath: folder.appending(name))
    }
  }

  /// Every call that the program makes where none is its last.
  func calls() throws -> [FailingCall] {
    let log = folder.appending("calls.log")
    let status = try run([
      "LD_PRELOAD": try FailingCall.library.get(), "FAULT_ROOT": folder.path + "/",
      "FAULT_LOG": log,
    ])
    try #require(status == 0)
    var numbers: [String: Int] = [:]
    return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap {
      guard let kind = $0.split(separator: " ").first.map(String.init) else { return nil }
      numbers[kind, default: 0] += 1
      return FailingCall(kind: kind, number: numbers[kind, default: 0], code: 0)
    }
  }

  /// How far the killed program had come, and all that is wrong with what the next one finds.
  func outcome(of call: FailingCall) throws -> (String, [String]) {
    try reset()
    var wrong: [String] = []
    let status = try run(
      call.environment(below: folder.path + "/", library: try FailingCall.library.get()))
    if status != SIGKILL { wrong.append("ended with \(status)") }
    let vault = try open()
    defer { vault.close() }
    let text = try vault.read(note, to: .terminal).note.text
    if text != "Said in confidence." { wrong.append("the note reads \(text)") }
    if try vault.verify().firstFault != nil { wrong.append("does not verify") }
    if try !vault.journal.log().trials.untried.isEmpty { wrong.append("something is untried") }
    let told = try vault.spoiltRotations()
    if told.map(\.sequence) != [spoilt] || told.map(\.restored) != [1] {
      wrong.append("is told \(told)")
    }
    return (vault.done.spoilt.isEmpty ? "tried" : "not tried yet", wrong)
  }

  private func open() throws -> Vault {
    var copy = seed
    return try Vault.open(
      try SQLiteStorage.open(at: team.practice.vaultPath),
      with: try DeviceIdentity(seed: SecretBytes(wiping: &copy)),
      memory: FolderMemory(at: folder.appending("memory")), in: team.practice.clock.surroundings)
  }

  private func run(_ environment: [String: String]) throws -> Int32 {
    let program = try StartedProgram(
      Self.path,
      [
        "open", folder.appending("vault"), folder.appending("memory"),
        Hexadecimal.text(of: seed),
      ], environment: environment)
    return program.wait()
  }

  private static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("VaultWriter").path
}
