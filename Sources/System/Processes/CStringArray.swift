import Glibc

/// Lists of words in the form `exec` wants them: pointers to copies, and a null at the end.
enum CStringArray {
  /// Lends the list for the length of `body`. A word with a NUL inside is EINVAL, since the program
  /// would see only its beginning.
  static func lending<Value>(
    _ words: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) throws(SystemFailure) -> Value
  ) throws(SystemFailure) -> Value {
    guard !words.contains(where: { $0.utf8.contains(0) }) else {
      throw SystemFailure(code: EINVAL)
    }
    let copies = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return try unsafe copies.withUnsafeBufferPointer { (list) throws(SystemFailure) in
      guard let start = list.baseAddress else { throw SystemFailure(code: EINVAL) }
      return try unsafe body(start)
    }
  }
}
