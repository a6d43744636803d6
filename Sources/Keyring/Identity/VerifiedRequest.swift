package import Casework
internal import Sodium

/// An enrolment request whose signature was checked: whoever made it has the keys that it shows.
///
/// Who that is, is not proven by it: the two people compare ``DevicePublicKeys/fingerprint``. That the
/// wrap opens for the device, only the device can tell; one that lies shuts itself out.
package struct VerifiedRequest: Sendable, Equatable {
  package let keys: DevicePublicKeys
  package let locatorKey: LocatorKey
  /// Epoch 1 of the newcomer's own compartment.
  package let compartment: CompartmentEpoch
  /// That compartment's secret for the device.
  package let wrap: Wrap
  /// How the newcomer wishes to be called.
  package let name: String
  /// When the newcomer's clock said it was made.
  package let time: Moment
  /// The whole request as it was read, so that others can check the signature too.
  package internal(set) var text = ""
}

extension VerifiedRequest {
  /// The members of the request's JSON line, in their one order.
  package var object: JSONObject {
    var object = JSONObject()
    object.append("signingKey", .string(Hexadecimal.text(of: keys.signing.bytes)))
    object.append("boxKey", .string(Hexadecimal.text(of: keys.box.bytes)))
    object.append("locatorKey", .string(Hexadecimal.text(of: locatorKey.bytes.bytes)))
    object.append("member", compartment.compartment)
    object.append(count: "epoch", compartment.epoch)
    object.append("commitment", compartment.commitment)
    object.append("publicKey", compartment.publicKey)
    object.append("wrap", .string(Base64.text(of: wrap.bytes.span)))
    object.append("wrapAt", .string(Hexadecimal.text(of: wrap.locator)))
    object.append("name", .string(name))
    object.append("time", time)
    return object
  }

  /// Reads the line's members; the signature is the caller's business.
  /// Throws `UnexpectedJSON`, ``EnrolmentRequestError`` and `SodiumError` for keys.
  init(_ value: JSONValue) throws {
    var fields = try JSONFields(of: value)
    let signing = try fields.hash("signingKey")
    let box = try fields.hash("boxKey")
    keys = try DevicePublicKeys(encoded: signing.bytes + box.bytes)
    locatorKey = LocatorKey(bytes: try fields.hash("locatorKey").digest)
    compartment = CompartmentEpoch(
      compartment: try fields.identifier("member"), kind: .member,
      epoch: try fields.count("epoch"), commitment: try fields.hash("commitment"),
      publicKey: try fields.hash("publicKey"))
    let sealed = Base64.bytes(from: try fields.string("wrap").utf8) ?? []
    wrap = Wrap(locator: try fields.bytes("wrapAt"), bytes: sealed)
    name = try fields.string("name")
    time = try fields.moment("time")
    try fields.finish()
    try check()
  }

  private func check() throws {
    _ = try X25519.PublicKey(compartment.publicKey.digest.span)
    guard compartment.epoch == 1, wrap.bytes.count == WrapText.sealedLength,
      wrap.locator == (try locatorKey.firstWrapLocator().bytes)
    else { throw EnrolmentRequestError.unfitCompartment }
    guard try EnrolmentRequest.plainName(name) == name else {
      throw EnrolmentRequestError.unfitName
    }
  }
}
