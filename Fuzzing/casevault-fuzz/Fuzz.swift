import Glibc
import ParserChecks

/// Hands a parser what libFuzzer thinks of: `casevault-fuzz [OPTION …] [FOLDER …]`, with the options of
/// libFuzzer. `CASEVAULT_FUZZ_PARSER` names the parser.
///
/// SwiftPM gives each program a `main` of its own, so libFuzzer's is not used and its driver called.
@main enum Fuzz {
  static func main() {
    guard parser != nil else {
      // One a line: script/test reads them.
      for parser in ParserCheck.all { print(parser.name) }
      return
    }
    exit(drive())
  }

  private static func drive() -> CInt {
    var count = CommandLine.argc
    var arguments: Arguments? = unsafe CommandLine.unsafeArgv
    return unsafe runDriver(&count, &arguments, testOneInput)
  }
}

/// The parser that is looked at; libFuzzer's callback takes nothing but the input.
private let parser: ParserCheck? = {
  guard let name = unsafe getenv("CASEVAULT_FUZZ_PARSER") else { return nil }
  return unsafe ParserCheck.named(String(cString: name))
}()

/// A fault of the parser's ends the program, as a crash would: libFuzzer then keeps the input and says
/// which it was.
private func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  do {
    _ = try parser?.accepts(input)
  } catch {
    print("casevault-fuzz: \(error)")
    // What stands in a buffer dies with the program.
    fflush(nil)
    abort()
  }
  return 0
}

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Source: FuzzerInterface.h of LLVM's compiler-rt.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments?>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
