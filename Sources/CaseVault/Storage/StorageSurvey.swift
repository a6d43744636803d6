/// One going-through of everything that a storage keeps, in shares that threads take as they come free.
///
/// It reads each envelope's row once, and proves on the way what ``StorageReader/checkStructure()`` would
/// find out: that every way to a row leads to the same rows. What it cannot prove it does not judge.
package protocol StorageSurvey: Sendable {
  /// Shares are numbered from 0, and rows come in the order of the shares.
  var shareCount: Int { get }
  /// Those in which envelopes lie: for whoever wants rows, and nothing said of the rest.
  var rowShares: Range<Int> { get }
  /// Goes through one share, by a reader of the thread's own; each share once.
  /// Throws ``UnprovenStructure`` where nothing but asking row by row will do.
  func take(
    _ share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit
  ) throws
  /// The rows of one of ``rowShares``, for whoever wants nothing but rows: what conclusions would need is not
  /// kept. Throws as ``take(_:through:_:)``.
  func takeRows(
    of share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit
  ) throws
  /// After all shares were taken whole: what can be said only of the whole, as checks that do not wait for each other.
  /// Throws, and each of them throws, as ``take(_:through:_:)``.
  func conclusions() throws -> [@Sendable () throws -> Void]
}

/// What a survey found is not what our programs write, or a file that others write to just now: neither
/// sound nor damaged yet. The storage is then asked row by row.
package struct UnprovenStructure: Error {
  package init() {}
}

/// Gets an envelope's row where it lies, without a copy: its key and shelf, then slots, header and body.
package typealias EnvelopeVisit = (
  _ key: EnvelopeKey, _ shelf: Int64, _ slots: Span<UInt8>, _ header: Span<UInt8>,
  _ body: Span<UInt8>
) throws -> Void
