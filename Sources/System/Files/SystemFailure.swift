import CSystem
import Glibc

/// An error number from the kernel, not yet tied to the thing it happened to.
struct SystemFailure: Error, Equatable {
  let code: Int32

  /// The number the last failed call of this thread left behind.
  static var latest: SystemFailure { SystemFailure(code: errno) }

  /// Calls until no signal interrupts, and turns −1 into an error.
  ///
  /// A signal that ends the program never returns here (see ``Signals``), so an interrupted call is
  /// always one to repeat.
  @discardableResult
  static func check<Result: FixedWidthInteger & SignedInteger>(
    _ call: () -> Result
  ) throws(SystemFailure) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      let failure = latest
      if failure.code != EINTR { throw failure }
    }
  }
}
