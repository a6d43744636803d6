import Glibc
import Testing

@testable import System

@Suite struct `Writing a private file` {
  let scratch: Scratch
  let file: PrivateFile

  init() throws {
    scratch = try Scratch()
    file = PrivateFile(scratch.path("key"))
  }

  @Test func `makes it 0600 and leaves nothing beside it`() throws {
    try file.replace(with: Array("first".utf8))
    #expect(try scratch.contents("key") == "first")
    #expect(try FileFacts(of: file.path).mode == 0o600)
    #expect(try scratch.names() == ["key"])
  }

  @Test func `replaces the old content by another file`() throws {
    try file.replace(with: Array("a longer first content".utf8))
    let before = try FileFacts(of: file.path).inode
    try file.replace(with: Array("second".utf8))
    #expect(try scratch.contents("key") == "second")
    #expect(try FileFacts(of: file.path).inode != before)
    #expect(try scratch.names() == ["key"])
  }

  @Test func `puts a piece over a part, and nothing else moves`() throws {
    try file.create(with: Array("0123456789".utf8))
    let before = try FileFacts(of: file.path).inode
    let isWritten = try file.overwrite(atMost: 10) { all in
      #expect(all == Array("0123456789".utf8))
      return PrivateFile.Piece(at: 3, Array("abc".utf8))
    }
    #expect(isWritten)
    #expect(try scratch.contents("key") == "012abc6789")
    #expect(try FileFacts(of: file.path).inode == before)
    let isLeft = try !file.overwrite(atMost: 10) { _ in nil }
    #expect(isLeft)
    #expect(try scratch.contents("key") == "012abc6789")
  }

  @Test func `puts nothing over what is too large, another's to read, or a link`() throws {
    let piece = PrivateFile.Piece(at: 0, [88])
    try file.create(with: Array("0123456789".utf8))
    #expect(throws: FileError(file.path, .tooLarge(limit: 9))) {
      _ = try file.overwrite(atMost: 9) { _ in piece }
    }
    try #require(unsafe chmod(file.path.string, 0o644) == 0)
    #expect(throws: FileError(file.path, .tooOpen(0o644))) {
      _ = try file.overwrite(atMost: 10) { _ in piece }
    }
    #expect(try scratch.contents("key") == "0123456789")
    let link = PrivateFile(scratch.path("link"))
    try #require(unsafe symlink("key", link.path.string) == 0)
    #expect(throws: FileError(link.path, .isSymbolicLink)) {
      _ = try link.overwrite(atMost: 10) { _ in piece }
    }
    let missing = PrivateFile(scratch.path("missing"))
    #expect(throws: FileError(missing.path, .notFound)) {
      _ = try missing.overwrite(atMost: 10) { _ in piece }
    }
  }

  @Test func `takes five megabytes`() throws {
    let bytes = [UInt8](repeating: 0xA5, count: 5_000_000)
    try file.create(with: bytes)
    #expect(try file.read(atMost: 5_000_000) == bytes)
  }

  @Test func `never overwrites when it creates`() throws {
    try file.create(with: Array("first".utf8))
    #expect(throws: FileError(file.path, .alreadyExists)) {
      try file.create(with: Array("second".utf8))
    }
    #expect(try scratch.contents("key") == "first")
    #expect(try scratch.names() == ["key"])
  }

  @Test func `does not create through a dangling symbolic link`() throws {
    try #require(unsafe symlink("elsewhere", file.path.string) == 0)
    #expect(throws: FileError(file.path, .alreadyExists)) { try file.create(with: [1]) }
    #expect(throws: FileError(file.path, .isSymbolicLink)) { try file.replace(with: [1]) }
    #expect(try scratch.names() == ["key"])
  }

  @Test func `does not replace a folder`() throws {
    try #require(unsafe mkdir(file.path.string, 0o700) == 0)
    #expect(throws: FileError(file.path, .isDirectory)) { try file.replace(with: [1]) }
  }

  @Test func `needs the folder to be there`() {
    let lost = PrivateFile(scratch.path("missing/key"))
    #expect(throws: FileError(lost.path.parent, .notFound)) { try lost.create(with: [1]) }
  }

  @Test func `is not fooled by a file where a folder is meant`() throws {
    try scratch.write("", to: "plain")
    let lost = PrivateFile(scratch.path("plain/key"))
    #expect(throws: FileError(lost.path.parent, .notADirectory)) { try lost.create(with: [1]) }
  }

  /// A look before something that cannot be taken back: it says what the writing would, and makes nothing.
  @Test func `says before writing what stands in the way`() throws {
    try file.checkFree()
    #expect(try scratch.names() == [])
    try scratch.write("", to: "plain")
    let plain = PrivateFile(scratch.path("plain"))
    #expect(throws: FileError(plain.path, .alreadyExists)) { try plain.checkFree() }
    for name in ["plain/key", "plain/below/key"] {
      #expect(throws: FileError(plain.path, .notADirectory), "\(name)") {
        try PrivateFile(scratch.path(name)).checkFree()
      }
    }
    #expect(throws: FileError(scratch.path("missing"), .notFound)) {
      try PrivateFile(scratch.path("missing/key")).checkFree()
    }
  }

  @Test func `sweeps up what a crashed writer left`() throws {
    try scratch.write("half a ke", to: ".key.0123456789abcdef.partial")
    try file.replace(with: Array("whole key".utf8))
    #expect(try scratch.names() == ["key"])
  }

  @Test(arguments: [
    ".other.0123456789abcdef.partial", ".key.0123456789abcdef.partial.txt",
    ".key.0123456789abcdeg.partial", ".key.0123456789abcde.partial", "key.0123456789abcdef.partial",
  ])
  func `leaves other files of similar name alone`(name: String) throws {
    try scratch.write("mine", to: name)
    try file.replace(with: Array("whole key".utf8))
    #expect(try scratch.names().contains(name))
  }

  @Test func `leaves the partial file of a living writer alone`() throws {
    let folder = try Descriptor(opening: scratch.folder, O_RDONLY | O_DIRECTORY)
    let partial = try PartialFile(of: "key", in: folder)
    try file.replace(with: Array("another writer's".utf8))
    #expect(try scratch.names() == [partial.name, "key"])
  }

  @Test func `loses no writer when sixteen write at once`() async throws {
    let file = file
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<16 {
        group.addTask { try file.replace(with: [UInt8](repeating: UInt8(writer), count: 1000)) }
      }
      try await group.waitForAll()
    }
    let bytes = try file.read(atMost: 1000)
    #expect(bytes.count == 1000)
    #expect(Set(bytes).count == 1)
    #expect(try scratch.names() == ["key"])
  }

  @Test func `shared with a group is 0660 and the group's`() throws {
    let group = GroupID(rawValue: getegid())
    let shared = PrivateFile(scratch.path("vault"), sharing: .group(group))
    try shared.create(with: [1])
    let facts = try FileFacts(of: shared.path)
    #expect(facts.mode == 0o660)
    #expect(facts.group == getegid())
  }

  @Test func `is removed for good`() throws {
    try file.create(with: [1])
    try file.remove()
    #expect(try scratch.names() == [])
    #expect(throws: FileError(file.path, .notFound)) { try file.remove() }
  }

  @Test func `needs the permission to write in the folder`() async {
    await #expect(processExitsWith: .success) {
      giveUpRoot()
      let scratch = try Scratch()
      try #require(unsafe chmod(scratch.folder.string, 0o500) == 0)
      let file = PrivateFile(scratch.path("key"))
      #expect(throws: FileError(file.path, .permissionDenied)) { try file.create(with: [1]) }
    }
  }
}
