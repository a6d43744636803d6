import ArgumentParser
import Casework

// The tables of note kinds, templates, modalities and approaches, as words on the command line.

struct NoteKindName: ExpressibleByArgument {
  let kind: NoteKind

  init(_ kind: NoteKind) { self.kind = kind }

  init?(argument: String) {
    guard let kind = NoteKind.named(argument.lowercased()) else { return nil }
    self.kind = kind
  }

  var defaultValueDescription: String { kind.code }
  static var allValueStrings: [String] { NoteKind.all.map(\.code) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

struct NoteTemplateName: ExpressibleByArgument {
  let template: NoteTemplate

  init?(argument: String) {
    guard let template = NoteTemplate.named(argument.lowercased()) else { return nil }
    self.template = template
  }

  static var allValueStrings: [String] { NoteTemplate.all.map(\.code) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

struct NoteModality: ExpressibleByArgument {
  let modality: Modality

  init?(argument: String) {
    guard let modality = Modality.named(argument) else { return nil }
    self.modality = modality
  }

  static var allValueStrings: [String] { Modality.all.map(\.code) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

struct NoteApproach: ExpressibleByArgument {
  let approach: Approach

  init?(argument: String) {
    guard let approach = Approach.named(argument) else { return nil }
    self.approach = approach
  }

  static var allValueStrings: [String] { Approach.all.map(\.code) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
