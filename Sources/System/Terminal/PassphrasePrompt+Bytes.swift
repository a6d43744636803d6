// The same two ways in for owners of typed memory, who need no unsafe code for it.

extension PassphrasePrompt {
  /// As ``read(asking:into:)`` with raw memory.
  package func read(
    asking question: TerminalText, into memory: inout MutableSpan<UInt8>
  ) throws(PromptError) -> Int {
    // Any bytes are valid bytes.
    var raw = unsafe memory.mutableBytes
    return try read(asking: question, into: &raw)
  }
}

extension PassphraseDescriptor {
  /// As ``read(into:)`` with raw memory.
  package func read(into memory: inout MutableSpan<UInt8>) throws(PromptError) -> Int {
    var raw = unsafe memory.mutableBytes
    return try read(into: &raw)
  }
}
