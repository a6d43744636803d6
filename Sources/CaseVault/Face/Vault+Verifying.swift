extension Vault {
  /// Rebuilds everything from the log, holds every row of the storage against it, and says what was
  /// found. Writes nothing; uses every processor; takes about a second for some thousand notes.
  ///
  /// What is wrong with the vault is in the report; what is thrown kept the check from being made.
  public func verification() throws(VaultError) -> VerificationReport {
    try VaultError.telling { try verify() }
  }

  /// The same, and holds a checkpoint against the log that somebody outside kept: the bytes of a C2SP signed
  /// note, as `casevault audit checkpoint` makes them. What the log shows of it is in
  /// ``VerificationReport/outside``.
  ///
  /// Throws ``VaultError/unusableCheckpoint`` for bytes that are none, or one of another vault.
  public func verification(
    against checkpoint: [UInt8]
  ) throws(VaultError) -> VerificationReport {
    try VaultError.telling { try verify(against: KeptCheckpoint(checkpoint)) }
  }
}

extension VerificationReport {
  /// The first thing found wrong, an ``VaultError/integrity(kind:place:)``; nil where all is whole.
  public var fault: VaultError? { firstFault.map { VaultError($0) } }

  /// Entries without effect, because their signer lacked the power or they made no sense. The log is
  /// whole with them, and somebody should ask why they are there.
  public var violationCount: Int { violations.count }
}
