import AuditLog
import Testing

struct TilePathTests {
  @Test(arguments: [
    (UInt64(0), "tile/0/000"), (67, "tile/0/067"), (1000, "tile/0/x001/000"),
    (1_234_067, "tile/0/x001/x234/067"),  // C2SP tlog-tiles, "Merkle Tree"
  ])
  func `an index is written in groups of three digits`(index: UInt64, text: String) throws {
    let tile = try #require(
      TilePath(.hashes(level: 0), containing: index * 256, size: (index + 1) * 256))
    #expect(tile.text == text)
    #expect(TilePath(text) == tile)
  }

  @Test func `a log of 70,000 has the tiles that C2SP counts`() {
    let tiles = TilePath.all(size: 70_000)
    let hashes = tiles.filter { $0.content != .entries }
    // C2SP tlog-tiles, "Partial Tiles": 273 full and one of 112; one full and one of 17; one of 1.
    #expect(hashes.count == 273 + 1 + 1 + 1 + 1)
    #expect(
      hashes.filter { $0.width < 256 }.map(\.text) == [
        "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
      ])
    #expect(tiles.count - hashes.count == 274)
    #expect(tiles.first?.text == "tile/entries/000")
  }

  @Test func `a log of 256 has a full tile and one of width 1 above it`() {
    // C2SP tlog-tiles, "Partial Tiles".
    #expect(
      TilePath.all(size: 256).map(\.text) == [
        "tile/entries/000", "tile/0/000", "tile/1/000.p/1",
      ])
    #expect(TilePath.all(size: 0).isEmpty)
  }

  @Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "tile/00/000", "tile/64/000",
    "tile/-1/000", "tile/+1/000", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001",
    "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/0/000.p/",
    "tile/0/000.p/+1", "tile/entry/000", "/tile/0/000", "tile/0/000/", "tile/0/xx01/000",
    "tile/0/x018/x446/x744/x073/x709/x551/615", "tile/0/x072/x057/x594/x037/x927/935",
  ])
  func `a path in any other spelling is refused`(text: String) {
    #expect(TilePath(text) == nil)
  }

  @Test func `partial tiles and bundles are read back`() {
    #expect(TilePath("tile/0/x001/067.p/255")?.places == 273_152..<273_407)
    #expect(TilePath("tile/entries/x001/067.p/255")?.content == .entries)
    #expect(TilePath("tile/63/000")?.content == .hashes(level: 63))
  }
}
