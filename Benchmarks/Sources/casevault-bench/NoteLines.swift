import Foundation

/// What the verbs need of a file of notes in JSON Lines.
struct NoteLines {
  private struct Line: Decodable {
    let client: String
    let text: String
  }

  private let path: String

  init(at path: String) { self.path = path }

  /// The clients, each once, in the order in which they first come.
  func clients() throws -> [String] {
    var seen: Set<String> = []
    return try each().map(\.client).filter { seen.insert($0).inserted }
  }

  /// The first `count` notes with their clients.
  func first(_ count: Int) throws -> [(client: String, text: String)] {
    try each(atMost: count).map { ($0.client, $0.text) }
  }

  private func each(atMost count: Int = .max) throws -> [Line] {
    let decoder = JSONDecoder()
    return try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n"))
      .prefix(count).map { try decoder.decode(Line.self, from: Data($0)) }
  }
}
