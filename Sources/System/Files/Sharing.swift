import Glibc

/// Who besides its owner may reach a file or folder of ours.
package enum Sharing: Hashable, Sendable {
  /// Nobody: files 0600, folders 0700.
  case ownerOnly
  /// The accounts of one group: files 0660, folders 2770, whoever of them made it.
  case group(GroupID)

  var fileMode: mode_t {
    switch self {
    case .ownerOnly: 0o600
    case .group: 0o660
    }
  }

  /// With the set-gid bit, so that what SQLite creates in the folder falls to the same group.
  var folderMode: mode_t {
    switch self {
    case .ownerOnly: 0o700
    case .group: 0o2770
    }
  }

  /// For a folder on the way to a shared one: the group may pass, and make nothing.
  var passageMode: mode_t {
    switch self {
    case .ownerOnly: 0o700
    case .group: 0o2750
    }
  }

  /// What speaks against trusting a file with these facts; `nil` when nothing does.
  func objection(toFile facts: FileFacts) -> FileError.Reason? {
    switch facts.kind {
    case .regular: objection(toHolder: facts)
    case .folder: .isDirectory
    case .symbolicLink: .isSymbolicLink
    default: .notARegularFile(facts.kind)
    }
  }

  /// What speaks against trusting a folder with these facts; `nil` when nothing does.
  func objection(toFolder facts: FileFacts) -> FileError.Reason? {
    switch facts.kind {
    case .folder: objection(toHolder: facts)
    case .symbolicLink: .isSymbolicLink
    default: .notADirectory
    }
  }

  /// A shared file may belong to any account, since each member's program creates some; its group
  /// then says who is trusted. A file of our own must be ours, or root's.
  private func objection(toHolder facts: FileFacts) -> FileError.Reason? {
    switch self {
    case .ownerOnly:
      guard facts.owner == geteuid() || facts.owner == 0 else { return .wrongOwner(facts.owner) }
      return facts.mode & 0o077 == 0 ? nil : .tooOpen(facts.mode)
    case .group(let group):
      guard facts.group == group.rawValue else { return .wrongGroup(facts.group) }
      return facts.mode & 0o007 == 0 ? nil : .tooOpen(facts.mode)
    }
  }
}

/// The number of a group of accounts on this machine.
package struct GroupID: Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }
}
