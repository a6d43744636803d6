extension NoteTemplate {
  /// Behavior, intervention, response, plan.
  package static let birp = NoteTemplate(
    code: "birp", version: 1, title: "BIRP",
    sections: [
      Section(
        key: "behavior", title: "Behavior", prompt: "what the client said and did; what was seen"),
      Section(key: "intervention", title: "Intervention", prompt: "what the worker did"),
      Section(key: "response", title: "Response", prompt: "how the client took it"),
      Section(key: "plan", title: "Plan", prompt: "what happens next, by whom and when"),
    ])
}
