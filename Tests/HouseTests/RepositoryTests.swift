import Foundation
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
    ".ci/run", "script/bootstrap", "script/demo", "script/test", "script/bench",
    "script/fuzz",
  ]
  #expect(Set(expected).subtracting(try House.trackedFiles()) == [])
}

@Test(arguments: [
  ".ci/run", "script/bootstrap", "script/demo", "script/test", "script/bench", "script/fuzz",
])
func `a script can be run and stops at its first error`(_ path: String) throws {
  #expect(FileManager.default.isExecutableFile(atPath: House.root.appending(path: path).path))
  let script = try House.text(of: path)
  #expect(script.hasPrefix("#!/usr/bin/env bash\n"))
  #expect(script.contains("\nset -euo pipefail\n"))
  #expect(try Command.run("bash", "-n", House.root.appending(path: path).path).status == 0)
}

/// Something that looks like a secret by its name or its first bytes.
private let secretNames = [
  #"\.casevault-key$"#, #"\.pem$"#, #"\.p12$"#, #"(^|/)id_(rsa|ed25519|ecdsa)$"#, #"(^|/)\.env$"#,
  #"\.sqlite(-wal|-shm)?$"#,
]
// Put together here, so that this file is not found by its own test.
private let secretMarks = [
  "-----BEGIN PRIV" + "ATE KEY", "-----BEGIN OPENSSH PRIV" + "ATE KEY", "AGE-SECRET" + "-KEY-1",
  "CVK" + "EY\r\n", "SQLite form" + "at 3\0",
]

@Test func `no secret and no vault is kept in the repository`() throws {
  // Marked test material: key files that open with published passphrases.
  let testMaterial = ["Keys/vectors/", "Tests/"]
  var found: [String] = []
  for path in try House.trackedFiles() {
    if try secretNames.contains(where: { try Regex($0).firstMatch(in: path) != nil }) {
      found.append(path)
    }
    guard !testMaterial.contains(where: path.hasPrefix) else { continue }
    let bytes = try Data(contentsOf: House.root.appending(path: path))
    if secretMarks.contains(where: { bytes.range(of: Data($0.utf8)) != nil }) {
      found.append(path)
    }
  }
  #expect(found == [])
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
