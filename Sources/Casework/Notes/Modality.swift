/// In what setting a session was held: one value here adds one.
package struct Modality: TitledCode, Hashable {
  package let code: String
  package let title: String

  package static let all: [Modality] = [
    Modality(code: "individual", title: "individual"),
    Modality(code: "couple", title: "couple"),
    Modality(code: "family", title: "family"),
    Modality(code: "group", title: "group"),
    Modality(code: "collateral", title: "collateral contact"),
    Modality(code: "phone", title: "by telephone"),
    Modality(code: "video", title: "by video"),
    Modality(code: "text", title: "by text or chat"),
    Modality(code: "outreach", title: "outreach or home visit"),
  ]
}
