import Casework
import Foundation
import Sodium
import Testing

@testable import Keyring

@Suite struct IdentityVectorTests {
  private struct Contents: Decodable {
    let seed, signingPublicKey, boxPublicKey, kid, locatorKey: Hex
    let fingerprint: String
    let keyFiles: [File]
    let devicePin: Pin

    struct File: Decodable {
      let passphrase: String
      let typed, file: Hex
    }

    struct Pin: Decodable {
      let sealed, text: Hex
    }
  }

  private let contents: Contents

  init() throws { contents = try PublishedVector.read("identity") }

  private func identity() throws -> DeviceIdentity {
    try DeviceIdentity(seed: SecretBytes(copying: contents.seed.bytes.span))
  }

  @Test func `the published seed gives the published public keys`() throws {
    let identity = try identity()
    let keys = identity.publicKeys
    #expect(keys.signing.bytes == contents.signingPublicKey.bytes)
    #expect(keys.box.bytes == contents.boxPublicKey.bytes)
    #expect(keys.id.bytes == contents.kid.bytes)
    #expect(keys.fingerprint == contents.fingerprint)
    #expect(identity.locatorKey.bytes.bytes == contents.locatorKey.bytes)
  }

  @Test func `the published key files open, also when typed in another normal form`() throws {
    #expect(contents.keyFiles.count == 2)
    for file in contents.keyFiles {
      for typed in [Array(file.passphrase.utf8), file.typed.bytes] {
        let opened = try KeyFile.open(file.file.bytes, with: Passphrase(typed: typed.span))
        let keys = opened.publicKeys
        #expect(keys.id.bytes == contents.kid.bytes)
      }
    }
  }

  @Test func `the published pin opens on its device`() throws {
    let identity = try identity()
    let text = try identity.openForThisDevice(contents.devicePin.sealed.bytes, purpose: .pin)
    #expect(text == contents.devicePin.text.bytes)
  }

  @Test func `the published request is verified and its wrap opens for its device`() throws {
    struct Request: Decodable { let text, name, time: String }
    let vector: Request = try PublishedVector.read("request")
    let request = try EnrolmentRequest.parse(vector.text)
    #expect(request.name == vector.name)
    #expect(request.time.text == vector.time)
    let identity = try identity()
    let keyring = try Keyring()
    let opener = WrapOpener(identity)
    let anyVault = try Practice().vault
    let member = try keyring.openFirst(
      request.wrap.bytes, kind: .member, by: opener, in: anyVault)
    #expect(member == request.compartment)
  }
}
