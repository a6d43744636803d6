import CSystem
import Glibc

/// Passphrases that a program hands over on a descriptor (`--passphrase-fd 3`), one a line.
package struct PassphraseDescriptor: Sendable {
  /// The longest passphrase accepted, in bytes.
  package static let limit = 1024

  private let number: Int32

  package init(_ number: Int32) {
    self.number = number
  }

  /// Reads the next line into `memory` and returns its length in bytes, without its `\n` or `\r\n`.
  ///
  /// Byte by byte: what follows the line stays for the next read, of whatever program. A last line
  /// needs no line feed; when nothing at all is left, that is ``PromptError/endOfInput``, so that an
  /// empty passphrase and a missing one are told apart.
  package func read(into memory: inout MutableRawSpan) throws(PromptError) -> Int {
    let limit = min(Self.limit, memory.byteCount)
    var count = 0
    var isReturnHeldBack = false
    var hasBegun = false
    while let byte = try nextByte() {
      hasBegun = true
      if byte == UInt8(ascii: "\n") { return count }
      if isReturnHeldBack { try keep(UInt8(ascii: "\r"), at: &count, limit, in: &memory) }
      isReturnHeldBack = byte == UInt8(ascii: "\r")
      if !isReturnHeldBack { try keep(byte, at: &count, limit, in: &memory) }
    }
    guard hasBegun else { throw .endOfInput }
    if isReturnHeldBack { try keep(UInt8(ascii: "\r"), at: &count, limit, in: &memory) }
    return count
  }

  private func keep(
    _ byte: UInt8, at count: inout Int, _ limit: Int, in memory: inout MutableRawSpan
  ) throws(PromptError) {
    guard count < limit else { throw .tooLong(limit: limit) }
    memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  private func nextByte() throws(PromptError) -> UInt8? {
    do throws(SystemFailure) {
      return try unsafe withWipedMemory(1) { (memory) throws(SystemFailure) in
        let count = try SystemFailure.check { unsafe Glibc.read(number, memory.baseAddress, 1) }
        return unsafe count == 1 ? memory[0] : nil
      }
    } catch {
      let isUnusable = [EBADF, EISDIR, EINVAL].contains(error.code)
      throw isUnusable ? .descriptorNotReadable(number) : .ioError(error.code)
    }
  }
}
