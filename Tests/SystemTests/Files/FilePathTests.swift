import Testing

@testable import System

/// The rows of basename(3) and dirname(3), where those agree with POSIX.
@Test(arguments: [
  ("/usr/lib", "/usr", "lib"),
  ("/usr/", "/", "usr"),
  ("usr", ".", "usr"),
  ("/", "/", "/"),
  ("a//b", "a", "b"),
  ("/a///b//", "/a", "b"),
])
func `a path falls into folder and name`(path: String, folder: String, name: String) {
  #expect(FilePath(path).parent.string == folder)
  #expect(FilePath(path).name == name)
}

@Test func `a component is appended with one slash`() {
  #expect(FilePath("/srv").appending("notes.db").string == "/srv/notes.db")
  #expect(FilePath("/srv/").appending("notes.db").string == "/srv/notes.db")
  #expect(FilePath("/").appending("srv").string == "/srv")
}

@Test(arguments: ["", "/tmp/a\0b"])
func `an empty path and one with a NUL name nothing`(path: String) throws {
  let path = FilePath(path)
  let expected = FileError(path, .notAPath)
  #expect(throws: expected) { try PrivateFile(path).read(atMost: 10) }
  #expect(throws: expected) { try PrivateFile(path).replace(with: [1]) }
  #expect(throws: expected) { try PrivateFolder(path).create() }
  #expect(throws: expected) { try FileSystem(holding: path) }
}
