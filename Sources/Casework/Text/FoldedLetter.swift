/// One letter of a ``TextNeedle`` in all the spellings that mean it.
struct FoldedLetter: Sendable {
  /// The UTF-8 of each case variant, as written first.
  let spellings: [[UInt8]]

  init(_ scalar: Unicode.Scalar) {
    var variants: [Unicode.Scalar] = [scalar]
    func add(_ mapping: String) {
      // A mapping to several letters (ß to SS) is full folding, which changes lengths; left out.
      guard let mapped = mapping.unicodeScalars.first, mapping.unicodeScalars.count == 1,
        mapped.isASCII == scalar.isASCII, !variants.contains(mapped)
      else { return }
      variants.append(mapped)
    }
    // Twice, because one letter may have two lower cases (Σ: σ and ς) reached through the upper.
    for _ in 0..<2 {
      for variant in variants {
        add(variant.properties.lowercaseMapping)
        add(variant.properties.uppercaseMapping)
        add(variant.properties.titlecaseMapping)
        Self.otherForms[variant]?.forEach { add(String($0)) }
      }
    }
    spellings = variants.map { Array(String($0).utf8) }
  }

  /// Letters that fold together although no case mapping leads from the first to the others.
  private static let otherForms: [Unicode.Scalar: [Unicode.Scalar]] = [
    "σ": ["ς"], "β": ["ϐ"], "θ": ["ϑ", "ϴ"], "φ": ["ϕ"], "π": ["ϖ"], "κ": ["ϰ"], "ρ": ["ϱ"],
    "ε": ["ϵ"], "μ": ["µ"], "ω": ["Ω"], "å": ["Å"], "ß": ["ẞ"], "ṡ": ["ẛ"],
  ]

  /// The fewest bytes that spell it.
  var shortest: Int { spellings.reduce(Int.max) { min($0, $1.count) } }

  /// How many bytes at a place spell this letter; nil if they do not.
  func lengthOfSpelling(in text: Span<UInt8>, at position: Int) -> Int? {
    spellings.first { spelling in
      guard position + spelling.count <= text.count else { return false }
      for (index, byte) in spelling.enumerated() where text[position + index] != byte {
        return false
      }
      return true
    }?.count
  }
}

/// A byte that stands at a fixed distance from the start of every match.
struct Anchor: Sendable {
  let offset: Int
  /// The bits in which the spellings differ: 0x20 for an ASCII letter, none for a digit.
  private let ignoredBits: UInt8
  private let otherBits: UInt8

  /// How many places are looked at together.
  static let places = 128

  /// Zero if the byte could stand here. A few others give zero too; the spelling decides.
  @inline(__always)
  private func distance(of byte: UInt8) -> UInt8 { (byte | ignoredBits) ^ otherBits }

  /// Whether the anchor could stand where a match that begins at `position` has it.
  @inline(__always)
  func couldStand(near position: Int, of text: Span<UInt8>) -> Bool {
    distance(of: text[position &+ offset]) == 0
  }

  /// Whether two anchors could stand near any one of ``places`` from `position` on. The text has all of
  /// these bytes.
  @inline(__always)
  static func couldStand(
    _ first: Anchor, _ second: Anchor, atAnyFrom position: Int, of text: Span<UInt8>
  ) -> Bool {
    let firsts = text.extracting(first.reach(from: position))
    let seconds = text.extracting(second.reach(from: position))
    var lowest: UInt8 = 255
    for index in 0..<places {
      lowest = min(lowest, first.distance(of: firsts[index]) | second.distance(of: seconds[index]))
    }
    return lowest == 0
  }

  /// The same for three.
  @inline(__always)
  static func couldStand(
    _ first: Anchor, _ second: Anchor, _ third: Anchor, atAnyFrom position: Int,
    of text: Span<UInt8>
  ) -> Bool {
    let firsts = text.extracting(first.reach(from: position))
    let seconds = text.extracting(second.reach(from: position))
    let thirds = text.extracting(third.reach(from: position))
    var lowest: UInt8 = 255
    for index in 0..<places {
      let two = first.distance(of: firsts[index]) | second.distance(of: seconds[index])
      lowest = min(lowest, two | third.distance(of: thirds[index]))
    }
    return lowest == 0
  }

  /// Which bytes of a text stand where this anchor would, for ``places`` from a position on.
  @inline(__always)
  private func reach(from position: Int) -> Range<Int> {
    (position &+ offset)..<(position &+ offset &+ Self.places)
  }

  /// Every byte of the needle up to the first letter whose spellings have different lengths, and of
  /// that letter those that each spelling has.
  static func all(of letters: [FoldedLetter]) -> [Anchor] {
    var anchors: [Anchor] = []
    for letter in letters {
      for index in 0..<letter.shortest {
        anchors.append(Anchor(offset: anchors.count, choices: letter.spellings.map { $0[index] }))
      }
      if letter.spellings.contains(where: { $0.count != letter.shortest }) { break }
    }
    return anchors
  }

  private init(offset: Int, choices: [UInt8]) {
    self.offset = offset
    let sample = choices.first ?? 0
    ignoredBits = choices.reduce(0) { $0 | ($1 ^ sample) }
    otherBits = sample | ignoredBits
  }

  /// Higher for bytes that prose is full of: the order of English letters, the space before them; a
  /// lead byte beyond ASCII is alike for a whole script, so it ranks in the middle.
  var commonness: Int {
    let byFrequency = " etaoinshrdlucmwfgypbvkjxqz"
    let byte = otherBits | (otherBits < 0x80 ? 0x20 : 0)
    if byte >= 0xc0 { return 14 }
    guard let rank = byFrequency.utf8.firstIndex(of: byte) else { return 1 }
    return 28 - byFrequency.utf8.distance(from: byFrequency.startIndex, to: rank)
  }
}
