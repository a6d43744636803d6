/// What somebody typed where a client is meant: a C-number, a name or part of a name (design §10).
///
/// ``find(among:)`` takes the closest way in which anybody matches, and of those who match that way,
/// all: `Ann Lee` finds Ann Lee although there is an Ann Leeson too; `ann` finds both and the caller
/// asks. Case and accents do not count.
package struct ClientQuery: Sendable, Hashable {
  private let number: ClientNumber?
  private let folded: String
  private let words: [Substring]

  /// Nil for nothing but white space.
  package init?(_ typed: String) {
    guard let line = try? UTF8Text.singleLine(typed, maximumCharacters: 200) else { return nil }
    number = ClientNumber(line)
    folded = line.foldedForNames
    words = folded.nameWords
  }

  /// How a client matches; the higher, the closer.
  package enum Closeness: Int, Sendable, Hashable, Comparable {
    /// Every word typed begins a word of the name.
    case wordPrefixes
    /// The whole name.
    case name
    /// The C-number, which only one has.
    case number

    package static func < (left: Closeness, right: Closeness) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// How closely a client matches; nil if not at all.
  package func closeness(of client: some NamedClient) -> Closeness? {
    if let number, client.number == number { return .number }
    guard let name = client.name?.folded else { return nil }
    if name == folded { return .name }
    return wordsBegin(name.nameWords) ? .wordPrefixes : nil
  }

  /// Each word typed takes a word of the name of its own, in any order: `jo jo` is not just Jo Smith.
  private func wordsBegin(_ nameWords: [Substring]) -> Bool {
    guard !words.isEmpty else { return false }
    var free = nameWords
    // Longest first: the pickiest word chooses first, so that no other can take its only match.
    for word in words.sorted(by: { $0.count > $1.count }) {
      guard let taken = free.firstIndex(where: { $0.hasPrefix(word) }) else { return false }
      free.remove(at: taken)
    }
    return true
  }

  /// Who is meant: nobody, one, or several to be asked about, in the order given.
  package func find<Client: NamedClient>(among clients: some Sequence<Client>) -> ClientMatch<
    Client
  > {
    var best: [Client] = []
    var closest: Closeness?
    for client in clients {
      guard let closeness = closeness(of: client), closest.map({ closeness >= $0 }) ?? true else {
        continue
      }
      if closest != closeness { best = [] }
      closest = closeness
      best.append(client)
    }
    guard let first = best.first else { return .none }
    return best.count == 1 ? .one(first) : .several(best)
  }
}

/// Whatever a client query can be asked of.
package protocol NamedClient {
  /// Nil where it cannot be known: then only the number finds the client.
  var name: ClientName? { get }
  var number: ClientNumber? { get }
}

/// Who a query means.
package enum ClientMatch<Client> {
  case none
  case one(Client)
  /// More than one matches equally closely: ask.
  case several([Client])
}

extension ClientMatch: Equatable where Client: Equatable {}
extension ClientMatch: Sendable where Client: Sendable {}

extension String {
  /// Words as people tell them apart: `Smith-Jones` has two, `O'Brien` one.
  fileprivate var nameWords: [Substring] {
    split { $0.isWhitespace || $0 == "-" || $0 == "," || $0 == "." || $0 == "(" || $0 == ")" }
  }
}
