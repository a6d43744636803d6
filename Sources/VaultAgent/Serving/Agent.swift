import Keyring
import Sodium
import System

/// The agent: one process, one thread, that holds unlocked keys and does with them what it is asked.
///
/// It ends, and with it all that it holds, when it holds nothing any more, when it is told to, when the machine
/// has slept and when its folder is gone. What it has to end for is looked at before each request is answered.
package final class Agent {
  private let folder: SocketFolder
  private let listener: PacketListener
  private let clock: AgentClock
  private let sleep: SleepWatch
  private let keys = UnlockedKeys()
  private var answering: AgentAnswering
  private var connections: [Connection] = []
  private let started: Int64

  /// A program that asks, and when it did last.
  private struct Connection {
    let socket: PacketSocket
    var lastUse: Int64
  }

  private init(in folder: SocketFolder, _ listener: PacketListener, _ clock: AgentClock) throws {
    (self.folder, self.listener, self.clock) = (folder, listener, clock)
    sleep = SleepWatch(clock)
    started = clock.awake()
    answering = try AgentAnswering()
  }

  /// Serves until there is nothing to hold, and says on the way `ready` once it can be asked.
  ///
  /// Answers false, and has done nothing, where another agent has this place. Nobody starts two: whoever has
  /// the lock is the agent, and a socket without one is a dead agent's.
  package static func run(
    at place: AgentPlace, clock: AgentClock = .ofThisMachine, ready: () -> Void
  ) throws -> Bool {
    let folder = try place.made()
    let file = PrivateFile(place.folder.appending(AgentPlace.lock))
    guard let lock = try FileLock.ifFree(.exclusive, on: file) else { return false }
    return try withExtendedLifetime(lock) {
      let listener = try PacketListener(at: AgentPlace.socket, in: folder)
      // A signal waits until the socket is taken away too.
      return try Signals.deferring {
        // Whoever finds no socket asks for the passphrase; whoever finds one without an ear would wait.
        defer { listener.retire() }
        let agent = try Agent(in: folder, listener, clock)
        ready()
        agent.serve()
        return true
      }
    }
  }

  private func serve() {
    let most = SocketWatch.allowMany() - Self.otherFiles
    while Signals.pending == nil {
      let ready = SocketWatch.wait(
        for: listener, and: connections.map(\.socket), atMost: timeToNextLook)
      // Once for all who wait now: no request that comes after a sleep is served by a key from before it.
      if mustEnd { break }
      answer(ready.connections)
      if ready.listener { acceptAll(atMost: most) }
      if keys.isEmpty, keys.hasHeld { break }
    }
    keys.wipeAll()
    connections.removeAll()
  }

  /// Looked at between the waiting and the answers.
  private var mustEnd: Bool {
    if Signals.pending != nil || sleep.hasSlept || !folder.isThere {
      keys.wipeAll()
      return true
    }
    let now = clock.awake()
    keys.expire(at: now)
    for (id, path) in keys.files where !Self.isThere(id, at: path) { keys.wipe(id) }
    // A new agent is given its first key within a moment.
    return keys.isEmpty && (keys.hasHeld || now - started > Self.patience)
  }

  private static func isThere(_ id: KeyFileID, at path: FilePath) -> Bool {
    guard let bytes = try? PrivateFile(path).read(atMost: longestKeyFile) else { return false }
    return KeyFileID(of: bytes) == id
  }

  private var timeToNextLook: Int64 {
    let next = keys.nextEnd.map { $0 - clock.awake() } ?? Self.betweenLooks
    return max(0, min(next, Self.betweenLooks))
  }

  /// Answers one request of each, and lets go of those who are of no use any more.
  private func answer(_ places: [Int]) {
    var gone: [Int] = []
    for place in places {
      guard !sleep.hasSlept else { return }
      let now = clock.awake()
      connections[place].lastUse = now
      if !answering.answer(connections[place].socket, with: keys, at: now) { gone.append(place) }
    }
    for place in gone.reversed() { connections.remove(at: place) }
  }

  private func acceptAll(atMost most: Int) {
    while true {
      do {
        guard let socket = try listener.accept() else { return }
        // The mode of folder and socket keep other accounts out already; root alone comes so far.
        guard socket.isOfThisAccount else { continue }
        if connections.count >= most { forgetLongestIdle() }
        connections.append(Connection(socket: socket, lastUse: clock.awake()))
      } catch {
        guard error == .exhausted, !connections.isEmpty else { return }
        forgetLongestIdle()
      }
    }
  }

  /// Whoever is forgotten connects again with the next question.
  private func forgetLongestIdle() {
    let oldest = connections.indices.min { connections[$0].lastUse < connections[$1].lastUse }
    if let oldest { connections.remove(at: oldest) }
  }

  /// In milliseconds: how long a new agent waits for its first key, and how often it looks whether its folder,
  /// the key files and the machine are as they were while nobody asks.
  private static let patience: Int64 = 10_000
  private static let betweenLooks: Int64 = 2_000
  /// Streams, folder, listener, lock, and what reading a key file takes.
  private static let otherFiles = 16
  private static let longestKeyFile = 1 << 20
}
