import Testing

@testable import CaseVault
@testable import System

/// The pin's file: two records, of which the older one is written over.
@Suite struct TwoRecordsTests {
  private let first = [UInt8](1...149)
  private let second = [UInt8](2...150)
  private let third = [UInt8](3...151)

  /// The file after a piece was put over it.
  private func written(_ piece: PrivateFile.Piece?, over file: [UInt8]) throws -> [UInt8] {
    let piece = try #require(piece)
    var file = file
    file.replaceSubrange(piece.place..<piece.place + piece.bytes.count, with: piece.bytes)
    return file
  }

  private func next(_ content: [UInt8], over file: [UInt8]) throws -> [UInt8] {
    try written(TwoRecords(file)?.replacement(by: content), over: file)
  }

  @Test func `what was written last counts, and what was written before it stays`() throws {
    let one = TwoRecords.file(of: first)
    #expect(TwoRecords(one)?.latest == first)
    let two = try next(second, over: one)
    #expect(TwoRecords(two)?.latest == second)
    let three = try next(third, over: two)
    #expect(TwoRecords(three)?.latest == third)
    #expect(one.count == three.count)
    // The record of the second, which the third did not touch.
    #expect(three[4096...] == two[4096...])
  }

  @Test func `a record that is torn anywhere leaves the one before it`() throws {
    let before = try next(second, over: TwoRecords.file(of: first))
    let piece = try #require(TwoRecords(before)?.replacement(by: third))
    // So many of its bytes reached the disk. The zeros at its end are no change.
    let torn = (1..<piece.bytes.count).map { count in
      var file = before
      file.replaceSubrange(piece.place..<piece.place + count, with: piece.bytes[..<count])
      return TwoRecords(file)?.latest
    }
    #expect(torn.count == 511)
    #expect(torn.filter { $0 != second } == [])
    // The next write repairs it.
    var file = before
    file.replaceSubrange(piece.place..<piece.place + 100, with: piece.bytes[..<100])
    #expect(TwoRecords(try next(third, over: file))?.latest == third)
  }

  @Test func `a changed byte in a record is found`() throws {
    let file = TwoRecords.file(of: first)
    let found = (0..<512).filter { place in
      var changed = file
      changed[place] ^= 1
      return TwoRecords(changed)?.latest == nil
    }
    #expect(found.count == 512)
  }

  @Test func `a file of another length is of another form, and a long content has no room`() {
    #expect(TwoRecords(first) == nil)
    #expect(TwoRecords([]) == nil)
    let long = [UInt8](repeating: 7, count: 469)
    #expect(TwoRecords.file(of: long) == long)
    #expect(
      TwoRecords(TwoRecords.file(of: Array(long.dropLast())))?.latest == Array(long.dropLast()))
  }

  @Test func `a folder keeps the pin in one file and takes over one of the form before`() throws {
    let practice = try Practice()
    let folder = FilePath(practice.folder.appending("memory"))
    let memory = FolderMemory(PrivateFolder(folder))
    let file = PrivateFile(folder.appending("pin"))
    try PrivateFolder(folder).create()
    try file.replace(with: first)
    #expect(try memory.load(.pin) == first)
    try memory.save(second, as: .pin)
    #expect(try memory.load(.pin) == second)
    let inode = try FileFacts(of: file.path).inode
    try memory.save(third, as: .pin)
    #expect(try memory.load(.pin) == third)
    #expect(try FileFacts(of: file.path).inode == inode)
    // Neither record is whole: handed on as it is, it opens under no key.
    let noise = [UInt8](repeating: 9, count: 8192)
    try file.replace(with: noise)
    #expect(try memory.load(.pin) == noise)
    try memory.save(first, as: .pin)
    #expect(try memory.load(.pin) == first)
  }
}
