import Testing

@testable import Casework
