/// A kind of note: one value here is all that it takes to add one.
///
/// The kind decides under which key a note lies, which templates fit it and which structured fields
/// exist for it. Everything that depends on the kind asks this table, so nothing elsewhere says
/// "if psychotherapy".
package struct NoteKind: Sendable {
  /// The word that stands in events and on the command line.
  package let code: String
  /// The number that stands in import manifests; never reused.
  package let number: UInt8
  /// What a person reads, in lower case.
  package let title: String
  /// `.file` or `.process`: whose key seals it.
  package let compartment: CompartmentKind
  /// The templates that fit, the usual one first.
  package let templates: [NoteTemplate]
  /// Whether session start, stop, place, modality and approach exist for it.
  package let hasSessionFacts: Bool
  package let confidentiality: Confidentiality

  /// What happened in a session, for the record: part of what a client may ask to see.
  package static let progress = NoteKind(
    code: "progress", number: 1, title: "progress note", compartment: .file,
    templates: [.free, .soap, .dap, .birp, .girp], hasSessionFacts: true,
    confidentiality: .restricted)

  /// The therapist's own notes on a conversation, kept apart from the record.
  ///
  /// 45 CFR 164.501 defines them by what they leave out: medication, session start and stop,
  /// modalities and frequency, test results, and summaries of diagnosis, function, plan, symptoms,
  /// prognosis and progress. So the structured fields do not exist here, and no template that asks
  /// for an assessment or a plan fits.
  package static let psychotherapy = NoteKind(
    code: "psychotherapy", number: 2, title: "psychotherapy note", compartment: .process,
    templates: [.free], hasSessionFacts: false, confidentiality: .veryRestricted)

  /// Every kind, in the order of its number.
  package static let all: [NoteKind] = [.progress, .psychotherapy]

  /// The kind that a word of the log means, if it means one.
  package static func named(_ code: String) -> NoteKind? { all.first { $0.code == code } }
  /// The kind that a number in an import's chunk means, if it means one.
  package static func numbered(_ number: UInt8) -> NoteKind? { all.first { $0.number == number } }
}

extension NoteKind: Hashable {
  package static func == (left: NoteKind, right: NoteKind) -> Bool { left.number == right.number }
  package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
