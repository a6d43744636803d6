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

@Test(.enabled(if: isRoot, "the home of root is known, another account's is not"))
func `a missing HOME is looked up in the account database`() throws {
  #expect(try BaseDirectories(Environment([:])).data == "/root/.local/share")
  #expect(try BaseDirectories(Environment(["HOME": ""])).data == "/root/.local/share")
  #expect(Account.name() == "root")
}
