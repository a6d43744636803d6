import ArgumentParser
import CaseVault
import Casework
import Keyring
import System

/// `casevault key add-device`: one more device of one's own.
struct KeyAddDevice: VaultCommand {
  static let synopsis = "casevault key add-device REQUEST"
  static let configuration = CommandConfiguration(
    commandName: "add-device", abstract: "Take in another device of yours.", usage: synopsis,
    discussion: """
      On the new device: casevault key create --name NAME --request FILE. Here, on the device that you \
      use now, that file is taken in, and the fingerprint compared. Then the new device joins with a \
      ticket that you make here: casevault vault ticket --out FILE.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("The new device's request; - is standard input.", valueName: "request"),
    completion: .file())
  var request: String?

  var missing: TerminalText? { request == nil ? "the new device's request" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let file = try session.questions.value(request, of: "the new device's request")
    let request = try EnrolmentRequest.parse(InputFile(path: file).text(atMost: 1 << 16))
    try FingerprintCheck(ofDevice: request.keys.fingerprint).passes(asking: session.questions)
    try vault.addDevice(request)
    let device = request.keys.id
    return Answer(
      JSONObject([
        ("device", .string(device.hexadecimal)),
        ("fingerprint", .string(request.keys.fingerprint)),
      ]),
      """
      The device \(device.short) is yours as well.

      Next, a ticket for it: casevault vault ticket --out FILE
      """)
  }
}

extension DeviceID {
  /// As many digits as are shown, and can be typed.
  var short: TerminalText { "\(String(hexadecimal.prefix(8)))" }
}
