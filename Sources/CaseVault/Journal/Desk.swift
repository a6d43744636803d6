import AuditLog
package import Casework
import Keyring
import Sodium

/// Where a writer works: between taking in the log's tail and the commit.
package final class Desk {
  package let transaction: any StorageTransaction
  /// The time that every entry of this desk claims.
  package let at: Moment
  package let first: UInt64
  package private(set) var recorded: [any EventContent] = []
  private let journal: Journal
  /// The log with this desk's entries; nil once it has been handed back.
  private(set) var log: VerifiedLog?
  /// What is to be kept of the log once it is durable, where that is due.
  private(set) var snapshot: Meanwhile<[UInt8]>?

  init(
    at: Moment, in transaction: any StorageTransaction, of journal: Journal,
    on log: consuming VerifiedLog
  ) {
    self.at = at
    self.transaction = transaction
    self.journal = journal
    first = log.size
    self.log = log
  }

  /// What the log says now, entries of this desk included.
  package var state: VaultState { log?.state ?? VaultState() }

  /// Asks policy. Throws ``Refusal``.
  package func permit(_ acts: [Act]) throws -> Permit {
    try Policy.permit(acts, to: journal.member, in: state, at: at)
  }

  /// Asks policy for what this event says. Throws ``Refusal``.
  package func permit(for content: any EventContent) throws -> Permit {
    try Policy.permit(
      content.acts(by: journal.member, in: state), to: journal.member, in: state, at: at)
  }

  /// Appends one entry with what belongs to it. The permit must be for this very event, decided at
  /// this very position.
  @discardableResult
  package func append(
    _ content: any EventContent, storing parts: Commit.Parts = Commit.Parts(),
    spending permit: consuming Permit
  ) throws -> Link {
    guard var log = log.take() else { throw MisusedPermit() }
    try check(permit, for: content, on: log)
    let leaf = try journal.sealed(content, after: log, at: at)
    var commit = Commit(position: log.size, parts: parts)
    let taken = try log.take(
      leaf.bytes, with: journal.keys.logKeys,
      chunks: { try parts.chunk(at: $0) ?? transaction.chunk(at: $0) },
      completing: { commit.tileHashes.append(StoredTileHash($0)) })
    if let violation = log.state.violations.last, violation.sequence == taken.link.sequence {
      throw InadmissibleAct(violation: violation.violation)
    }
    commit.leaves = [StoredLeaf(bytes: leaf.bytes, hash: taken.link.hash.bytes)]
    try transaction.apply(commit)
    recorded.append(content)
    self.log = consume log
    return taken.link
  }

  /// Stores parts ahead of the entry that will name them; what no entry names is undone with the
  /// transaction or found by `verify`.
  package func store(_ parts: Commit.Parts) throws {
    guard let size = log?.size else { throw MisusedPermit() }
    try transaction.apply(Commit(position: size, parts: parts))
  }

  /// Begins to write down and seal what is to be kept of the log, while the storage makes it durable. Called
  /// when nothing more will be appended.
  func prepareKeeping() {
    guard let log, log.isDueToBeKept else { return }
    let held = journal.keys.held
    snapshot = Meanwhile { try log.sealedSnapshot(for: held.identity) }
  }

  /// Hands the log back once the commit is durable.
  func close() -> VerifiedLog? { log.take() }

  private func check(
    _ permit: borrowing Permit, for content: any EventContent, on log: borrowing VerifiedLog
  ) throws {
    guard permit.position == log.size, permit.member == journal.member,
      try permit.acts == content.acts(by: journal.member, in: log.state)
    else { throw MisusedPermit() }
  }
}

extension Journal {
  /// Seals and signs the next entry.
  func sealed(
    _ content: any EventContent, after log: borrowing VerifiedLog, at moment: Moment
  ) throws -> Leaf {
    guard let epoch = log.state.vaultEpoch else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    let event = try Event(at: moment, by: keys.device, content: content).encoded()
    let header = LeafHeader(vault: vault, after: log.chain, epoch: epoch)
    return try keys.logKeys.withKey(of: epoch) { logKey in
      try Leaf.sealed(event: event.span, header: header, logKey: logKey) { message in
        [try keys.held.identity.sign(message)]
      }
    }
  }
}
