import Testing
@testable import Sodium
@Test func `the library starts more than once`() throws { try Sodium.start(); try Sodium.start() }
