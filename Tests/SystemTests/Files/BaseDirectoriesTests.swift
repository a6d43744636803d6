import Glibc
import Testing

@testable import System

/// The defaults are those of the XDG Base Directory Specification 0.8.
@Test func `without variables the folders lie under the home folder`() throws {
  let folders = try BaseDirectories(Environment(["HOME": "/home/ana"]))
  #expect(folders.data == "/home/ana/.local/share")
  #expect(folders.configuration == "/home/ana/.config")
  #expect(folders.state == "/home/ana/.local/state")
  #expect(folders.cache == "/home/ana/.cache")
  #expect(folders.runtime == nil)
}

@Test func `each variable moves its folder`() throws {
  let folders = try BaseDirectories(
    Environment([
      "HOME": "/home/ana", "XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s",
      "XDG_CACHE_HOME": "/k", "XDG_RUNTIME_DIR": "/run/user/1000",
    ]))
  #expect(folders.data == "/d")
  #expect(folders.configuration == "/c")
  #expect(folders.state == "/s")
  #expect(folders.cache == "/k")
  #expect(folders.runtime == "/run/user/1000")
}

@Test(arguments: ["", "relative/path", "./data", "~/data"])
func `a variable without an absolute path counts as unset`(value: String) throws {
  let folders = try BaseDirectories(
    Environment(["HOME": "/home/ana", "XDG_DATA_HOME": value, "XDG_RUNTIME_DIR": value]))
  #expect(folders.data == "/home/ana/.local/share")
  #expect(folders.runtime == nil)
}

@Test func `a missing HOME is looked up in the account database`() throws {
  // passwd(5): name, password, user id, group id, comment, home, shell.
  var passwd = try ChunkReader(opening: "/etc/passwd")
  let text = String(decoding: try passwd.readToEnd(atMost: 1 << 20), as: UTF8.self)
  let lines = text.split(separator: "\n")
  let own = lines.map { $0.split(separator: ":", omittingEmptySubsequences: false) }
    .first { $0.count == 7 && $0[2] == "\(geteuid())" }
  try #require(own != nil, "this test needs an account in /etc/passwd")
  let home = FilePath(String(own?[5] ?? ""))
  #expect(try BaseDirectories(Environment([:])).data == home.appending(".local/share"))
  #expect(try BaseDirectories(Environment(["HOME": ""])).data == home.appending(".local/share"))
  #expect(Account.name() == own.map { String($0[0]) })
}
