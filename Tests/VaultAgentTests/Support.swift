import Casework
import Foundation
import Keyring
import Sodium
import Synchronization
import System
import Testing

@testable import VaultAgent

/// A folder of its own, with a key file in it, and a clock that is set by hand.
final class AgentScene: Sendable {
  let folder: FilePath
  let secrets: HeldSecrets
  let keyFile: FilePath
  let key: KeyFileID
  private let time = Mutex<(awake: Int64, asleep: Int64)>((1_000_000, 0))
  private let ended = Mutex<Bool?>(nil)

  init() throws {
    var name = Array("/tmp/casevault-agent-XXXXXX".utf8CString)
    try #require(unsafe mkdtemp(&name) != nil)
    folder = FilePath(
      String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    secrets = try HeldSecrets(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32).span))
    keyFile = folder.appending("key")
    // What is in it is nothing to the agent, which opens no key file.
    let bytes = Array("sealed".utf8)
    try PrivateFile(keyFile).create(with: bytes)
    key = KeyFileID(of: bytes)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.string) }

  var place: AgentPlace { AgentPlace(folder: folder.appending("run")) }

  var clock: AgentClock {
    AgentClock(
      awake: { self.time.withLock { $0.awake } },
      all: { self.time.withLock { $0.awake + $0.asleep } })
  }

  func pass(_ milliseconds: Int64) { time.withLock { $0.awake += milliseconds } }
  func sleep(_ milliseconds: Int64) { time.withLock { $0.asleep += milliseconds } }

  /// Starts an agent in a thread of this process, and returns when it listens.
  func start() throws {
    let listens = Flag()
    let (place, clock) = (place, clock)
    Thread.detachNewThread {
      let served = try? Agent.run(at: place, clock: clock) { listens.set() }
      self.ended.withLock { $0 = served ?? false }
    }
    try #require(listens.isSet(within: 10))
  }

  /// Whether the agent has ended within ten seconds.
  func hasEnded() -> Bool {
    for _ in 0..<1_000 {
      if ended.withLock({ $0 != nil }) { return true }
      usleep(10_000)
    }
    return false
  }

  func connection(patience: Int = 3_000) throws -> AgentConnection {
    try #require(try AgentConnection.find(at: place, patience: patience))
  }

  /// Hands the key to the agent.
  func hold(for minutes: Int64 = 60, idle: Int64 = 15) throws {
    try connection().hold(
      secrets, as: key, from: keyFile, for: .minutes(minutes), idle: .minutes(idle))
  }

  /// The identity as the agent holds it. Throws ``NotHeld``.
  func identity(
    reopening reopen: @escaping @Sendable () throws -> HeldSecrets = { throw Asked() }
  ) throws -> DeviceIdentity {
    guard let identity = try connection().identity(of: key, reopening: reopen) else {
      throw NotHeld()
    }
    return identity
  }

  func holds(_ key: KeyFileID? = nil) throws -> Bool {
    try connection().identity(of: key ?? self.key, reopening: { throw Asked() }) != nil
  }
}

struct NotHeld: Error {}

/// Somebody would have been asked for a passphrase.
struct Asked: Error {}

/// Something that happens once, in another thread.
final class Flag: Sendable {
  private let value = Mutex(false)

  func set() { value.withLock { $0 = true } }

  func isSet(within seconds: Double) -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
      if value.withLock({ $0 }) { return true }
      usleep(2_000)
    }
    return false
  }
}
