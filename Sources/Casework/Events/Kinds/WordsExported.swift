/// Stored words leave by another way than the screen: recorded before the first byte does.
///
/// The notes themselves are named by the `note.read` entry that came before.
package struct WordsExported: EventContent {
  package static let code = "words.exported"

  package let destination: Destination
  package let basis: Basis
  /// A hash of the bytes, keyed with a key of the exporter's own compartment, so that it proves
  /// nothing to whoever only guesses the text.
  package let digest: ContentHash

  package init(to destination: Destination, basis: Basis, digest: ContentHash) {
    self.destination = destination
    self.basis = basis
    self.digest = digest
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    destination = try Destination(from: &fields)
    guard let basis = Basis.named(try fields.string("basis")) else {
      throw .unknownValue(key: "basis")
    }
    self.basis = basis
    digest = try fields.hash("digest")
  }

  package func write(to object: inout JSONObject) {
    object.append("to", .string(destination.rawValue))
    object.append("basis", .string(basis.code))
    object.append("digest", digest)
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}

/// On what ground words leave the vault. A table of dated data; disclosures to others add to it.
package struct Basis: Hashable, Sendable {
  package let code: String
  package let citation: String

  /// The reader's own use for treatment, payment or operations.
  package static let ownUse = Basis(code: "own-use", citation: "45 CFR 164.506(c)")

  package static let all: [Basis] = [.ownUse]
  /// The basis that a word of the log means, if it means one.
  package static func named(_ code: String) -> Basis? { all.first { $0.code == code } }
}
