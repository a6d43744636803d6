import System

/// Rows for people, made to fit the screen.
///
/// Where the screen is too narrow, columns that may be cut or broken into lines become narrower first, down to their
/// least width; then whole columns go, the least important first. In a file or pipe nothing is cut.
struct Table {
  struct Column {
    let title: TerminalText
    /// Columns of a higher weight stay longer.
    let weight: Int
    /// The least width to which the column may be cut or broken; nil where half a value is worth nothing.
    let leastWidth: Int?
    /// Whether what does not fit goes on below, instead of being cut.
    let isBroken: Bool
    let isNumber: Bool

    init(_ title: TerminalText, weight: Int, cutTo leastWidth: Int? = nil, isNumber: Bool = false) {
      self.title = title
      self.weight = weight
      self.leastWidth = leastWidth
      self.isNumber = isNumber
      isBroken = false
    }

    /// One of words that are all needed.
    init(_ title: TerminalText, weight: Int, brokenAt leastWidth: Int) {
      self.title = title
      self.weight = weight
      self.leastWidth = max(leastWidth, title.width)
      isNumber = false
      isBroken = true
    }
  }

  let columns: [Column]
  let rows: [[TerminalText]]
  /// What stands there when there are no rows.
  let empty: TerminalText

  init(_ columns: [Column], _ rows: [[TerminalText]], empty: TerminalText) {
    self.columns = columns
    self.rows = rows
    self.empty = empty
  }

  func page(_ layout: Layout) -> TerminalText {
    guard !rows.isEmpty else { return empty }
    let widths = TableWidths(of: self, within: layout.columns)
    let heading = layout.heading(line(columns.map(\.title), widths))
    return ([heading] + rows.flatMap { lines(of: $0, widths) }).joined(separator: "\n")
  }

  /// A row, in as many lines as the cell that is broken into most.
  private func lines(of cells: [TerminalText], _ widths: TableWidths) -> [TerminalText] {
    let broken = columns.indices.map { index in
      columns[index].isBroken && widths.shown.contains(index)
        ? cells[index].wrapped(toWidth: widths[index]) : [cells[index]]
    }
    let count = broken.reduce(1) { max($0, $1.count) }
    return (0..<count).map { number in
      line(broken.map { number < $0.count ? $0[number] : "" }, widths)
    }
  }

  private func line(_ cells: [TerminalText], _ widths: TableWidths) -> TerminalText {
    // Nor is there anything to align an empty end of a line with.
    let last = widths.shown.last { !cells[$0].string.isEmpty }
    let shown = widths.shown.prefix { index in last.map { index <= $0 } ?? false }
    return shown.map { index in
      let cell = cells[index].truncated(toWidth: widths[index])
      // Spaces after the last column would only wrap on a narrow screen.
      if index == shown.last && !columns[index].isNumber { return cell }
      return cell.padded(toWidth: widths[index], alignedRight: columns[index].isNumber)
    }.joined(separator: TableWidths.gap)
  }
}

/// How wide each column of a table becomes, and which are shown.
struct TableWidths {
  static let gap: TerminalText = "  "

  private var widths: [Int]
  private(set) var shown: [Int]

  init(of table: Table, within limit: Int?) {
    widths = table.columns.indices.map { index in
      table.rows.reduce(table.columns[index].title.width) { max($0, $1[index].width) }
    }
    // A column without a single word in it would only take room.
    shown = table.columns.indices.filter { index in
      table.rows.contains { !$0[index].string.isEmpty }
    }
    guard let limit else { return }
    let natural = widths
    cut(table.columns, to: limit)
    while total > limit, shown.count > 1 {
      dropLightest(of: table.columns)
      widths = natural
      cut(table.columns, to: limit)
    }
    if total > limit, let only = shown.first { widths[only] = limit }
  }

  subscript(column: Int) -> Int { widths[column] }

  private var total: Int {
    shown.reduce(0) { $0 + widths[$1] } + Self.gap.width * max(0, shown.count - 1)
  }

  /// Takes from the widest column that may be cut, until all fit or none may be cut further.
  private mutating func cut(_ columns: [Table.Column], to limit: Int) {
    while total > limit {
      let candidates = shown.filter { widths[$0] > columns[$0].leastWidth ?? .max }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      let second = candidates.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let least = max(columns[widest].leastWidth ?? 0, min(second, widths[widest] - 1))
      widths[widest] = max(least, widths[widest] - (total - limit))
    }
  }

  private mutating func dropLightest(of columns: [Table.Column]) {
    guard let lightest = shown.min(by: { columns[$0].weight < columns[$1].weight }) else { return }
    shown.removeAll { $0 == lightest }
  }
}
