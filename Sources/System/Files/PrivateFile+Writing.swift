import CSystem
import Glibc

extension PrivateFile {
  /// Puts `bytes` in the place of what is there, whole or not at all.
  ///
  /// They are written to a ``PartialFile`` beside it, synchronised, and renamed over it. A crash
  /// before the rename leaves the old content and a stale partial file, which the next write removes;
  /// after it, the new. Only when the folder cannot be synchronised is an error thrown although the
  /// new content is in place, ``FileError/Reason/mayNotLast(_:)``: nobody may say that nothing changed.
  ///
  /// Refuses to replace anything but a file that could also be read: a symbolic link is not followed,
  /// and another user's file is not ours to replace.
  package func replace(with bytes: RawSpan) throws(FileError) {
    do {
      try check()
    } catch {
      guard error.reason == .notFound else { throw error }
    }
    try publish(bytes, refusingToReplace: false)
  }

  /// Writes a new file; one that is already there, of whatever kind, is
  /// ``FileError/Reason/alreadyExists`` and stays untouched.
  package func create(with bytes: RawSpan) throws(FileError) {
    try publish(bytes, refusingToReplace: true)
  }

  /// Refuses what ``create(with:)`` would refuse, and makes nothing: for a file that is written last,
  /// after what cannot be taken back.
  package func checkFree() throws(FileError) {
    try path.parent.checkTakesFiles()
    guard try !path.exists() else { throw FileError(path, .alreadyExists) }
  }

  /// Puts these bytes in the place of what is there: the old or the new, also after a crash.
  package func replace(with bytes: [UInt8]) throws(FileError) {
    try unsafe replace(with: bytes.span.bytes)
  }

  /// Makes the file with these bytes. Throws where there is one already: a key is never written over.
  package func create(with bytes: [UInt8]) throws(FileError) {
    try unsafe create(with: bytes.span.bytes)
  }

  /// The same with bytes that stay in memory of the caller's.
  package func create(with bytes: Span<UInt8>) throws(FileError) {
    try unsafe create(with: bytes.bytes)
  }

  /// Deletes the file and makes that durable. Its blocks are not overwritten: on today's disks and
  /// file systems that would promise more than it does.
  package func remove() throws(FileError) {
    try check()
    try FileError.naming(path) { () throws(SystemFailure) in
      let folder = try Descriptor(opening: path.parent, O_RDONLY | O_DIRECTORY)
      let number = folder.number
      try SystemFailure.check { unsafe unlinkat(number, path.name, 0) }
      try folder.synchroniseNames()
    }
  }

  private func publish(_ bytes: RawSpan, refusingToReplace: Bool) throws(FileError) {
    // That there is no such folder is no fault of a file that is still to be made.
    let folder = try FileError.naming(path.parent) { () throws(SystemFailure) in
      try Descriptor(opening: path.parent, O_RDONLY | O_DIRECTORY)
    }
    let unsettled = try FileError.naming(path) { () throws(SystemFailure) in
      // Interrupted here, the program would leave a partial file behind for no reason.
      try Signals.deferring { () throws(SystemFailure) -> SystemFailure? in
        PartialFile.removeStale(of: path.name, in: folder)
        let partial = try PartialFile(of: path.name, in: folder)
        do throws(SystemFailure) {
          try partial.fill(with: bytes, sharing)
          try partial.take(place: path.name, in: folder, refusingToReplace: refusingToReplace)
        } catch {
          partial.remove(from: folder)
          throw error
        }
        do throws(SystemFailure) {
          try partial.settle(place: path.name, in: folder, isNew: refusingToReplace)
          return nil
        } catch {
          guard !refusingToReplace else { throw error }
          return error
        }
      }
    }
    if let unsettled { throw FileError(path, .mayNotLast(unsettled.code)) }
  }
}
