extension NoteTemplate {
  /// Subjective, objective, assessment, plan: L. Weed's problem-oriented record, 1968.
  package static let soap = NoteTemplate(
    code: "soap", version: 1, title: "SOAP",
    sections: [
      Section(
        key: "subjective", title: "Subjective", prompt: "what the client reports, in their words"),
      Section(
        key: "objective", title: "Objective", prompt: "what was observed: appearance, affect, acts"),
      Section(
        key: "assessment", title: "Assessment", prompt: "how the two are understood; risk; progress"
      ),
      Section(key: "plan", title: "Plan", prompt: "what happens next, by whom and when"),
    ])
}
