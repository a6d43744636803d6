import Casework
import Keyring
import System

/// What is said of a key: where it lies and what to compare aloud.
struct KeyAnswer {
  private let path: FilePath
  private let fingerprint: String
  private let id: String

  init(of identity: borrowing DeviceIdentity, at path: FilePath) {
    self.path = path
    fingerprint = identity.publicKeys.fingerprint
    id = identity.publicKeys.id.hexadecimal
  }

  var result: JSONObject {
    JSONObject([
      ("key", .string(path.string)), ("device", .string(id)), ("fingerprint", .string(fingerprint)),
    ])
  }

  /// With a request on standard output, that is all of it: the rest goes beside it.
  func answer(with request: WrittenRequest?, toldApart screen: Screen) -> Answer {
    var result = result
    result.append("request", ifPresent: request.map { .string($0.text) })
    result.append("requestFile", ifPresent: request?.file.map { .string($0.string) })
    guard let request, request.file == nil else {
      return Answer(result) { _ in page(request) }
    }
    screen.remark("\(facts)\n\n\(Self.next)")
    return Answer(result, machineText: request.text)
  }

  var facts: TerminalText {
    """
    key          \(path)
    device       \(String(id.prefix(8)))
    fingerprint  \(fingerprint)
    """
  }

  private func page(_ request: WrittenRequest?) -> TerminalText {
    guard let file = request?.file else { return facts }
    return """
      \(facts)
      request      \(file)

      \(Self.next)
      """
  }

  private static let next: TerminalText =
    "Hand the request to somebody who may enrol you, and read them the fingerprint."
}
