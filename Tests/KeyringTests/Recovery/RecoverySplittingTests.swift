import Casework
import Sodium
import Testing

@testable import Keyring

/// A recovery key in pieces: who has how many, and what they come to.
@Suite struct RecoverySplittingTests {
  static let all = (2...7).flatMap { count in
    (2...count).compactMap { RecoveryShares(count: count, quorum: $0) }
  }

  @Test(arguments: all)
  func `k of the officers give the key in every combination, k − 1 in none`(
    shares: RecoveryShares
  ) throws {
    let (keyring, epoch, pieces) = try Self.divided(among: shares)
    var (good, bad) = (0, 0)
    for group in UInt8(1)..<(1 << shares.count) {
      let size = group.nonzeroBitCount
      guard size == shares.quorum || size == shares.quorum - 1 else { continue }
      let come = try shares.sets.contains { set in
        try Self.gives(pieces, of: group, in: set, epoch, keyring)
      }
      #expect(come == (size == shares.quorum), "officers \(group)")
      if come { good += 1 } else { bad += 1 }
    }
    #expect(good == shares.sets.count)
    #expect(bad == (shares.quorum == 2 ? shares.count : bad) && bad > 0)
  }

  /// Whoever has too few may put together whatever they have, of all sets.
  @Test func `two of four officers find no sum of any of their pieces that is the key of three`()
    throws
  {
    let shares = try #require(RecoveryShares(count: 4, quorum: 3))
    let (keyring, epoch, pieces) = try Self.divided(among: shares)
    let own = pieces.filter { $0.key.holder < 2 }.map(\.value)
    #expect(own.count == 6)
    for choice in 1..<(1 << own.count) {
      var assembly = try RecoveryAssembly()
      for (place, piece) in own.enumerated() where choice & (1 << place) != 0 {
        assembly.add(piece.span)
      }
      let isKey = (try? assembly.keep(in: keyring, as: epoch)) != nil
      #expect(!isKey)
    }
  }

  @Test func `a piece opens for its officer, in its place and for its purpose alone`() throws {
    let keyring = try Keyring()
    let officer = try keyring.draw(kind: .member)
    let other = try keyring.draw(kind: .member)
    let key = try keyring.drawRecoveryKey(epoch: 1)
    let vault = ContentHash(BLAKE2b256.digest(of: [1].span))
    let start = ContentHash(BLAKE2b256.digest(of: [2].span))
    let place = RecoveryPlace(purpose: .main, set: 3, holder: 1)
    let kept = RecoveryPieceContext(vault: vault, key: key, place: place)
    let piece = [UInt8](repeating: 0x5a, count: 32)
    let box = try kept.sealed(piece.span, to: officer)
    #expect(box.count == SealedPiece.boxLength)
    let opener = try WrapOpener(officer, in: keyring)
    var opened = try SecretBytes(zeroed: 32)
    try kept.open(box, by: opener, into: &opened)
    let isPiece = opened.span.indices.allSatisfy { opened.span[$0] == 0x5a }
    #expect(isPiece)
    let others = [
      RecoveryPieceContext(vault: start, key: key, place: place),
      RecoveryPieceContext(vault: vault, key: officer, place: place),
      RecoveryPieceContext(
        vault: vault, key: key, place: RecoveryPlace(purpose: .process, set: 3, holder: 1)),
      RecoveryPieceContext(
        vault: vault, key: key, place: RecoveryPlace(purpose: .main, set: 5, holder: 1)),
      RecoveryPieceContext(vault: vault, key: key, place: place, start: start),
    ]
    for context in others {
      #expect(
        context.commitment(to: piece.span) != kept.commitment(to: piece.span)
          || context.start != nil)
      #expect(throws: RecoveryPieceError.unopened) {
        try context.open(box, by: opener, into: &opened)
      }
    }
    let stranger = try WrapOpener(other, in: keyring)
    #expect(throws: RecoveryPieceError.unopened) {
      try kept.open(box, by: stranger, into: &opened)
    }
    #expect(throws: RecoveryPieceError.unopened) {
      try kept.open(Array(box.dropLast()), by: opener, into: &opened)
    }
  }

  @Test func `the recovery key signs for its vault and nothing else verifies it`() throws {
    let keyring = try Keyring()
    let key = try keyring.drawRecoveryKey(epoch: 1)
    let next = try keyring.drawRecoveryKey(key.compartment, epoch: 2)
    let vault = ContentHash(BLAKE2b256.digest(of: [1].span))
    let other = ContentHash(BLAKE2b256.digest(of: [2].span))
    let signer = ContentHash(try keyring.recoverySigner(of: key).span)
    let successor = ContentHash(try keyring.recoverySigner(of: next).span)
    let signature = try keyring.signRecovery([1, 2, 3], in: vault, with: key)
    #expect(signature.signs([1, 2, 3], in: vault, by: signer))
    #expect(!signature.signs([1, 2, 4], in: vault, by: signer))
    #expect(!signature.signs([1, 2, 3], in: other, by: signer))
    #expect(!signature.signs([1, 2, 3], in: vault, by: successor))
  }

  private static func divided(
    among shares: RecoveryShares
  ) throws -> (Keyring, CompartmentEpoch, [RecoveryPlace: [UInt8]]) {
    let keyring = try Keyring()
    let epoch = try keyring.drawRecoveryKey(epoch: 1)
    var pieces: [RecoveryPlace: [UInt8]] = [:]
    try keyring.split(epoch, as: .main, among: shares) { place, piece in
      pieces[place] = piece.indices.map { piece[$0] }
    }
    #expect(Set(pieces.keys) == Set(shares.pieces(of: .main)))
    // Pieces of different sets have nothing to do with each other.
    #expect(Set(pieces.values).count == pieces.count)
    keyring.forget(epoch)
    return (keyring, epoch, pieces)
  }

  /// Whether what a group has of a set is the key.
  private static func gives(
    _ pieces: [RecoveryPlace: [UInt8]], of group: UInt8, in set: UInt8, _ epoch: CompartmentEpoch,
    _ keyring: Keyring
  ) throws -> Bool {
    var assembly = try RecoveryAssembly()
    for place in RecoveryShares.places(in: set & group) {
      let piece = RecoveryPlace(purpose: .main, set: set, holder: UInt8(place))
      let bytes = try #require(pieces[piece])
      assembly.add(bytes.span)
    }
    do {
      try assembly.keep(in: keyring, as: epoch)
    } catch is KeyringError {
      return false
    }
    #expect(keyring.holds(epoch))
    keyring.forget(epoch)
    return true
  }
}

extension RecoveryShares: CustomTestStringConvertible {
  public var testDescription: String { "\(quorum) of \(count)" }
}
