import Casework
import Foundation
import ParserChecks
import Testing

/// What fuzzers begin with and what they have found, in every run of the tests.
struct ParserTests {
  @Test(arguments: ParserCheck.all.map(\.name))
  func `every promise is kept for every kept input`(parser: String) throws {
    let check = try #require(ParserCheck.named(parser))
    let seeds = try KeptInputs.all(KeptInputs.seeds, of: parser)
    #expect(!seeds.isEmpty)
    for input in seeds + (try KeptInputs.all(KeptInputs.found, of: parser)) {
      #expect(throws: Never.self, "\(input.path)") { try check.accepts(input.bytes) }
    }
  }

  // A fuzzer that never gets past the first check of a parser looks busy and finds nothing.
  @Test(arguments: ParserCheck.all.map(\.name))
  func `a fuzzer begins with something that is accepted`(parser: String) throws {
    let check = try #require(ParserCheck.named(parser))
    let seeds = try KeptInputs.all(KeptInputs.seeds, of: parser)
    let accepted = try seeds.filter { try check.accepts($0.bytes) }.map(\.path)
    #expect(accepted == seeds.map(\.path).filter { !Self.isRefused($0) })
    #expect(!accepted.isEmpty)
  }

  /// Signed notes that are not meant to be checkpoints: texts of the specification's and of tests of
  /// signatures, and line ends that no note has.
  private static func isRefused(_ path: String) -> Bool {
    path.hasPrefix("seeds/checkpoint/")
      && ["spec-example", "one-verified", "vkey-", "-crlf"].contains { path.contains($0) }
  }

  // Six formats share the folder: one that none of its seeds is in would go unnoticed above.
  @Test func `a fuzzer of manifests begins with something in each of their formats`() throws {
    let seeds = Dictionary(
      uniqueKeysWithValues: try KeptInputs.all(KeptInputs.seeds, of: "manifest"))
    #expect(try ImportedNotes(bytes: #require(seeds["seeds/manifest/written"])).records.count == 1)
    let parts = try NotesImported.parts(in: #require(seeds["seeds/manifest/parts"]))
    #expect(parts.count == 1)
    let openings = try FilesOpened.openings(in: #require(seeds["seeds/manifest/openings"]))
    #expect(openings.count == 1)
    let renewed = try RecordList<RenewedSlot>.lines(
      in: #require(seeds["seeds/manifest/renewed"]))
    #expect(renewed.count == 2)
    let granted = try GrantedSlots.slots(in: #require(seeds["seeds/manifest/granted"]))
    #expect(granted.map(\.slot.count) == [131, 1])
    let recovered = try RecoveredKeys(text: #require(seeds["seeds/manifest/recovered"]))
    #expect(recovered.pieces.count == 1 && recovered.wraps.count == 2)
  }

  /// `CASEVAULT_WRITE_SEEDS=1` keeps what was written as a seed.
  @Test func `what this program writes, its parsers accept`() throws {
    let isKept = ProcessInfo.processInfo.environment["CASEVAULT_WRITE_SEEDS"] != nil
    let written = try WrittenInputs.all()
    #expect(written.count >= 15)
    for (parser, bytes) in written {
      let check = try #require(ParserCheck.named(parser))
      #expect(try check.accepts(bytes), "\(parser)")
      guard isKept else { continue }
      let folder = KeptInputs.folder.appending(path: "\(KeptInputs.seeds)/\(parser)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: folder.appending(path: "written"))
    }
  }

  @Test func `every folder of inputs belongs to a parser`() throws {
    for kind in [KeptInputs.seeds, KeptInputs.found] {
      let folder = KeptInputs.folder.appending(path: kind)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.filter { ParserCheck.named($0) == nil && $0 != "README.md" } == [])
    }
  }
}
