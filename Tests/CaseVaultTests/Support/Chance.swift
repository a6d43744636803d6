import Foundation

/// Chance that can be had again: `CASEVAULT_TEST_SEED` gives the seed that an earlier run printed.
struct Chance: RandomNumberGenerator {
  private var state: UInt64
  let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A new seed, or the one asked for, printed so that a failure can be looked at again.
  static func printed(for purpose: String) -> Chance {
    let wanted = ProcessInfo.processInfo.environment["CASEVAULT_TEST_SEED"].flatMap { UInt64($0) }
    let chance = Chance(seed: wanted ?? UInt64.random(in: 1...999_999))
    print("\(purpose): CASEVAULT_TEST_SEED=\(chance.seed)")
    return chance
  }

  /// Whether the long form of a test is asked for.
  static let isDeep =
    (ProcessInfo.processInfo.environment["CASEVAULT_TEST_DEEP"] ?? "").isEmpty == false

  /// SplitMix64. Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
