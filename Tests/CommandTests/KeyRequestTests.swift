import Testing

/// The request that a new key comes with: what a newcomer hands on, and what a pipe gets.
@Suite(.serialized) struct KeyRequestTests {
  private let scene: Scene

  init() throws {
    scene = try Scene()
  }

  private func create(_ more: [String], as person: String) throws -> Scene.Outcome {
    try scene.run(["key", "create", "--memory-mib", "64"] + more, as: person)
  }

  @Test func `what a new key prints is a request that a founder takes as it is`() throws {
    let made = try create(["--name", "Tom Adler"], as: "tom")
    #expect(made.status == 0)
    // A heading, the facts in JSON, the signature: nothing else may be in what is handed on.
    let lines = made.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    #expect(lines.first == "casevault enrolment request v1")
    #expect(lines.last == "")
    let fingerprint = try #require(made.errors.firstMatch(of: /\d{5}( \d{5}){5}/)?.output.0)
    let shown = try scene.run(["key", "show"], as: "tom")
    #expect(shown.text.contains(fingerprint))
    _ = try create(["--name", "Pia Moss", "--request", "pia.request"], as: "pia")
    let founded = try scene.run(
      [
        "vault", "init", "--preset", "agency", "--with", "-", "--name", "Pia Moss", "--at",
        "agency", "--ticket", "ticket",
      ], as: "pia", stdin: made.output)
    #expect(founded.status == 0, "\(founded.errors)")
    #expect(founded.text.contains("Tom Adler now joins with this ticket"))
  }

  @Test func `a request in a file leaves the page to the facts`() throws {
    let made = try create(["--name", "Tom Adler", "--request", "tom.request"], as: "tom")
    #expect(made.errors == "")
    #expect(made.text.contains("\nrequest      tom.request\n"))
    #expect(try scene.read("tom.request").hasPrefix("casevault enrolment request v1\n"))
    // A dash means what is done without a file.
    let other = try create(["--name", "Eve Stone", "--request", "-"], as: "eve")
    #expect(other.text.hasPrefix("casevault enrolment request v1\n"))
    #expect(other.errors.contains("fingerprint  "))
  }

  /// No name, one that is empty, one that reads backwards, and one of more than 200 characters.
  @Test(arguments: [[], [""], ["Tom\u{202E}relda"], [String(repeating: "T", count: 201)]])
  func `no key is made where its request could not be`(name: [String]) throws {
    let refused = try create(name.flatMap { ["--name", $0] }, as: "tom")
    #expect(refused.status == 64)
    #expect(refused.output == [])
    #expect(try scene.shell("ls tom/.local/share/casevault/key").status != 0)
    let made = try create(["--name", "Tom Adler"], as: "tom")
    #expect(made.status == 0)
  }

  @Test func `a practice of one's own begins without any request`() throws {
    let founded = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
    #expect(founded.status == 0)
    #expect(!founded.text.contains("request"))
    #expect(founded.errors == "")
  }
}
