import Foundation

/// Reads a file of this target's `Fixtures` folder.
func fixture(_ path: String) throws -> Data {
  try Data(contentsOf: fixturesFolder.appendingPathComponent(path))
}

/// All JSON files below a folder of `Fixtures`, in the order of their names.
func fixturePaths(below folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(
    atPath: fixturesFolder.appendingPathComponent(folder).path
  )
  .filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
}

private var fixturesFolder: URL {
  Bundle.module.bundleURL.appendingPathComponent("Fixtures")
}

/// Random numbers that come again with the same seed (SplitMix64, Steele, Lea and Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  /// A fresh seed, printed, or the one in `CASEVAULT_TEST_SEED` to see a failure again.
  init(for test: String) {
    let chosen = ProcessInfo.processInfo.environment["CASEVAULT_TEST_SEED"].flatMap(UInt64.init)
    seed = chosen ?? UInt64.random(in: 0...UInt64.max)
    state = seed
    print("\(test): CASEVAULT_TEST_SEED=\(seed)")
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}

/// Bytes from pairs of hexadecimal digits in a test; spaces may stand between the pairs.
func bytes(_ text: String) throws -> [UInt8] {
  let digits = text.filter { $0 != " " }
  return try stride(from: 0, to: digits.count, by: 2).map { offset in
    guard let byte = UInt8(digits.dropFirst(offset).prefix(2), radix: 16) else {
      throw NotHexadecimal()
    }
    return byte
  }
}

struct NotHexadecimal: Error {}
