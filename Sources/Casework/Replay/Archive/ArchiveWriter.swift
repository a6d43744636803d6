// What an archive's forms have beyond the fixed widths.

extension ByteWriter {
  /// Counts stay far below 2^53; ``ArchiveReader/count()`` refuses one that does not.
  mutating func append(count: Int) { append(UInt64(clamping: count)) }

  mutating func append(length: Int) { append(UInt32(clamping: length)) }

  mutating func append(shelf: Int64) { append(UInt64(bitPattern: shelf)) }

  mutating func append(_ moment: Moment) {
    append(UInt64(bitPattern: moment.millisecondsSince1970))
  }

  mutating func append(_ link: Link) {
    append(link.sequence)
    append(link.hash)
  }

  /// A short word, such as a role's.
  mutating func append(code: String) {
    let letters = code.utf8.prefix(255)
    append(UInt8(letters.count))
    append(letters)
  }

  mutating func append<Elements: Collection>(
    list elements: Elements, _ write: (Elements.Element, inout ByteWriter) -> Void
  ) {
    append(length: elements.count)
    for element in elements { write(element, &self) }
  }

  mutating func append<Value>(
    optional value: Value?, _ write: (Value, inout ByteWriter) -> Void
  ) {
    append(value == nil ? 0 : 1 as UInt8)
    if let value { write(value, &self) }
  }
}
