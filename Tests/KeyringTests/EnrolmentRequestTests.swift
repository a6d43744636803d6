import Casework
import Sodium
import Testing

@testable import Keyring

@Suite struct EnrolmentRequestTests {
  let text: String
  let keys: DevicePublicKeys
  let lines: [String]

  init() throws {
    let identity = try Self.identity()
    keys = identity.publicKeys
    let time = try #require(Moment("2026-11-22T09:30:00.000Z"))
    text = try EnrolmentRequest.make(
      for: identity, name: "Ana Pérez", at: time, in: try Keyring())
    lines = text.split(separator: "\n").map(String.init)
  }

  private static func identity() throws -> DeviceIdentity {
    try DeviceIdentity(seed: SecretBytes(copying: [UInt8](0..<32).span))
  }

  /// What reading says; nil when the request is good.
  private func refusal(of text: String) -> EnrolmentRequestError? {
    do {
      _ = try EnrolmentRequest.parse(text)
      return nil
    } catch {
      return error
    }
  }

  /// The request with its JSON line changed and signed again by the same device: what a newcomer with
  /// a changed program could send.
  private func signedAgain(_ change: (String) -> String) throws -> String {
    let line = change(lines[1])
    var message = Message(.enrolmentRequest)
    message.append(Array(line.utf8))
    let signature = try Self.identity().sign(message.bytes)
    return "\(lines[0])\n\(line)\n\(Base64.text(of: signature.span))\n"
  }

  @Test func `a request says who asks and carries what the vault needs`() throws {
    let request = try EnrolmentRequest.parse(text)
    #expect(request.keys == keys)
    #expect(request.name == "Ana Pérez")
    #expect(request.time.text == "2026-11-22T09:30:00.000Z")
    #expect(request.compartment.kind == .member)
    #expect(request.compartment.epoch == 1)
    #expect(lines.count == 3)
    #expect(text.utf8.allSatisfy { $0 < 0x7f })
  }

  @Test func `the device opens the compartment that its request carried`() throws {
    let request = try EnrolmentRequest.parse(text)
    let identity = try Self.identity()
    let keyring = try Keyring()
    let opener = WrapOpener(identity)
    let vault = try Practice().vault
    let opened = try keyring.openFirst(
      request.wrap.bytes, kind: .member, by: opener, in: vault)
    #expect(opened == request.compartment)
  }

  @Test func `line ends of any system and a missing last one do no harm`() {
    #expect(refusal(of: text.split(separator: "\n").joined(separator: "\r\n") + "\r\n") == nil)
    #expect(refusal(of: lines.joined(separator: "\n")) == nil)
  }

  @Test func `no character of the request can be changed`() {
    for index in text.utf8.indices.dropLast() {
      var bytes = Array(text.utf8)
      bytes[text.utf8.distance(from: text.startIndex, to: index)] ^= 1
      let refused = refusal(of: String(decoding: bytes, as: UTF8.self))
      #expect(refused != nil)
    }
  }

  @Test func `each way of going wrong has a name`() throws {
    #expect(refusal(of: "") == .notARequest)
    #expect(refusal(of: "casevault ticket v1\n{}\n") == .notARequest)
    #expect(refusal(of: "casevault enrolment request v2\n{}\n") == .unsupportedVersion)
    #expect(refusal(of: lines[..<2].joined(separator: "\n")) == .wrongLineCount(2))
    #expect(refusal(of: text + "\n") == .wrongLineCount(4))
    #expect(
      refusal(of: text + String(repeating: "x", count: 8_192))
        == .tooLong(bytes: text.utf8.count + 8_192))
    #expect(refusal(of: "\(lines[0])\n\(lines[1])\n\(lines[2].dropLast(4))") == .malformedSignature)
    let otherName = lines[1].replacing("Ana", with: "Eve")
    #expect(refusal(of: "\(lines[0])\n\(otherName)\n\(lines[2])\n") == .forgedSignature)
    guard case .malformed(let json) = refusal(of: "\(lines[0])\n\(lines[1]) \n\(lines[2])\n") else {
      Issue.record("white space was accepted")
      return
    }
    #expect(json.reason == .bytesAfterTheValue)
  }

  @Test func `a well signed request that does not fit is refused as well`() throws {
    #expect(refusal(of: try signedAgain { $0 }) == nil)
    let renamed = try signedAgain { $0.replacing("\"name\"", with: "\"nickname\"") }
    #expect(refusal(of: renamed) == .unexpected(.expected(key: "name", found: "nickname")))
    let secondEpoch = try signedAgain { $0.replacing("\"epoch\":1", with: "\"epoch\":2") }
    #expect(refusal(of: secondEpoch) == .unfitCompartment)
    let spaced = try signedAgain { $0.replacing("Ana P", with: "Ana  P") }
    #expect(refusal(of: spaced) == .unfitName)
    let reversed = try signedAgain { $0.replacing("Ana P", with: "Ana \\u202eP") }
    #expect(refusal(of: reversed) == .unfitName)
    let zeroKey = String(repeating: "0", count: 64)
    let box = Hexadecimal.text(of: keys.box.bytes)
    let weak = try signedAgain { $0.replacing(box, with: zeroKey) }
    #expect(refusal(of: weak) == .unusableKey)
  }

  @Test func `a request that shows somebody else's keys is a forgery`() throws {
    // Everything of the victim's, signed by the attacker.
    let attacker = try DeviceIdentity.random()
    var message = Message(.enrolmentRequest)
    message.append(Array(lines[1].utf8))
    let signature = try attacker.sign(message.bytes)
    let forged = "\(lines[0])\n\(lines[1])\n\(Base64.text(of: signature.span))\n"
    #expect(refusal(of: forged) == .forgedSignature)
  }

  @Test(arguments: ["", " \n ", "two\u{7}bells", "left \u{202e}thgir"])
  func `a name that is no plain line is refused before anything is drawn`(name: String) throws {
    let identity = try Self.identity()
    let keyring = try Keyring()
    let time = try #require(Moment("2026-11-22T09:30:00.000Z"))
    #expect(throws: EnrolmentRequestError.unfitName) {
      try EnrolmentRequest.make(for: identity, name: name, at: time, in: keyring)
    }
    #expect(keyring.count == 0)
  }
}
