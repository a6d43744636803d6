package import AuditLog
package import Casework
import Keyring
import Sodium

/// The log as far as this process has verified it: the tree's right edge and what the entries say.
package struct VerifiedLog: Sendable {
  package let vault: VaultID
  package private(set) var chain: LeafChain
  package private(set) var state: VaultState
  /// The last leaf's hash, so that an exchanged last leaf is seen at once.
  package private(set) var last: TreeHash?
  /// That leaf itself, where this process has seen it: comparing it takes less than hashing another.
  private(set) var lastBytes: [UInt8]?
  /// The size at which the state was last kept on this device; nil for a log that was read anew.
  var kept: UInt64?
  /// The pin that this process last found on the device or kept there itself.
  var seen: Pin?
  /// How it stands there, sealed.
  var seenSealed: [UInt8]?
  /// What of others' rotations is still to be tried, and what was found.
  var trials = SlotTrials()
  /// How many bytes of chunks were taken in since.
  var bytesBehind = 0
  /// Whether something was taken away from somebody since: a database that is put back would give it back,
  /// and only what is kept here knows of it.
  var tookAway = false
  /// Signing keys that were found good: looking at a point takes as long as making a signature.
  private var good: [ContentHash: Ed25519.VerifyingKey] = [:]

  /// Nothing verified yet.
  package init(vault: VaultID) {
    self.init(vault: vault, frontier: Frontier(), state: VaultState(), last: nil)
  }

  /// Goes on from what this device verified earlier.
  init(
    vault: VaultID, frontier: Frontier, state: VaultState, last: TreeHash?,
    trials: SlotTrials = SlotTrials(), kept: UInt64? = nil
  ) {
    self.vault = vault
    chain = LeafChain(after: frontier)
    self.state = state
    self.last = last
    self.trials = trials
    self.kept = kept
  }

  package var frontier: Frontier { chain.frontier }
  package var size: UInt64 { chain.frontier.size }
  package var root: TreeHash { chain.root }

  /// Takes in the next leaf: place, history, epoch, seal, encoding, and with the answer the
  /// signatures, which the caller checks at once or with others in parallel.
  ///
  /// Throws ``IntegrityFault`` and stays as it was. An acceptable entry without power is a violation
  /// in ``state``, not a fault.
  package mutating func take(
    _ bytes: [UInt8], with keys: borrowing LogKeys, chunks: (ContentHash) throws -> [UInt8]?,
    completing record: (TileSubtree) -> Void = { _ in }
  ) throws -> TakenEntry {
    let place = IntegrityFault.Place.entry(size)
    let leaf = try parsed(bytes, at: place)
    guard size == 0 || leaf.header.epoch == state.vaultEpoch else {
      throw IntegrityFault(.wrongEpoch, at: place)
    }
    let opened = try Self.opened(leaf, with: keys, at: place)
    let event = try Self.event(of: opened, at: place)
    let signers = try signers(of: event, at: place)
    let manifest = try Self.manifest(of: event, with: keys, in: vault, chunks: chunks)
    var extended = chain
    let hash = try Self.extend(&extended, by: leaf, at: place, record: record)
    let link = Link(sequence: leaf.header.sequence, hash: ContentHash(hash))
    let takesAway = event.content.takesAway(in: state)
    do {
      if let violation = state.violation(showingOutside: event, of: vault) {
        try state.refuse(event, at: link, as: violation)
      } else {
        try state.take(event, at: link, holding: manifest)
      }
    } catch {
      throw IntegrityFault(.rulesTooNew, at: place)
    }
    chain = extended
    last = hash
    lastBytes = bytes
    bytesBehind += manifest.text.count
    if takesAway { tookAway = true }
    return TakenEntry(
      link: link, event: event, opened: opened, manifest: manifest, signers: signers)
  }

  private func parsed(_ bytes: [UInt8], at place: IntegrityFault.Place) throws -> Leaf {
    do throws(LeafRefusal) {
      return try Leaf(bytes, of: vault)
    } catch .foreignVault {
      throw IntegrityFault(.foreignVault, at: place)
    } catch {
      throw IntegrityFault(.leafMalformed, at: place)
    }
  }

  private static func opened(
    _ leaf: Leaf, with keys: borrowing LogKeys, at place: IntegrityFault.Place
  ) throws -> OpenedLeaf {
    guard keys.has(leaf.header.epoch) else { throw IntegrityFault(.wrongEpoch, at: place) }
    do {
      return try keys.withKey(of: leaf.header.epoch) { try leaf.opened(logKey: $0) }
    } catch {
      throw IntegrityFault(.sealBroken, at: place)
    }
  }

  private static func event(of opened: OpenedLeaf, at place: IntegrityFault.Place) throws -> Event {
    do {
      return try Event(encoded: Array(opened.event))
    } catch {
      throw IntegrityFault(.notAnEvent, at: place)
    }
  }

  /// Whose keys must have signed: at the founding every founder's, later the one device's.
  private mutating func signers(
    of event: Event, at place: IntegrityFault.Place
  ) throws -> [Ed25519.VerifyingKey] {
    let keys: [ContentHash]
    if size == 0 {
      guard let founded = event.content as? VaultFounded,
        VaultID(of: founded.founding) == vault
      else { throw IntegrityFault(.foundingMismatch, at: place) }
      keys = founded.founding.founders.map(\.signingKey)
    } else {
      guard let device = state.devices[event.by] ?? state.admitting(event, of: vault) else {
        throw IntegrityFault(.unknownDevice, at: place)
      }
      keys = [device.signingKey]
    }
    do {
      return try keys.map { try verifyingKey($0) }
    } catch {
      throw IntegrityFault(.unknownDevice, at: place)
    }
  }

  private mutating func verifyingKey(_ bytes: ContentHash) throws -> Ed25519.VerifyingKey {
    if let known = good[bytes] { return known }
    let key = try Ed25519.VerifyingKey(bytes.bytes)
    good[bytes] = key
    return key
  }

  private static func manifest(
    of event: Event, with keys: borrowing LogKeys, in vault: VaultID,
    chunks: (ContentHash) throws -> [UInt8]?
  ) throws -> Manifest {
    guard let address = event.content.manifest else { return Manifest() }
    let text = try openedChunk(at: address, in: vault, with: keys, chunks: chunks)
    return Manifest(text, of: event.content)
  }

  private static func extend(
    _ chain: inout LeafChain, by leaf: Leaf, at place: IntegrityFault.Place,
    record: (TileSubtree) -> Void
  ) throws -> TreeHash {
    do throws(BrokenChain) {
      return try chain.extend(by: leaf, recording: record)
    } catch .outOfSequence {
      throw IntegrityFault(.leafOutOfSequence, at: place)
    } catch {
      throw IntegrityFault(.otherHistory, at: place)
    }
  }
}

/// An entry that was taken in, with the signatures that still have to be checked.
package struct TakenEntry: Sendable {
  package let link: Link
  package let event: Event
  package let opened: OpenedLeaf
  /// What the chunk holds that the event names; up to 16 MiB.
  var manifest: Manifest
  let signers: [Ed25519.VerifyingKey]

  /// Checks every signature; about 90 µs each. Until this has passed the entry proves nothing.
  package func checkSignatures() throws {
    do {
      _ = try opened.verified(by: signers)
    } catch {
      throw IntegrityFault(.badSignature, at: .entry(link.sequence))
    }
  }
}
