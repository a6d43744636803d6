@testable import Casework

// Identifiers and hashes of one repeated byte, so that an expected line can be read and written by hand.

func id<Tag>(_ byte: UInt8) -> Identifier<Tag> {
  let word = UInt64(byte) &* 0x0101_0101_0101_0101
  return Identifier(high: word, low: word)
}

func hash(_ byte: UInt8) -> ContentHash {
  let word = UInt64(byte) &* 0x0101_0101_0101_0101
  return ContentHash(words: .init(first: word, second: word, third: word, fourth: word))
}

func link(_ sequence: UInt64, _ byte: UInt8) -> Link { Link(sequence: sequence, hash: hash(byte)) }

func envelope(
  _ id_: UInt8, version: UInt32 = 1, hash hash_: UInt8, slots: UInt8
) -> EnvelopeNotice {
  EnvelopeNotice(envelope: id(id_), version: version, hash: hash(hash_), slots: hash(slots))
}

func wrap(for holder: UInt8, hash hash_: UInt8) -> WrapNotice {
  WrapNotice(holder: HolderID(id(holder) as MemberID), hash: hash(hash_))
}

/// An epoch whose commitment, key and wrap are three bytes in a row.
func sealed(
  _ id_: UInt8, _ kind: CompartmentKind, epoch: UInt32 = 1, to holder: UInt8, from first: UInt8
) -> SealedEpoch {
  SealedEpoch(
    epoch: CompartmentEpoch(
      compartment: id(id_), kind: kind, epoch: epoch, commitment: hash(first),
      publicKey: hash(first + 1)),
    wraps: [wrap(for: holder, hash: first + 2)])
}

/// A moment written in the one time form; the first moment there is for anything else.
func moment(_ text: String) -> Moment { Moment(text) ?? .earliest }
