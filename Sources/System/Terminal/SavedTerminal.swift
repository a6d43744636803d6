import CSystem
import Glibc

/// A terminal's settings, to be put back after somebody else had the use of it.
struct SavedTerminal {
  private let number: Int32
  private let settings: termios

  /// `nil` when the descriptor is no terminal.
  init?(_ number: Int32) {
    var settings = termios()
    guard unsafe tcgetattr(number, &settings) == 0 else { return nil }
    self.number = number
    self.settings = settings
  }

  func restore() {
    var settings = settings
    _ = unsafe tcsetattr(number, TCSADRAIN, &settings)
  }
}
