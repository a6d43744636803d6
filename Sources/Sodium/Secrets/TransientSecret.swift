import CSodium

/// Lends zero bytes of the stack for a secret that lives for microseconds, and wipes them before
/// returning, whatever happens.
///
/// For keys derived and used within one call, at most 256 bytes together. A guarded allocation would
/// cost several times what sealing a note costs, and libsodium keeps its own subkeys in the same way.
/// Throws ``SodiumError/outOfRange(_:allowed:found:)`` for another count, and what the body throws.
@inlinable
package func withTransientSecret<Answer>(
  count: Int, _ body: (inout MutableSpan<UInt8>) throws(SodiumError) -> Answer
) throws(SodiumError) -> Answer {
  // Made by the caller's compiler for its own answer; code for any answer asks the runtime each time.
  var outcome = Result<Answer, SodiumError>.failure(
    .outOfRange(.secret, allowed: 0...transientLimit, found: count))
  lendTransientSecret(count: count) { secret in
    do throws(SodiumError) {
      outcome = .success(try body(&secret))
    } catch {
      outcome = .failure(error)
    }
  }
  return try outcome.get()
}

/// Runs the body unless `count` is more than there is.
@usableFromInline
package func lendTransientSecret(count: Int, to body: (inout MutableSpan<UInt8>) -> Void) {
  guard (0...transientLimit).contains(count) else { return }
  // Always the limit: an amount known only at run time would come from the heap.
  unsafe withUnsafeTemporaryAllocation(byteCount: transientLimit, alignment: 16) { memory in
    defer { if let start = memory.baseAddress { unsafe sodium_memzero(start, transientLimit) } }
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
    var secret = unsafe MutableSpan<UInt8>(
      _unsafeBytes: UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
    body(&secret)
  }
}

@usableFromInline package var transientLimit: Int { 256 }
