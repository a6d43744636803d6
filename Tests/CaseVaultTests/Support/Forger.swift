import AuditLog
import Casework
import Keyring
import Sodium

@testable import CaseVault

extension Vault {
  /// Puts a leaf behind the log as a member's changed program would: sealed with the log's key, in its
  /// place and on its history, whatever it says, and signed by this member's device. Asks nobody.
  ///
  /// `count` leaves behind one another say the same. Answers where the first of them stands.
  @discardableResult
  func enterUnchecked(_ event: [UInt8], count: Int = 1) throws -> UInt64 {
    let log = try journal.log()
    let first = try storage.reading { try $0.size() }
    var edge = log.frontier
    try storage.reading { reader in
      try reader.eachLeaf(in: log.size..<first) { _, leaf in edge.append(.ofLeaf(leaf.bytes)) }
    }
    for _ in 0..<count {
      let header = LeafHeader(vault: id, after: edge, epoch: log.state.vaultEpoch ?? 1)
      let leaf = try keys.logKeys.withKey(of: header.epoch) { key in
        try Leaf.sealed(event: event.span, header: header, logKey: key) {
          [try keys.held.identity.sign($0)]
        }
      }
      var commit = Commit(position: edge.size)
      commit.leaves = [StoredLeaf(bytes: leaf.bytes, hash: leaf.hash().digest.bytes)]
      try storage.writing { try $0.apply(commit) }
      edge.append(leaf.hash())
    }
    return first
  }

  /// An event in the name of a device, which need not be this one.
  func encoded(_ content: any EventContent, by device: DeviceID) throws -> [UInt8] {
    try Event(at: now(), by: device, content: content).encoded()
  }
}
