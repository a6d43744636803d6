package import Casework
internal import Sodium

extension Keyring {
  /// Opens a wrap of an epoch that the log states, and keeps the secret (about 140 µs).
  ///
  /// Every field is compared, then the secret with the log's commitment, then its public key with the
  /// log's, or somebody with the database could plant a secret that they know. Throws ``WrapError``.
  package func open(
    _ wrap: [UInt8], as epoch: CompartmentEpoch, by opener: borrowing WrapOpener,
    in vault: ContentHash
  ) throws {
    let text = try opener.text(of: wrap)
    try check(text, by: opener.holder, kind: epoch.kind, in: vault)
    let claimed = try facts(in: text, kind: epoch.kind)
    guard claimed.compartment == epoch.compartment else { throw WrapError.anotherCompartment }
    guard claimed.epoch == epoch.epoch else { throw WrapError.anotherEpoch }
    guard claimed.commitment == epoch.commitment else { throw WrapError.wrongSecret }
    guard claimed.publicKey == epoch.publicKey else { throw WrapError.wrongPublicKey }
    try add(copying: text.span.extracting(WrapText.secret), as: epoch)
  }

  /// Opens a wrap that is needed before the log can be read, and keeps the secret under the facts that
  /// the wrap itself claims. The caller compares them with the log's as soon as that is open; until
  /// then nothing that this secret seals or opens is to be believed. Throws ``WrapError``.
  package func openFirst(
    _ wrap: [UInt8], kind: CompartmentKind, by opener: borrowing WrapOpener, in vault: ContentHash
  ) throws -> CompartmentEpoch {
    let text = try opener.text(of: wrap)
    try check(text, by: opener.holder, kind: kind, in: vault)
    let claimed = try facts(in: text, kind: kind)
    try add(copying: text.span.extracting(WrapText.secret), as: claimed)
    return claimed
  }

  private func check(
    _ text: borrowing SecretBytes, by holder: WrapHolder, kind: CompartmentKind,
    in vault: ContentHash
  ) throws(WrapError) {
    let bytes = text.span
    let label = Label.wrap.bytes
    guard ConstantTime.equal(bytes.extracting(WrapText.label), label.span) else {
      throw .notAWrap
    }
    let stated = ContentHash(bytes.extracting(WrapText.vault))
    let madeBefore = kind == .member && stated == WrapText.noVault
    guard stated == vault || madeBefore else { throw .anotherVault }
    guard bytes[WrapText.kind] == kind.number else { throw .anotherKind }
    guard ConstantTime.equal(bytes.extracting(WrapText.holder), holder.id.span) else {
      throw .anotherHolder
    }
    guard bytes[WrapText.part] == WrapPart.whole.number else { throw .anotherPart }
  }

  private func facts(
    in text: borrowing SecretBytes, kind: CompartmentKind
  ) throws -> CompartmentEpoch {
    let bytes = text.span
    var epoch: UInt32 = 0
    for index in WrapText.epoch { epoch = epoch << 8 | UInt32(bytes[index]) }
    guard epoch > 0 else { throw WrapError.anotherEpoch }
    let secret = try EpochSecret(copying: bytes.extracting(WrapText.secret))
    return try secret.facts(
      of: CompartmentID(bytes.extracting(WrapText.compartment)), kind: kind, epoch: epoch)
  }
}

extension WrapOpener {
  /// The text inside, in guarded memory. Throws ``WrapError/wrongLength(_:)``,
  /// ``WrapError/notForThisHolder``.
  fileprivate borrowing func text(of wrap: [UInt8]) throws -> SecretBytes {
    guard wrap.count == WrapText.sealedLength else {
      throw WrapError.wrongLength(wrap.count)
    }
    do {
      return try SealedBox.open(wrap.span, with: secretKey)
    } catch SodiumError.damaged {
      throw WrapError.notForThisHolder
    }
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
