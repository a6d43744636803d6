import CSystem
import Glibc

/// The screen a person looks at.
package enum Terminal {
  /// Columns and rows.
  package struct Size: Equatable, Sendable {
    package let columns: Int
    package let rows: Int
  }

  /// The size of the terminal that standard output, error or input is: asked from it, else from
  /// `COLUMNS` and `LINES`, else 80 by 24.
  package static func size(_ environment: Environment) -> Size {
    for number in [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO] {
      if let size = size(of: number) { return size }
    }
    return Size(
      columns: environment.count("COLUMNS") ?? 80, rows: environment.count("LINES") ?? 24)
  }

  /// The size of one open terminal; `nil` when it is none, or does not know.
  static func size(of number: Int32) -> Size? {
    var window = winsize()
    guard unsafe ioctl(number, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return nil
    }
    return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }
}

extension Environment {
  /// A small positive number in a variable; anything else counts as unset.
  fileprivate func count(_ name: String) -> Int? {
    guard let value = self[name].flatMap({ Int($0) }), (1...10_000).contains(value) else {
      return nil
    }
    return value
  }
}
