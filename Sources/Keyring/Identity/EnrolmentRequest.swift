package import Casework
internal import Sodium

/// What a newcomer hands to somebody who may enrol: public keys, a member's compartment of the
/// newcomer's own making, and a signature that proves possession of the keys.
///
/// Text of three lines, fit for any mail: `casevault enrolment request v1`, one strict JSON object,
/// and the base64 of an Ed25519 signature over `label("casevault/1 enrolment request") ‖ that object`.
/// Nothing in it is secret; that it came from the newcomer is shown by comparing fingerprints aloud.
package enum EnrolmentRequest {
  static let heading = "casevault enrolment request v1"
  private static let anyHeading = "casevault enrolment request v"
  /// Bytes of the longest request that is read; the longest that is written has some 3,600.
  package static let longest = 8_192

  /// Draws the member's compartment into the keyring and writes the request.
  ///
  /// The compartment travels wrapped to this device, so the newcomer needs to keep nothing but the key
  /// file. Throws ``EnrolmentRequestError/unfitName`` for a name that is not one plain line.
  package static func make(
    for identity: borrowing DeviceIdentity, name: String, at time: Moment, in keyring: Keyring
  ) throws -> String {
    let name = try plainName(name)
    let epoch = try keyring.draw(kind: .member)
    let holder = WrapHolder.device(identity.publicKeys, locatorKey: identity.locatorKey)
    let request = VerifiedRequest(
      keys: identity.publicKeys, locatorKey: identity.locatorKey, compartment: epoch,
      wrap: try keyring.firstWrap(epoch, for: holder, in: nil), name: name, time: time)
    let line = try StrictJSON.write(request.object)
    let signature = try identity.sign(signedBytes(line))
    return """
      \(heading)
      \(String(decoding: line, as: UTF8.self))
      \(Base64.text(of: signature.span))

      """
  }

  /// Reads a request and checks all that can be checked without the newcomer. Line ends may be CR LF,
  /// and the last may be missing. Throws ``EnrolmentRequestError``.
  package static func parse(_ text: String) throws(EnrolmentRequestError) -> VerifiedRequest {
    guard text.utf8.count <= longest else { throw .tooLong(bytes: text.utf8.count) }
    let lines = try lines(of: text)
    let line = Array(lines[1].utf8)
    var request = try request(in: line)
    guard let bytes = Base64.bytes(from: lines[2].utf8),
      let signature = try? Ed25519.Signature(bytes)
    else { throw .malformedSignature }
    guard request.keys.signing.accepts(signature, over: signedBytes(line)) else {
      throw .forgedSignature
    }
    request.text = text
    return request
  }

  private static func lines(of text: String) throws(EnrolmentRequestError) -> [Substring] {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if lines.last == "" { lines.removeLast() }
    guard let first = lines.first, first == heading else {
      let isAnother = lines.first?.hasPrefix(anyHeading) ?? false
      throw isAnother ? .unsupportedVersion : .notARequest
    }
    guard lines.count == 3 else { throw .wrongLineCount(lines.count) }
    return lines
  }

  private static func request(
    in line: [UInt8]
  ) throws(EnrolmentRequestError) -> VerifiedRequest {
    let value: JSONValue
    do { value = try StrictJSON.parse(line) } catch { throw .malformed(error) }
    do {
      return try VerifiedRequest(value)
    } catch let error as UnexpectedJSON {
      throw .unexpected(error)
    } catch let error as EnrolmentRequestError {
      throw error
    } catch {
      throw .unusableKey
    }
  }

  private static func signedBytes(_ line: [UInt8]) -> [UInt8] {
    var message = Message(.enrolmentRequest)
    message.append(line)
    return message.bytes
  }

  /// One line of visible text, as ``Casework`` writes names. Throws ``EnrolmentRequestError/unfitName``.
  package static func plainName(_ name: String) throws(EnrolmentRequestError) -> String {
    let hidden = name.unicodeScalars.contains { $0.properties.isBidiControl }
    guard !hidden, name.hasVisibleCharacter,
      let line = try? UTF8Text.singleLine(name, maximumCharacters: 200)
    else {
      throw .unfitName
    }
    return line
  }
}

/// Why a text is not an enrolment request that somebody can act on.
package enum EnrolmentRequestError: Error, Equatable, Sendable {
  case tooLong(bytes: Int)
  case notARequest
  /// Written by a newer program.
  case unsupportedVersion
  /// Lines were joined, wrapped or lost on the way; three are right.
  case wrongLineCount(Int)
  case malformed(InvalidJSON)
  case unexpected(UnexpectedJSON)
  /// A public key that is off its curve, in a second encoding or of small order.
  case unusableKey
  /// The member's compartment does not begin with epoch 1, or its wrap cannot be one, or does not lie
  /// where the device would look for it.
  case unfitCompartment
  case unfitName
  /// The third line is not the base64 of 64 bytes.
  case malformedSignature
  /// The request was changed, or whoever made it does not have the keys that it shows.
  case forgedSignature
}
