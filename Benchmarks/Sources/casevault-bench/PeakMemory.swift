import Foundation

/// The most memory that this process ever had resident, as the kernel counts it.
enum PeakMemory {
  /// `VmHWM` of /proc/self/status, in bytes; 0 where the kernel does not say.
  static var bytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else {
      return 0
    }
    let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    return (kibibytes ?? 0) * 1024
  }
}
