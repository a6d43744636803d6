import Glibc
import Testing

@testable import System

@Suite struct `A private folder` {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `is made with all that is missing above it`() throws {
    let folder = PrivateFolder(scratch.path("share/casevault/vault"))
    try folder.create()
    for name in ["share", "share/casevault", "share/casevault/vault"] {
      let facts = try FileFacts(of: scratch.path(name))
      #expect(facts.kind == .folder)
      #expect(facts.mode == 0o700)
    }
    try folder.create()
    try folder.check()
  }

  @Test func `is refused when it stands open already`() throws {
    try #require(unsafe mkdir(scratch.path("vault").string, 0o700) == 0)
    try #require(unsafe chmod(scratch.path("vault").string, 0o755) == 0)
    #expect(throws: FileError(scratch.path("vault"), .tooOpen(0o755))) {
      try PrivateFolder(scratch.path("vault")).create()
    }
  }

  @Test func `is refused when it is a file or a link`() throws {
    try scratch.write("", to: "file")
    try #require(unsafe symlink("/tmp", scratch.path("link").string) == 0)
    #expect(throws: FileError(scratch.path("file"), .notADirectory)) {
      try PrivateFolder(scratch.path("file")).create()
    }
    #expect(throws: FileError(scratch.path("link"), .isSymbolicLink)) {
      try PrivateFolder(scratch.path("link")).create()
    }
  }

  @Test func `shared with a group hands the group on`() throws {
    let group = GroupID(rawValue: getegid())
    let folder = PrivateFolder(scratch.path("vault"), sharing: .group(group))
    try folder.create()
    let facts = try FileFacts(of: folder.path)
    #expect(facts.mode == 0o2770)
    #expect(facts.group == getegid())
  }

  @Test func `shared with a group can be reached by it`() throws {
    let group = GroupID(rawValue: getegid())
    try PrivateFolder(scratch.path("way/vault"), sharing: .group(group)).create()
    #expect(try FileFacts(of: scratch.path("way")).mode == 0o2750)
    #expect(try FileFacts(of: scratch.path("way/vault")).mode == 0o2770)
  }

  @Test func `cannot be given to a group one is not in`() async {
    await #expect(processExitsWith: .success) {
      giveUpRoot()
      let scratch = try Scratch()
      // 0 is root's group, which an unprivileged account is not in.
      let folder = PrivateFolder(
        scratch.path("vault"), sharing: .group(GroupID(rawValue: getegid() == 0 ? 1 : 0)))
      #expect(throws: FileError(folder.path, .permissionDenied)) { try folder.create() }
    }
  }

  @Test(.enabled(if: isRoot, "needs two accounts")) func `of somebody else is refused`() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      try #require(unsafe chmod(scratch.folder.string, 0o755) == 0)
      try #require(unsafe mkdir(scratch.path("vault").string, 0o700) == 0)
      try #require(unsafe chown(scratch.path("vault").string, 1, 1) == 0)
      giveUpRoot()
      #expect(throws: FileError(scratch.path("vault"), .wrongOwner(1))) {
        try PrivateFolder(scratch.path("vault")).create()
      }
    }
  }
}

@Test func `a group is found by its name, and an unknown one is not`() {
  #expect(Account.group(named: "root") == GroupID(rawValue: 0))
  #expect(Account.name(of: GroupID(rawValue: 0)) == "root")
  #expect(Account.group(named: "no-such-group") == nil)
  #expect(Account.group(named: "root\0x") == nil)
  #expect(Account.name(of: GroupID(rawValue: 4_000_000_000)) == nil)
}
