/// A list came upon something that could not be opened: the rest is there, and this says that it is not all.
///
/// One damaged or exchanged row would otherwise take every list away that it stands in.
package struct IncompleteList: Error, Equatable {
  /// How many of the list could not be opened.
  package let count: Int
  package let first: IntegrityFault

  /// Nil where everything could be opened.
  package init?(_ faults: some Sequence<IntegrityFault?>) {
    let faults = faults.compactMap(\.self)
    guard let first = faults.first else { return nil }
    (count, self.first) = (faults.count, first)
  }
}

/// One thing of a list: what could be opened, or the fault that kept it closed.
struct Opened<Value> {
  let value: Value?
  let fault: IntegrityFault?

  /// Other errors than faults go on.
  init(_ body: () throws -> Value) throws {
    do {
      (value, fault) = (try body(), nil)
    } catch let found as IntegrityFault {
      (value, fault) = (nil, found)
    }
  }
}
