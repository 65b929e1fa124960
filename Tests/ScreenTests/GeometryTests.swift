import Screen
import Testing

@Suite("Cell geometry")
struct GeometryTests {
  @Test("Extents are never negative")
  func extents() {
    #expect(Size(columns: -1, rows: -2) == Size(columns: 0, rows: 0))
    #expect(Area(column: 1, row: 1, columns: -3, rows: 2).isEmpty)
  }

  @Test("Areas are half-open")
  func contains() {
    let area = Area(column: 2, row: 1, columns: 3, rows: 2)
    #expect(area.contains(Position(column: 2, row: 1)))
    #expect(area.contains(Position(column: 4, row: 2)))
    #expect(!area.contains(Position(column: 5, row: 2)))
    #expect(!area.contains(Position(column: 4, row: 3)))
  }

  @Test("Areas that only touch have nothing in common")
  func intersection() {
    let area = Area(column: 2, row: 1, columns: 3, rows: 2)
    let other = Area(column: 4, row: 0, columns: 9, rows: 9)
    #expect(area.intersection(other) == Area(column: 4, row: 1, columns: 1, rows: 2))
    #expect(area.intersection(Area(column: 5, row: 1, columns: 1, rows: 1)).isEmpty)
  }

  @Test("A mouse position between cells belongs to the cell it is in")
  func mouse() {
    let event = MouseEvent(.press(.left), column: 3.99, row: 0.0)
    #expect(event.position == Position(column: 3, row: 0))
    #expect(MouseEvent(.wheelUp, column: -0.5, row: 2.5).position == Position(column: -1, row: 2))
  }
}
