import CSodium

/// Lends zero bytes of the stack for a secret that lives for microseconds, and wipes them before
/// returning, whatever happens.
///
/// For keys derived and used within one call. A guarded allocation would cost several times what
/// sealing a note costs, and libsodium keeps its own subkeys in the same way.
package func withTransientSecret<Answer>(
  count: Int, _ body: (inout MutableSpan<UInt8>) throws(SodiumError) -> Answer
) throws(SodiumError) -> Answer {
  let outcome: Result<Answer, SodiumError> = unsafe withUnsafeTemporaryAllocation(
    byteCount: count, alignment: 16
  ) { memory in
    defer { if let start = memory.baseAddress { unsafe sodium_memzero(start, count) } }
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
    var secret = unsafe MutableSpan<UInt8>(_unsafeBytes: memory)
    do throws(SodiumError) { return .success(try body(&secret)) } catch { return .failure(error) }
  }
  return try outcome.get()
}
