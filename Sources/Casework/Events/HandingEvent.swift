/// An event with which a case file goes to somebody, and its key with it.
package protocol HandingEvent: EventContent {
  var file: CaseFileID { get }
  var member: MemberID { get }
  var wraps: [AddedWrap] { get }
  init(file: CaseFileID, to member: MemberID, wraps: [AddedWrap])
}

extension HandingEvent {
  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    self.init(
      file: try fields.identifier("file"), to: try fields.identifier("member"),
      wraps: try fields.wraps())
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append("member", member)
    object.append(wraps: wraps)
  }
}
