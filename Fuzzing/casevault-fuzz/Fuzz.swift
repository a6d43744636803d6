import Glibc
import ParserChecks

/// The parser that is looked at, named by `CASEVAULT_FUZZ_PARSER`.
private let parser: ParserCheck? = {
  guard let name = unsafe getenv("CASEVAULT_FUZZ_PARSER") else { return nil }
  return unsafe ParserCheck.named(String(cString: name))
}()

/// What libFuzzer calls with each input. A fault of the parser's ends the program, as a crash would:
/// libFuzzer then keeps the input and says which it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let parser else {
    print("casevault-fuzz: CASEVAULT_FUZZ_PARSER names no parser; there are:")
    for parser in ParserCheck.all { print(parser.name) }
    exit(64)
  }
  do {
    _ = try parser.accepts(input)
  } catch {
    print("casevault-fuzz: \(error)")
    abort()
  }
  return 0
}
