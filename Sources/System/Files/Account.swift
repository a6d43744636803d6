import CSystem
import Glibc

/// What the machine's account database knows.
package enum Account {
  /// The home folder of the user this process acts for; `nil` when the user id has no account.
  package static func home() -> FilePath? {
    unsafe ownRecord { entry in unsafe entry.pw_dir }.map { FilePath($0) }
  }

  /// The login name of the user this process acts for; `nil` when the user id has no account.
  package static func name() -> String? {
    unsafe ownRecord { entry in unsafe entry.pw_name }
  }

  /// The group of that name; `nil` when the machine has none.
  package static func group(named name: String) -> GroupID? {
    guard !name.utf8.contains(0) else { return nil }
    return unsafe lookUp { memory, size in
      var entry = unsafe Glibc.group()
      var found: UnsafeMutablePointer<group>?
      let status = unsafe getgrnam_r(name, &entry, memory, size, &found)
      return unsafe (status, found.map { unsafe GroupID(rawValue: $0.pointee.gr_gid) })
    }
  }

  /// The name of a group, for messages; `nil` when the number has none.
  package static func name(of group: GroupID) -> String? {
    unsafe lookUp { memory, size in
      var entry = unsafe Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      let status = unsafe getgrgid_r(
        group.rawValue, &entry, memory, size, &found)
      return unsafe (status, found.map { unsafe String(cString: $0.pointee.gr_name) })
    }
  }

  /// Whether this process may give files to the group: it is in it, or it is root's.
  package static func belongs(to group: GroupID) -> Bool {
    guard geteuid() != 0, getegid() != group.rawValue else { return true }
    let count = getgroups(0, nil)
    guard count > 0 else { return false }
    var groups = [gid_t](repeating: 0, count: Int(count))
    // Nobody else changes the groups of a running process; fewer than counted are looked at as they are.
    let filled = unsafe getgroups(count, &groups)
    return filled > 0 && groups.prefix(Int(filled)).contains(group.rawValue)
  }

  private static func ownRecord(
    _ field: (passwd) -> UnsafeMutablePointer<CChar>?
  ) -> String? {
    unsafe lookUp { memory, size in
      var entry = unsafe passwd()
      var found: UnsafeMutablePointer<passwd>?
      let status = unsafe getpwuid_r(
        geteuid(), &entry, memory, size, &found)
      let text = unsafe found.flatMap { unsafe field($0.pointee) }
      return unsafe (status, text.map { unsafe String(cString: $0) })
    }
  }

  /// One look-up of the reentrant kind: the caller lends the memory, and more of it when the entry
  /// (a group with many members, say) does not fit. What is wanted is copied before it is taken back.
  private static func lookUp<Value>(
    _ attempt: (UnsafeMutablePointer<CChar>, Int) -> (status: Int32, value: Value?)
  ) -> Value? {
    var size = 1024
    while size <= 1 << 22 {
      let result = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { memory in
        // Memory of more than no bytes always has an address.
        unsafe memory.baseAddress.map { unsafe attempt($0, size) }
      }
      guard let result else { return nil }
      if result.status != ERANGE { return result.value }
      size *= 4
    }
    return nil
  }
}
