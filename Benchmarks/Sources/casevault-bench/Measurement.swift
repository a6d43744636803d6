import Foundation

/// What a verb answers: one line of JSON with the time of the work alone and the peak of memory.
struct Measurement {
  /// Seconds of the work, without opening the vault.
  private(set) var seconds: Double
  private var additions: [(name: String, value: Value)] = []

  enum Value {
    case number(Double)
    case count(Int)
    case text(String)
    case texts([String])
  }

  init(seconds: Double) { self.seconds = seconds }

  /// Times `work` on a clock that neither stops nor is set.
  static func timing(_ work: () throws -> Void) rethrows -> Measurement {
    let time = try ContinuousClock().measure(work)
    return Measurement(seconds: time / .seconds(1))
  }

  func adding(_ name: String, _ value: Value) -> Measurement {
    var copy = self
    copy.additions.append((name, value))
    return copy
  }

  /// Reads the peak of memory last, so that it holds all that came before.
  var json: String {
    let always: [(name: String, value: Value)] = [
      ("seconds", .number(seconds)), ("peak_bytes", .count(PeakMemory.bytes)),
    ]
    let fields = (always + additions).map { "\(quoted($0.name)): \($0.value.json)" }
    return "{\(fields.joined(separator: ", "))}"
  }
}

extension Measurement.Value {
  fileprivate var json: String {
    switch self {
    case .number(let number): String(number)
    case .count(let count): String(count)
    case .text(let text): quoted(text)
    case .texts(let texts): "[\(texts.map(quoted).joined(separator: ", "))]"
    }
  }
}

/// Enough for paths and hexadecimal digits, which is all that is ever printed here.
private func quoted(_ text: String) -> String {
  let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  return "\"\(escaped)\""
}
