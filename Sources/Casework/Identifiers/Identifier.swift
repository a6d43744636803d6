/// Sixteen random bytes that name one thing in a vault.
///
/// The tag keeps a member from being passed where a case file is meant. Written as 32 lower-case
/// hexadecimal digits. Source: docs/format.md §1.
package struct Identifier<Tag>: Hashable, Sendable {
  @usableFromInline package let high: UInt64
  @usableFromInline package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Takes exactly sixteen bytes; throws ``MalformedIdentifier`` on any other number.
  package init(bytes: Span<UInt8>) throws(MalformedIdentifier) {
    guard bytes.count == 16 else { throw MalformedIdentifier() }
    self.init(high: bytes.word(at: 0), low: bytes.word(at: 8))
  }

  /// Takes exactly sixteen bytes; throws ``MalformedIdentifier`` on any other number.
  package init(bytes: some Collection<UInt8>) throws(MalformedIdentifier) {
    let bytes = Array(bytes)
    try self.init(bytes: bytes.span)
  }

  /// Takes exactly 32 lower-case hexadecimal digits, the one form in which an identifier is written.
  package init(hexadecimal text: String) throws(MalformedIdentifier) {
    let digits = text.utf8.span
    guard digits.count == 32, let high = Hexadecimal.word(of: digits, at: 0),
      let low = Hexadecimal.word(of: digits, at: 16)
    else { throw MalformedIdentifier() }
    self.init(high: high, low: low)
  }

  /// The sixteen bytes, most significant first.
  package var bytes: [UInt8] {
    var writer = ByteWriter(capacity: 16)
    writer.append(self)
    return writer.finished()
  }

  /// 32 lower-case hexadecimal digits.
  package var hexadecimal: String {
    var digits: [UInt8] = []
    writeHexadecimal(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// The same digits behind others.
  func writeHexadecimal(to digits: inout [UInt8]) {
    digits.append(addingCapacity: 32) { output in
      Hexadecimal.write(high, to: &output)
      Hexadecimal.write(low, to: &output)
    }
  }
}

// Visible to the other targets' optimiser: they all look into tables of thousands, and the runtime would be
// asked for the tag's type at each comparison.
extension Identifier {
  @inlinable
  package static func == (left: Self, right: Self) -> Bool {
    left.high == right.high && left.low == right.low
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(high)
    hasher.combine(low)
  }
}

extension Identifier: Comparable {
  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// Bytes or digits that are not an identifier, or not a content hash.
package struct MalformedIdentifier: Error, Equatable {
  package init() {}
}

/// The kinds of thing that identifiers name; never instantiated.
package enum Named {
  package enum Compartment {}
  package enum CaseFile {}
  package enum Client {}
  package enum Envelope {}
  package enum Device {}
  package enum Holder {}
}

/// A secret with epochs, and those who hold it.
package typealias CompartmentID = Identifier<Named.Compartment>
/// A person who works here. A member is a compartment held by that member's devices, and its id is
/// that compartment's id.
package typealias MemberID = Identifier<Named.Compartment>
/// What is kept on one client, couple, family or group.
package typealias CaseFileID = Identifier<Named.CaseFile>
/// A person served.
package typealias ClientID = Identifier<Named.Client>
/// Sealed bytes, addressed to one or more compartments.
package typealias EnvelopeID = Identifier<Named.Envelope>
/// One entry in a case file; its id is the id of its envelope.
package typealias NoteID = Identifier<Named.Envelope>
/// A device's key id: BLAKE2b-128 of suite and public keys.
package typealias DeviceID = Identifier<Named.Device>
