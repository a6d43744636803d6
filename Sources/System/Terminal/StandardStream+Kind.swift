extension StandardStream {
  /// What the stream is connected to; `nil` when that cannot be told.
  package var kind: FileFacts.Kind? {
    try? FileFacts(descriptor: number).kind
  }
}
