import AuditLog
import Casework
import Keyring
import Sodium
import Synchronization

// How a device keeps a verified log: a core that is always read, and pages of which a command fetches a few.
//
// u32 length of the sealed core ‖ sealed core ‖ the bulk's pages, each sealed by itself. The core's text:
// u8 version = 3 ‖ key of the pages(32) ‖ u32 length ‖ encoded right edge ‖ hash of the last leaf(32) ‖
// u32 length ‖ what is still to be tried of rotations ‖ the archive's core.

extension VerifiedLog {
  /// What is kept of this log, sealed for this device.
  func sealedSnapshot(for device: borrowing DeviceIdentity) throws -> [UInt8] {
    let edge = frontier.encoded
    let cipher = try PageCipher()
    var head = [UInt8](repeating: 0, count: DeviceIdentity.roomBefore)
    head.append(KeptLayout.version)
    head += [UInt8](repeating: 0, count: PageCipher.keyLength)
    head += UInt32(edge.count).bigEndianBytes
    head += edge
    head += (last ?? .ofEmptyTree).digest.bytes
    let trials = trials.bytes
    head += UInt32(trials.count).bigEndianBytes
    head += trials
    let tail = [UInt8](repeating: 0, count: DeviceIdentity.roomBehind)
    let archive = try state.archive(behind: head, before: tail)
    // Writing it down has asked for every page: what lacks one is never sealed as if it were whole.
    guard !state.isDamaged else { throw DamagedMemory() }
    var core = archive.core
    try cipher.copyKey(to: DeviceIdentity.roomBefore + 1, of: &core)
    try device.sealInPlaceForThisDevice(&core, purpose: .state)
    return try KeptLayout.joined(core: core, bulk: archive.bulk, by: cipher)
  }

  /// The kept state, unless there is none that this program and this pin can use: everything in it is
  /// found again from the log.
  static func snapshot(
    of vault: VaultID, from memory: any DeviceMemory, with keys: DeviceKeys, upTo size: UInt64
  ) throws -> VerifiedLog? {
    guard let kept = try memory.open(.state), let (core, end) = try KeptLayout.core(of: kept) else {
      return nil
    }
    var bytes = core
    guard
      let text = try? keys.held.identity.openInPlaceForThisDevice(&bytes, purpose: .state),
      text.count > KeptLayout.leastText, bytes[text.lowerBound] == KeptLayout.version
    else { return nil }
    let key = text.lowerBound + 1
    let cipher = try PageCipher(wiping: key..<key + PageCipher.keyLength, of: &bytes)
    let edge = key + PageCipher.keyLength + 4
    let length = Int(UInt32(bigEndianBytes: bytes[edge - 4..<edge]))
    let leaf = edge + length
    guard text.upperBound >= leaf + 36 else { return nil }
    let archive = leaf + 36 + Int(UInt32(bigEndianBytes: bytes[leaf + 32..<leaf + 36]))
    guard text.upperBound >= archive,
      let frontier = try? Frontier(encoded: Array(bytes[edge..<leaf])), frontier.size > 0,
      let last = try? TreeHash(Array(bytes[leaf..<leaf + 32])),
      let trials = SlotTrials(bytes: Array(bytes[leaf + 36..<archive])),
      let bulk = KeptLayout.bulk(of: kept, from: end, by: cipher, in: memory),
      let state = try? VaultState(
        archived: bytes, in: archive..<text.upperBound, bulk: bulk),
      state.size == frontier.size, frontier.size <= size
    else { return nil }
    return VerifiedLog(
      vault: vault, frontier: frontier, state: state, last: last, trials: trials,
      kept: frontier.size)
  }
}

/// Something in a device's memory is not what it kept there. It has been let go of, and is made again from the
/// log with the next command; nothing was shown, and nothing recorded.
package struct DamagedMemory: Error, Equatable {}

extension Vault {
  /// Throws ``DamagedMemory`` where something could not be fetched from what the device kept: an answer made
  /// from it may lack something, and what was not found may be there.
  package func tellingDamage<Answer>(_ body: () throws -> Answer) throws -> Answer {
    try journal.tellingDamage(body)
  }
}

extension Journal {
  /// The same.
  func tellingDamage<Answer>(_ body: () throws -> Answer) throws -> Answer {
    let answer: Answer
    do {
      answer = try body()
    } catch {
      _ = try log()
      throw error
    }
    _ = try log()
    return answer
  }
}

private enum KeptLayout {
  static let version: UInt8 = 3
  /// Bytes of a core's text without edge, trials and archive.
  static let leastText = 1 + PageCipher.keyLength + 4 + 32 + 4
  /// A bulk of so many pages is fetched at once and looked through, as it takes no time.
  static let fewPages = 4

  static func joined(core: [UInt8], bulk: [UInt8], by cipher: PageCipher) throws -> [UInt8] {
    let pages = ArchivePages.pages(of: bulk.count)
    let start = 4 + core.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(start + bulk.count + pages * PageCipher.overhead)
    bytes += UInt32(core.count).bigEndianBytes
    bytes += core
    bytes += repeatElement(0, count: bulk.count + pages * PageCipher.overhead)
    var all = bytes.mutableSpan
    for page in 0..<pages {
      var place = all._mutatingExtracting(sealed(page, in: bulk.count, from: start))
      let text = bulk.span.extracting(ArchivePages.range(of: page, in: bulk.count))
      try cipher.seal(text, number: page, into: &place)
    }
    return bytes
  }

  /// The sealed core, and where it ends; nil where there is none.
  static func core(of kept: any KeptBytes) throws -> (bytes: [UInt8], end: Int)? {
    guard kept.count > 4 else { return nil }
    // One look at the file gets the length and, in a vault of few members, the core itself.
    let first = try kept.read(0..<min(kept.count, 65_536))
    guard first.count > 4 else { return nil }
    let end = 4 + Int(UInt32(bigEndianBytes: first[..<4]))
    guard end <= kept.count else { return nil }
    guard end > first.count else { return (Array(first[4..<end]), end) }
    let rest = try kept.read(first.count..<end)
    return first.count + rest.count == end ? (first[4...] + rest, end) : nil
  }

  /// The pages, of which one is read and opened when it is asked for.
  static func bulk(
    of kept: any KeptBytes, from start: Int, by cipher: PageCipher, in memory: any DeviceMemory
  ) -> ArchivePages? {
    let sealedLength = kept.count - start
    let pages = (sealedLength + sealedPage - 1) / sealedPage
    let count = sealedLength - pages * PageCipher.overhead
    guard count >= 0, ArchivePages.pages(of: count) == pages else { return nil }
    let source = KeptPages(pages) { page in
      let range = sealed(page, in: count, from: start)
      guard let bytes = try? kept.read(range), bytes.count == range.count,
        let text = try? cipher.open(bytes, number: page)
      else {
        // The next command shall not find it again. If it cannot be taken away, that is told as it was before.
        try? memory.save([], as: .state)
        return nil
      }
      return text
    }
    guard pages <= fewPages else { return ArchivePages(count: count, from: source) }
    var whole: [UInt8] = []
    for page in 0..<pages {
      guard let next = source.page(page) else { return nil }
      whole += next
    }
    return ArchivePages(whole)
  }

  private static let sealedPage = ArchivePages.pageSize + PageCipher.overhead

  private static func sealed(_ page: Int, in count: Int, from start: Int) -> Range<Int> {
    let text = ArchivePages.range(of: page, in: count)
    let place = start + page * sealedPage
    return place..<place + text.count + PageCipher.overhead
  }
}

/// Pages that are read and opened when they are first asked for, and then stay.
private final class KeptPages: ArchiveSource {
  private let fetch: @Sendable (Int) -> [UInt8]?
  private let fetched: Mutex<Fetched>

  private struct Fetched {
    var pages: [[UInt8]?]
    var isDamaged = false
  }

  init(_ count: Int, fetch: @escaping @Sendable (_ page: Int) -> [UInt8]?) {
    self.fetch = fetch
    fetched = Mutex(Fetched(pages: Array(repeating: nil, count: count)))
  }

  var isDamaged: Bool { fetched.withLock { $0.isDamaged } }

  func page(_ number: Int) -> [UInt8]? {
    fetched.withLock { fetched in
      if let known = fetched.pages[number] { return known }
      guard let page = fetch(number) else {
        fetched.isDamaged = true
        return nil
      }
      fetched.pages[number] = page
      return page
    }
  }
}
