import AuditLog
import Casework
import Keyring
import Sodium

/// Everything that entry 0 needs: the event, its header, and the rows that lie beside it.
///
/// A solo practice signs and appends it at once. An agency's waits, sealed to the second founder, until
/// that founder has signed as well: there is no moment at which one person is the agency.
struct FoundingDraft {
  let vault: VaultID
  let event: [UInt8]
  let header: LeafHeader
  let parts: Commit.Parts
}

extension DeviceKeys {
  /// Draws up the founding of a vault by these members, whose compartments' first wraps exist.
  func draftFounding(
    _ preset: Preset, by founders: [Founder], at moment: Moment
  ) throws -> FoundingDraft {
    let founding = Founding(
      nonce: ContentHash(digest: RandomBytes.fixed(Digest32.self).span), preset: preset,
      founders: founders.map {
        Founding.Founder(
          signingKey: $0.device.signingKey, boxKey: $0.device.boxKey)
      })
    let vault = VaultID(of: founding)
    let roles = preset == .solo ? [Role.solo] : Role.founders
    var parts = Commit.Parts(wraps: founders.map(\.wrap))
    var compartments: [SealedEpoch] = []
    for kind in [CompartmentKind.vault, .oversight, .registry] {
      let holders = zip(founders, roles).filter { $1.contains { $0.holds.contains(kind) } }
      let drawn = try keyring.drawWrapped(
        kind, for: holders.map { $0.0.compartment.epoch }, in: vault, first: kind == .vault)
      compartments.append(drawn.sealed)
      parts.wraps += drawn.wraps
    }
    let vaultEpoch = compartments[0].epoch
    try addLogKey(of: vaultEpoch)
    var sealer = try EnvelopeSealer(vault: ContentHash(vault), keyring: keyring)
    let shelf = Shelf.random()
    func seal(_ header: [UInt8], _ body: [UInt8] = []) throws -> EnvelopeNotice {
      let sealed = try sealer.seal(
        header: header.span, body: body.span, as: .random(), version: 1, shelf: shelf,
        to: [vaultEpoch])
      parts.envelopes.append(sealed.stored)
      return sealed.notice
    }
    let members = try zip(founders, roles).map { founder, roles in
      NewMember(
        device: founder.device, compartment: founder.compartment, roles: roles,
        name: try seal(try RecordText.member(named: founder.name), founder.request))
    }
    var checkpointSeed = RandomBytes.array(count: 32)
    defer { Sodium.wipe(&checkpointSeed) }
    let checkpointKey = try Ed25519.SigningKey(seed: checkpointSeed.span)
    let content = VaultFounded(
      founding: founding, members: members, compartments: compartments,
      checkpointKey: ContentHash(digest: checkpointKey.verifyingKey.span),
      checkpointSeed: try seal(RecordText.checkpointKey, checkpointSeed))
    return FoundingDraft(
      vault: vault, event: try Event(at: moment, by: device, content: content).encoded(),
      header: LeafHeader(vault: vault, after: Frontier(), epoch: 1), parts: parts)
  }
}

/// Shelves: 63 random bits.
enum Shelf {
  static func random() -> Int64 {
    Int64(bitPattern: RandomBytes.array(count: 8).span.word(at: 0) >> 1)
  }
}
