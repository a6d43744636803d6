import Sodium
import Testing

@Suite struct StartTests {
  @Test func `the library starts more than once`() throws {
    try Sodium.start()
    try Sodium.start()
  }
}
