import Screen
import Terminal
import Testing

@Suite("Mouse reports")
struct MouseReportTests {
  @Test(
    "Buttons, drags and wheels",
    arguments: [
      (0, false, .press(.left)), (1, false, .press(.middle)), (2, false, .press(.right)),
      (0, true, .release(.left)), (2, true, .release(.right)), (32, false, .drag(.left)),
      (34, false, .drag(.right)), (64, false, .wheelUp), (65, false, .wheelDown),
      // With Shift, Meta and Control.
      (4, false, .press(.left)), (8 + 32, false, .drag(.left)), (16 + 65, false, .wheelDown),
    ] as [(Int, Bool, MouseEvent.Action)])
  func actions(code: Int, isRelease: Bool, action: MouseEvent.Action) {
    let report = MouseReport(code: code, x: 1, y: 1, isRelease: isRelease)
    #expect(report.event(cell: nil) == MouseEvent(action, column: 0, row: 0))
  }

  @Test(
    "Motion without a button, side wheels and extra buttons are no events",
    arguments: [35, 66, 67, 128, 129])
  func ignored(code: Int) {
    #expect(MouseReport(code: code, x: 1, y: 1, isRelease: false).event(cell: nil) == nil)
  }

  @Test("Cells count from one on the wire and from zero here")
  func cells() {
    let event = MouseReport(code: 0, x: 105, y: 47, isRelease: false).event(cell: nil)
    #expect(event == MouseEvent(.press(.left), column: 104, row: 46))
  }

  @Test("Pixels become fractions of cells, at the middle of the pixel")
  func pixels() {
    let cell = PixelExtent(width: 10, height: 20)
    let event = MouseReport(code: 0, x: 106, y: 41, isRelease: false).event(cell: cell)
    #expect(event == MouseEvent(.press(.left), column: 10.55, row: 2.025))
  }

  @Test("Positions outside the window are no events")
  func outside() {
    #expect(MouseReport(code: 32, x: 0, y: 4, isRelease: false).event(cell: nil) == nil)
  }
}
