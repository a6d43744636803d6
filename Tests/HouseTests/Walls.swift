/// Which modules each target may import: the arrows of the house (docs/architecture.md), and the few
/// modules of the system that each needs.
///
/// SwiftPM keeps a target from importing what it does not depend on; this table keeps an arrow from
/// being drawn in `Package.swift` that nobody decided on.
enum Walls {
  static let mayImport: [String: Set<String>] = [
    "CSodium": [],
    "CSystem": [],
    "CQREncode": [],
    "Sodium": ["CSodium", "Glibc", "Synchronization"],
    "System": ["CSystem", "Glibc", "Synchronization"],
    // Squares of a text, by the one library that draws them: it knows no secret but the text.
    "QRCodes": ["CQREncode", "Glibc"],
    // Pure: no input or output, no clock, no chance, no cryptography. `Swift` itself is named for the
    // normal forms of Unicode.
    "Casework": ["Swift"],
    "AuditLog": ["Sodium"],
    "Keyring": ["Sodium", "Casework", "Synchronization"],
    "CaseVault": [
      "Sodium", "System", "Casework", "AuditLog", "Keyring", "Dispatch", "Synchronization",
    ],
    // Rows without GRDB's boxes: SQLite's own calls, behind a wall of their own.
    "SQLiteRows": ["CSystem", "GRDB", "GRDBSQLite", "Glibc"],
    // Foundation comes with GRDB, and stays behind this wall with it.
    "SQLiteStorage": [
      "CaseVault", "SQLiteRows", "Casework", "Keyring", "System", "CSystem", "GRDB", "Foundation",
      "Dispatch", "Synchronization",
    ],
    // Unlocked keys in a process of their own: knows no vault and no storage.
    "VaultAgent": ["Sodium", "System", "Casework", "Keyring", "Synchronization"],
    "CaseVaultCommands": [
      "VaultAgent",
      "CaseVault", "SQLiteStorage", "System", "Casework", "AuditLog", "Keyring", "Sodium",
      "QRCodes", "ArgumentParser", "Logging", "Synchronization",
    ],
    "casevault": ["CaseVaultCommands", "Glibc"],
  ]
}
