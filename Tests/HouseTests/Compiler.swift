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
  func errors(in text: String) throws -> [String] {
    try inFolder { folder in
      let file = folder.appending(path: "Case.swift")
      try Data(text.utf8).write(to: file)
      let answer = try Command.run(
        ["swiftc", "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-module-name", "Case"]
          + ["-package-name", packageName] + search + language + [file.path])
      let errors = try answer.text.captures(of: #"^\S+:\d+:\d+: error: (.+)$"#)
      guard (answer.status == 0) == errors.isEmpty else { throw Confused(said: answer.text) }
      return errors
    }
  }

  private func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "casevault-house-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  private var search: [String] {
    [
      "-I", products.appending(path: "Modules").path,
      "-module-cache-path", products.appending(path: "ModuleCache").path,
      "-Xcc", "-fmodule-map-file=\(House.root.path)/Sources/CSodium/module.modulemap",
      "-Xcc", "-fmodule-map-file=\(products.path)/CSystem.build/module.modulemap",
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
