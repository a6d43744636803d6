/// By which school a session was led: one value here adds one.
package struct Approach: TitledCode, Hashable {
  package let code: String
  package let title: String

  package static let all: [Approach] = [
    Approach(code: "cbt", title: "cognitive behavioural therapy"),
    Approach(code: "tf-cbt", title: "trauma-focused cognitive behavioural therapy"),
    Approach(code: "dbt", title: "dialectical behaviour therapy"),
    Approach(code: "act", title: "acceptance and commitment therapy"),
    Approach(code: "emdr", title: "eye movement desensitisation and reprocessing"),
    Approach(code: "psychodynamic", title: "psychodynamic therapy"),
    Approach(code: "person-centred", title: "person-centred therapy"),
    Approach(code: "solution-focused", title: "solution-focused brief therapy"),
    Approach(code: "motivational", title: "motivational interviewing"),
    Approach(code: "systemic", title: "systemic and family therapy"),
    Approach(code: "narrative", title: "narrative therapy"),
    Approach(code: "interpersonal", title: "interpersonal therapy"),
    Approach(code: "play", title: "play therapy"),
    Approach(code: "supportive", title: "supportive counselling"),
  ]
}
