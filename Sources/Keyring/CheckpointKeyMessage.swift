package import Casework

/// What the key for checkpoints signs besides them: that another comes in its place, with an epoch of the vault's
/// compartment (docs/format.md §6).
package enum CheckpointKeyMessage {
  /// `label ‖ vault ‖ u32 epoch ‖ key before ‖ new key`.
  package static func bytes(
    handing before: ContentHash, to key: ContentHash, from epoch: UInt32, in vault: ContentHash
  ) -> [UInt8] {
    var message = Message(.checkpointKey)
    message.append(vault)
    message.append(epoch)
    message.append(before)
    message.append(key)
    return message.bytes
  }
}
