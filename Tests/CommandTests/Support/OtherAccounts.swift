import Foundation
import StartedPrograms
import Testing

/// People with accounts of their own on this machine, as root can make believe.
final class OtherAccounts {
  /// A user id; none of them has an account.
  enum Person: Int, CaseIterable {
    case alice = 61_001
    case bob, eve
  }

  let scene: Scene
  private let group: String
  private var members: [Person] = []

  /// Whether this process may act as others, and they can run the command (they cannot where Swift's
  /// libraries lie in somebody's home).
  static let areWithinReach: Bool = {
    guard let scene = try? Scene() else { return false }
    let script = """
      chmod 755 . && cp "$0" casevault && \(asRoot) setpriv --reuid=61001 --regid=61001 \
      --clear-groups ./casevault --version && getent group users
      """
    return (try? scene.shell(script, [Scene.command]))?.status == 0
  }()

  private static let asRoot = geteuid() == 0 ? "" : "sudo -n"

  init(group: String) throws {
    scene = try Scene()
    self.group = group
    _ = try scene.shell("chmod 755 . && cp \"$0\" casevault", [Scene.command])
  }

  deinit {
    _ = try? asRoot("rm -rf \(scene.folder)")
  }

  var vault: String { shared("vault") }

  func shared(_ name: String) -> String { scene.path("shared/\(name)") }

  func home(of person: Person) -> String { scene.path("\(person)") }

  /// Homes that are closed to everybody else, and a folder that the group may write in.
  func move(in members: [Person], outside: Person) throws {
    self.members = members
    var script = "install -d -m 2777 -g \(group) \(scene.path("shared"))\n"
    for person in members + [outside] {
      script += """
        install -d -m 700 -o \(person.rawValue) -g \(person.rawValue) \(home(of: person))
        echo "\(person)'s own long passphrase" >\(home(of: person))/passphrase
        chmod 644 \(home(of: person))/passphrase

        """
    }
    try #require(try asRoot(script).status == 0)
  }

  func asRoot(_ script: String) throws -> Scene.Outcome {
    try scene.shell("\(Self.asRoot) sh -e", stdin: Array(script.utf8))
  }

  func run(_ arguments: [String], as person: Person) throws -> Scene.Outcome {
    try scene.shell(
      "exec \(prefix(for: person)) \"$0\" \"$@\"", [scene.path("casevault")] + arguments)
  }

  /// Runs a command several times as each of them, all of them side by side, and tells how each ended:
  /// "0", or another status and what was said of it.
  func runAtOnce(_ arguments: [String], times: Int, as people: [Person]) throws -> [String] {
    let loops = people.map { person in
      """
      (for i in $(seq \(times)); do
        said=$(\(prefix(for: person)) "$0" "$@" 2>&1 >/dev/null) && echo 0 || echo $? $said
      done) &
      """
    }
    let ended = try scene.shell(
      // The pipe ends with the last of them. `wait` would not: a test's children start with SIGCHLD
      // blocked, and that of dash waits for one.
      "{\n" + loops.joined(separator: "\n") + "\n} | cat", [scene.path("casevault")] + arguments)
    return ended.text.split(separator: "\n").map(String.init)
  }

  /// What was seen of the vault's folder meanwhile: each name with its mode and group.
  func watchingModes<Result>(
    of work: () throws -> Result
  ) throws -> (result: Result, modes: [String]) {
    let asRoot = Self.asRoot
    let watcher = try StartedProgram(
      "/bin/sh",
      [
        "-c",
        """
        while [ ! -e \(scene.path("over")) ]; do
          \(asRoot) sh -c 'stat -c "%n %a %G" \(vault) \(vault)/*' 2>/dev/null
          sleep 0.02
        done >>\(scene.path("modes"))
        """,
      ])
    let result = try work()
    try scene.write("", to: "over")
    watcher.wait()
    let lines = try scene.read("modes").split(separator: "\n").compactMap {
      $0.split(separator: "/").last.map(String.init)
    }
    return (result, Set(lines).sorted())
  }

  /// Has root do something once a command has this file open, while `body` runs the command.
  func afterMeeting<Result>(
    _ path: String, do script: String, _ body: () throws -> Result
  ) throws -> Result {
    let watcher = try StartedProgram(
      "/bin/sh",
      [
        "-c",
        """
        \(Self.asRoot) sh -c '
          while [ ! -e \(scene.path("over")) ]; do
            for of in /proc/[0-9]*/comm; do
              { read -r name <$of; } 2>/dev/null || continue
              [ "$name" = casevault ] || continue
              met=
              for fd in ${of%comm}fd/*; do [ "$fd" -ef "\(path)" ] && met=1 && break; done
              [ -n "$met" ] || continue
              \(script)
              exit
            done
          done'
        """,
      ])
    let result = try body()
    try scene.write("", to: "over")
    watcher.wait()
    return result
  }

  /// Everything of this process is left behind: its user, groups, environment and terminal.
  private func prefix(for person: Person) -> String {
    let groups =
      members.contains(person)
      ? "--groups=$(getent group \(group) | cut -d: -f3)" : "--clear-groups"
    return """
      setsid --wait \(Self.asRoot) setpriv --reuid=\(person.rawValue) --regid=\(person.rawValue) \
      \(groups) env -i HOME=\(home(of: person)) PATH=/usr/bin:/bin TZ=UTC LANG=C.UTF-8 \
      sh -c 'exec "$0" "$@" --passphrase-fd 3 3<"$HOME/passphrase"'
      """
  }
}
