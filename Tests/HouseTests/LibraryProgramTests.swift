import Foundation
import Testing

/// The program that README.md shows to whoever uses the library, and what it is said to print.
struct LibraryProgram {
  let code: String
  let output: String

  init() throws {
    let readme = try House.text(of: "README.md")
    let section = readme.components(separatedBy: "\n## As a library\n").dropFirst().first ?? ""
    code = try #require(Self.block("swift", in: section))
    output = try #require(Self.block("text", in: section))
  }

  /// What stands in the first fenced block of a language.
  private static func block(_ language: String, in text: String) -> String? {
    text.components(separatedBy: "\n```\(language)\n").dropFirst().first?
      .components(separatedBy: "\n```").first.map { $0 + "\n" }
  }
}

@Test(.timeLimit(.minutes(15)))
func `the program in the README runs and prints what the README says`() throws {
  let program = try LibraryProgram()
  let result = try Compiler().run(program.code)
  #expect(result.text == program.output)
  #expect(result.status == 0)
}

@Test func `the program in the README needs nothing but the library's product`() throws {
  let imports = try SourceFile(path: "README.md", text: LibraryProgram().code).imports()
  #expect(imports == ["CaseVault", "SQLiteStorage"])
  let manifest = try House.text(of: "Package.swift")
  #expect(
    manifest.contains(#".library(name: "CaseVault", targets: ["CaseVault", "SQLiteStorage"])"#))
}

@Test func `a program outside the package does not see inside the library`() throws {
  let outside = """
    import CaseVault
    let surroundings: Surroundings? = nil
    """
  let errors = try Compiler().errors(in: outside, isInPackage: false)
  #expect(errors == ["cannot find type 'Surroundings' in scope"])
}

@Test(.timeLimit(.minutes(15))) func `the documentation builds without a warning`() throws {
  #expect(try Compiler().documentationWarnings() == "")
}
