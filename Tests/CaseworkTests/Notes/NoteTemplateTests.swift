import Foundation
import Testing

@testable import Casework

@Suite struct NoteTemplateTests {
  // A published version is frozen: signed notes are read by it. To change one, add a version.
  @Test(arguments: [
    ("free", 1, ""), ("soap", 1, "subjective objective assessment plan"),
    ("dap", 1, "data assessment plan"), ("birp", 1, "behavior intervention response plan"),
    ("girp", 1, "goal intervention response plan"),
  ])
  func `a published template keeps its sections`(code: String, version: Int, keys: String) throws {
    let template = try #require(NoteTemplate.named(code, version: version))
    #expect(template.sections.map(\.key).joined(separator: " ") == keys)
    #expect(template.sections.map { $0.title.lowercased() } == template.sections.map(\.key))
  }

  @Test func `every template has a file and every file a template`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "Sources/Casework/Notes/Templates")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { $0.replacing("Template.swift", with: "").lowercased() }
    #expect(Set(files) == Set(NoteTemplate.all.map(\.code)))
    #expect(
      Set(NoteTemplate.all.map { "\($0.code) \($0.version)" }).count == NoteTemplate.all.count)
  }

  @Test func `codes and numbers of kinds are unique and found again`() {
    for kind in NoteKind.all {
      #expect(NoteKind.named(kind.code) == kind)
      #expect(NoteKind.numbered(kind.number) == kind)
      #expect(!kind.templates.isEmpty)
    }
    #expect(Set(NoteKind.all.map(\.number)).count == 2)
    #expect(NoteKind.progress.confidentiality.rawValue == "R")
    #expect(NoteKind.psychotherapy.confidentiality.rawValue == "V")
    #expect(NoteKind.psychotherapy.compartment == .process)
  }

  @Test func `the skeleton is read as its own empty sections`() {
    for template in NoteTemplate.all {
      let sections = NoteSections(of: template.skeleton, by: template)
      #expect(sections.isEmpty)
      #expect(sections.missing == template.sections)
    }
    #expect(NoteTemplate.dap.skeleton == "Data:\n\n\nAssessment:\n\n\nPlan:\n\n")
  }
}
