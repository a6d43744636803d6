import Foundation

/// `casevault-bench VERB FOLDER …`: does one thing with a vault made for measuring, and says how long
/// it took. What each verb does and prints stands in Benchmarks/README.md.
///
/// It opens vaults with a derived key that lies beside them and can print log keys, so it is never
/// part of a release: the package has this target only where `CASEVAULT_BENCH` is set.
@main
struct Bench {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 2, let verb = Verb.named(words[0]) else {
      complain("usage: casevault-bench VERB FOLDER …; verbs: \(Verb.names)")
      exit(64)
    }
    do {
      print(try verb.run(folder: words[1], arguments: Array(words.dropFirst(2))).json)
    } catch {
      complain("\(verb.name): \(error)")
      exit(1)
    }
  }

  private static func complain(_ sentence: String) {
    FileHandle.standardError.write(Data("casevault-bench: error: \(sentence)\n".utf8))
  }
}
