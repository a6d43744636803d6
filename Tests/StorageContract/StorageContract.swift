package import CaseVault

/// What every storage owes the vault, clause by clause.
///
/// A backend's tests run each clause on a fresh vault:
///
/// ```swift
/// @Test(arguments: StorageContract.clauses)
/// func `the storage keeps its contract`(clause: StorageContract.Clause) throws {
///   try clause.check(on: lodging)
/// }
/// ```
package enum StorageContract {
  /// One thing that must hold, worded as a sentence.
  package struct Clause: Sendable, CustomStringConvertible {
    package let description: String
    private let body: @Sendable (any StorageLodging) throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any StorageLodging) throws -> Void) {
      self.description = description
      self.body = body
    }

    /// Throws ``Breach`` with what was expected and what was found.
    package func check(on lodging: any StorageLodging) throws { try body(lodging) }
  }

  /// Every clause, in the order of reading.
  package static let clauses: [Clause] =
    emptyVault + log + envelopes + wraps + transactions + handles
}

/// Where one vault under test lives.
package protocol StorageLodging: Sendable {
  /// The vault's id, as it was created with.
  var identity: StorageIdentity { get }

  /// A new handle on the vault, which is created with the first. Handles are independent, as those of
  /// two programs would be, and must wait for another writer no longer than a tenth of a second.
  func open() throws -> any Storage
}

/// A clause that does not hold.
package struct Breach: Error, CustomStringConvertible {
  package let description: String
}

/// Throws a ``Breach`` unless both are equal.
func expect<Value: Equatable>(
  _ found: Value, _ expected: Value, _ what: String, line: Int = #line
) throws {
  guard found == expected else {
    throw Breach(description: "line \(line): \(what): expected \(expected), found \(found)")
  }
}

/// Throws a ``Breach`` unless `body` throws exactly this error.
func expect(
  _ error: StorageError, _ what: String, line: Int = #line, from body: () throws -> Void
) throws {
  do {
    try body()
  } catch let found as StorageError {
    return try expect(found, error, what, line: line)
  }
  throw Breach(description: "line \(line): \(what): expected \(error), found none")
}
