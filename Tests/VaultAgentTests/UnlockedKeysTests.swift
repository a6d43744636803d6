import Keyring
import Sodium
import System
import Testing

@testable import VaultAgent

@Suite struct UnlockedKeysTests {
  private let keys = UnlockedKeys()
  private let id = KeyFileID(of: [1])
  private let secrets: HeldSecrets

  init() throws {
    secrets = try HeldSecrets(seed: SecretBytes(copying: [UInt8](repeating: 1, count: 32).span))
  }

  @discardableResult
  private func hold(
    _ id: KeyFileID? = nil, at path: FilePath = "/keys/ana", for lasting: Int64 = 100,
    idle: Int64 = 100, now: Int64 = 1_000
  ) -> Bool {
    keys.hold(secrets, as: id ?? self.id, from: path, for: lasting, idle: idle, at: now)
  }

  @Test func `a key ends when its time is over, however much it is used`() {
    hold(for: 100, idle: 60)
    #expect(keys.use(id, at: 1_050) != nil)
    #expect(keys.use(id, at: 1_099) != nil)
    #expect(keys.use(id, at: 1_100) == nil)
    #expect(keys.isEmpty)
  }

  @Test func `a key that nobody uses ends before`() {
    hold(for: 1_000, idle: 60)
    #expect(keys.use(id, at: 1_059) != nil)
    #expect(keys.nextEnd == 1_119)
    #expect(keys.use(id, at: 1_119) == nil)
  }

  @Test func `to be told of is no use`() {
    hold(for: 1_000, idle: 60)
    #expect(keys.facts(at: 1_059).map(\.leftIdle) == [1])
    #expect(keys.facts(at: 1_060).isEmpty)
  }

  @Test func `a key that is unlocked again gets new times`() {
    hold(for: 100)
    hold(for: 500, idle: 500, now: 1_090)
    #expect(keys.nextEnd == 1_590)
    #expect(keys.facts(at: 1_091).map(\.held) == [1])
  }

  @Test func `what was opened from a file that was replaced goes`() {
    hold()
    hold(KeyFileID(of: [2]))
    #expect(keys.use(id, at: 1_001) == nil)
    #expect(keys.use(KeyFileID(of: [2]), at: 1_001) != nil)
  }

  @Test func `the hundredth key finds no room, and one that is held stays`() {
    for number in 0..<UnlockedKeys.most {
      #expect(hold(KeyFileID(of: [UInt8(number)]), at: FilePath("/keys/\(number)")))
    }
    #expect(!hold(KeyFileID(of: [99]), at: "/keys/99"))
    #expect(hold(KeyFileID(of: [3]), at: "/keys/3"))
    #expect(keys.facts(at: 1_000).count == UnlockedKeys.most)
  }

  @Test func `an endless time does not overflow`() {
    hold(for: .max, idle: .max)
    #expect(keys.use(id, at: .max - 1) != nil)
  }
}
