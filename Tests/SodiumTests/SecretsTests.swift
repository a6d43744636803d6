import Sodium
import Testing

@Suite struct SecretsTests {
  @Test func `a secret starts as zeros and keeps what is written`() throws {
    var secret = try SecretBytes(zeroed: 4)
    let before = [UInt8](copying: secret.span)
    var output = secret.mutableSpan
    output[2] = 7
    let after = [UInt8](copying: secret.span)
    secret.wipe()
    let wiped = [UInt8](copying: secret.span)
    #expect(before == [0, 0, 0, 0])
    #expect(after == [0, 0, 7, 0])
    #expect(wiped == [0, 0, 0, 0])
  }

  @Test func `a secret taken from an array leaves the array empty of it`() throws {
    var typed = Array("correct horse".utf8)
    let secret = try SecretBytes(wiping: &typed)
    let kept = [UInt8](copying: secret.span)
    #expect(kept == Array("correct horse".utf8))
    #expect(typed == [UInt8](repeating: 0, count: 13))
  }

  @Test func `random secrets differ`() throws {
    let one = try SecretBytes.random(count: 32)
    let other = try SecretBytes.random(count: 32)
    let same = ConstantTime.equal(one.span, other.span)
    #expect(!same)
  }

  @Test(arguments: [-1, Int.min, 1 << 30 + 1, Int.max])
  func `a secret of an absurd length is refused`(count: Int) {
    #expect(
      throws: SodiumError.outOfRange(.secret, allowed: 0...1_073_741_824, found: count)
    ) { _ = try SecretBytes(zeroed: count).count }
  }

  @Test func `an empty secret is a secret too`() throws {
    let empty = try SecretBytes(copying: Span())
    let count = empty.count
    #expect(count == 0)
  }

  @Test func `a failure while filling reaches the caller`() {
    #expect(throws: SodiumError.damaged) {
      let secret = try SecretBytes(count: 8) { _ throws(SodiumError) in throw .damaged }
      _ = secret.count
    }
  }

  @Test func `the answer about locking memory is known once a secret was made`() throws {
    let secret = try SecretBytes(zeroed: 1)
    let answer = Sodium.memoryLocking
    #expect(secret.count == 1 && answer != .notAsked)
  }

  @Test func `a transient secret is lent as zeros, and never more than fits the stack`() throws {
    let lent = try withTransientSecret(count: 256) { secret throws(SodiumError) in
      [UInt8](copying: secret.span)
    }
    #expect(lent == [UInt8](repeating: 0, count: 256))
    for count in [-1, 257, Int.max] {
      #expect(throws: SodiumError.outOfRange(.secret, allowed: 0...256, found: count)) {
        try withTransientSecret(count: count) { _ throws(SodiumError) in }
      }
    }
  }
}
