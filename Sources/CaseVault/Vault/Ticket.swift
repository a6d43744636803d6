package import AuditLog
import Casework
import Keyring

/// What a newcomer is handed so that nothing has to be trusted on first use: which vault it is, and
/// how far its log went when the ticket was made.
///
/// Text of two lines: `casevault ticket v1`, and one strict JSON object. Not secret, not signed: it is
/// as good as the way on which it came.
package struct Ticket: Sendable, Equatable {
  package let vault: VaultID
  package let size: UInt64
  package let root: TreeHash
  package let generation: UInt32
  /// The fingerprint of the device that made it, to compare aloud.
  package let issuer: String

  static let heading = "casevault ticket v1"

  package init(
    vault: VaultID, size: UInt64, root: TreeHash, generation: UInt32, issuer: String
  ) {
    self.vault = vault
    self.size = size
    self.root = root
    self.generation = generation
    self.issuer = issuer
  }

  /// Reads a ticket's text. Line ends may be CR LF, as mail makes them. Throws ``MalformedTicket``.
  package init(_ text: String) throws(MalformedTicket) {
    // CR LF is one character.
    let lines = text.split { $0 == "\n" || $0 == "\r\n" }
    guard lines.first == Self.heading[...] else {
      throw lines.first.map(Self.isHeading) ?? false ? .unsupportedVersion : .notATicket
    }
    guard lines.count == 2 else { throw .notATicket }
    do {
      var fields = try JSONFields(of: try StrictJSON.parse(Array(lines[1].utf8)))
      vault = VaultID(try fields.hash("vault"))
      size = try fields.count("size")
      root = TreeHash(try fields.hash("root"))
      generation = try fields.count("generation")
      issuer = try fields.string("issuer")
      try fields.finish()
    } catch {
      throw .notATicket
    }
  }

  /// Whether a line is a ticket's first, of whatever version.
  private static func isHeading(_ line: Substring) -> Bool {
    let start = heading.dropLast()
    let version = line.dropFirst(start.count)
    return line.hasPrefix(start) && !version.isEmpty && version.allSatisfy(\.isWholeNumber)
  }

  /// The ticket as it is handed over, as two lines of text.
  package func text() throws -> String {
    var object = JSONObject()
    object.append("vault", ContentHash(vault))
    object.append(count: "size", size)
    object.append("root", ContentHash(root))
    object.append(count: "generation", generation)
    object.append("issuer", .string(issuer))
    let line = String(decoding: try StrictJSON.write(object), as: UTF8.self)
    return "\(Self.heading)\n\(line)\n"
  }
}

/// Why a text is no ticket.
package enum MalformedTicket: Error, Equatable {
  case notATicket
  /// Written by a newer program.
  case unsupportedVersion
}

extension Vault {
  /// A ticket for a newcomer, as of now.
  package func ticket() throws -> Ticket {
    let log = try journal.log()
    return Ticket(
      vault: id, size: log.size, root: log.root, generation: log.state.generation,
      issuer: keys.held.identity.publicKeys.fingerprint)
  }
}
