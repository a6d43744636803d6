import Foundation
import StartedPrograms
import Testing

/// Keeps real secrets out of the repository, whatever file they hide in.
@Suite struct SecretsInRepositoryTests {
  /// What gives a secret away. Built from halves, so that this file is no finding itself.
  private enum Trace: String, CaseIterable {
    case keyFile = "a key file"
    case ageIdentity = "an age identity"
    case privateKey = "a PEM or OpenSSH private key"

    func isFound(in contents: Data) -> Bool {
      switch self {
      case .keyFile:
        contents.range(of: Data([0x43, 0x56, 0x4b, 0x45, 0x59, 0x0d, 0x0a, 0x1a])) != nil
          || String(decoding: contents, as: UTF8.self).contains("43564b4559" + "0d0a1a01")
      case .ageIdentity:
        // The prefix of its Bech32 text and the 58 characters after it (age-encryption.org/v1).
        String(decoding: contents, as: UTF8.self)
          .contains(#/AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}/#)
      case .privateKey:
        String(decoding: contents, as: UTF8.self)
          .contains(#/-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/#)
      }
    }
  }

  /// Marked test material may lie here and nowhere else.
  private static func mayHoldTestMaterial(_ path: String) -> Bool {
    path.hasPrefix("Keys/vectors/") || (path.hasPrefix("Tests/") && path.contains("/Fixtures/"))
  }

  @Test func `no file of the repository holds a secret, except marked test material`() throws {
    let files = try Self.files()
    #expect(files.count > 100)
    for path in files where !Self.mayHoldTestMaterial(path) {
      guard let contents = try? Data(contentsOf: Repository.root.appending(path: path)) else {
        continue
      }
      for trace in Trace.allCases {
        #expect(!trace.isFound(in: contents), "\(path) looks like \(trace.rawValue)")
      }
    }
  }

  @Test func `everything under Keys is public material, and says so`() throws {
    let paths = try Self.files().filter { $0.hasPrefix("Keys/") }
    #expect(paths.contains("Keys/README.md"))
    for path in paths where path.hasSuffix(".json") {
      let contents = try String(
        contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      #expect(contents.contains("\"testMaterial\""), "\(path) is not marked")
    }
  }

  @Test func `the traces are recognised where they are`() {
    let keyFile = Data([0x43, 0x56, 0x4b, 0x45, 0x59, 0x0d, 0x0a, 0x1a, 1, 1])
    #expect(Trace.keyFile.isFound(in: Data([1, 2, 3]) + keyFile))
    #expect(Trace.keyFile.isFound(in: Data(("\"43564b4559" + "0d0a1a0101\"").utf8)))
    let identity = "AGE-SECRET-" + "KEY-1" + String(repeating: "Q", count: 58)
    #expect(Trace.ageIdentity.isFound(in: Data(identity.utf8)))
    let pem = "-----BEGIN OPENSSH " + "PRIVATE KEY-----\n" + String(repeating: "b", count: 70)
    #expect(Trace.privateKey.isFound(in: Data(pem.utf8)))
    for trace in Trace.allCases { #expect(!trace.isFound(in: Data("CVKEY and AGE".utf8))) }
  }

  /// What git keeps; in an unpacked archive without git, everything but what a build leaves.
  private static func files() throws -> [String] {
    let git = try StartedProgram(
      "/usr/bin/env",
      [
        "git", "-C", Repository.root.path, "ls-files", "-z", "--cached", "--others",
        "--exclude-standard",
      ], output: .pipe)
    let listed = git.restOfOutput()
    guard git.wait() == 0 else { return everything() }
    return String(decoding: listed, as: UTF8.self).split(separator: "\0").map(String.init)
  }

  private static func everything() -> [String] {
    let found = FileManager.default.enumerator(atPath: Repository.root.path)
    return (found?.compactMap { $0 as? String } ?? []).filter {
      !$0.hasPrefix(".build") && !$0.hasPrefix(".git/")
    }
  }
}
