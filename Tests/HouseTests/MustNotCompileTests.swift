import Foundation
import Testing

/// A file of Tests/MustNotCompile: what the compiler has to refuse, and what it has to say.
///
/// The second line says what is expected; the line that ends in `// must not compile` is the offence.
struct ForbiddenCode: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let expected: String
  let text: String

  /// The same without the offending line: it has to compile, or the refusal proves nothing.
  var innocentText: String {
    lines.filter { !$0.hasSuffix(Self.mark) }.joined(separator: "\n")
  }
  var offences: Int { lines.count { $0.hasSuffix(Self.mark) } }

  private static let mark = "// must not compile"
  private var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  init(_ name: String) throws {
    testDescription = name
    text = try House.text(of: "Tests/MustNotCompile/\(name).swift")
    expected = text.firstMatch(of: /\n\/\/ expect: (.+)\n/).map { String($0.output.1) } ?? ""
  }

  static let names = [
    "CopiedReceipt", "CopiedSecret", "EntryWithoutPermit", "ErasedSecret", "EscapedSpan",
    "ForgedPermit", "ForgedReceipt", "OpenedWithoutReceipt", "PermitSpentTwice", "PrintedSecret",
  ]
}

@Test(arguments: ForbiddenCode.names)
func `what the design forbids does not compile`(_ name: String) throws {
  let code = try ForbiddenCode(name)
  try #require(code.offences == 1)
  try #require(!code.expected.isEmpty)
  let compiler = try Compiler()
  #expect(try compiler.errors(in: code.innocentText) == [])
  let errors = try compiler.errors(in: code.text)
  #expect(errors.count == 1)
  #expect(errors.allSatisfy { $0.contains(code.expected) })
}

@Test func `every file of MustNotCompile is tried`() throws {
  let files = try House.swiftFiles(below: "Tests/MustNotCompile").map(\.name)
  #expect(files == ForbiddenCode.names)
}
