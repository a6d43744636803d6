import Foundation
import Glibc
import StartedPrograms
import Testing

/// A person who sits at a terminal of the scene's own, in front of one running command.
///
/// The machine's terminal has no part in it: the command leads a session of its own on a pseudo
/// terminal, whose other end the test holds.
final class Sitting {
  private let person: Int32
  private let program: StartedProgram
  private(set) var screen = ""

  /// TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  init(
    _ arguments: [String], as name: String, in scene: Scene, editor: String? = nil,
    environment others: [String: String] = [:]
  ) throws {
    person = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (Int32, Int32) = (0, 0)
    try #require(unsafe person >= 0 && ioctl(person, Self.setLock, &locked) == 0)
    try #require(unsafe ioctl(person, Self.getNumber, &number) == 0)
    var environment = scene.environment(of: name)
    environment["TERMINAL"] = "/dev/pts/\(number)"
    environment["NO_COLOR"] = "1"
    environment["EDITOR"] = editor
    environment.merge(others) { $1 }
    program = try StartedProgram(
      "/bin/sh",
      ["-c", "exec setsid --ctty --wait \"$0\" \"$@\" <\"$TERMINAL\" >\"$TERMINAL\" 2>&1"]
        + [Scene.command] + arguments, environment: environment)
  }

  deinit {
    program.kill(SIGTERM)
    close(person)
  }

  /// Waits until the text is on the screen, below what was waited for before, or can no longer come.
  func sees(_ text: String, seconds: Double = 300) throws {
    let end = Date(timeIntervalSinceNow: seconds)
    while !screen.contains(text), Date() < end {
      // Asked before the look, which then takes in the last words.
      let hasEnded = !program.isRunning
      if !look(), hasEnded { break }
    }
    let place = try #require(screen.range(of: text), "“\(text)” never came; there was: \(screen)")
    screen = String(screen[place.upperBound...])
  }

  func types(_ text: String) {
    // The question is shown just before the terminal is ready for the answer to a passphrase.
    usleep(100_000)
    var bytes = Array(text.utf8)
    _ = unsafe write(person, &bytes, bytes.count)
  }

  /// The exit status, once the command has ended.
  func ends(seconds: Double = 300) throws -> Int32 {
    let end = Date(timeIntervalSinceNow: seconds)
    while program.isRunning, Date() < end { look() }
    try #require(!program.isRunning, "the command still waits; there was: \(screen)")
    look()
    return program.wait()
  }

  /// Takes in what was shown within a twentieth of a second; false if that was nothing.
  @discardableResult
  private func look() -> Bool {
    var request = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, 50) == 1 else { return false }
    guard request.revents & Int16(POLLIN) != 0 else {
      // The other end is closed, of which poll(2) tells at once, each time.
      usleep(50_000)
      return false
    }
    var chunk = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(person, &chunk, chunk.count)
    if count > 0 { screen += String(decoding: chunk[..<count], as: UTF8.self) }
    return count > 0
  }
}
