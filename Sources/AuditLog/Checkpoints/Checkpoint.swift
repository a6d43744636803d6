/// What a log says about itself at one moment: how many entries it has, and their root.
///
/// Source: C2SP tlog-checkpoint, https://c2sp.org/tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
  /// Which log this is, one line; ``LogOrigin`` for the logs of CaseVault.
  package let origin: String
  /// The number of entries.
  package let size: UInt64
  /// The root of the tree over them.
  package let root: TreeHash
  /// Lines behind the first three, which mean nothing to us but are part of what is signed.
  package let extensions: [String]

  /// A checkpoint of a log of ours.
  package init(origin: LogOrigin, size: UInt64, root: TreeHash) {
    self.origin = origin.text
    self.size = size
    self.root = root
    extensions = []
  }

  /// Reads a note's text. Throws ``MalformedCheckpoint``.
  package init(_ text: SignableText) throws(MalformedCheckpoint) {
    let lines = text.utf8.dropLast().split(separator: newline, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count >= 3, !lines.contains(where: \.isEmpty) else { throw .tooFewLines }
    // One spelling only: a number with a leading zero or plus sign would be another text to sign.
    guard let size = UInt64(lines[1]), String(size) == lines[1] else { throw .badSize }
    guard let root = TreeHash(base64: lines[2]) else { throw .badRoot }
    origin = lines[0]
    self.size = size
    self.root = root
    extensions = Array(lines.dropFirst(3))
  }

  /// The text to sign. A checkpoint that was read gives back the bytes that it was read from.
  package var text: SignableText {
    SignableText(
      assembled: ([origin, String(size), root.base64] + extensions)
        .map { $0 + "\n" }.joined())
  }
}

/// Why a note's text is no checkpoint.
package enum MalformedCheckpoint: Error, Equatable {
  /// Fewer than three lines, or an empty one among them.
  case tooFewLines
  /// The second line is not a decimal number in its shortest form.
  case badSize
  /// The third line is not 32 bytes in base64.
  case badRoot
}
