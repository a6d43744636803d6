internal import Casework
internal import Sodium

/// The text inside a wrap, field by field: label ‖ vault ‖ compartment ‖ kind ‖ epoch ‖ holder ‖
/// part ‖ secret. Source: docs/format.md §4.
enum WrapText {
  static let label = 0..<17
  static let vault = 17..<49
  static let compartment = 49..<65
  static let kind = 65
  static let epoch = 66..<70
  static let holder = 70..<86
  static let part = 86
  static let secret = 87..<119
  static let length = 119
  static let sealedLength = length + SealedBox.overhead

  /// Everything before the secret.
  static func head(
    of epoch: CompartmentEpoch, for holder: WrapHolder, in vault: ContentHash?
  ) -> [UInt8] {
    var message = Message(.wrap)
    message.append(vault ?? noVault)
    message.append(epoch.compartment)
    message.append(epoch.kind.number)
    message.append(epoch.epoch)
    message.append(holder.id.bytes)
    message.append(WrapPart.whole.number)
    return message.bytes
  }

  /// Stands where the vault's id will be, in a wrap made before its founding.
  static let noVault = ContentHash(words: .init(first: 0, second: 0, third: 0, fourth: 0))
}
