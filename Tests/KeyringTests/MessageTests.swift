import Casework
import Testing

@testable import Keyring

@Suite struct MessageTests {
  private let id = EnvelopeID(high: 1, low: 2)

  /// What a message says that was never anything else.
  private func alone(_ label: Label) -> [UInt8] {
    var message = Message()
    message.begin(label)
    message.append(id)
    return message.bytes
  }

  @Test func `a message that begins anew says nothing of the one before`() {
    var message = Message()
    for label in [Label.slot, .slot, .envelope, .slot] {
      message.begin(label)
      message.append(id)
      #expect(message.bytes == alone(label))
      #expect(message.bytes == label.bytes + id.bytes)
    }
  }

  @Test func `a message that grew, and its copy, begin as before`() {
    var message = Message(.slot)
    message.append([UInt8](repeating: 0xff, count: 400))
    var copy = message
    for label in [Label.slot, .envelope] {
      message.begin(label)
      message.append(id)
      #expect(message.bytes == alone(label))
      copy.begin(label)
      copy.append(id)
      #expect(copy.bytes == alone(label))
    }
  }

  @Test func `a label that was written over is written anew`() {
    var message = Message(.slot)
    message.put(UInt64.max, at: 3)
    message.begin(.slot)
    message.append(id)
    #expect(message.bytes == alone(.slot))
    message.put(UInt8.max, at: 0)
    message.begin(.slot)
    #expect(message.bytes == Label.slot.bytes)
  }
}
