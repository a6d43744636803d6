/// What 45 CFR 164.501 says psychotherapy notes exclude, with words that give it away.
///
/// The words are a hint's, not a rule's: a short table of phrases that are seldom anything else in a
/// therapist's own notes. Whole words, any case.
package struct ExcludedContent: Sendable, Hashable {
  /// The words of the regulation.
  package let title: String
  let phrases: [String]
  /// What a column of it is called in files of other systems: lower case, words joined by `_`.
  let columns: [String]

  package static let all: [ExcludedContent] = [
    ExcludedContent(
      title: "medication prescription and monitoring",
      phrases: [
        "medication", "medications", "prescribed", "prescription", "dosage", "titrate", "mg",
        "ssri", "sertraline", "fluoxetine", "citalopram", "escitalopram", "bupropion", "lithium",
        "quetiapine", "lorazepam", "methadone", "buprenorphine",
      ],
      columns: ["medication", "medications", "prescription", "prescriptions", "dose", "dosage"]),
    ExcludedContent(
      title: "session start and stop times",
      phrases: [
        "start time", "stop time", "end time", "session started at", "session began at",
        "session ended at", "session length", "minute session", "minutes session",
      ],
      columns: [
        "start_time", "stop_time", "end_time", "session_start", "session_stop", "session_end",
        "duration",
      ]),
    ExcludedContent(
      title: "modalities and frequencies of treatment",
      phrases: [
        "cbt", "dbt", "emdr", "modality", "weekly sessions", "biweekly sessions",
        "sessions per week", "sessions a week", "times per week", "frequency of sessions",
      ],
      columns: ["frequency", "session_frequency", "treatment_modality"]),
    ExcludedContent(
      title: "results of clinical tests",
      phrases: [
        "phq-9", "phq-4", "gad-7", "bdi", "mmpi", "audit-c", "test results", "test result",
        "lab results", "drug screen", "screening score", "blood test",
      ],
      columns: ["test_result", "test_results", "phq9", "phq_9", "phq4", "phq_4", "gad7", "gad_7"]),
    ExcludedContent(
      title: "diagnosis",
      phrases: [
        "diagnosis", "diagnoses", "diagnosed with", "dsm-5", "dsm-v", "icd-10", "meets criteria",
      ],
      columns: ["diagnosis", "diagnoses", "icd10", "icd_10"]),
    ExcludedContent(
      title: "functional status",
      phrases: ["functional status", "level of functioning", "gaf", "whodas"],
      columns: ["functional_status", "functioning", "gaf"]),
    ExcludedContent(
      title: "treatment plan", phrases: ["treatment plan", "treatment goals", "plan of care"],
      columns: ["treatment_plan", "plan"]),
    ExcludedContent(
      title: "symptoms",
      phrases: [
        "presenting symptoms", "symptoms include", "symptom severity", "symptom checklist",
      ],
      columns: ["symptom", "symptoms"]),
    ExcludedContent(
      title: "prognosis", phrases: ["prognosis"],
      columns: ["prognosis"]),
    ExcludedContent(
      title: "progress to date",
      phrases: ["progress to date", "progress toward", "progress towards", "progress summary"],
      columns: ["progress", "progress_to_date"]),
  ]

  private static let columns = Set(all.flatMap(\.columns))

  /// Whether a column of this name holds what the regulation excludes, however its words are joined.
  static func isColumn(_ name: String) -> Bool {
    let words = name.lowercased().split { " -_".contains($0) }
    return columns.contains(words.joined(separator: "_"))
  }
}
