import Casework
import Keyring
import Sodium

/// The wraps that the log names, and where each must lie so that whoever is to open it finds it.
///
/// Which rows are whose no storage can tell; every member can, from commitments and locator keys that stand
/// in the log.
struct ExpectedWraps: Sendable {
  private var chains: [(hash: ContentHash, newer: CompartmentEpoch)] = []
  /// Of newcomers who were proposed, and by whom each is held. They may stay where the proposal came to nothing,
  /// and are gone where the same device asked again. Of whoever came in, the log names what lies there.
  private var proposed: [ContentHash: MemberID] = [:]

  mutating func expect(chain hash: ContentHash, of newer: CompartmentEpoch) {
    chains.append((hash, newer))
  }

  mutating func take(_ event: ActProposed) {
    guard let newcomer = (event.content as? MemberEnrolled)?.member else { return }
    for wrap in newcomer.compartment.wraps { proposed[wrap.hash] = newcomer.id }
  }

  /// Each wrap that the state names where its holder looks for it, each chain, and no other row: a planted
  /// one is a key in wrong hands. Answers what is wrong.
  func faults(
    in state: VaultState, rows: ((StoredWrap) throws -> Void) throws -> Void
  ) throws -> [(kind: IntegrityFault.Kind, place: IntegrityFault.Place)] {
    var faults: [(kind: IntegrityFault.Kind, place: IntegrityFault.Place)] = []
    var wanted = wanted(in: state)
    var places = WrapPlaces(in: state)
    try rows { row in
      let hash = Wrap(locator: row.locator, bytes: row.bytes).hash
      guard let wraps = wanted.removeValue(forKey: hash) else {
        let isOfNobody = proposed[hash].map { state.members[$0] == nil } ?? false
        if !isOfNobody {
          faults.append((.wrapUnnamed, .row(locator: row.locator)))
        }
        return
      }
      // Whoever made it named it where nobody would look for it, or for somebody else as well.
      for wrap in wraps where try !places.holds(wrap, at: row.locator) {
        faults.append((.wrapMissing, .compartment(wrap.compartment)))
      }
    }
    let missing = wanted.values.flatMap(\.self).map(\.compartment).sorted()
    return faults + missing.map { (.wrapMissing, .compartment($0)) }
  }

  private func wanted(in state: VaultState) -> [ContentHash: [ExpectedWrap]] {
    var wanted: [ContentHash: [ExpectedWrap]] = [:]
    for compartment in state.compartments.values {
      for notice in compartment.wraps {
        wanted[notice.hash, default: []].append(
          .secret(of: compartment.current, holder: notice.holder))
      }
    }
    for chain in chains { wanted[chain.hash, default: []].append(.chain(from: chain.newer)) }
    return wanted
  }
}

private enum ExpectedWrap {
  case secret(of: CompartmentEpoch, holder: HolderID)
  case chain(from: CompartmentEpoch)

  var compartment: CompartmentID {
    switch self {
    case .secret(let epoch, _), .chain(let epoch): epoch.compartment
    }
  }
}

/// Where wraps lie, by what the log says of their holders.
private struct WrapPlaces {
  private let state: VaultState
  private let devices: [HolderID: LocatorKey]
  /// Of each holder's epochs, the newest first.
  private var known: [MemberID: [LocatorKey]] = [:]

  init(in state: VaultState) {
    self.state = state
    devices = Dictionary(
      state.devices.values.map {
        (HolderID($0.id), LocatorKey(of: $0))
      }, uniquingKeysWith: { first, _ in first })
  }

  mutating func holds(_ wrap: ExpectedWrap, at locator: [UInt8]) throws -> Bool {
    switch wrap {
    case .chain(let newer): return try Keyring.chainLocator(of: newer).bytes == locator
    case .secret(let epoch, let holder):
      if epoch.kind == .member {
        return try devices[holder]?.firstWrapLocator().bytes == locator
      }
      for key in keys(of: holder.member) {
        let place =
          try epoch.kind.isNeededFirst
          ? key.firstWrapLocator() : key.wrapLocator(of: epoch.compartment, epoch: epoch.epoch)
        if place.bytes == locator { return true }
      }
      return false
    }
  }

  private mutating func keys(of member: MemberID) -> [LocatorKey] {
    if let known = known[member] { return known }
    let keys = (state.compartment(member)?.commitments ?? [:])
      .sorted { $0.key > $1.key }
      .map { LocatorKey(of: member, epoch: $0.key, commitment: $0.value) }
    known[member] = keys
    return keys
  }
}
