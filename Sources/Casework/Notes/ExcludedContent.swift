/// What 45 CFR 164.501 says psychotherapy notes exclude, with words that give it away.
///
/// The words are a hint's, not a rule's: a short table of phrases that are seldom anything else in a
/// therapist's own notes. Whole words, any case.
package struct ExcludedContent: Sendable, Hashable {
  /// The words of the regulation.
  package let title: String
  let phrases: [String]
  /// What a column of it is called in files of other systems, each as ``ColumnPhrase`` reads it.
  let columns: [String]

  package static let all: [ExcludedContent] = [
    ExcludedContent(
      title: "medication prescription and monitoring",
      phrases: [
        "medication", "medications", "prescribed", "prescription", "dosage", "titrate", "mg",
        "ssri", "sertraline", "fluoxetine", "citalopram", "escitalopram", "bupropion", "lithium",
        "quetiapine", "lorazepam", "methadone", "buprenorphine",
      ],
      columns: [
        "medicat*", "medicine*", "meds", "=med", "prescri*", "rx", "dose*", "dosage*", "dosing",
      ]),
    ExcludedContent(
      title: "session start and stop times",
      phrases: [
        "start time", "stop time", "end time", "session started at", "session began at",
        "session ended at", "session length", "minute session", "minutes session",
      ],
      columns: [
        "session start*", "session began", "session begin*", "session stop*", "session end*",
        "session time*", "session length", "session minutes", "start time*", "stop time*",
        "end time*", "time in", "time out", "=started at", "=ended at", "=start", "=stop", "=end",
        "duration*",
      ]),
    ExcludedContent(
      title: "modalities and frequencies of treatment",
      phrases: [
        "cbt", "dbt", "emdr", "modality", "weekly sessions", "biweekly sessions",
        "sessions per week", "sessions a week", "times per week", "frequency of sessions",
      ],
      columns: ["frequenc*", "modalit*", "treatment approach*", "treatment type*", "therapy type*"]),
    ExcludedContent(
      title: "results of clinical tests",
      phrases: [
        "phq-9", "phq-4", "gad-7", "bdi", "mmpi", "audit-c", "test results", "test result",
        "lab results", "drug screen", "screening score", "blood test",
      ],
      columns: [
        "test", "tests", "testing", "score*", "lab result*", "labs", "=lab", "drug screen*",
        "assessment result*", "phq", "gad", "bdi", "mmpi", "pcl", "audit c",
      ]),
    ExcludedContent(
      title: "diagnosis",
      phrases: [
        "diagnosis", "diagnoses", "diagnosed with", "dsm-5", "dsm-v", "icd-10", "meets criteria",
      ],
      columns: ["diagnos*", "icd", "dsm", "dx"]),
    ExcludedContent(
      title: "functional status",
      phrases: ["functional status", "level of functioning", "gaf", "whodas"],
      columns: ["function*", "gaf", "whodas"]),
    ExcludedContent(
      title: "treatment plan", phrases: ["treatment plan", "treatment goals", "plan of care"],
      columns: ["=plan", "treatment plan*", "care plan*", "plan of care", "treatment goal*"]),
    ExcludedContent(
      title: "symptoms",
      phrases: [
        "presenting symptoms", "symptoms include", "symptom severity", "symptom checklist",
      ],
      columns: ["symptom*"]),
    ExcludedContent(
      title: "prognosis", phrases: ["prognosis"],
      columns: ["prognos*"]),
    ExcludedContent(
      title: "progress to date",
      phrases: ["progress to date", "progress toward", "progress towards", "progress summary"],
      columns: [
        "=progress", "progress to", "progress toward*", "progress summar*", "progress report*",
        "summary of progress", "treatment progress", "=client progress", "=patient progress",
      ]),
  ]

  private static let columns = all.flatMap(\.columns).map { ColumnPhrase($0) }

  /// Whether a column of this name holds what the regulation excludes, however its words are joined:
  /// `treatment_plan`, `treatmentPlan`, `Treatment Plan (current)`.
  ///
  /// Takes some microseconds, so it is asked once for a name, not once for a record.
  static func isColumn(_ name: String) -> Bool {
    let words = ColumnPhrase.words(of: name)
    return columns.contains { $0.stands(in: words) }
  }
}
