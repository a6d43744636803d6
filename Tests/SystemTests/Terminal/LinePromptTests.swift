import Testing

@testable import System

@Suite struct `A line prompt` {
  let terminal: PseudoTerminal
  let prompt: LinePrompt

  init() throws {
    terminal = try PseudoTerminal()
    prompt = LinePrompt(terminal: terminal.path)
  }

  @Test func `gives the answer without surrounding spaces, and shows it`() throws {
    let answer = try terminal.attended {
      if $0.waits(for: "Name: ") { $0.type("  Maria Lopez \n") }
    } _: {
      try prompt.ask("Name")
    }
    #expect(answer == "Maria Lopez")
    #expect(terminal.waits(for: "Name:   Maria Lopez \r\n"))
  }

  @Test func `offers a standard answer, made visible`() throws {
    let answer = try terminal.attended {
      if $0.waits(for: #"Name [a\x1Bb]: "#) { $0.type("\n") }
    } _: {
      try prompt.ask("Name", standard: "a\u{1B}b")
    }
    #expect(answer == "a\u{1B}b")
  }

  @Test(arguments: [
    ("y\n", false, true), ("YES\n", false, true), ("no\n", true, false), ("\n", true, true),
    ("\n", false, false), ("perhaps\nn\n", true, false),
  ])
  func `asks for yes or no`(keys: String, standard: Bool, expected: Bool) throws {
    let answer = try terminal.attended {
      if $0.waits(for: standard ? "Go on? [Y/n] " : "Go on? [y/N] ") { $0.type(keys) }
    } _: {
      try prompt.confirm("Go on?", standard: standard)
    }
    #expect(answer == expected)
  }

  @Test func `what was typed before the question is no answer to it`() throws {
    terminal.type("y\n")
    // Its echo tells that the kernel has it.
    try #require(terminal.waits(for: "y\r\n"))
    let answer = try terminal.attended {
      if $0.waits(for: "Sign? [y/N] ") { $0.type("n\n") }
    } _: {
      try prompt.confirm("Sign?", standard: false)
    }
    #expect(!answer)
  }

  @Test func `an unclear answer is told what is wanted, without the question once more`() throws {
    let answer = try terminal.attended {
      if $0.waits(for: "Sign? [y/N] ") { $0.type("clear\n") }
      if $0.waits(for: "Please answer y for yes or n for no: [y/N] ") { $0.type("y\n") }
    } _: {
      try prompt.confirm("Sign?", standard: false)
    }
    #expect(answer)
  }

  @Test func `takes three unclear answers for none`() {
    #expect(throws: PromptError.noAnswer) {
      try terminal.attended {
        if $0.waits(for: "[y/n] ") { $0.type("\nmaybe\nlater\n") }
      } _: {
        try prompt.confirm("Go on?")
      }
    }
  }

  @Test(arguments: [
    ("\u{4}", PromptError.endOfInput),
    (String(repeating: "x", count: 1025) + "\n", PromptError.tooLong(limit: 1024)),
  ])
  func `refuses no answer and a very long one`(keys: String, refusal: PromptError) {
    #expect(throws: refusal) {
      try terminal.attended {
        if $0.waits(for: "Name: ") { $0.type(keys) }
      } _: {
        try prompt.ask("Name")
      }
    }
  }
}
