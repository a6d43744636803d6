import AuditLog
package import Casework
import Dispatch
import Keyring
import Sodium

// How a member gets at the secrets of compartments: by their wraps, or by what the device kept of them.

extension DeviceKeys {
  /// Makes sure that the current secret of a compartment is in the keyring, and names its epoch.
  ///
  /// The wrap must be one that an entry names, and the secret the one that the epoch's entry commits
  /// to: a database administrator could otherwise plant a secret that they know.
  @discardableResult
  func open(
    _ id: CompartmentID, of state: VaultState, in reader: any StorageReader, vault: VaultID
  ) throws -> CompartmentEpoch {
    guard let epoch = state.compartment(id)?.current else {
      throw IntegrityFault(.secretWrong, at: .compartment(id))
    }
    if keyring.holds(epoch) { return epoch }
    try fetchWrap(of: id, heldBy: member?.compartment, in: state, from: reader)
      .open(into: keyring, of: vault)
    return epoch
  }

  /// The same for many. From some number on, what the device kept of them is taken in first, the rest
  /// is opened on every processor, and everything is kept for next time.
  func open(
    _ ids: [CompartmentID], of state: VaultState, in reader: any StorageReader, vault: VaultID,
    keepingIn memory: any DeviceMemory
  ) throws {
    let (keyring, member) = (keyring, member)
    let wanted = try eachOnAnyProcessor(of: ids) { id in
      guard let compartment = state.compartment(id) else {
        throw IntegrityFault(.secretWrong, at: .compartment(id))
      }
      return EpochInForce(of: compartment, for: member)
    }
    var missing = keyring.lacking(wanted.map(\.epoch))
    guard missing.count >= Self.worthKeeping else {
      for epoch in missing { try open(epoch.compartment, of: state, in: reader, vault: vault) }
      return
    }
    let known = Dictionary(wanted.map { ($0.epoch.compartment, $0) }, uniquingKeysWith: { $1 })
    let segments = try takeKeptSecrets(from: memory) { id in
      known[id] ?? state.compartment(id).map { EpochInForce(of: $0, for: member) }
    }
    missing = keyring.lacking(missing)
    let wraps = try missing.map {
      try fetchWrap(of: $0.compartment, heldBy: member?.compartment, in: state, from: reader)
    }
    _ = try eachOnAnyProcessor(of: wraps) { try $0.open(into: keyring, of: vault) }
    if missing.count >= Self.worthKeeping || segments > Self.mostSegments {
      try keepSecrets(of: state, in: memory)
    }
  }

  /// Keeps what many new case files were drawn with, behind what is kept already.
  func keep(_ drawn: [CompartmentEpoch], in memory: any DeviceMemory) throws {
    guard drawn.count >= Self.worthKeeping else { return }
    let kept = try memory.load(.secrets) ?? []
    try memory.save(try kept + keyring.keptSecrets(of: drawn, for: held.identity), as: .secrets)
  }

  /// Fewer wraps are opened sooner than the kept secrets are read.
  private static let worthKeeping = 100
  /// With more than these the kept secrets are written anew as one.
  private static let mostSegments = 16

  /// `holder` is the member, or the compartment of those on duty, and its epochs are in the keyring.
  func fetchWrap(
    of id: CompartmentID, heldBy holder: CompartmentID?, in state: VaultState,
    from reader: any StorageReader
  ) throws -> FetchedWrap {
    guard let compartment = state.compartment(id), let holding = holder else {
      throw IntegrityFault(.secretWrong, at: .compartment(id))
    }
    let holder = HolderID(holding)
    guard let notice = compartment.wraps.first(where: { $0.holder == holder }) else {
      throw NotAHolder(compartment: id)
    }
    // Wrapped to the epoch of the holder's that was in force when the compartment's began.
    for own in keyring.epochs(of: holding) {
      let place = try LocatorKey(of: own).wrapLocator(of: id, epoch: compartment.current.epoch)
      guard let bytes = try reader.wrap(at: place.bytes) else { continue }
      guard Wrap(locator: place.bytes, bytes: bytes).hash == notice.hash else {
        throw IntegrityFault(.wrapChanged, at: .compartment(id))
      }
      return FetchedWrap(
        epoch: compartment.current, bytes: bytes, opener: try memberOpener(of: own))
    }
    throw IntegrityFault(.wrapMissing, at: .compartment(id))
  }

  /// Kept secrets save time and nothing else: those that cannot be used are found again by the wraps.
  /// Answers with the number of segments, of which none counts where one cannot be used.
  private func takeKeptSecrets(
    from memory: any DeviceMemory,
    of inForce: @escaping @Sendable (CompartmentID) -> EpochInForce?
  ) throws -> Int {
    guard let kept = try memory.load(.secrets) else { return 0 }
    do {
      return try keyring.take(
        keptSecrets: kept, of: held.identity,
        facts: { id, number in
          inForce(id).flatMap { $0.isHeld && $0.epoch.epoch == number ? $0.epoch : nil }
        },
        inShares: { DispatchQueue.concurrentPerform(iterations: $0, execute: $1) })
    } catch is DeviceSealingError {
      return .max
    } catch is KeptSecretsMalformed {
      return .max
    } catch is KeyringError {
      return .max
    }
  }

  /// Keeps what is held and open, and nothing that the member holds no longer.
  private func keepSecrets(of state: VaultState, in memory: any DeviceMemory) throws {
    guard let member else { return }
    let epochs = state.compartments.values.lazy
      .filter { [.file, .process].contains($0.current.kind) && $0.isHeld(by: member.compartment) }
      .map(\.current).filter { self.keyring.holds($0) }
    try memory.save(try keyring.keptSecrets(of: Array(epochs), for: held.identity), as: .secrets)
  }
}

/// The epoch of a compartment that is in force, and whether a wrap of it is the member's.
private struct EpochInForce: Sendable {
  let epoch: CompartmentEpoch
  let isHeld: Bool

  init(of compartment: Compartment, for member: CompartmentEpoch?) {
    epoch = compartment.current
    isHeld = member.map { compartment.isHeld(by: $0.compartment) } ?? false
  }
}

/// A wrap that the log names, with the epoch whose secret it must hold.
struct FetchedWrap: Sendable {
  fileprivate let epoch: CompartmentEpoch
  fileprivate let bytes: [UInt8]
  fileprivate let opener: MemberOpener

  /// Opens it and keeps its secret.
  func open(into keyring: Keyring, of vault: VaultID) throws {
    do {
      try keyring.open(bytes, as: epoch, by: opener.opener, in: ContentHash(vault))
    } catch is WrapError {
      throw IntegrityFault(.secretWrong, at: .compartment(epoch.compartment))
    }
  }
}

/// The member holds no key of this compartment, whatever the program would allow.
package struct NotAHolder: Error, Equatable {
  package let compartment: CompartmentID
}
