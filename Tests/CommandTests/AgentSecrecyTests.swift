import Foundation
import Glibc
import Keyring
import Sodium
import StartedPrograms
import Testing

/// What others on the machine get of an unlocked key. Root alone can look that closely.
@Suite(
  .serialized, .enabled(if: geteuid() == 0, "looking into another program's memory takes root"))
struct AgentSecrecyTests {
  @Test(.enabled(if: OtherAccounts.areWithinReach, "it takes other accounts"))
  func `another account is refused, and so is root`() throws {
    let accounts = try OtherAccounts(group: "users")
    try accounts.move(in: [.alice], outside: .eve)
    _ = try accounts.run(["key", "create", "--memory-mib", "64", "--name", "Alice"], as: .alice)
    #expect(try accounts.run(["unlock"], as: .alice).status == 0)
    func status(as person: OtherAccounts.Person, in folder: String) throws -> Scene.Outcome {
      try accounts.asRoot(
        """
        exec setpriv --reuid=\(person.rawValue) --regid=\(person.rawValue) --clear-groups \
        env -i HOME=\(accounts.home(of: person)) XDG_STATE_HOME=\(folder) TZ=UTC \
        \(accounts.scene.path("casevault")) agent status
        """)
    }
    let state = "\(accounts.home(of: .alice))/.local/state/casevault"
    let states = "\(accounts.home(of: .alice))/.local/state"
    let eve = try status(as: .eve, in: states)
    #expect(eve.status == 10 && eve.errors.contains("may not reach"), "\(eve)")
    // Let into the folder, Eve still meets a socket that is closed to her, and a check of who she is.
    _ = try accounts.asRoot(
      """
      chmod 711 \(accounts.home(of: .alice)) \(accounts.home(of: .alice))/.local \
      \(accounts.home(of: .alice))/.local/state \(state) \(state)/agent
      """)
    let again = try status(as: .eve, in: states)
    #expect(again.status == 10, "\(again)")
    let socket = "\(state)/agent/agent"
    // Root passes every mode; the agent asks the kernel who it is, and parts without a word.
    #expect(try answer(from: socket) == nil)
    _ = try accounts.asRoot("chmod 700 \(state)/agent")
    let own = try accounts.asRoot(
      """
      exec setpriv --reuid=\(OtherAccounts.Person.alice.rawValue) --clear-groups \
      env -i HOME=\(accounts.home(of: .alice)) TZ=UTC \(accounts.scene.path("casevault")) agent status
      """)
    #expect(own.text.contains(".local/share/casevault/key"), "\(own)")
  }

  @Test func `whoever is the agent's account gets an answer to the same question`() throws {
    let scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["unlock"], as: "ada")
    let answer = try answer(from: scene.path("ada/.local/state/casevault/agent/agent"))
    #expect(answer?.prefix(2) == [1, 0])
  }

  /// Asks an agent what it holds, as this process's account, past all that a command looks at before.
  private func answer(from path: String) throws -> [UInt8]? {
    let number = socket(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
      for (index, byte) in path.utf8.prefix(room.count - 1).enumerated() {
        unsafe room[index] = byte
      }
    }
    let connected = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(connected == 0)
    let question: [UInt8] = [1, 3] + [UInt8](repeating: 0, count: 32)
    _ = unsafe send(number, question, question.count, Int32(MSG_NOSIGNAL))
    var answer = [UInt8](repeating: 0, count: 70_000)
    let count = unsafe recv(number, &answer, answer.count, 0)
    return count > 0 ? Array(answer.prefix(count)) : nil
  }

  @Test func `an agent that is killed leaves no core, and in it no key`() throws {
    let scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    for signal in [SIGABRT, SIGSEGV, SIGQUIT] {
      // Started as `unlock` starts it, but ours, so that its end is told to us; and with leave to leave a core.
      let agent = try StartedProgram(
        "/bin/sh",
        [
          "-c", "ulimit -c unlimited; exec \"$0\" agent serve \"$1\" 3>/dev/null", Scene.command,
          scene.path("ada/.local/state/casevault/agent"),
        ], environment: scene.environment(of: "ada"), in: scene.folder)
      let socket = scene.path("ada/.local/state/casevault/agent/agent")
      while !FileManager.default.fileExists(atPath: socket), agent.isRunning { usleep(5_000) }
      #expect(try scene.run(["unlock"], as: "ada").status == 0)
      agent.kill(signal)
      #expect(agent.wait() == signal)
      #expect(!agent.hasDumpedCore)
      let left = try scene.shell("ls -a . / | grep -c '^core' || true")
      #expect(left.text == "0\n")
    }
  }

  @Test func `the key lies in locked memory that no core holds, and nowhere once it is locked`()
    throws
  {
    let scene = try Scene()
    for person in ["ada", "bea"] {
      _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", person], as: person)
    }
    // Two keys in one agent, so that it stays when one of them is wiped.
    let bea = ["--key", scene.path("bea/.local/share/casevault/key")]
    _ = try scene.run(["unlock"], as: "ada")
    let both = try scene.run(["unlock"] + bea, as: "ada", typing: ["bea's own long passphrase"])
    try #require(both.status == 0, "\(both.errors)")
    let found = try scene.shell("pgrep -f \"agent serve $0\"", [scene.folder]).text
    let agent = try #require(Int32(found.trimmingCharacters(in: .whitespacesAndNewlines)))
    let seed = try Self.seed(
      in: scene.path("bea/.local/share/casevault/key"), "bea's own long passphrase")
    let memory = AgentMemory(of: agent)
    let places = try memory.places(of: seed)
    #expect(!places.isEmpty)
    for place in places { #expect(place.isLeftOutOfCores, "\(place)") }
    // A file that is replaced takes its key along, and the other stays.
    _ = try scene.run(
      ["key", "passphrase"] + bea, as: "ada",
      typing: ["bea's own long passphrase", "bea's other long passphrase"])
    _ = try scene.run(["agent", "status"], as: "ada", typing: [])
    #expect(try scene.run(["key", "show"], as: "ada", typing: []).status == 0)
    let left = try memory.places(of: seed)
    #expect(left.isEmpty, "\(left)")
  }

  private static func seed(in path: String, _ passphrase: String) throws -> [UInt8] {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let identity = try KeyFile.open(bytes, with: Passphrase(typed: Array(passphrase.utf8).span))
    return try identity.held().withSeed { [UInt8](copying: $0) }
  }
}

/// What root reads in another process's memory.
private struct AgentMemory {
  private let process: Int32

  init(of process: Int32) { self.process = process }

  struct Place: CustomStringConvertible {
    let address: UInt
    let flags: [Substring]

    /// `dd`: not dumped. Source: proc_pid_smaps(5).
    var isLeftOutOfCores: Bool { flags.contains("dd") }
    var description: String { String(address, radix: 16) + " " + flags.joined(separator: " ") }
  }

  /// What a sanitizer keeps beside a program's memory takes terabytes of addresses, and no program's bytes.
  private static let shadow = 1 << 38

  func places(of secret: [UInt8]) throws -> [Place] {
    // To its end: such a file does not say how long it is.
    let file = try #require(FileHandle(forReadingAtPath: "/proc/\(process)/smaps"))
    let maps = String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
    try #require(maps.contains("[stack]"))
    let memory = unsafe open("/proc/\(process)/mem", O_RDONLY)
    try #require(memory >= 0)
    defer { close(memory) }
    var places: [Place] = []
    var range: Range<UInt>?
    for line in maps.split(separator: "\n") {
      let words = line.split(separator: " ")
      let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      if ends.count == 2, words.count > 1, words[1].hasPrefix("r") { range = ends[0]..<ends[1] }
      if ends.count == 2, words.count > 1, !words[1].hasPrefix("r") { range = nil }
      guard words[0] == "VmFlags:", let found = range, found.count < Self.shadow else { continue }
      places += Self.addresses(of: secret, in: found, of: memory)
        .map { Place(address: $0, flags: Array(words.dropFirst())) }
    }
    return places
  }

  private static func addresses(
    of secret: [UInt8], in range: Range<UInt>, of memory: Int32
  ) -> [UInt] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    let start = off_t(Int64(bitPattern: UInt64(range.lowerBound)))
    let count = unsafe pread(memory, &bytes, bytes.count, start)
    guard count > 0 else { return [] }
    let (data, wanted) = (Data(bytes[..<count]), Data(secret))
    var found: [UInt] = []
    var rest = data.startIndex..<data.endIndex
    while let hit = data.range(of: wanted, in: rest) {
      found.append(range.lowerBound + UInt(hit.lowerBound))
      rest = hit.lowerBound + 1..<data.endIndex
    }
    return found
  }
}
