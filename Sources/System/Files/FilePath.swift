import Glibc

/// Where something lies in the file system, as the bytes the kernel will be given.
///
/// A path is not checked when it is made. One that is empty or holds a NUL names nothing, and every
/// operation of this target refuses it with ``FileError/Reason/notAPath``: a NUL would otherwise cut
/// the name short inside C and reach another file than the one that was meant.
package struct FilePath: Hashable, Sendable {
  package let string: String

  package init(_ string: String) {
    self.string = string
  }

  /// True when the path starts at the root, so that it means the same from every working directory.
  package var isAbsolute: Bool { string.utf8.first == UInt8(ascii: "/") }

  /// The last component: `"notes.db"` of `"/srv/vault/notes.db"`, `"/"` of the root itself.
  package var name: String {
    let trimmed = withoutTrailingSlashes
    guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")), trimmed != "/" else {
      return String(trimmed)
    }
    return String(trimmed[trimmed.utf8.index(after: slash)...])
  }

  /// The folder that holds the last component; `"."` when the path is a bare name.
  package var parent: FilePath {
    let trimmed = withoutTrailingSlashes
    guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return FilePath(".") }
    let above = FilePath(String(trimmed[..<slash])).withoutTrailingSlashes
    return FilePath(above.isEmpty ? "/" : String(above))
  }

  /// The path of something inside this folder.
  package func appending(_ component: String) -> FilePath {
    let folder = withoutTrailingSlashes
    return FilePath(folder == "/" ? "/\(component)" : "\(folder)/\(component)")
  }

  /// Whether this account can make files in this folder, now.
  package var takesFiles: Bool { unsafe isUsable && access(string, W_OK | X_OK) == 0 }

  /// True when the kernel would read the whole of it and nothing else.
  var isUsable: Bool { !string.isEmpty && !string.utf8.contains(0) }

  private var withoutTrailingSlashes: Substring {
    var rest = Substring(string)
    while rest.utf8.count > 1, rest.utf8.last == UInt8(ascii: "/") {
      rest = rest[..<rest.utf8.index(before: rest.utf8.endIndex)]
    }
    return rest
  }
}

extension FilePath: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral value: String) {
    self.init(value)
  }

  package var description: String { string }
}
