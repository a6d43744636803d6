import Glibc
import Testing

@testable import System

@Suite struct `Reading a private file` {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `gives back what was written`() throws {
    try scratch.write("fourteen bytes", to: "note")
    #expect(try PrivateFile(scratch.path("note")).read(atMost: 14) == Array("fourteen bytes".utf8))
  }

  @Test func `refuses one byte above the limit`() throws {
    try scratch.write("fourteen bytes", to: "note")
    #expect(throws: FileError(scratch.path("note"), .tooLarge(limit: 13))) {
      try PrivateFile(scratch.path("note")).read(atMost: 13)
    }
  }

  @Test func `refuses a terabyte before taking memory for it`() throws {
    try scratch.write("", to: "huge")
    // Sparse: a terabyte in length, no block on the disk.
    try #require(unsafe truncate(scratch.path("huge").string, 1 << 40) == 0)
    #expect(throws: FileError(scratch.path("huge"), .tooLarge(limit: 1 << 30))) {
      try PrivateFile(scratch.path("huge")).read(atMost: 1 << 30)
    }
  }

  @Test func `tells what is missing`() {
    #expect(throws: FileError(scratch.path("nothing"), .notFound)) {
      try PrivateFile(scratch.path("nothing")).read(atMost: 10)
    }
  }

  @Test func `refuses a folder`() {
    #expect(throws: FileError(scratch.folder, .isDirectory)) {
      try PrivateFile(scratch.folder).read(atMost: 10)
    }
  }

  @Test func `does not follow a symbolic link to a good file`() throws {
    try scratch.write("target", to: "target")
    try #require(unsafe symlink("target", scratch.path("link").string) == 0)
    #expect(throws: FileError(scratch.path("link"), .isSymbolicLink)) {
      try PrivateFile(scratch.path("link")).read(atMost: 10)
    }
  }

  @Test(.timeLimit(.minutes(10))) func `does not wait for the writer of a pipe`() throws {
    try #require(unsafe mkfifo(scratch.path("pipe").string, 0o600) == 0)
    #expect(throws: FileError(scratch.path("pipe"), .notARegularFile(.pipe))) {
      try PrivateFile(scratch.path("pipe")).read(atMost: 10)
    }
  }

  @Test func `refuses a device`() {
    #expect(throws: FileError("/dev/null", .notARegularFile(.characterDevice))) {
      try PrivateFile("/dev/null").read(atMost: 10)
    }
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o660, 0o644, 0o601, 0o777])
  func `refuses a file that others may reach`(mode: Int) throws {
    try scratch.write("key", to: "key", mode: mode_t(mode))
    #expect(throws: FileError(scratch.path("key"), .tooOpen(UInt16(mode)))) {
      try PrivateFile(scratch.path("key")).read(atMost: 10)
    }
  }

  @Test func `accepts a file that even its owner may only read`() throws {
    try scratch.write("key", to: "key", mode: 0o400)
    #expect(try PrivateFile(scratch.path("key")).read(atMost: 10) == Array("key".utf8))
  }

  @Test func `tells a missing permission from a missing file`() async {
    await #expect(processExitsWith: .success) {
      giveUpRoot()
      let scratch = try Scratch()
      try scratch.write("key", to: "key", mode: 0o200)
      #expect(throws: FileError(scratch.path("key"), .permissionDenied)) {
        try PrivateFile(scratch.path("key")).read(atMost: 10)
      }
    }
  }

  @Test(.enabled(if: isRoot, "needs two accounts")) func `refuses another user's file`() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      try scratch.write("key", to: "key", mode: 0o600)
      try #require(unsafe chown(scratch.path("key").string, 1, 1) == 0)
      try #require(unsafe chmod(scratch.folder.string, 0o755) == 0)
      giveUpRoot()
      #expect(throws: FileError(scratch.path("key"), .wrongOwner(1))) {
        try PrivateFile(scratch.path("key")).read(atMost: 10)
      }
    }
  }
}

@Suite struct `A file shared with a group` {
  let scratch: Scratch
  let own = GroupID(rawValue: getegid())

  init() throws {
    scratch = try Scratch()
  }

  @Test func `may be open to the group`() throws {
    try scratch.write("vault", to: "vault", mode: 0o660)
    let file = PrivateFile(scratch.path("vault"), sharing: .group(own))
    #expect(try file.read(atMost: 10) == Array("vault".utf8))
  }

  @Test(arguments: [0o664, 0o661, 0o662])
  func `may not be open to everybody`(mode: Int) throws {
    try scratch.write("vault", to: "vault", mode: mode_t(mode))
    #expect(throws: FileError(scratch.path("vault"), .tooOpen(UInt16(mode)))) {
      try PrivateFile(scratch.path("vault"), sharing: .group(own)).read(atMost: 10)
    }
  }

  @Test func `must belong to that group`() throws {
    try scratch.write("vault", to: "vault", mode: 0o660)
    let other = GroupID(rawValue: own.rawValue + 1)
    #expect(throws: FileError(scratch.path("vault"), .wrongGroup(own.rawValue))) {
      try PrivateFile(scratch.path("vault"), sharing: .group(other)).read(atMost: 10)
    }
  }

  @Test(.enabled(if: isRoot, "needs two accounts"))
  func `may have been made by another of its accounts`() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      try scratch.write("vault", to: "vault", mode: 0o660)
      try #require(unsafe chown(scratch.path("vault").string, 1, nobody) == 0)
      try #require(unsafe chmod(scratch.folder.string, 0o755) == 0)
      giveUpRoot()
      let file = PrivateFile(scratch.path("vault"), sharing: .group(GroupID(rawValue: nobody)))
      #expect(try file.read(atMost: 10) == Array("vault".utf8))
    }
  }
}
