import CSystem
import Glibc

/// The environment variables, as a value that is passed in: nothing below asks the process itself.
package struct Environment: Equatable, Sendable {
  package var variables: [String: String]

  package init(_ variables: [String: String]) {
    self.variables = variables
  }

  /// What this process was started with.
  package static func ofProcess() -> Environment {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let pair = unsafe String(cString: entry)
      if let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")) {
        let name = String(pair[..<equals])
        // The first of two equal names is the one getenv would answer with.
        if variables[name] == nil {
          variables[name] = String(pair[pair.utf8.index(after: equals)...])
        }
      }
      unsafe next += 1
    }
    return Environment(variables)
  }

  /// The value of a variable; `nil` when it is unset or empty, which most programs treat alike.
  package subscript(_ name: String) -> String? {
    guard let value = variables[name], !value.isEmpty else { return nil }
    return value
  }
}
