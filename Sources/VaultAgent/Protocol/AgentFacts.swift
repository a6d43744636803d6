package import Casework
package import System

/// What an agent tells of itself; nothing secret. Bytes: u8 whether the system has locked every secret in memory
/// (1) or refused to at least once (0) ‖ ``HeldKeyFacts`` one after the other.
package struct AgentFacts: Equatable, Sendable {
  package let keys: [HeldKeyFacts]
  package let areLocked: Bool

  package init(keys: [HeldKeyFacts], areLocked: Bool) {
    (self.keys, self.areLocked) = (keys, areLocked)
  }

  package var bytes: [UInt8] { [areLocked ? 1 : 0] + keys.flatMap(\.bytes) }

  /// Reads what ``bytes`` wrote. Nil for anything else.
  package init?(bytes: Span<UInt8>) {
    guard bytes.count > 0, bytes[0] <= 1, let keys = HeldKeyFacts.all(in: bytes.extracting(1...))
    else { return nil }
    self.init(keys: keys, areLocked: bytes[0] == 1)
  }
}

/// What an agent tells of a key that it holds; nothing secret.
///
/// Bytes: device(16) ‖ u64 milliseconds held ‖ left ‖ left without use ‖ u32 length ‖ path.
package struct HeldKeyFacts: Equatable, Sendable {
  package let device: DeviceID
  package let path: FilePath
  /// In milliseconds, as the next two.
  package let held: Int64
  /// Until the key is wiped however much it is used.
  package let left: Int64
  /// Until it is wiped unless it is used.
  package let leftIdle: Int64

  package init(device: DeviceID, path: FilePath, held: Int64, left: Int64, leftIdle: Int64) {
    (self.device, self.path) = (device, path)
    (self.held, self.left, self.leftIdle) = (held, left, leftIdle)
  }

  var bytes: [UInt8] {
    let path = Array(path.string.utf8)
    return device.bytes + AgentNumber.bytes(held) + AgentNumber.bytes(left)
      + AgentNumber.bytes(leftIdle) + AgentNumber.bytes(Int64(path.count)) + path
  }

  /// Reads all that ``bytes`` wrote, one after the other. Nil for anything else.
  static func all(in bytes: Span<UInt8>) -> [HeldKeyFacts]? {
    var all: [HeldKeyFacts] = []
    var place = 0
    while place < bytes.count {
      guard bytes.count - place >= headLength else { return nil }
      let numbers = (0..<4).map { AgentNumber.read(bytes, at: place + 16 + $0 * 8) }
      let start = place + headLength
      guard let length = numbers[3], let held = numbers[0], let left = numbers[1],
        let leftIdle = numbers[2], length <= AgentRequest.longestPath,
        bytes.count - start >= Int(length),
        let device = try? DeviceID(bytes: bytes.extracting(place..<place + 16))
      else { return nil }
      let text = (start..<start + Int(length)).map { bytes[$0] }
      guard let path = String(validating: text, as: UTF8.self) else { return nil }
      all.append(
        HeldKeyFacts(
          device: device, path: FilePath(path), held: held,
          left: left, leftIdle: leftIdle))
      place = start + Int(length)
    }
    return all
  }

  private static let headLength = 16 + 4 * 8
}

/// Numbers of a message: eight bytes, the most significant first, never negative.
enum AgentNumber {
  static func bytes(_ number: Int64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
  }

  static func read(_ bytes: Span<UInt8>, at place: Int) -> Int64? {
    var number: UInt64 = 0
    for index in place..<place + 8 { number = number << 8 | UInt64(bytes[index]) }
    return Int64(exactly: number)
  }
}
