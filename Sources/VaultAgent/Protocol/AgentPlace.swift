package import System

/// Where an agent is found: a folder of this account's alone, with its socket and its lock.
package struct AgentPlace: Sendable {
  package let folder: FilePath

  /// In the session's runtime folder, which goes when its user logs out; where there is none, in the folder
  /// for what is of this machine, in which nobody else can put anything in its place.
  package init(_ folders: BaseDirectories) {
    folder =
      folders.runtime?.appending("casevault")
      ?? folders.state.appending("casevault").appending("agent")
  }

  package init(folder: FilePath) { self.folder = folder }

  /// The folder; nil where there is none, and so no agent. Throws ``FileError`` where it is somebody else's,
  /// or open to others.
  package func opened() throws(FileError) -> SocketFolder? {
    try FileError.unlessGone { () throws(FileError) in try SocketFolder(opening: folder) }
  }

  /// The same, made where it is not there yet.
  package func made() throws(FileError) -> SocketFolder {
    try PrivateFolder(folder).create()
    return try SocketFolder(opening: folder)
  }

  static let socket = "agent"
  static let lock = "agent.lock"
}
