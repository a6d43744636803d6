/// What a grant is for and how far it goes: asked for in a request, and said back in the grant.
package struct GrantTerms: Sendable, Hashable {
  package let purpose: GrantPurpose
  /// When it ends. There is no grant without an end.
  package let until: Moment
  package let scope: Scope

  package init(purpose: GrantPurpose, until: Moment, scope: Scope) {
    self.purpose = purpose
    self.until = until
    self.scope = scope
  }

  /// No grant runs longer from the moment it is given or extended. A stand-in for three months is an
  /// assignment and should look like one.
  package static let longest = TimeSpan.days(90)
  /// As many picked notes as fit into one entry with room to spare.
  package static let mostNotes = 500

  /// Which notes it opens.
  package struct Scope: Sendable, Hashable {
    /// The kinds of note, in the order of their number.
    package let kinds: [NoteKind]
    package let notes: Notes

    package init(kinds: [NoteKind] = [.progress], _ notes: Notes = .fromNowOn) {
      self.kinds = kinds.sorted { $0.number < $1.number }
      self.notes = notes
    }
  }

  package enum Notes: Sendable, Hashable {
    /// What is written while it runs.
    case fromNowOn
    /// That, and what is there about sessions since a day.
    case since(CalendarDate)
    /// That, and all that is there.
    case all
    /// These notes and nothing else.
    case picked([NoteID])
  }
}

extension GrantTerms {
  /// Refuses terms that no grant may have: no kind of note, one that lies under its author's own key, no
  /// end that lies ahead, or one that is too far.
  func check(at moment: Moment) throws(Violation) {
    guard !scope.kinds.isEmpty, Set(scope.kinds).count == scope.kinds.count,
      scope.kinds.allSatisfy({ $0.compartment == .file }),
      Self.allows(end: until, at: moment)
    else { throw .termsNotAllowed }
    if case .picked(let notes) = scope.notes {
      guard !notes.isEmpty, notes.count <= Self.mostNotes else { throw .termsNotAllowed }
    }
  }

  /// Whether a grant that is given or extended at a moment may end then.
  package static func allows(end: Moment, at moment: Moment) -> Bool {
    end > moment && end <= moment.adding(longest)
  }
}

// MARK: - In events

extension GrantTerms {
  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    guard let purpose = GrantPurpose.named(try fields.string("purpose")) else {
      throw .unknownValue(key: "purpose")
    }
    let until = try fields.moment("until")
    let kinds = try fields.list("kinds") { (fields) throws(UnexpectedJSON) in
      try fields.noteKind()
    }
    guard kinds.map(\.number) == kinds.map(\.number).sorted() else {
      throw .unknownValue(key: "kinds")
    }
    self.init(
      purpose: purpose, until: until, scope: Scope(kinds: kinds, try Notes(from: &fields)))
  }

  func write(to object: inout JSONObject) {
    object.append("purpose", .string(purpose.code))
    object.append("until", until)
    object.append(list: "kinds", scope.kinds) { $1.append("kind", .string($0.code)) }
    scope.notes.write(to: &object)
  }
}

extension GrantTerms.Notes {
  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    switch try fields.string("notes") {
    case "from-now-on": self = .fromNowOn
    case "all": self = .all
    case "since":
      guard let day = CalendarDate(try fields.string("since")) else {
        throw .unknownValue(key: "since")
      }
      self = .since(day)
    case "picked":
      self = .picked(
        try fields.list("picked") { (fields) throws(UnexpectedJSON) in
          try fields.identifier("note")
        })
    default: throw .unknownValue(key: "notes")
    }
  }

  func write(to object: inout JSONObject) {
    object.append("notes", .string(code))
    switch self {
    case .fromNowOn, .all: break
    case .since(let day): object.append("since", .string(day.text))
    case .picked(let notes): object.append(list: "picked", notes) { $1.append("note", $0) }
    }
  }

  package var code: String {
    switch self {
    case .fromNowOn: "from-now-on"
    case .since: "since"
    case .all: "all"
    case .picked: "picked"
    }
  }
}
