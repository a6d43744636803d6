extension NoteTemplate {
  /// Data, assessment, plan: SOAP with what was said and what was seen in one section.
  package static let dap = NoteTemplate(
    code: "dap", version: 1, title: "DAP",
    sections: [
      Section(key: "data", title: "Data", prompt: "what was said and observed in the session"),
      Section(
        key: "assessment", title: "Assessment", prompt: "how it is understood; risk; progress"),
      Section(key: "plan", title: "Plan", prompt: "what happens next, by whom and when"),
    ])
}
