import Foundation
import Testing

@Test func `every arrow of the house is one that was decided on`() throws {
  var crossings: [String] = []
  for file in try House.swiftFiles(below: "Sources") {
    let allowed = Walls.mayImport[file.target] ?? []
    crossings += try file.imports().filter { !allowed.contains($0) }
      .map { "\(file.path) imports \($0)" }
  }
  #expect(crossings == [])
}

@Test func `every folder of Sources is a target with a row in the table of walls`() throws {
  let folders = try FileManager.default.contentsOfDirectory(
    atPath: House.root.appending(path: "Sources").path)
  #expect(folders.filter { Walls.mayImport[$0] == nil } == [])
}

@Test func `the targets of the package are built under the strict settings`() throws {
  let manifest = try House.text(of: "Package.swift")
  let settings = [
    ".swiftLanguageMode(.v6)", ".strictMemorySafety()", ".treatAllWarnings(as: .error)",
    #".enableUpcomingFeature("ExistentialAny")"#,
    #".enableUpcomingFeature("InternalImportsByDefault")"#,
    #".enableUpcomingFeature("MemberImportVisibility")"#,
  ]
  #expect(settings.filter { !manifest.contains($0) } == [])
  let swiftTargets = manifest.matches(of: /\.(?:target|executableTarget|testTarget)\(/).count
  let strictTargets = manifest.matches(of: /swiftSettings: strict/).count
  // CSystem is C and has no Swift to be strict about.
  #expect(strictTargets == swiftTargets - 1)
}
