extension NoteTemplate {
  /// Goal, intervention, response, plan.
  package static let girp = NoteTemplate(
    code: "girp", version: 1, title: "GIRP",
    sections: [
      Section(key: "goal", title: "Goal", prompt: "which goal of the plan the session served"),
      Section(key: "intervention", title: "Intervention", prompt: "what the worker did"),
      Section(key: "response", title: "Response", prompt: "how the client took it"),
      Section(key: "plan", title: "Plan", prompt: "what happens next, by whom and when"),
    ])
}
