@testable import CaseVault

/// The class under which a change must be found, by the table and column that it changes.
enum RightClass {
  /// What verification may first say of a change to one column.
  static let ofColumn: [String: Set<String>] = [
    // Where the head has another number there is none.
    "meta.id": ["database-damaged"],
    "meta.vault": ["identity-wrong"],
    "meta.generation": ["identity-wrong"],
    "meta.founding": ["identity-wrong"],
    "leaf.position": ["leaf-missing"],
    "leaf.hash": ["leaf-hash-wrong"],
    // Version, suite and length; the vault's id; the vault's epoch; everything else lies under the seal.
    "leaf.bytes": ["leaf-malformed", "foreign-vault", "wrong-epoch", "seal-broken"],
    "tile.level": ["tile-hash-missing"],
    "tile.number": ["tile-hash-missing"],
    "tile.hash": ["tile-hash-wrong"],
    // The index still leads to the row under its old address, unless it is the index that was changed.
    "chunk.address": ["chunk-missing", "chunk-unnamed"],
    "chunk.bytes": ["chunk-damaged"],
    // A wrap is named by the hash of locator and bytes together; the first two are opened before the
    // log, which names them, can be read.
    // Rows out of order may lead whoever looks for one to its neighbour, whose bytes are others.
    "wrap.locator": ["wrap-unnamed", "wrap-missing", "wrap-changed"],
    "wrap.bytes": ["wrap-unnamed", "wrap-changed"],
    "envelope.id": ["envelope-unnamed"],
    "envelope.version": ["envelope-unnamed"],
    "envelope.shelf": ["shelf-changed"],
    "envelope.slots": ["slots-changed"],
    "envelope.header": ["envelope-changed"],
    "envelope.body": ["envelope-changed"],
  ]

  /// Rows came or went, or changed in several columns: what lies in a page's structure does that.
  static let ofTable: [String: Set<String>] = [
    "meta": ["identity-wrong"],
    "leaf": ["leaf-missing", "leaf-malformed", "leaf-hash-wrong", "rolled-back"],
    "tile": ["tile-hash-missing", "tile-hash-wrong"],
    "chunk": ["chunk-missing", "chunk-damaged", "chunk-unnamed"],
    "wrap": ["wrap-missing", "wrap-unnamed", "wrap-changed"],
    "envelope": [
      "envelope-missing", "envelope-unnamed", "envelope-changed", "slots-changed", "shelf-changed",
    ],
  ]

  /// The database's own structure: found as such, wherever it shows first.
  static let damaged: Set<String> = ["database-damaged"]

  /// A file whose head or schema is not ours is not opened at all.
  static let refused: Set<String> = [
    "refused: notAVault", "refused: newerFormat", "refused: olderFormat",
    "refused: unexpectedSchema",
  ]
}
