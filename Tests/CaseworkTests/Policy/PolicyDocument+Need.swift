@testable import Casework

// The tables about access that nobody was asked for: an emergency, and a key that was lost.

extension PolicyDocument {
  /// Whether they are on duty, and whose the file is.
  static let duty = [Relation.own, .conflict, .foreign, .none].map { relation in
    Row(words: [relation.rawValue]) { _ in Act(.openEmergency, on: .file(relation.file)) }
  }

  /// Whose emergency it was.
  static let review = [
    Row(words: ["themselves", Relation.foreign.rawValue]) {
      Act(.reviewEmergency, on: .emergency(Relation.foreign.file, by: $0.person))
    },
    Row(words: ["another", Relation.foreign.rawValue]) {
      Act(.reviewEmergency, on: .emergency(Relation.foreign.file, by: $0.colleague))
    },
    Row(words: ["another", Relation.conflict.rawValue]) {
      Act(.reviewEmergency, on: .emergency(Relation.conflict.file, by: $0.colleague))
    },
  ]

  /// Whose key was lost.
  static let recovery = [
    Row(words: ["another's"]) { Act(.recover, on: .about($0.colleague)) },
    Row(words: ["their own"]) { Act(.recover, on: .about($0.person)) },
  ]
}
