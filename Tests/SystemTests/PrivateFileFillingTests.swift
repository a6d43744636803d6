import Foundation
import Testing

@testable import System

@Suite struct PrivateFileFillingTests {
  private let folder: FilePath

  init() throws {
    folder = FilePath(NSTemporaryDirectory() + "filling-" + UUID().uuidString)
    try PrivateFolder(folder).create()
  }

  private var file: PrivateFile { PrivateFile(folder.appending("vault.db")) }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.string) }
  }

  @Test func `a file filled by name gets its own only when it is whole`() throws {
    try file.create { path in
      #expect(try !file.path.exists())
      #expect(try FileFacts(of: path).mode == 0o600)
      #expect(path.parent == folder)
      try Data("whole".utf8).write(to: URL(fileURLWithPath: path.string))
    }
    #expect(try file.read(atMost: 99) == Array("whole".utf8))
    #expect(try names == ["vault.db"])
  }

  @Test func `what throws while it fills leaves nothing behind`() throws {
    struct Abandoned: Error {}
    #expect(throws: Abandoned.self) { try file.create { _ in throw Abandoned() } }
    #expect(try names == [])
  }

  @Test func `a file that is there, or comes meanwhile, is not replaced`() throws {
    let expected = FileError(file.path, .alreadyExists)
    #expect(throws: expected) { try file.create { _ in try file.create(with: [1]) } }
    #expect(throws: expected) { try file.create { _ in Issue.record("filled for nothing") } }
    #expect(try file.read(atMost: 9) == [1])
    #expect(try names == ["vault.db"])
  }

  // Made by a program that is dead indeed. Here, whatever another test starts in the same moment would
  // share the file's lock until it has begun.
  @Test func `what a dead program left is removed`() async throws {
    let stale = folder.appending(".vault.db.0123456789abcdef.partial").string
    await #expect(processExitsWith: .success) { [stale = stale as String] in
      try PrivateFile(FilePath(stale)).create(with: [7])
    }
    #expect(try names == [".vault.db.0123456789abcdef.partial"])
    try file.create { _ in }
    #expect(try names == ["vault.db"])
  }

  @Test func `a group's file is open to the group before anything is in it`() throws {
    let shared = PrivateFile(file.path, sharing: .group(GroupID(rawValue: getegid())))
    try shared.create { path in
      let mode = try FileFacts(of: path).mode
      #expect(mode == 0o660)
    }
    try shared.check()
  }
}
