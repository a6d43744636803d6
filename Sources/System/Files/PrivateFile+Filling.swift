import CSystem
import Glibc

extension PrivateFile {
  /// Makes a new file that a library writes by name, such as a database, and gives it its place only
  /// once it is whole and durable.
  ///
  /// `fill` gets the path of an empty file of this one's mode, in the same folder, and must have closed
  /// it when it returns. When it throws, or a signal asks the program to stop meanwhile, nothing stays
  /// behind. When the program dies nothing has this file's name, and what it leaves is removed by the
  /// next write. One that is already there, of whatever kind, is
  /// ``FileError/Reason/alreadyExists`` and stays untouched.
  package func create(filledBy fill: (FilePath) throws -> Void) throws {
    try Signals.deferring { try createUninterrupted(filledBy: fill) }
  }

  private func createUninterrupted(filledBy fill: (FilePath) throws -> Void) throws {
    let folder = try FileError.naming(path.parent) { () throws(SystemFailure) in
      try Descriptor(opening: path.parent, O_RDONLY | O_DIRECTORY)
    }
    guard try !path.exists() else { throw FileError(path, .alreadyExists) }
    PartialFile.removeStale(of: path.name, in: folder)
    let partial = try FileError.naming(path) { () throws(SystemFailure) in
      let partial = try PartialFile(of: path.name, in: folder)
      try partial.share(sharing)
      return partial
    }
    do {
      try fill(path.parent.appending(partial.name))
      try FileError.naming(path) { () throws(SystemFailure) in
        // Whoever pressed Ctrl-C wants no file; the deferring ends the program once this one is gone.
        if Signals.pending != nil { throw SystemFailure(code: EINTR) }
        try partial.file.synchronise()
        try partial.take(place: path.name, in: folder, refusingToReplace: true)
        try partial.settle(place: path.name, in: folder, isNew: true)
      }
    } catch {
      partial.remove(from: folder)
      throw error
    }
  }
}
