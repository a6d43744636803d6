/// A wrap handed to somebody entitled.
package struct AddedWrap: Sendable, Hashable {
  package let compartment: CompartmentID
  package let epoch: UInt32
  package let notice: WrapNotice

  package init(compartment: CompartmentID, epoch: UInt32, notice: WrapNotice) {
    self.compartment = compartment
    self.epoch = epoch
    self.notice = notice
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    compartment = try fields.identifier("compartment")
    epoch = try fields.count("epoch")
    notice = try WrapNotice(from: &fields)
  }

  func write(to object: inout JSONObject) {
    object.append("compartment", compartment)
    object.append(count: "epoch", epoch)
    notice.write(to: &object)
  }
}

extension JSONFields {
  /// What stands in every event that hands keys on.
  mutating func wraps() throws(UnexpectedJSON) -> [AddedWrap] {
    try list("wraps") { (fields) throws(UnexpectedJSON) in try AddedWrap(from: &fields) }
  }
}

extension JSONObject {
  mutating func append(wraps: [AddedWrap]) {
    append(list: "wraps", wraps) { $0.write(to: &$1) }
  }
}
