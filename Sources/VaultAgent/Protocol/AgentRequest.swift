import Sodium

/// What an agent is asked. One packet: u8 version ‖ u8 operation ‖ key file's id(32) ‖ body.
///
/// A whole request is one packet of the kernel's: it arrives complete or not at all, so nobody can keep the
/// agent waiting for its rest. Source: docs/format.md §9.
package struct AgentRequest: Equatable, Sendable {
  let operation: Operation
  let key: KeyFileID

  package enum Operation: UInt8, CaseIterable, Sendable {
    /// u64 milliseconds at most ‖ u64 milliseconds without use ‖ seed(32) ‖ path of the key file.
    case hold = 1
    /// Nothing; of ``KeyFileID/all``, every key.
    case lock = 2
    /// Nothing; answered with ``AgentFacts``.
    case status = 3
    /// Nothing; answered with the public keys(64) ‖ locator key(32).
    case identify = 4
    /// What is to be signed, label included; answered with the signature(64).
    case sign = 5
    /// A sealed box; answered with its text.
    case open = 6
    /// u8 purpose ‖ nonce(24); answered with the keys of that one sealing(64).
    case derive = 7
  }

  static let version: UInt8 = 1
  package static let headLength = 2 + KeyFileID.length
  /// An entry of the log, which is signed whole, is the longest that is asked about; docs/format.md §6.
  static let longestBody = 66_000
  /// Of a `hold`, before the path.
  static let holdLength = 16 + 32
  static let longestPath = 4_096

  package init(_ operation: Operation, of key: KeyFileID) {
    self.operation = operation
    self.key = key
  }

  /// Reads a head. Nil for another version, an operation that there is not, or another length.
  init?(head: Span<UInt8>) {
    guard head.count == Self.headLength, head[0] == Self.version,
      let operation = Operation(rawValue: head[1]),
      let id = try? Digest32(head.extracting(last: KeyFileID.length))
    else { return nil }
    self.init(operation, of: KeyFileID(bytes: id))
  }

  package var head: [UInt8] { [Self.version, operation.rawValue] + key.bytes.bytes }
}

/// How an agent answers: u8 version ‖ u8 outcome ‖ body, which is empty unless it is done.
package enum AgentOutcome: UInt8, CaseIterable, Sendable {
  case done = 0
  /// The key is not held, or not any more.
  case notHeld = 1
  /// A request of another version, or one that says nothing.
  case malformed = 2
  /// Bytes that no device signs.
  case nothingToSign = 3
  /// A box for somebody else, or a changed one.
  case damaged = 4
  /// As many keys are held as one agent holds.
  case full = 5

  static let headLength = 2

  var head: [UInt8] { [AgentRequest.version, rawValue] }

  init?(head: Span<UInt8>) {
    guard head.count == Self.headLength, head[0] == AgentRequest.version else { return nil }
    self.init(rawValue: head[1])
  }
}
