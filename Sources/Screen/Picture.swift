/// A picture in a scene, as a value: which image, which part of it, where, and what is drawn over.
///
/// It says nothing about pixels of the terminal, so that the same value serves every protocol.
package struct Picture: Hashable, Sendable {
  /// Which image; opaque here.
  package var image: ImageKey
  /// The part of the upright image that fills `area`; it may reach past the image's edges, which
  /// show as the backdrop.
  package var viewport: ImageRect
  /// The cells it fills.
  package var area: Area
  /// What is drawn over it, later ones on top.
  package var overlays: [Overlay]
  /// The parts of images that make up a sheet; empty for a picture of one image.
  ///
  /// Of a sheet `image` is only a name, and overlays count in the units of `viewport`.
  package var tiles: [Tile]

  /// A part of an image on a sheet.
  package struct Tile: Hashable, Sendable {
    /// Which image.
    package var image: ImageKey
    /// The part of the upright image; it may reach past the image's edges.
    package var region: ImageRect
    /// The cells that it fills, from the sheet's top-left one.
    package var cells: Area

    /// Makes a tile.
    package init(image: ImageKey, region: ImageRect, cells: Area) {
      self.image = image
      self.region = region
      self.cells = cells
    }
  }

  /// Makes a picture.
  package init(
    image: ImageKey, viewport: ImageRect, area: Area, overlays: [Overlay], tiles: [Tile] = []
  ) {
    self.tiles = tiles
    self.image = image
    self.viewport = viewport
    self.area = area
    self.overlays = overlays
  }

  /// The name of an image's pixels: its id and the version of its bytes.
  package struct ImageKey: Hashable, Sendable {
    /// The first half of the image's id.
    package let high: UInt64
    /// The second half of the image's id.
    package let low: UInt64

    /// Makes a key from the two halves of an image id.
    package init(high: UInt64, low: UInt64) {
      self.high = high
      self.low = low
    }
  }
}

/// Something drawn over a picture, in pixels of the upright image.
package enum Overlay: Hashable, Sendable {
  /// The outline of a rectangle.
  case outline(Outline)
  /// A closed line through points, as around a polygon.
  case path(Path)
  /// The image pixels of a mask.
  case region(Region)
  /// A small cross at a point, for a cursor that is finer than a cell.
  case cursor(x: Double, y: Double, color: UInt32)

  /// An outline and how it is drawn.
  package struct Outline: Hashable, Sendable {
    /// The rectangle.
    package var rect: ImageRect
    /// `0xRRGGBB`.
    package var color: UInt32
    /// Solid, dashed, dotted or double.
    package var dash: Dash
    /// Whether it stands out: a thicker line with handles at the corners.
    package var emphasized: Bool

    /// Makes an outline.
    package init(rect: ImageRect, color: UInt32, dash: Dash, emphasized: Bool) {
      self.rect = rect
      self.color = color
      self.dash = dash
      self.emphasized = emphasized
    }
  }

  /// A closed line and how it is drawn.
  package struct Path: Hashable, Sendable {
    /// The corners, in pixels of the upright image; fewer than two draw nothing.
    package var corners: [Corner]
    /// `0xRRGGBB`.
    package var color: UInt32
    /// Solid, dashed, dotted or double, which is drawn as solid.
    package var dash: Dash
    /// Whether it stands out: a thicker line with handles at the corners.
    package var emphasized: Bool

    /// Makes a path.
    package init(corners: [Corner], color: UInt32, dash: Dash, emphasized: Bool) {
      self.corners = corners
      self.color = color
      self.dash = dash
      self.emphasized = emphasized
    }

    /// A corner of a path.
    package struct Corner: Hashable, Sendable {
      /// From the left.
      package var x: Double
      /// From the top.
      package var y: Double

      /// Makes a corner.
      package init(x: Double, y: Double) {
        self.x = x
        self.y = y
      }
    }
  }

  /// Pixels of the image, and how they are marked.
  package struct Region: Hashable, Sendable {
    /// Runs of pixels in rows, in any order.
    package var runs: [Run]
    /// `0xRRGGBB`.
    package var color: UInt32
    /// Half the colour over the picture, or stripes of it.
    package var fill: Fill
    /// Whether a line in the full colour runs along the inside of its edge.
    package var outlined: Bool
    /// Whether it stands out: a thicker line.
    package var emphasized: Bool

    /// Makes a region.
    package init(
      runs: [Run], color: UInt32, fill: Fill, outlined: Bool = false, emphasized: Bool = false
    ) {
      self.runs = runs
      self.color = color
      self.fill = fill
      self.outlined = outlined
      self.emphasized = emphasized
    }

    /// Neighbouring pixels of a row.
    package struct Run: Hashable, Sendable {
      /// The row, from the top of the upright image.
      package var row: Int
      /// The columns.
      package var columns: Range<Int>

      /// Makes a run.
      package init(row: Int, columns: Range<Int>) {
        self.row = row
        self.columns = columns
      }
    }

    /// How a region is filled.
    package enum Fill: Hashable, Sendable {
      case tint, hatch
    }
  }

  /// How a line is interrupted.
  package enum Dash: Hashable, Sendable {
    case solid, dashed, dotted, double
  }
}

/// Everything the terminal shows at one moment.
package struct Scene: Hashable, Sendable {
  /// The cells.
  package var frame: Frame
  /// The picture that shows where the frame has picture cells.
  package var picture: Picture?
  /// Where the terminal's own cursor stands (text fields, input methods); hidden when nil.
  package var cursor: Position?

  /// Makes a scene.
  package init(frame: Frame, picture: Picture? = nil, cursor: Position? = nil) {
    self.frame = frame
    self.picture = picture
    self.cursor = cursor
  }
}
