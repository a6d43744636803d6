/// One record of a file, its fields by the file's own names.
package struct ImportRecord: Sendable, Hashable {
  /// Where it begins, counted from 1 as an editor counts.
  package let line: Int
  package let fields: JSONObject
}

/// A file's format, fed in pieces: ``JSONLines`` or ``CSV``.
///
/// Feed what was read, take records until there is none, feed the next piece; after the last piece call
/// ``finish()`` and take the rest. Memory is bounded by the longest record, not by the file.
package protocol ImportReader: Sendable {
  /// Adds the next bytes of the file.
  mutating func feed(_ chunk: [UInt8])
  /// Says that there are no more bytes.
  mutating func finish()
  /// The next record; nil if more bytes are needed, or at the end.
  ///
  /// Throws for a record that cannot be read; the next call goes on behind it, unless the reason
  /// ``RefusedRecord/Reason/endsReading``.
  mutating func next() throws(RefusedRecord) -> ImportRecord?
}

/// The longest record that is read, in bytes: one note is at most 16 MiB, plus room for its escapes.
package let maximumRecordLength = 20 * 1024 * 1024
