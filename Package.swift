// swift-tools-version: 6.2
import PackageDescription

// The walls of the house, bottom to top; an arrow only ever points down. See docs/architecture.md.

/// What every target of ours is held to: no warning, no unmarked unsafe code, no import by accident.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A property may lend a span that is bound to its owner (`secret.span`); clients need no flag.
let lending: [SwiftSetting] = [.enableExperimentalFeature("Lifetimes")]

let package = Package(
  name: "CaseVault",
  products: [
    // The public face, and the storage it comes with; everything else is `package`.
    .library(name: "CaseVault", targets: ["CaseVault", "SQLiteStorage"]),
    .executable(name: "casevault", targets: ["casevault"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // C declarations, nothing else.
    .systemLibrary(
      name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .target(name: "CSystem"),
    // Opened when a code is made, not linked.
    .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),

    // Typed capabilities.
    .target(name: "Sodium", dependencies: ["CSodium"], swiftSettings: strict + lending),
    .target(name: "System", dependencies: ["CSystem"], swiftSettings: strict),
    .target(name: "QRCodes", dependencies: ["CQREncode"], swiftSettings: strict),
    .target(name: "Casework", swiftSettings: strict),
    .target(name: "AuditLog", dependencies: ["Sodium"], swiftSettings: strict),
    .target(
      name: "Keyring", dependencies: ["Sodium", "Casework"],
      exclude: ["Identity/BlockList/README.md", "Identity/BlockList/compose.py"],
      swiftSettings: strict + lending),

    // The verbs, and the only SQL of the embedded default.
    .target(
      name: "CaseVault", dependencies: ["Sodium", "System", "Casework", "AuditLog", "Keyring"],
      swiftSettings: strict),
    .target(
      name: "SQLiteStorage",
      dependencies: [
        "CaseVault", "Casework", "Keyring", "SQLiteRows", "System",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    // Values in and out of SQLite at its own speed.
    .target(
      name: "SQLiteRows",
      dependencies: [
        "CSystem", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),

    // Unlocked keys in a process of their own, and the way to ask it.
    .target(
      name: "VaultAgent", dependencies: ["Sodium", "System", "Casework", "Keyring"],
      swiftSettings: strict),

    // The command line: parse, one vault call, print.
    .target(
      name: "CaseVaultCommands",
      dependencies: [
        "VaultAgent", "CaseVault", "SQLiteStorage", "System", "Casework", "Keyring", "AuditLog",
        "Sodium",
        "QRCodes",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "casevault", dependencies: ["CaseVaultCommands"], swiftSettings: strict),

    .testTarget(
      name: "SodiumTests", dependencies: ["Sodium"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(name: "SystemTests", dependencies: ["System"], swiftSettings: strict),
    .testTarget(
      name: "QRCodesTests", dependencies: ["QRCodes", "StartedPrograms"], swiftSettings: strict),
    .testTarget(
      name: "CaseworkTests", dependencies: ["Casework"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "KeyringTests",
      dependencies: ["StartedPrograms", "Keyring", "AuditLog", "Sodium", "Casework"],
      swiftSettings: strict),
    // Other programs beside a test; for tests only.
    .target(
      name: "StartedPrograms", dependencies: ["CSystem"], path: "Tests/StartedPrograms",
      exclude: ["FailingCalls.c"], swiftSettings: strict),
    .testTarget(
      name: "VaultAgentTests",
      dependencies: ["VaultAgent", "AuditLog", "Keyring", "Sodium", "System", "Casework"],
      swiftSettings: strict),
    // What any storage owes the vault, and a storage in memory; for tests only.
    .target(
      name: "StorageContract", dependencies: ["CaseVault", "Casework", "Keyring"],
      path: "Tests/StorageContract", swiftSettings: strict),
    .executableTarget(
      name: "StorageWriter", dependencies: ["SQLiteStorage", "StorageContract", "CaseVault"],
      path: "Tests/StorageWriter", swiftSettings: strict),
    .testTarget(
      name: "SQLiteStorageTests",
      dependencies: [
        "StartedPrograms", "SQLiteStorage", "StorageContract", "StorageWriter", "CaseVault",
        "Casework", "Keyring", "System",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SQLiteRowsTests",
      dependencies: ["SQLiteRows", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    // Writes in a vault until it is killed; for tests only.
    .executableTarget(
      name: "VaultWriter",
      dependencies: [
        "CaseVault", "SQLiteStorage", "StorageContract", "Casework", "Keyring", "Sodium",
      ],
      path: "Tests/VaultWriter", swiftSettings: strict),
    .testTarget(
      name: "CaseVaultTests",
      dependencies: [
        "StartedPrograms", "CaseVault", "SQLiteStorage", "StorageContract", "VaultWriter",
        "Casework", "AuditLog", "Keyring", "Sodium", "System",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "StartedPrograms", "CaseVaultCommands", "casevault", "CaseVault", "SQLiteStorage",
        "AuditLog",
        "System", "Casework", "Keyring", "Sodium",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.copy("Scripts")], swiftSettings: strict),
    .testTarget(
      name: "AuditLogTests", dependencies: ["AuditLog", "Sodium"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    // What every parser promises of any input: asked by its tests, and by the fuzzer below.
    .target(
      name: "ParserChecks",
      dependencies: [
        "CaseVault", "Casework", "AuditLog", "Keyring", "Sodium", "System", "VaultAgent",
      ],
      path: "Tests/ParserChecks", swiftSettings: strict),
    .testTarget(
      name: "ParserTests",
      dependencies: [
        "ParserChecks", "CaseVault", "Casework", "AuditLog", "Keyring", "Sodium", "System",
        "VaultAgent",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    // What the repository owes itself; it compiles small files against the modules named here.
    .testTarget(
      name: "HouseTests", dependencies: ["StartedPrograms", "CaseVault", "SQLiteStorage"],
      swiftSettings: strict),
  ]
)

// The program that script/bench measures with. It opens vaults without a passphrase and prints log
// keys, so nobody gets it who does not ask for it.
if Context.environment["CASEVAULT_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "casevault-bench",
      dependencies: ["CaseVault", "SQLiteStorage", "AuditLog", "Keyring", "Casework", "Sodium"],
      path: "Benchmarks/Sources/casevault-bench", swiftSettings: strict))
}

// The program that script/test --deep hands random bytes to. It calls libFuzzer's driver, so it links
// only where everything is built with -sanitize=fuzzer; gold does not get through its line numbers.
if Context.environment["CASEVAULT_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "casevault-fuzz", dependencies: ["ParserChecks"], path: "Fuzzing/casevault-fuzz",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]))
}
