import CaseVault
import Dispatch
import StorageContract
import Synchronization
import Testing

@testable import SQLiteStorage

@Suite struct ConcurrencyTests {
  @Test func `many threads read at once while one writes, each seeing whole commits`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    let torn = Atomic(0)
    let failed = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      do {
        for round in 0..<50 {
          if thread == 0 {
            var commit = Sample.commit(at: UInt64(round))
            commit.envelopes = [try Sample.envelope(UInt64(round))]
            try storage.apply(commit)
          } else {
            // Every commit stores one leaf and one envelope.
            let isWhole = try storage.reading { reader in
              try reader.size() == UInt64(reader.allEnvelopes().count)
            }
            if !isWhole { torn.add(1, ordering: .relaxed) }
          }
        }
      } catch {
        failed.add(1, ordering: .relaxed)
      }
    }
    #expect(torn.load(ordering: .relaxed) == 0)
    #expect(failed.load(ordering: .relaxed) == 0)
    #expect(try storage.reading { try $0.size() } == 50)
  }

  @Test func `threads that write at once all get their turn`() throws {
    let vault = try TemporaryVault()
    _ = try vault.opened()
    let storage = try SQLiteStorage.open(at: vault.folder)
    let failed = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      do {
        for _ in 0..<25 {
          try storage.writing { try $0.apply(Sample.commit(at: try $0.size())) }
        }
      } catch {
        failed.add(1, ordering: .relaxed)
      }
    }
    #expect(failed.load(ordering: .relaxed) == 0)
    #expect(try storage.reading { try $0.size() } == 100)
  }

  @Test func `a copy made while another writes is one consistent state`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { thread in
      do {
        for round in 0..<12 {
          if thread == 0 {
            for step in 0..<5 {
              var commit = Sample.commit(at: UInt64(round * 5 + step))
              commit.envelopes = [try Sample.envelope(UInt64(round * 5 + step))]
              try storage.apply(commit)
            }
          } else {
            let path = vault.parent + "/copy-\(round)"
            try storage.copy(to: path) { _ in }
            try SQLiteStorage.open(copy: path).reading { reader in
              if try reader.size() != UInt64(reader.allEnvelopes().count) {
                failures.withLock { $0.append("torn copy \(round)") }
              }
            }
          }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
  }
}
