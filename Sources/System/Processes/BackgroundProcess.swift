import CSystem
import Glibc

/// A program that goes on after the one that started it: in a session of its own, without terminal, open
/// files or environment.
package enum BackgroundProcess {
  /// This very program's file.
  package static func ownExecutable() throws(FileError) -> FilePath {
    try FilePath("/proc/self/exe").resolved()
  }

  /// The descriptor on which a started program says how it went.
  package static let readyDescriptor: Int32 = 3

  /// Starts a program and waits until it has said one byte on ``readyDescriptor``, which is the answer; nil
  /// when it ends without, or takes longer than `milliseconds`.
  package static func start(
    _ executable: FilePath, called name: String, _ arguments: [String],
    waitingAtMost milliseconds: Int64
  ) throws(FileError) -> UInt8? {
    try FileError.naming(executable) { () throws(SystemFailure) in
      var ends: [Int32] = [-1, -1]
      try SystemFailure.check { unsafe pipe(&ends) }
      let reading = Descriptor(owning: ends[0])
      let writing = Descriptor(owning: ends[1])
      // No other program that is started meanwhile may keep the pipe open.
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let settings = SpawnSettings(inBackgroundSpeakingOn: writing.number, as: readyDescriptor)
      _ = try settings.start(executable, [name] + arguments, [])
      writing.leave()
      return try reading.byte(within: milliseconds)
    }
  }

  /// To be called first thing by a program that was started so: closes whatever its starter had inherited, as
  /// a pipe that somebody reads to its end.
  package static func closeWhatWasInherited() {
    _ = csystem_unshare_and_close_from(UInt32(readyDescriptor) + 1)
  }

  /// Says the byte that ``start(_:called:_:waitingAtMost:)`` waits for, and lets go of the pipe.
  package static func report(_ byte: UInt8) {
    let pipe = Descriptor(owning: readyDescriptor)
    try? unsafe pipe.write([byte].span.bytes)
  }
}

extension Descriptor {
  /// Closes it now, not only at the end of its owner's scope.
  fileprivate consuming func leave() {}

  fileprivate borrowing func byte(within milliseconds: Int64) throws(SystemFailure) -> UInt8? {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let end = SystemClock.monotonicMilliseconds() + milliseconds
    while true {
      let left = Int32(clamping: max(0, end - SystemClock.monotonicMilliseconds()))
      let count = unsafe poll(&request, 1, left)
      if count == 0 { return nil }
      if count > 0 { break }
      guard errno == EINTR else { throw SystemFailure.latest }
    }
    var bytes: [UInt8] = [0]
    var span = bytes.mutableSpan
    var target = unsafe span.mutableBytes
    return try read(into: &target) == 1 ? bytes[0] : nil
  }
}
