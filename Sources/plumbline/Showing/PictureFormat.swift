import ArgumentParser
import Pictures
import Raster
import TerminalGraphics

/// How `show` sends pictures.
enum PictureFormat: String, CaseIterable, ExpressibleByArgument {
  case sixel, half, kitty, iterm, quadrants, sextants

  /// The best that a terminal has.
  ///
  /// Never quadrants or sextants: they are finer than half-blocks, but whether a terminal's font has them,
  /// and without gaps, only the eye can tell.
  init(for capabilities: Capabilities) {
    self =
      if capabilities.sixel {
        .sixel
      } else if capabilities.kittyGraphics {
        .kitty
      } else if capabilities.inlineFiles {
        .iterm
      } else {
        .half
      }
  }
}

extension PictureFormat {
  /// What people call it.
  var title: String {
    switch self {
    case .sixel: "sixel"
    case .half: "half-blocks"
    case .kitty: "kitty graphics"
    case .iterm: "inline files"
    case .quadrants: "quadrants"
    case .sextants: "sextants"
    }
  }

  /// The characters of a mosaic; nil for other ways.
  var mosaic: MosaicGlyphs? {
    switch self {
    case .quadrants: .quadrants
    case .sextants: .sextants
    case .sixel, .half, .kitty, .iterm: nil
    }
  }

  /// Whether pictures are characters, for which nobody needs to know the size of a cell.
  var isText: Bool { self == .half || mosaic != nil }
}

/// How pictures are to be sent from now on: in one way, or in the best.
enum PictureWish: String, CaseIterable, ExpressibleByArgument {
  case sixel, half, kitty, iterm, quadrants, sextants, auto

  /// The way; nil for the best.
  var format: PictureFormat? { PictureFormat(rawValue: rawValue) }
}

/// How much of pictures the screens send: what the link can carry, or always the same.
enum PictureDetail: String, CaseIterable, ExpressibleByArgument {
  case auto, coarse, plain, fine

  /// The amount; nil for what the link can carry.
  var fineness: Fineness? {
    switch self {
    case .auto: nil
    case .coarse: .coarse
    case .plain: .plain
    case .fine: .fine
    }
  }
}

/// How much a picture may cost in bytes, from the finest to the smallest.
enum PictureQuality: String, CaseIterable, ExpressibleByArgument {
  case best, normal, small, tiny

  /// The most colours of a sixel picture.
  var colors: Int {
    switch self {
    case .best, .normal, .small: 256
    case .tiny: 64
    }
  }

  /// How pixels of a sixel picture get their colours; each step saves about a quarter.
  var mapping: Quantiser.Mapping {
    switch self {
    case .best: .thrifty(share: 0.07)
    case .normal: .standard
    case .small: .thrifty(share: 0.6)
    case .tiny: .thrifty(share: 1.3)
    }
  }

  /// The same for half-blocks in 24-bit colours; nil for what was measured for others.
  var cellPrice: Float? {
    switch self {
    case .best: 1
    case .normal: nil
    case .small: 8
    case .tiny: 24
    }
  }
}
