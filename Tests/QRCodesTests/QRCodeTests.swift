import Foundation
import StartedPrograms
import Testing

@testable import QRCodes

/// What a reader of another's making finds in a code.
@Suite struct QRCodeTests {
  static let reader = "/usr/bin/zbarimg"
  static let isInstalled = FileManager.default.isExecutableFile(atPath: reader)

  /// As long as the words of a sheet at most are.
  static let texts = [
    "zoo", "abandon ability able about above absent absorb abstract absurd",
    Array(repeating: "zebra", count: 27).joined(separator: " "),
    Array(repeating: "universe", count: 27).joined(separator: " "),
  ]

  @Test(.enabled(if: isInstalled, "zbarimg is not installed"), arguments: texts)
  func `a code is read as the text that it was made of`(text: String) throws {
    let bytes = Array(text.utf8)
    let code = try QRCode(of: bytes.span)
    #expect(try Self.read(code) == text)
  }

  @Test(.enabled(if: isInstalled, "zbarimg is not installed"))
  func `a code with a spot on it is read all the same`() throws {
    let bytes = Array(Self.texts[3].utf8)
    let code = try QRCode(of: bytes.span)
    let spot = 20..<26
    #expect(try Self.read(code, but: { spot.contains($0) && spot.contains($1) }) == Self.texts[3])
  }

  @Test func `around a code there is nothing dark, and in it the corners are`() throws {
    let bytes = Array("zoo".utf8)
    let code = try QRCode(of: bytes.span)
    let last = code.width - 1
    #expect(code.width == 21)
    let corners = code.isDark(0, 0) && code.isDark(last, 0) && code.isDark(0, last)
    let outside = code.isDark(-1, 0) || code.isDark(0, code.width) || code.isDark(code.width, 3)
    #expect(corners && !outside)
  }

  @Test func `a text that no code holds is refused`() throws {
    #expect(throws: QRCodeError.unfitText(bytes: 0)) { _ = try QRCode(of: [UInt8]().span) }
    let long = [UInt8](repeating: 97, count: 2_332)
    #expect(throws: QRCodeError.unfitText(bytes: 2_332)) { _ = try QRCode(of: long.span) }
    let longest = [UInt8](repeating: 97, count: 2_331)
    let code = try QRCode(of: longest.span)
    #expect(code.width == 177)
  }

  @Test func `without the library there is no code, and no crash`() {
    #expect(EncodingLibrary(named: "libno-such-library.so.4") == nil)
    // It is there, and has none of the functions.
    #expect(EncodingLibrary(named: "libm.so.6") == nil)
    let bytes = Array("zoo".utf8)
    #expect(throws: QRCodeError.noLibrary) { _ = try QRCode(of: bytes.span, by: nil) }
  }

  /// What zbar reads in a picture of the code: four points for each square, `but` those that are turned
  /// round.
  private static func read(
    _ code: borrowing QRCode, but isSpoilt: (Int, Int) -> Bool = { _, _ in false }
  ) throws -> String {
    let (scale, side) = (4, code.width + 2 * QRCode.margin)
    var picture = Data("P5 \(side * scale) \(side * scale) 255\n".utf8)
    for row in 0..<side * scale {
      for column in 0..<side * scale {
        let (x, y) = (column / scale - QRCode.margin, row / scale - QRCode.margin)
        let isDark = code.isDark(x, y) != isSpoilt(x, y)
        picture.append(isDark ? 0 : 255)
      }
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("casevault-qr-\(UUID().uuidString).pgm")
    try picture.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let program = try StartedProgram(
      reader, ["--raw", "-q", "--nodbus", file.path], output: .pipe)
    let answer = String(decoding: program.restOfOutput(), as: UTF8.self)
    #expect(program.wait() == 0)
    return answer.trimmingCharacters(in: .newlines)
  }
}
