package import Casework
internal import Sodium

extension Keyring {
  /// Opens a wrap of an epoch that the log states, and keeps the secret (about 95 µs).
  ///
  /// Every field is compared, then the secret with the log's commitment, then its public key with the
  /// log's, or somebody with the database could plant a secret that they know. Throws ``WrapError``.
  package func open(
    _ wrap: [UInt8], as epoch: CompartmentEpoch, by opener: borrowing WrapOpener,
    in vault: ContentHash
  ) throws {
    try opener.withText(of: wrap, kind: epoch.kind, in: vault) { claimed, secret in
      guard claimed.compartment == epoch.compartment else { throw WrapError.anotherCompartment }
      guard claimed.epoch == epoch.epoch else { throw WrapError.anotherEpoch }
      guard claimed.commitment == epoch.commitment else { throw WrapError.wrongSecret }
      guard claimed.publicKey == epoch.publicKey else { throw WrapError.wrongPublicKey }
      try add(copying: secret, as: epoch)
    }
  }

  /// Opens a wrap that is needed before the log can be read, and keeps the secret under the facts that
  /// the wrap itself claims. The caller compares them with the log's as soon as that is open; until
  /// then nothing that this secret seals or opens is to be believed. Throws ``WrapError``.
  package func openFirst(
    _ wrap: [UInt8], kind: CompartmentKind, by opener: borrowing WrapOpener, in vault: ContentHash
  ) throws -> CompartmentEpoch {
    try opener.withText(of: wrap, kind: kind, in: vault) { claimed, secret in
      try add(copying: secret, as: claimed)
      return claimed
    }
  }
}

extension WrapOpener {
  /// Lends the facts and the secret of a wrap that is what it says, for this holder, kind and vault.
  fileprivate borrowing func withText<Answer>(
    of wrap: [UInt8], kind: CompartmentKind, in vault: ContentHash,
    _ use: (_ claimed: CompartmentEpoch, _ secret: Span<UInt8>) throws -> Answer
  ) throws -> Answer {
    guard wrap.count == WrapText.sealedLength else { throw WrapError.wrongLength(wrap.count) }
    let outcome = try withTransientSecret(count: WrapText.length) { text throws(SodiumError) in
      do {
        try open(wrap.span, into: &text)
      } catch SodiumError.damaged {
        return Result<Answer, any Error>.failure(WrapError.notForThisHolder)
      } catch {
        return .failure(error)
      }
      let text = text.span
      return Result {
        try WrapText.check(text, for: holder, kind: kind, in: vault)
        let secret = text.extracting(WrapText.secret)
        return try use(WrapText.facts(in: text, kind: kind), secret)
      }
    }
    return try outcome.get()
  }
}

extension WrapText {
  /// Compares every field but those that the log states. Throws ``WrapError``.
  fileprivate static func check(
    _ text: Span<UInt8>, for holder: WrapHolder, kind: CompartmentKind, in vault: ContentHash
  ) throws(WrapError) {
    let label = Label.wrap.bytes
    guard ConstantTime.equal(text.extracting(Self.label), label.span) else { throw .notAWrap }
    let stated = ContentHash(text.extracting(Self.vault))
    let madeBefore = kind == .member && epochNumber(in: text) == 1 && stated == noVault
    guard stated == vault || madeBefore else { throw .anotherVault }
    guard text[Self.kind] == kind.number else { throw .anotherKind }
    let id = holder.id.bytes
    guard ConstantTime.equal(text.extracting(Self.holder), id.span) else {
      throw .anotherHolder
    }
    guard text[Self.part] == WrapPart.whole.number else { throw .anotherPart }
  }

  fileprivate static func facts(
    in text: Span<UInt8>, kind: CompartmentKind
  ) throws -> CompartmentEpoch {
    let number = epochNumber(in: text)
    guard number > 0 else { throw WrapError.anotherEpoch }
    return try EpochSecret.facts(
      of: CompartmentID(text.extracting(compartment)), kind: kind, epoch: number,
      from: text.extracting(secret))
  }

  private static func epochNumber(in text: Span<UInt8>) -> UInt32 {
    var number: UInt32 = 0
    for index in epoch { number = number << 8 | UInt32(text[index]) }
    return number
  }
}

/// Why a wrap was not accepted. Each is reported: rows with such wraps were planted or mixed up.
package enum WrapError: Error, Equatable, Sendable {
  case wrongLength(Int)
  /// Sealed to somebody else, or changed: a sealed box does not tell these apart.
  case notForThisHolder
  /// Opens, but says that it is something else, or somebody else's.
  case notAWrap
  case anotherVault
  case anotherCompartment
  case anotherKind
  case anotherEpoch
  case anotherHolder
  case anotherPart
  /// Not the secret that the log commits to.
  case wrongSecret
  /// The right secret, but the log names a public key that it does not give.
  case wrongPublicKey
}
