import AnnotationModel
import Screen

extension State {
  /// The numbers of the boxes that nobody has decided about, in the order of the review.
  var undecided: [Int] {
    let present = Set(canvas.item?.shapes.map(\.number) ?? [])
    return review.order.filter { present.contains($0) && review.verdicts[$0] == nil }
  }

  /// Puts an image on the screen with its most doubtful undecided box.
  mutating func begin(_ item: ReviewItem) {
    let isAnother = canvas.item?.number != item.work.number
    show(item.work)
    if isAnother { forgetSeen() }
    take(item)
    let isThere = item.work.shapes.contains { $0.number == review.sought }
    canvas.selection = isThere ? review.sought : undecided.first
    review.sought = nil
    reframe()
    if isAnother, !item.lastReason.isEmpty {
      notice = Notice("done again after it was sent back: \(item.lastReason)")
    }
    // What is on the screen already is not painted again, but it is seen.
    if let view = canvas.shownView, canvas.shownImage == item.work.image {
      note(shown: item.work.image, view: view)
    }
  }

  /// Shows an image as the store has it; the view stays when it is the one on the screen.
  mutating func revisit(_ item: ReviewItem) {
    guard canvas.item?.number == item.work.number else { return begin(item) }
    let (shapes, verdicts) = (canvas.item?.shapes ?? [], review.verdicts)
    canvas.item = item.work
    canvas.gesture = nil
    take(item)
    if let changed = changed(since: shapes, verdicts) { look(at: changed) }
    if canvas.selectedShape == nil { canvas.selection = undecided.first }
    if canvas.selectedShape == nil { canvas.mode = .navigate }
    if canvas.mode == .navigate { reframe() }
  }

  /// The box that has become another since, or is decided otherwise; undecided ones come first.
  private func changed(since shapes: [Shape], _ verdicts: [Int: ReviewVerdict]) -> Int? {
    let now = canvas.item?.shapes ?? []
    let changed = review.order.filter { number in
      guard let shape = now.first(where: { $0.number == number }) else { return false }
      return shape != shapes.first { $0.number == number }
        || review.verdicts[number] != verdicts[number]
    }
    return changed.first { review.verdicts[$0] == nil } ?? changed.first
  }

  /// Selects a box that was not chosen by hand, so that keys of the editing do not go on with it.
  private mutating func look(at number: Int) {
    if canvas.mode == .edit, canvas.selection != number { canvas.mode = .navigate }
    canvas.selection = number
  }

  private mutating func take(_ item: ReviewItem) {
    review.verdicts = item.verdicts
    review.rejected = item.rejected
    review.canSendBack = item.canSendBack
    review.lastReason = item.lastReason
    let known = Set(item.work.shapes.map(\.number) + item.rejected.map(\.number))
    if review.order.isEmpty || Set(review.order) != known {
      review.order = ReviewOrder.numbers(
        of: item.work.shapes + item.rejected, in: context.labels)
    }
  }

  private mutating func forgetSeen() {
    review.seen = []
    review.hasSeenAll = false
    review.order = []
  }

  /// Notes what has been on the screen.
  mutating func note(shown image: ID<Image>, view: ImageRect) {
    canvas.shownImage = image
    canvas.shownView = view
    guard let item = canvas.item, item.image == image, let size = item.size else { return }
    for shape in item.shapes where view.covers(shape.geometry.bounds.clamped(to: size)) {
      review.seen.insert(shape.number)
    }
    if view.covers(size.bounds) { review.hasSeenAll = true }
  }

  /// Goes to the next undecided box, or to the whole image when there is none.
  mutating func goOn(after number: Int) {
    let undecided = undecided
    let place = review.order.firstIndex(of: number) ?? -1
    let later = undecided.first { review.order.firstIndex(of: $0) ?? 0 > place }
    canvas.selection = later ?? undecided.first
    reframe()
    if canvas.selection == nil {
      notice = Notice("every box is decided: Enter for the next image, m for a missing box")
    }
  }

  /// After a box was changed or drawn: on to what is undecided.
  mutating func endChanging() {
    guard let number = canvas.selection ?? review.order.last else { return reframe() }
    if review.verdicts[number] != nil { goOn(after: number) } else { reframe() }
  }

  /// Goes to the next or the previous box that is still there, decided or not.
  mutating func stepBox(by offset: Int) {
    let present = Set(canvas.item?.shapes.map(\.number) ?? [])
    let numbers = review.order.filter(present.contains)
    guard !numbers.isEmpty else { return }
    let index = numbers.firstIndex { $0 == canvas.selection }
    let next = index.map { min(max($0 + offset, 0), numbers.count - 1) }
    canvas.selection = numbers[next ?? (offset > 0 ? 0 : numbers.count - 1)]
    reframe()
  }

  /// Shows more or less around the current box.
  mutating func cycleFraming() {
    let all = ReviewState.Framing.allCases
    let index = all.firstIndex(of: review.framing) ?? 0
    review.framing = all[(index + 1) % all.count]
    reframe()
  }

  /// Shows the whole image once, whatever the framing is.
  mutating func lookAtAll() {
    fit()
    review.isFramed = false
  }

  /// Puts the view where the framing wants it: round the current box, else the whole image.
  mutating func reframe() {
    review.isFramed = true
    fit()
    guard let box = canvas.selectedShape?.geometry.bounds else { return }
    switch review.framing {
    case .crop: frame(box, share: 1 / 1.5)
    case .context: frame(box, share: 1 / 4)
    case .full: break
    }
  }
}

extension ImageRect {
  /// Whether a box lies in it, to a thousandth of a pixel; true when there is no box.
  fileprivate func covers(_ box: Box?) -> Bool {
    guard let box else { return true }
    let slack = 0.001
    return box.left >= x - slack && box.top >= y - slack
      && box.right <= x + width + slack && box.bottom <= y + height + slack
  }
}
