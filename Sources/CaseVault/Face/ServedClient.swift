package import Casework

/// A client of the practice, as the member who has the vault open may see them.
public struct ServedClient: Sendable, Hashable {
  package let file: CaseFileID
  /// The number under which the vault knows them, `C-17`: short, and says nothing of the person.
  public let number: String
  /// One line, 1 to 200 characters, composed (Unicode NFC). Nil where the sealed name is damaged, which
  /// verifying names as a fault, and where this member waits for the key that it is sealed under.
  public let name: String?
  /// Whether this member can open the case file now: it is theirs, and its key has been handed on to them.
  public let isOpen: Bool

  init(_ client: Client) {
    file = client.file
    number = client.number?.text ?? ""
    name = client.name?.text
    isOpen = client.access == .open
  }
}
