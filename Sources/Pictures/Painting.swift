package import Screen

/// A wish for a picture on the terminal.
package struct PaintRequest: Sendable {
  /// What to show.
  package let picture: Picture
  /// How it gets there.
  package let backend: Backend
  /// Colours of overlays, `0xRRGGBB`, which must come out exactly.
  package let reserved: [UInt32]
  /// What the picture's cells show now.
  package let ledger: PictureLedger
  /// How much of it is sent.
  package let fineness: Fineness
  /// Whether patches come in all their colours at once, and not only when nobody types.
  package let isExact: Bool
  /// Whether it only makes finer what shows already, so that it is given up for anything newer.
  package let isRefinement: Bool
  /// How many cells to paint at most, and the others with a later wish; nil for all.
  package let budget: Int?

  /// Makes a wish.
  package init(
    picture: Picture, backend: Backend, reserved: [UInt32], ledger: PictureLedger,
    fineness: Fineness = .fine, budget: Int? = nil, isRefinement: Bool = false,
    isExact: Bool = false
  ) {
    self.isExact = isExact
    self.isRefinement = isRefinement
    self.fineness = fineness
    self.budget = budget
    self.picture = picture
    self.backend = backend
    self.reserved = reserved
    self.ledger = ledger
  }
}

/// Bytes that bring a picture to the terminal, and what it shows before and after them.
package struct Painting: Sendable {
  /// What was asked for.
  package let picture: Picture
  /// What the cells must show for the bytes to be right.
  package let before: PictureLedger
  /// What the cells show once the bytes are written.
  package let after: PictureLedger
  /// The bytes; they move the cursor and change colours.
  package let bytes: [UInt8]
  /// Whether they paint the whole area, text on it included, which must then be drawn again.
  package let isWhole: Bool
  /// Whether cells are left that another painting has to bring.
  package let isPartial: Bool
  /// How many separate graphics the bytes hold.
  package let patches: Int
  /// Whether it was given up before it was made, because something newer is wanted.
  package let isAbandoned: Bool
  /// Seconds that it took to make it in full; nil where its picture was there, or was no fine one.
  package internal(set) var making: Double?
  /// Why there is no picture; nil when there is one.
  package let failure: String?
  /// What is wrong with the file of a picture that is there; nil when nothing is.
  package let remark: String?
}

extension Painting {
  /// A painting without bytes, after which the cells show what they showed.
  init(nothingFor request: PaintRequest, isAbandoned: Bool = false) {
    self.init(
      picture: request.picture, before: request.ledger, after: request.ledger, bytes: [],
      isWhole: false, isPartial: false, patches: 0, isAbandoned: isAbandoned, failure: nil,
      remark: nil)
  }
}
