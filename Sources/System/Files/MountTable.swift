import Glibc

/// The file systems this process sees, from `/proc/self/mountinfo`.
struct MountTable {
  private let types: [String: String]

  static func ofProcess() -> MountTable {
    guard let file = try? Descriptor(opening: "/proc/self/mountinfo", O_RDONLY),
      let bytes = try? file.readToEnd(atMost: 1 << 24)
    else { return MountTable(parsing: "") }
    return MountTable(parsing: String(decoding: bytes, as: UTF8.self))
  }

  /// Source: proc_pid_mountinfo(5). The third field is the device; the type follows a lone dash, which
  /// ends a list of optional fields.
  init(parsing text: String) {
    var types: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 6, let dash = fields.dropFirst(6).firstIndex(of: "-"),
        dash + 1 < fields.endIndex
      else { continue }
      types[String(fields[2])] = String(fields[dash + 1])
    }
    self.types = types
  }

  /// The type of the file system on a device, as it was mounted: `"fuse.sshfs"`.
  func type(ofDevice device: UInt) -> String? {
    // Source: gnu_dev_major and gnu_dev_minor of glibc, which Swift sees only as macros.
    let major = (device >> 8) & 0xFFF | (device >> 32) & 0xFFFF_F000
    let minor = device & 0xFF | (device >> 12) & 0xFFFF_FF00
    return types["\(major):\(minor)"]
  }
}
