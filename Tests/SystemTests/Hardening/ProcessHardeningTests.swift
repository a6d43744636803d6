import Foundation
import Glibc
import Testing

@testable import System

@Test func `a hardened process dumps no core and shows its memory to nobody`() async {
  await #expect(processExitsWith: .success) {
    #expect(ProcessHardening.isOpenToInspection)
    #expect(ProcessHardening.apply() == [])
    #expect(!ProcessHardening.isOpenToInspection)
    var limit = rlimit()
    _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    #expect(limit.rlim_cur == 0)
    #expect(limit.rlim_max == 0)
    #expect(umask(0) == 0o077)
  }
}

@Test func `a missing standard stream is opened, so that no file takes its place`() async throws {
  let scratch = try Scratch()
  let folder = scratch.folder.string
  await #expect(processExitsWith: .success) { [folder = folder as String] in
    close(STDIN_FILENO)
    close(STDERR_FILENO)
    _ = ProcessHardening.apply()
    let file = try Descriptor(
      opening: FilePath(folder + "/file"), O_WRONLY | O_CREAT, mode: 0o600)
    #expect(file.number > STDERR_FILENO)
    for number in [STDIN_FILENO, STDERR_FILENO] {
      // A thread of the test's own may open something in between, and then the number is not missing.
      let opened = try FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/fd/\(number)")
      #expect(opened == "/dev/null" || opened.hasPrefix("anon_inode:"))
    }
  }
}
