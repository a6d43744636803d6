import CSodium

/// Lends zero bytes of the stack for a secret that lives for microseconds, and wipes them before
/// returning, whatever happens.
///
/// For keys derived and used within one call, at most 256 bytes together. A guarded allocation would
/// cost several times what sealing a note costs, and libsodium keeps its own subkeys in the same way.
/// Throws ``SodiumError/outOfRange(_:allowed:found:)`` for another count, and what the body throws.
package func withTransientSecret<Answer>(
  count: Int, _ body: (inout MutableSpan<UInt8>) throws(SodiumError) -> Answer
) throws(SodiumError) -> Answer {
  try SodiumError.expect(0...transientLimit, .secret, found: count)
  // Always the limit: an amount known only at run time would come from the heap.
  let outcome: Result<Answer, SodiumError> = unsafe withUnsafeTemporaryAllocation(
    byteCount: transientLimit, alignment: 16
  ) { memory in
    defer { if let start = memory.baseAddress { unsafe sodium_memzero(start, transientLimit) } }
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
    var secret = unsafe MutableSpan<UInt8>(
      _unsafeBytes: UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
    do throws(SodiumError) { return .success(try body(&secret)) } catch { return .failure(error) }
  }
  return try outcome.get()
}

private var transientLimit: Int { 256 }
