/// One parser of bytes that come from outside, and what it promises of any of them.
///
/// Called with every kept input by `ParserTests` and with whatever a fuzzer thinks of by
/// `Fuzzing/casevault-fuzz`, so that what a fuzzer found once is a test ever after. An input is accepted
/// or refused with an error of the parser's own; any other error that reaches the caller is a fault, as
/// is a ``BrokenPromise``.
package struct ParserCheck: Sendable {
  /// Also the name of the folder below `seeds` and `found` of `Tests/ParserTests/Fixtures`.
  package let name: String
  /// Whether the input is accepted. Throws for a fault of the parser's.
  package let accepts: @Sendable (_ input: [UInt8]) throws -> Bool

  init(_ name: String, accepts: @escaping @Sendable ([UInt8]) throws -> Bool) {
    self.name = name
    self.accepts = accepts
  }

  /// Every parser that meets bytes which this program has not just written itself.
  package static let all = [
    keyFile, wrap, envelope, padding, noteHeader, leaf, event, manifest, ticket, request,
    checkpoint, verifierKey, tiles, tilePath, frontier, stateArchive, pin, json, jsonLines, csv,
    agentRequest, agentStatus,
  ]

  package static func named(_ name: String) -> ParserCheck? { all.first { $0.name == name } }
}

/// A parser took in what it should not have, or gave back something else.
package struct BrokenPromise: Error {
  package let parser: String
  package let promise: String
}

extension ParserCheck {
  /// Throws ``BrokenPromise`` unless it was kept.
  static func promise(_ parser: String, _ promise: String, _ isKept: Bool) throws(BrokenPromise) {
    guard isKept else { throw BrokenPromise(parser: parser, promise: promise) }
  }
}
