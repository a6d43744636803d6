/// An act about one member's supervision by another. Takes two people, of whom they are neither.
package protocol SupervisionEvent: ProposableContent {
  var member: MemberID { get }
  var supervisor: MemberID { get }
  init(_ member: MemberID, by supervisor: MemberID)
}

extension SupervisionEvent {
  package static var power: Power { .manageMembers }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    self.init(try fields.identifier("member"), by: try fields.identifier("supervisor"))
  }

  package func write(to object: inout JSONObject) {
    object.append("member", member)
    object.append("supervisor", supervisor)
  }

  package var concerned: [MemberID] { [member, supervisor] }
}
