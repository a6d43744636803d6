import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// Keys that lie elsewhere than whoever is to open them looks, by an entry that says so: whoever made them can
/// shut somebody out that way, and only this finds it.
@Suite struct MisplacedWrapTests {
  @Test func `each kind of key is missed where it lies elsewhere, and no other is`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let whole = try #require(try vault.state.vaultCompartment)
    // A file's wrap under an earlier epoch of the member's, and a chain.
    try vault.rotate(vault.member)
    let state = try vault.state
    let before = try #require(state.compartments[whole]?.current)
    let after = try vault.keys.keyring.draw(whole, kind: .vault, epoch: before.epoch + 1)
    let chain = try vault.keys.keyring.chain(before, under: after, in: ContentHash(vault.id))
    var rows: [StoredWrap] = []
    try vault.storage.reading { reader in try reader.eachWrap { rows.append($0) } }
    // The member's own chain is no part of what is looked at here.
    let own = try #require(state.compartments[vault.member]?.current)
    let ownChain = try Keyring.chainLocator(of: own).bytes
    rows.removeAll { $0.locator == ownChain }
    rows.append(StoredWrap(chain))
    func faults(moving moved: Int?) throws -> [IntegrityFault.Place] {
      var (state, rows, chain) = (state, rows, chain.hash)
      if let moved {
        let hash = rows[moved].wrap.hash
        rows[moved] = StoredWrap(
          locator: rows[moved].locator.map { $0 ^ 1 }, bytes: rows[moved].bytes)
        let renamed = rows[moved].wrap.hash
        if chain == hash { chain = renamed }
        for id in state.compartments.values.map(\.current.compartment) {
          let wraps = state.compartments[id]?.wraps ?? []
          state.compartments[id]?.wraps = wraps.map {
            $0.hash == hash ? WrapNotice(holder: $0.holder, hash: renamed) : $0
          }
        }
      }
      var expected = ExpectedWraps()
      expected.expect(chain: chain, of: after)
      let found = try expected.faults(in: state) { visit in for row in rows { try visit(row) } }
      #expect(found.allSatisfy { $0.kind == .wrapMissing })
      return found.map(\.place)
    }
    #expect(try faults(moving: nil) == [])
    var missed: [CompartmentID] = []
    for place in rows.indices {
      let found = try faults(moving: place)
      #expect(found.count == 1)
      if case .compartment(let id)? = found.first { missed.append(id) }
    }
    // The member's own, oversight, registry and file once each; the vault's wrap and its chain.
    let compartment = try #require(state.files[file]?.compartment)
    let (oversight, registry) = (try #require(state.oversight), try #require(state.registry))
    #expect(
      missed.sorted() == [vault.member, whole, whole, oversight, registry, compartment].sorted())
  }

  @Test func `one key cannot stand for two that the log names`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    var state = try vault.state
    let (whole, oversight) = (
      try #require(state.vaultCompartment), try #require(state.oversight)
    )
    // By the log the oversight's wrap is the very bytes of the vault's.
    let wraps = state.compartments[whole]?.wraps ?? []
    state.compartments[oversight]?.wraps = wraps
    var rows: [StoredWrap] = []
    try vault.storage.reading { reader in try reader.eachWrap { rows.append($0) } }
    let found = try ExpectedWraps().faults(in: state) { visit in for row in rows { try visit(row) }
    }
    #expect(found.filter { $0.kind == .wrapMissing }.map(\.place) == [.compartment(oversight)])
    // The row that was oversight's is now nobody's.
    #expect(found.filter { $0.kind == .wrapUnnamed }.count == 1)
  }
}

extension StoredWrap {
  fileprivate var wrap: Wrap { Wrap(locator: locator, bytes: bytes) }
}
