/// What 45 CFR 164.501 says psychotherapy notes exclude, with words that give it away.
///
/// The words are a hint's, not a rule's: a short table of phrases that are seldom anything else in a
/// therapist's own notes. Whole words, any case.
package struct ExcludedContent: Sendable, Hashable {
  /// The words of the regulation.
  package let title: String
  let phrases: [String]

  package static let all: [ExcludedContent] = [
    ExcludedContent(
      title: "medication prescription and monitoring",
      phrases: [
        "medication", "medications", "prescribed", "prescription", "dosage", "titrate", "mg",
        "ssri", "sertraline", "fluoxetine", "citalopram", "escitalopram", "bupropion", "lithium",
        "quetiapine", "lorazepam", "methadone", "buprenorphine",
      ]),
    ExcludedContent(
      title: "session start and stop times",
      phrases: [
        "start time", "stop time", "end time", "session started at", "session began at",
        "session ended at", "session length", "minute session", "minutes session",
      ]),
    ExcludedContent(
      title: "modalities and frequencies of treatment",
      phrases: [
        "cbt", "dbt", "emdr", "modality", "weekly sessions", "biweekly sessions",
        "sessions per week", "sessions a week", "times per week", "frequency of sessions",
      ]),
    ExcludedContent(
      title: "results of clinical tests",
      phrases: [
        "phq-9", "phq-4", "gad-7", "bdi", "mmpi", "audit-c", "test results", "test result",
        "lab results", "drug screen", "screening score", "blood test",
      ]),
    ExcludedContent(
      title: "diagnosis",
      phrases: [
        "diagnosis", "diagnoses", "diagnosed with", "dsm-5", "dsm-v", "icd-10", "meets criteria",
      ]),
    ExcludedContent(
      title: "functional status",
      phrases: ["functional status", "level of functioning", "gaf", "whodas"]),
    ExcludedContent(
      title: "treatment plan", phrases: ["treatment plan", "treatment goals", "plan of care"]),
    ExcludedContent(
      title: "symptoms",
      phrases: ["presenting symptoms", "symptoms include", "symptom severity", "symptom checklist"]),
    ExcludedContent(title: "prognosis", phrases: ["prognosis"]),
    ExcludedContent(
      title: "progress to date",
      phrases: ["progress to date", "progress toward", "progress towards", "progress summary"]),
  ]
}
