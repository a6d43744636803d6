import Sodium
import Testing

@Suite struct SecretArenaTests {
  private func read(
    _ arena: borrowing SecretArena, _ index: SecretArena.Index
  ) throws -> [UInt8] {
    [UInt8](copying: try arena.span(at: index))
  }

  @Test func `many secrets keep apart across chunks`() throws {
    var arena = try SecretArena(secretLength: 2, growingBy: 3)
    var indices: [SecretArena.Index] = []
    for number in UInt8(0)..<10 { indices.append(try arena.add(copying: [number, 255].span)) }
    let kept = try indices.map { try read(arena, $0) }
    let count = arena.count
    #expect(kept == (UInt8(0)..<10).map { [$0, 255] })
    #expect(count == 10)
  }

  @Test func `a wiped secret is gone, and its place starts as zeros`() throws {
    var arena = try SecretArena(secretLength: 4, growingBy: 1)
    let first = try arena.addRandom()
    try arena.wipe(at: first)
    let second = try arena.add { _ in }
    let kept = try read(arena, second)
    #expect(kept == [0, 0, 0, 0])
    #expect(throws: SodiumError.noSuchSecret) { try read(arena, first) }
    #expect(throws: SodiumError.noSuchSecret) { try arena.wipe(at: first) }
    #expect(throws: SodiumError.noSuchSecret) { _ = try arena.mutableSpan(at: first).count }
  }

  @Test func `another arena's index opens nothing`() throws {
    var arena = try SecretArena(secretLength: 4)
    var other = try SecretArena(secretLength: 4)
    let foreign = try other.addRandom()
    _ = try arena.addRandom()
    #expect(throws: SodiumError.noSuchSecret) { try read(arena, foreign) }
  }

  @Test func `a failed addition adds nothing and leaves nothing`() throws {
    var arena = try SecretArena(secretLength: 1, growingBy: 1)
    #expect(throws: SodiumError.damaged) {
      try arena.add { output throws(SodiumError) in
        output[0] = 9
        throw .damaged
      }
    }
    let index = try arena.add { _ in }
    let kept = try read(arena, index)
    let count = arena.count
    #expect(kept == [0])
    #expect(count == 1)
  }

  @Test func `a secret can be changed in place`() throws {
    var arena = try SecretArena(secretLength: 2)
    let index = try arena.add(copying: [1, 2].span)
    var output = try arena.mutableSpan(at: index)
    output[1] = 5
    let kept = try read(arena, index)
    #expect(kept == [1, 5])
  }

  @Test func `odd lengths are refused`() throws {
    #expect(throws: SodiumError.outOfRange(.secret, allowed: 1...4096, found: 0)) {
      _ = try SecretArena(secretLength: 0).count
    }
    #expect(throws: SodiumError.outOfRange(.count, allowed: 1...65536, found: 0)) {
      _ = try SecretArena(secretLength: 1, growingBy: 0).count
    }
    var arena = try SecretArena(secretLength: 2)
    #expect(throws: SodiumError.wrongLength(.secret, expected: 2, found: 3)) {
      try arena.add(copying: [1, 2, 3].span)
    }
  }
}
