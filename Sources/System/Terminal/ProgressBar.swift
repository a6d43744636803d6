/// How far long work has come, on one line of standard error that vanishes when the work is done.
///
/// Nothing is shown where nobody looks (a pipe, a file, a dumb terminal), nor for work that is over in
/// a third of a second.
package struct ProgressBar: ~Copyable {
  private let title: TerminalText
  private let total: Int
  private let columns: Int
  private let stream: StandardStream
  private let isShown: Bool
  private var isOnScreen = false
  private var nextDrawing: Int64

  /// Milliseconds before the first drawing, and between two.
  private static let patience: Int64 = 300
  private static let interval: Int64 = 100

  /// `total` is in whatever unit ``update(_:)`` counts.
  package init(_ title: TerminalText, total: Int, in environment: Environment) {
    let stream = StandardStream.error
    self.init(
      title, total: total, on: stream, columns: Terminal.size(environment).columns,
      isShown: stream.isTerminal && environment["TERM"] != "dumb")
  }

  init(
    _ title: TerminalText, total: Int, on stream: StandardStream, columns: Int, isShown: Bool
  ) {
    self.title = title
    self.total = total
    self.columns = columns
    self.stream = stream
    self.isShown = isShown
    nextDrawing = SystemClock.monotonicMilliseconds() + Self.patience
  }

  deinit {
    if isOnScreen { Self.clear(stream) }
  }

  /// Shows that `done` of the total is done, now and then; costs little enough to call for every item.
  package mutating func update(_ done: Int) {
    guard isShown else { return }
    let now = SystemClock.monotonicMilliseconds()
    guard now >= nextDrawing else { return }
    nextDrawing = now + Self.interval
    isOnScreen = true
    // A terminal that takes no progress must not stop the work.
    _ = try? stream.write("\r\(Self.line(title, done, of: total, columns))\u{1B}[K")
  }

  /// Clears the line.
  package consuming func finish() {}

  private static func clear(_ stream: StandardStream) {
    _ = try? stream.write("\r\u{1B}[K")
  }

  /// `Importing [#########-----------]  45 %`, one column short of the width, as a full line would
  /// wrap on some terminals.
  static func line(
    _ title: TerminalText, _ done: Int, of total: Int, _ columns: Int
  ) -> TerminalText {
    let share = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 1
    let percent = TerminalText.escaped("\(Int(share * 100)) %").padded(
      toWidth: 5, alignedRight: true)
    let room = columns - 1
    let barWidth = min(40, room - title.width - percent.width - 4)
    guard barWidth >= 5 else {
      return [title, percent].joined(separator: " ").truncated(toWidth: room)
    }
    let filled = Int(share * Double(barWidth))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: barWidth - filled)
    return "\(title) [\(bar)] \(percent)"
  }
}
