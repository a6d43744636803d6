import Foundation

/// The compiler that built these tests, with the modules that it built for them.
struct Compiler {
  private let products: URL
  private let packageName: String

  /// Throws ``NoBuild`` where the tests do not lie in a build folder of SwiftPM.
  init() throws {
    let test = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    products = test.deletingLastPathComponent()
    let manifest = products.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "\(products.lastPathComponent).yaml")
    let name = try String(contentsOf: manifest, encoding: .utf8)
      .captures(of: #""-module-name","Casework",.*"-package-name","(\w+)""#).first
    guard let name else { throw NoBuild(at: manifest.path) }
    packageName = name
  }

  /// The messages of the errors in a file that stands in this package.
  ///
  /// As far as optimised code is made, not further: ownership and lifetimes are checked only there.
  /// Outside of the package only what is `public` can be seen.
  func errors(in text: String, isInPackage: Bool = true) throws -> [String] {
    try inFolder { folder in
      let file = folder.appending(path: "Case.swift")
      try Data(text.utf8).write(to: file)
      let answer = try Command.run(
        ["swiftc", "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-module-name", "Case"]
          + (isInPackage ? ["-package-name", packageName] : []) + search + language + [file.path])
      let errors = try answer.text.captures(of: #"^\S+:\d+:\d+: error: (.+)$"#)
      guard (answer.status == 0) == errors.isEmpty else { throw Confused(said: answer.text) }
      return errors
    }
  }

  /// Builds a program outside of this package on the library as it was built for the tests, and runs
  /// it with an empty folder of its own as its argument.
  func run(_ text: String) throws -> (status: Int32, text: String) {
    try inFolder { folder in
      let file = folder.appending(path: "Program.swift")
      try Data(text.utf8).write(to: file)
      let program = folder.appending(path: "program").path
      let built = try Command.run(
        ["swiftc", "-o", program, "-parse-as-library", "-module-name", "Program"]
          + search + language + [file.path] + libraryObjects() + ["-lsodium", "-lsqlite3"])
      guard built.status == 0 else { return built }
      return try Command.run(program, folder.path)
    }
  }

  /// What DocC says of the library's public names and of its landing page; nothing where all is well.
  func documentationWarnings() throws -> String {
    try inFolder { folder in
      let graphs = try Command.run(
        ["swift-symbolgraph-extract", "-module-name", "CaseVault", "-target", platform]
          + ["-minimum-access-level", "public", "-output-dir", folder.path] + search)
      guard graphs.status == 0 else { return graphs.text }
      let converted = try Command.run(
        "docc", "convert", House.root.appending(path: "Sources/CaseVault/CaseVault.docc").path,
        "--fallback-display-name", "CaseVault", "--fallback-bundle-identifier", "CaseVault",
        "--additional-symbol-graph-dir", folder.path,
        "--output-path", folder.appending(path: "pages").path, "--warnings-as-errors")
      return converted.status == 0 ? "" : converted.text
    }
  }

  /// The folder of the products is named for it: `x86_64-unknown-linux-gnu`.
  private var platform: String { products.deletingLastPathComponent().lastPathComponent }

  /// The object files of what the library's product is made of.
  private func libraryObjects() throws -> [String] {
    let targets = [
      "CSystem", "Sodium", "System", "Casework", "AuditLog", "Keyring", "CaseVault",
      "SQLiteStorage", "SQLiteRows", "GRDB",
    ]
    return try targets.flatMap { target in
      let folder = products.appending(path: "\(target).build")
      let map = folder.appending(path: "output-file-map.json")
      guard FileManager.default.fileExists(atPath: map.path) else {
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
          .filter { $0.hasSuffix(".o") }.map { "\(folder.path)/\($0)" }
      }
      // Not whatever lies there: the object of a file that was renamed stays behind.
      let outputs = try JSONDecoder().decode(
        [String: [String: String]].self, from: Data(contentsOf: map))
      return outputs.values.compactMap { $0["object"] }.sorted()
    }
  }

  private func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "casevault-house-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Where SwiftPM puts the sources of dependencies: beside the products of each platform.
  private var checkouts: URL {
    products.deletingLastPathComponent().deletingLastPathComponent().appending(path: "checkouts")
  }

  private var search: [String] {
    [
      "-I", products.appending(path: "Modules").path,
      "-module-cache-path", products.appending(path: "ModuleCache").path,
      "-Xcc", "-fmodule-map-file=\(House.root.path)/Sources/CSodium/module.modulemap",
      "-Xcc", "-fmodule-map-file=\(products.path)/CSystem.build/module.modulemap",
      "-Xcc", "-fmodule-map-file=\(checkouts.path)/GRDB.swift/Sources/GRDBSQLite/module.modulemap",
    ]
  }

  private var language: [String] {
    [
      "-swift-version", "6", "-diagnostic-style", "llvm", "-enable-upcoming-feature",
      "ExistentialAny", "-enable-upcoming-feature", "InternalImportsByDefault",
      "-enable-upcoming-feature", "MemberImportVisibility",
    ]
  }

  struct NoBuild: Error { let at: String }
  /// The compiler failed without an error of the file's, or the other way around.
  struct Confused: Error { let said: String }
}
