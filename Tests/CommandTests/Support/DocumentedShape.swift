/// What a cell of docs/commands.md says of an object, to hold printed objects against.
///
/// Members stand in backquotes, with `?` where they can be missing. Parentheses or a colon behind one say
/// what is inside it, or inside each element of its list; a colon holds to the end of the cell. A
/// semicolon begins another form of the same object. A command in backquotes stands for its own row, or
/// with "one of" before it for an element of that row's list.
struct DocumentedShape {
  /// One way in which the object can look.
  struct Form {
    var members: [String: DocumentedShape] = [:]
    var optional: Set<String> = []
    var references: [(row: String, isElement: Bool)] = []
  }

  private(set) var forms = [Form()]
  /// Not described by its members: an event "as it was signed", numbers "by name".
  private(set) var isOpaque = false
  private static let elsewhere = [["was", "signed"], ["by", "name"]]

  init(_ cell: String) {
    var tokens = Token.all(in: cell)[...]
    self.init(&tokens)
  }

  private init() {}

  private init(_ tokens: inout ArraySlice<Token>) {
    var last: String?
    var words: [String] = []
    while let token = tokens.popFirst() {
      switch token {
      case .close: return
      case .semicolon:
        forms.append(Form())
        last = nil
      case .open, .colon:
        let inside = DocumentedShape(&tokens)
        if let last { forms[forms.count - 1].members[last] = inside }
        // The colon has taken what was left, the parenthesis that closes included.
        if token == .colon { return }
      case .name(let name) where name.contains(" "):
        let isElement = words.suffix(2) == ["one", "of"]
        forms[forms.count - 1].references.append((name, isElement))
      case .name(let name):
        let member = name.hasSuffix("?") ? String(name.dropLast()) : name
        if member != name { forms[forms.count - 1].optional.insert(member) }
        forms[forms.count - 1].members[member] = DocumentedShape()
        last = member
      case .word(let word):
        words.append(word)
        if Self.elsewhere.contains(Array(words.suffix(2))) { isOpaque = true }
      }
    }
  }

  /// Nothing is said of what is inside.
  private var saysNothing: Bool {
    forms.allSatisfy { $0.members.isEmpty && $0.references.isEmpty } && !isOpaque
  }

  /// Everything in an object that this does not say, and what it says and the object lacks, by its path.
  /// `rows` are all cells by what they describe.
  func differences(from object: [String: Any], in rows: [String: DocumentedShape]) -> [String] {
    forms.map { $0.resolved(in: rows).differences(from: object, in: rows) }
      .min { $0.count < $1.count } ?? []
  }

  /// The same for whatever stands under a member.
  fileprivate func differences(
    of member: String, holding value: Any, in rows: [String: DocumentedShape]
  ) -> [String] {
    let objects = (value as? [Any] ?? [value]).compactMap { $0 as? [String: Any] }
    guard !objects.isEmpty, !isOpaque else { return [] }
    guard let shape = saysNothing ? rows[member] : self else {
      return ["nothing said of its inside"]
    }
    return objects.flatMap { shape.differences(from: $0, in: rows) }
  }

  /// What is inside the one member that describes its elements.
  fileprivate var element: Form? {
    forms.flatMap(\.members.values).first { !$0.saysNothing }?.forms.first
  }
}

extension DocumentedShape.Form {
  fileprivate func resolved(in rows: [String: DocumentedShape]) -> Self {
    references.reduce(self) { form, reference in
      let row = rows[reference.row]
      guard let other = reference.isElement ? row?.element : row?.forms.first else { return form }
      let more = other.resolved(in: rows)
      var form = form
      form.members.merge(more.members) { own, _ in own }
      form.optional.formUnion(more.optional)
      return form
    }
  }

  fileprivate func differences(
    from object: [String: Any], in rows: [String: DocumentedShape]
  ) -> [String] {
    let lacking = Set(members.keys).subtracting(optional).subtracting(object.keys)
    return lacking.sorted().map { "lacks \($0)" }
      + object.sorted { $0.key < $1.key }.flatMap { key, value in
        guard let shape = members[key] else { return [key] }
        return shape.differences(of: key, holding: value, in: rows).map { "\(key): \($0)" }
      }
  }
}

/// The parts of a cell.
private enum Token: Equatable {
  case name(String), word(String), open, close, colon, semicolon

  static func all(in cell: String) -> [Token] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().flatMap {
      index, part in
      index % 2 == 1 ? [.name(String(part))] : punctuation(in: part)
    }
  }

  private static func punctuation(in text: Substring) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    for character in text + " " {
      let sign: Token? =
        switch character {
        case "(": .open
        case ")": .close
        case ":": .colon
        case ";": .semicolon
        default: nil
        }
      if character.isLetter {
        word.append(character)
      } else if !word.isEmpty {
        tokens.append(.word(word))
        word = ""
      }
      if let sign { tokens.append(sign) }
    }
    return tokens
  }
}
