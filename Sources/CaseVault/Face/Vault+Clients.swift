import Casework

extension Vault {
  /// Takes a client in: a case file of their own, assigned to this member.
  ///
  /// - Parameter name: one line, 1 to 200 characters of any script, without control characters.
  /// - Throws: ``VaultError/unfitText(_:)``, ``VaultError/refused(reason:)``.
  public func addClient(named name: String) throws(VaultError) -> ServedClient {
    try VaultError.telling {
      let file = try addClient(named: try ClientName(name))
      guard let client = try clients().first(where: { $0.file == file }) else { throw NoSuchFile() }
      return ServedClient(client)
    }
  }

  /// Every client whose name this member may know, by number. Recorded in the log first.
  public func listedClients() throws(VaultError) -> [ServedClient] {
    try VaultError.telling { try clients().map { ServedClient($0) } }
  }
}
