package import Casework

/// An enrolment request whose signature was checked. (To be furnished with the request's parser; the
/// verbs rely on these five.)
package struct VerifiedRequest: Sendable {
  package let keys: DevicePublicKeys
  package let locatorKey: LocatorKey
  package let compartment: CompartmentEpoch
  package let wrap: Wrap
  package let name: String
}
