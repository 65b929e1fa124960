import AnnotationModel
import Screen

extension State {
  /// Runs a command of the sheet; nil for any other.
  mutating func performOnSheet(_ command: Command) -> [Effect]? {
    switch command {
    case .showSheet: return showSheet()
    case .sheetLeft: moveOnSheet(by: -1)
    case .sheetRight: moveOnSheet(by: 1)
    case .sheetUp: moveOnSheet(by: -ReviewSheet.columns)
    case .sheetDown: moveOnSheet(by: ReviewSheet.columns)
    case .openFromSheet: return openFromSheet()
    default: return nil
    }
    return []
  }

  /// Asks for boxes that have the label of the current one.
  private mutating func showSheet() -> [Effect] {
    guard let shape = canvas.selectedShape else { return [] }
    return waiting(for: .readSheet(shape.label))
  }

  /// Takes the boxes that were asked for.
  mutating func take(_ sheet: ReviewSheet) {
    guard !sheet.crops.isEmpty else {
      notice = Notice("no other image waits with a box of \(context.name(of: sheet.label))")
      return
    }
    review.sheet = sheet
  }

  private mutating func moveOnSheet(by offset: Int) {
    guard let sheet = review.sheet, sheet.crops.indices.contains(sheet.current + offset) else {
      return
    }
    review.sheet?.current += offset
  }

  private mutating func openFromSheet() -> [Effect] {
    guard let sheet = review.sheet, sheet.crops.indices.contains(sheet.current) else { return [] }
    let crop = sheet.crops[sheet.current]
    review.sheet = nil
    review.sought = crop.shape
    return waiting(for: .openReview(crop.number))
  }
}
