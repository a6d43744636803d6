import Casework
import Keyring
import Testing

@testable import CaseVault

/// An agency at work: two officers, a supervisor, a clinician under her, and a colleague who is not.
struct Team {
  let practice: Practice
  let people: [Name: Person]
  private(set) var vaults: [Name: Vault]

  enum Name: String, CaseIterable {
    case officer = "Olga Ott"
    case administrator = "Adam Adler"
    case supervisor = "Sara Sommer"
    case clinician = "Clara Klein"
    case colleague = "Carl Kern"
  }

  init() throws {
    practice = try Practice()
    people = Dictionary(uniqueKeysWithValues: Name.allCases.map { ($0, Person($0.rawValue)) })
    let (officer, administrator) = try practice.agency(
      try #require(people[.officer]), try #require(people[.administrator]))
    vaults = [.officer: officer, .administrator: administrator]
    for (name, role) in [
      (Name.supervisor, Role.supervisor), (.clinician, .clinician), (.colleague, .clinician),
    ] {
      vaults[name] = try practice.enrol(
        try #require(people[name]), as: [role], by: officer, and: administrator)
    }
    try supervise(.clinician, by: .supervisor)
  }

  /// A member's open vault, with what the others have written meanwhile.
  subscript(name: Name) -> Vault {
    get throws {
      let vault = try #require(vaults[name])
      try vault.journal.catchUp()
      return vault
    }
  }

  /// A member's vault is this one from now on.
  mutating func set(_ vault: Vault, for name: Name) { vaults[name] = vault }

  func member(_ name: Name) throws -> MemberID { try #require(vaults[name]).member }

  /// Opens the vault once more, as the person's next command would.
  mutating func comesBack(_ name: Name) throws {
    vaults[name] = try practice.open(try #require(people[name]))
  }

  func supervise(_ name: Name, by supervisor: Name) throws {
    let number = try self[.officer].proposeSupervision(
      of: try member(name), by: try member(supervisor))
    try self[.administrator].approve(number)
  }

  func endSupervision(of name: Name, by supervisor: Name) throws {
    let number = try self[.officer].proposeEndOfSupervision(
      of: try member(name), by: try member(supervisor)
    ).number
    try self[.administrator].approve(number)
  }

  /// A case file of the clinician's with one note.
  func openFile() throws -> (file: CaseFileID, note: NoteID) {
    let vault = try self[.clinician]
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    return (file, try vault.write(try .free("Said in confidence.", on: practice), in: file))
  }

  func compartment(of file: CaseFileID) throws -> CompartmentID {
    try #require(try self[.officer].state.files[file]).compartment
  }

  /// Files of which the holders are not those entitled.
  func unsettledFiles() throws -> Set<CompartmentID> {
    let state = try self[.officer].state
    return state.unsettled.filter { state.compartments[$0]?.current.kind == .file }
  }

  /// Who has a wrap of the epoch in force, by name.
  func holders(of file: CaseFileID) throws -> [Name] {
    let known = try #require(
      try self[.officer].state.compartments[try compartment(of: file)])
    return try Name.allCases.filter { known.isHeld(by: try member($0)) }
  }
}

extension Vault {
  /// How many rows of a file a program opens that asks nobody and has every secret that this member's device
  /// ever had in this vault; in the vault itself, or in a copy of it.
  func opensAnything(
    in file: CaseFileID, of copy: (any Storage)? = nil
  ) throws -> Int {
    let known = try #require(try state.files[file])
    var opener = try EnvelopeOpener(vault: ContentHash(id), keyring: keys.keyring)
    var count = 0
    try (copy ?? storage).reading { reader in
      try reader.eachEnvelope(parts: .whole) { row in
        guard row.shelf == known.shelf else { return }
        if (try? opener.header(of: row, as: known.compartment)) != nil { count += 1 }
      }
    }
    return count
  }
}
