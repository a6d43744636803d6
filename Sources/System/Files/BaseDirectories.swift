/// Where a user's files belong.
///
/// Source: XDG Base Directory Specification 0.8. Each folder comes from its variable; one that is
/// unset, empty or relative is replaced by the default under the home folder ("If an implementation
/// encounters a relative path in any of these variables it should consider the path invalid and
/// ignore it").
package struct BaseDirectories: Equatable, Sendable {
  /// What belongs to the user and should be kept: `~/.local/share`.
  package let data: FilePath
  /// Settings: `~/.config`.
  package let configuration: FilePath
  /// What should outlive a restart but is of this machine: `~/.local/state`.
  package let state: FilePath
  /// What may be lost at any time: `~/.cache`.
  package let cache: FilePath
  /// Sockets and the like, gone after logout. The specification gives it no default.
  package let runtime: FilePath?

  /// Throws ``Unknown/homeFolder`` when neither `HOME` nor the account database names one.
  package init(_ environment: Environment) throws(Unknown) {
    guard let home = environment.path("HOME") ?? Account.home() else { throw .homeFolder }
    self.init(environment, home: home)
  }

  package init(_ environment: Environment, home: FilePath) {
    let local = home.appending(".local")
    data = environment.path("XDG_DATA_HOME") ?? local.appending("share")
    configuration = environment.path("XDG_CONFIG_HOME") ?? home.appending(".config")
    state = environment.path("XDG_STATE_HOME") ?? local.appending("state")
    cache = environment.path("XDG_CACHE_HOME") ?? home.appending(".cache")
    runtime = environment.path("XDG_RUNTIME_DIR")
  }

  /// Why no folder can be told.
  package enum Unknown: Error, Equatable {
    case homeFolder
  }
}

extension Environment {
  /// The absolute path in a variable; `nil` when there is none.
  func path(_ name: String) -> FilePath? {
    guard let value = self[name] else { return nil }
    let path = FilePath(value)
    return path.isAbsolute ? path : nil
  }
}
