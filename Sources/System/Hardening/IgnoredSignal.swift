import Glibc

/// A signal that is ignored for a while.
struct IgnoredSignal {
  private let number: Int32
  private let before: sigaction

  init(_ number: Int32) {
    var before = sigaction()
    var ignoring = sigaction()
    unsafe ignoring.__sigaction_handler.sa_handler = SIG_IGN
    _ = unsafe sigaction(number, &ignoring, &before)
    self.number = number
    self.before = before
  }

  func restore() {
    var before = before
    _ = unsafe sigaction(number, &before, nil)
  }
}
