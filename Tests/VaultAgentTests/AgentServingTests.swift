import AuditLog
import Foundation
import Glibc
import Keyring
import Sodium
import System
import Testing

@testable import VaultAgent

@Suite struct AgentServingTests {
  private let scene: AgentScene

  init() throws {
    scene = try AgentScene()
    try scene.start()
  }

  private static let entry = Leaf.signedMessage(header: [1, 2, 3], event: [UInt8]().span)

  @Test func `what the agent does is what the key would do`() throws {
    try scene.hold()
    let identity = try scene.identity()
    let held = scene.secrets
    #expect(identity.publicKeys == held.publicKeys)
    #expect(identity.locatorKey == held.locatorKey)
    // Ed25519 signs the same in the same way, each time.
    #expect(try identity.sign(Self.entry) == held.sign(Self.entry.span))
    let box = try SealedBox.seal([1, 2, 3].span, to: held.publicKeys.box)
    #expect(try identity.openBox(box) == [1, 2, 3])
    let here = DeviceIdentity(held)
    let sealed = try identity.sealForThisDevice([4, 5], purpose: DevicePurpose.pin)
    #expect(try here.openForThisDevice(sealed, purpose: .pin) == [4, 5])
    let other = try here.sealForThisDevice([6], purpose: .state)
    #expect(try identity.openForThisDevice(other, purpose: .state) == [6])
  }

  @Test func `a box for somebody else is as damaged as it is without an agent`() throws {
    try scene.hold()
    let identity = try scene.identity()
    let other = try X25519.SecretKey(seed: [UInt8](repeating: 9, count: 32).span)
    let box = try SealedBox.seal([1].span, to: other.publicKey)
    #expect(throws: SodiumError.damaged) { try identity.openBox(box) }
    #expect(throws: DeviceSealingError.notThisDevice) {
      try identity.openForThisDevice([UInt8](repeating: 0, count: 80), purpose: .pin)
    }
  }

  @Test func `nothing but entries and enrolment requests is signed, whoever asks`() throws {
    try scene.hold()
    let connection = try scene.connection()
    let texts: [[UInt8]] = [
      [], Array("casevault/1 entry".utf8), [17] + Array("casevault/1 entra".utf8),
      [UInt8](repeating: 0, count: 200), Array("ssh-connection".utf8),
    ]
    for text in texts {
      #expect(throws: AgentFailure.nothingToSign, "\(text)") {
        try connection.ask(AgentRequest(.sign, of: scene.key), text.span)
      }
      #expect(throws: NothingToSign.self) { try DeviceIdentity(scene.secrets).sign(text) }
    }
  }

  /// The limit of SECURITY.md, shown: what runs under the account can use the key.
  @Test func `a program of the same account uses an unlocked key, and not the one that is locked`()
    throws
  {
    try scene.hold()
    let stranger = try scene.identity()
    let secret: [UInt8] = [1, 2, 3, 4]
    let box = try SealedBox.seal(secret.span, to: scene.secrets.publicKeys.box)
    // It opens what is sealed to the device, and keeps it; it signs in the device's name.
    #expect(try stranger.openBox(box) == secret)
    #expect(try stranger.sign(Self.entry) == DeviceIdentity(scene.secrets).sign(Self.entry))
    #expect(throws: SeedElsewhere.self) { try stranger.held() }
    try scene.connection().lock(scene.key)
    #expect(scene.hasEnded())
    #expect(throws: Asked.self) { try stranger.sign(Self.entry) }
    #expect(throws: Asked.self) { try stranger.openBox(box) }
  }

  @Test func `the label of an entry is the one that AuditLog writes`() {
    let empty: [UInt8] = []
    let message = Leaf.signedMessage(header: [], event: empty.span)
    let isMeant = SignedText.isMeant(message.span)
    #expect(isMeant)
    #expect(message == [17] + Array("casevault/1 entry".utf8))
  }

  @Test func `a key that is not held is not had`() throws {
    #expect(try !scene.holds())
    try scene.hold()
    #expect(try scene.holds())
    #expect(try !scene.holds(KeyFileID(of: [9])))
  }

  @Test func `after its time, and after none asked for it, a key is gone and the agent with it`()
    throws
  {
    try scene.hold(for: 60, idle: 15)
    scene.pass(14 * 60_000)
    #expect(try scene.holds())
    scene.pass(15 * 60_000)
    // Whoever asks now wakes it, and is told nothing.
    #expect((try? scene.holds()) != true)
    #expect(scene.hasEnded())
  }

  @Test func `a machine that slept finds no key, before anything is answered`() throws {
    try scene.hold()
    let identity = try scene.identity()
    scene.sleep(60_000)
    // The connection is open, and the key's time is not over.
    #expect(throws: Asked.self) { try identity.sign(Self.entry) }
    #expect(scene.hasEnded())
  }

  @Test func `a busy machine is not taken for one that slept`() throws {
    try scene.hold()
    scene.sleep(400)
    scene.pass(600_000)
    #expect(try scene.holds())
  }

  @Test func `whoever logs out leaves no key: the runtime folder is gone`() throws {
    try scene.hold()
    let identity = try scene.identity()
    try FileManager.default.removeItem(atPath: scene.place.folder.string)
    #expect(throws: Asked.self) { try identity.sign(Self.entry) }
    #expect(scene.hasEnded())
  }

  @Test func `a key file that is replaced, or taken away, takes its key along`() throws {
    try scene.hold()
    let identity = try scene.identity()
    try PrivateFile(scene.keyFile).replace(with: Array("under another passphrase".utf8))
    #expect(throws: Asked.self) { try identity.sign(Self.entry) }
    #expect(scene.hasEnded())
  }

  @Test func `whoever locks leaves nothing, and a running command asks again`() throws {
    try scene.hold()
    let secrets = scene.secrets
    let asked = Flag()
    let identity = try scene.identity {
      asked.set()
      return secrets
    }
    try scene.connection().lock(nil)
    #expect(scene.hasEnded())
    try identity.secrets.makeReady()
    #expect(asked.isSet(within: 0.1))
    #expect(try identity.sign(Self.entry) == secrets.sign(Self.entry.span))
  }

  @Test func `another key in the place of the first is not taken for it`() throws {
    try scene.hold()
    let other = try HeldSecrets(seed: SecretBytes.random(count: 32))
    let identity = try scene.identity { other }
    try scene.connection().lock(nil)
    #expect(throws: KeyReplaced.self) { try identity.sign(Self.entry) }
  }

  @Test func `of two agents in one place the second does nothing`() throws {
    try scene.hold()
    #expect(try !Agent.run(at: scene.place, clock: scene.clock) {})
    #expect(try scene.holds())
  }

  @Test func `an agent that is given no key does not stay`() {
    scene.pass(11_000)
    #expect(scene.hasEnded())
  }

  @Test func `what is too long or says nothing parts the two, and nobody else`() throws {
    try scene.hold()
    let folder = try #require(try scene.place.opened())
    for (head, body) in [
      ([UInt8](repeating: 1, count: 34), [UInt8](repeating: 0, count: 80_000)),
      ([], [1]), ([1, 99] + [UInt8](repeating: 0, count: 32), []),
    ] as [([UInt8], [UInt8])] {
      let socket = try #require(
        try PacketSocket.connect(to: AgentPlace.socket, in: folder, patience: 2_000))
      try socket.send(head, body.span)
      let answer = Self.answer(from: socket)
      #expect(answer == nil || answer == [1, AgentOutcome.malformed.rawValue])
    }
    #expect(try scene.holds())
  }

  /// The head of what comes; nil where the other end has gone.
  private static func answer(from socket: PacketSocket) -> [UInt8]? {
    var head = [UInt8](repeating: 0, count: 2)
    var rest = [UInt8](repeating: 0, count: 8)
    var headRoom = head.mutableSpan
    var restRoom = rest.mutableSpan
    guard let count = try? socket.receive(&headRoom, &restRoom) else { return nil }
    return count == 0 ? nil : head
  }

  @Test func `a thousand who ask at once are all answered, and leave nothing open`() async throws {
    try scene.hold()
    let before = Self.openSockets
    let expected = try scene.secrets.sign(Self.entry.span)
    let scene = scene
    let right = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
      for _ in 0..<1_000 {
        group.addTask {
          let identity = try scene.identity()
          return try identity.sign(Self.entry) == expected
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(right == 1_000)
    // The agent lets go of a connection when it hears that the other end is gone.
    _ = try scene.holds()
    usleep(200_000)
    _ = try scene.holds()
    #expect(Self.openSockets <= before + 40)
  }

  /// Of this process; other tests have files open too, and hardly any sockets.
  private static var openSockets: Int {
    let folder = "/proc/self/fd"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.count {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)"))?
        .hasPrefix("socket:") ?? false
    }
  }
}

@Suite struct AgentPlaceTests {
  @Test func `without an agent there is none, and a dead one's socket is none`() throws {
    let scene = try AgentScene()
    #expect(try AgentConnection.find(at: scene.place) == nil)
    let folder = try scene.place.made()
    _ = try PacketListener(at: AgentPlace.socket, in: folder)
    #expect(try AgentConnection.find(at: scene.place) == nil)
    try scene.start()
    try scene.hold()
    #expect(try scene.holds())
  }

  @Test func `an agent that hears and does not answer keeps nobody waiting`() throws {
    let scene = try AgentScene()
    let folder = try scene.place.made()
    let listener = try PacketListener(at: AgentPlace.socket, in: folder)
    let connection = try scene.connection(patience: 100)
    #expect(throws: AgentFailure.silent) {
      _ = try connection.identity(of: scene.key, reopening: { throw Asked() })
    }
    withExtendedLifetime(listener) {}
  }

  @Test func `a folder that others may enter, or that is a link, holds no agent`() throws {
    let scene = try AgentScene()
    let run = scene.place.folder.string
    _ = try scene.place.made()
    unsafe chmod(run, 0o750)
    #expect(throws: FileError(scene.place.folder, .tooOpen(0o750))) {
      try AgentConnection.find(at: scene.place)
    }
    unsafe chmod(run, 0o700)
    let link = AgentPlace(folder: scene.folder.appending("link"))
    try FileManager.default.createSymbolicLink(
      atPath: link.folder.string, withDestinationPath: run)
    #expect(throws: FileError.self) { try AgentConnection.find(at: link) }
  }

  @Test func `the socket is closed to everybody else`() throws {
    let scene = try AgentScene()
    try scene.start()
    let facts = try FileFacts(of: scene.place.folder.appending(AgentPlace.socket))
    #expect(facts.kind == .socket && facts.mode == 0o600)
    #expect(try FileFacts(of: scene.place.folder).mode == 0o700)
  }
}
