import CaseVault
import Foundation
import SQLiteStorage
import Testing

@Test func `the licence is Apache 2.0, whole`() throws {
  let licence = try House.text(of: "LICENSE")
  #expect(licence.utf8.count == 11_358)  // as published at apache.org/licenses/LICENSE-2.0.txt
  #expect(licence.contains("Version 2.0, January 2004"))
  #expect(licence.contains("END OF TERMS AND CONDITIONS"))
}

@Test func `what a reader expects at the top is there`() throws {
  let expected = [
    "README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Package.swift",
    "docs/architecture.md", "docs/format.md", "docs/roadmap.md", "docs/performance.md",
    ".ci/run", "script/bootstrap", "script/demo", "script/month", "script/test", "script/bench",
    "script/fuzz",
  ]
  #expect(Set(expected).subtracting(try House.trackedFiles()) == [])
}

@Test(arguments: [
  ".ci/run", "script/bootstrap", "script/demo", "script/month", "script/test", "script/bench",
  "script/fuzz",
])
func `a script can be run and stops at its first error`(_ path: String) throws {
  #expect(FileManager.default.isExecutableFile(atPath: House.root.appending(path: path).path))
  let script = try House.text(of: path)
  #expect(script.hasPrefix("#!/usr/bin/env bash\n"))
  #expect(script.contains("\nset -euo pipefail\n"))
  #expect(try Command.run("bash", "-n", House.root.appending(path: path).path).status == 0)
}

/// What looks by its name like something that casevault keeps for somebody, or like another program's key.
/// Requests and tickets are called as people like; these are the names that the documents show.
private let secretNames = [
  #"(^|/)key$"#, #"(^|/)vault\.db(-wal|-shm|-journal)?$"#, #"\.partial$"#, #"\.(request|ticket)$"#,
  #"\.pem$"#, #"\.p12$"#, #"(^|/)id_(rsa|ed25519|ecdsa)$"#, #"(^|/)\.env$"#,
]
/// The first bytes of keys and databases. Put together here, so that this file is not found by its own test.
private let secretMarks =
  [
    "-----BEGIN PRIV" + "ATE KEY", "-----BEGIN OPENSSH PRIV" + "ATE KEY", "AGE-SECRET" + "-KEY-1",
    "CVK" + "EY\r\n", "SQLite form" + "at 3\0",
  ].map { Data($0.utf8) } + [
    // A log beside a database, with its sums in either order, and a rollback journal. Source:
    // <https://www.sqlite.org/fileformat2.html#the_write_ahead_log> and #the_rollback_journal.
    Data([0x37, 0x7F, 0x06, 0x82, 0x00, 0x2D, 0xE2, 0x18]),
    Data([0x37, 0x7F, 0x06, 0x83, 0x00, 0x2D, 0xE2, 0x18]),
    Data([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]),
  ]

private func isSecret(byName path: String) throws -> Bool {
  try secretNames.contains { try Regex($0).firstMatch(in: path) != nil }
}

private func isSecret(byContent bytes: Data) -> Bool {
  secretMarks.contains { bytes.range(of: $0) != nil }
}

@Test func `no secret and no vault is kept in the repository`() throws {
  // Marked test material: key files that open with published passphrases.
  let testMaterial = ["Keys/vectors/", "Tests/"]
  var found: [String] = []
  for path in try House.trackedFiles() {
    if try isSecret(byName: path) { found.append(path) }
    guard !testMaterial.contains(where: path.hasPrefix) else { continue }
    if isSecret(byContent: try Data(contentsOf: House.root.appending(path: path))) {
      found.append(path)
    }
  }
  #expect(found == [])
}

@Test func `what the program writes is known by its name, and git does not offer to add it`() throws
{
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "casevault-test-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  let place = folder.appending(path: "vault").path
  let vault = try Vault.found(
    by: "Ana Ruiz", with: DeviceKey(), in: .sqlite(at: place), memory: TransientMemory())
  try withExtendedLifetime(vault) {
    // As long as it is open, the log and its index lie beside the database.
    let written = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    #expect(written == ["vault.db", "vault.db-shm", "vault.db-wal"])
    for name in ["vault.db", "vault.db-wal"] {
      let bytes = try Data(contentsOf: folder.appending(path: "vault/\(name)"))
      #expect(isSecret(byContent: bytes), "\(name)")
    }
    // And what it writes elsewhere: docs/format.md §2, and a file on its way to its name.
    let others = [
      "key", "vault.db-journal", ".key.0123456789abcdef.partial", "tom.request", "eve.ticket",
    ]
    for name in written + others {
      #expect(try isSecret(byName: "some/where/\(name)"), "\(name)")
      let ignored = try Command.run(
        "git", "-c", "safe.directory=*", "-C", House.root.path, "check-ignore", "--no-index",
        "some/where/\(name)")
      #expect(ignored.status == 0, "\(name): \(ignored.text)")
    }
  }
}

@Test func `every link between the documents leads somewhere`() throws {
  let documents = try House.trackedFiles().filter { $0.hasSuffix(".md") }
  var broken: [String] = []
  for document in documents {
    let folder = House.root.appending(path: document).deletingLastPathComponent()
    for link in try House.text(of: document).matches(of: /\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
      let target = folder.appending(path: String(link.output.1))
      if !FileManager.default.fileExists(atPath: target.path) {
        broken.append("\(document): \(link.output.1)")
      }
    }
  }
  #expect(documents.count >= 8)
  #expect(broken == [])
}
