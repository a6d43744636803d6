import Dispatch

/// Blocks on their way through the workers, given out again in the order of the file.
///
/// Some more are under way than there are workers, so that no processor stands still while a sealed
/// block is being stored; not many more, since each takes about a megabyte.
struct ImportPipeline {
  private let workers: [(worker: ImportWorker, queue: DispatchQueue)]
  private var underWay: [Meanwhile<ImportWorker.Sealed>] = []
  private var begun = 0
  private var isAtEnd = false

  init(through workers: [ImportWorker]) {
    self.workers = workers.map { ($0, DispatchQueue(label: "casevault.import")) }
  }

  /// The next sealed block; nil at the end. Throws what reading or sealing threw.
  mutating func next(from blocks: inout ImportBlocks) throws -> ImportWorker.Sealed? {
    while !isAtEnd, underWay.count < workers.count * 3 {
      guard let block = try blocks.next() else {
        isAtEnd = true
        break
      }
      begin(block)
    }
    return underWay.isEmpty ? nil : try underWay.removeFirst().take()
  }

  /// Waits for what is still under way, and drops it.
  mutating func drain() {
    for block in underWay { _ = try? block.take() }
    underWay.removeAll()
  }

  /// Blocks go to the workers in turn: each has its own guarded memory and works alone.
  private mutating func begin(_ block: ImportBlock) {
    let (worker, queue) = workers[begun % workers.count]
    underWay.append(Meanwhile(on: queue) { try worker.work(through: block) })
    begun += 1
  }
}
