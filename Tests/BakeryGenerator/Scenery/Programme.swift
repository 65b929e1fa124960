/// The pictures of the sample project, in manifest order.
enum Programme {
  private static let white = Material.laminate(Vector(0.70, 0.68, 0.64))
  private static let oak = Material.wood(dark: 0.35)
  private static let walnut = Material.wood(dark: 0.85)
  private static let red = Material.gingham(Vector(0.48, 0.05, 0.05))
  private static let blue = Material.gingham(Vector(0.06, 0.12, 0.34))

  /// All of them: the counter camera's, then the phone's.
  static let briefs: [Brief] = morning + noon + evening + phone

  private static let morning: [Brief] = [
    Brief(
      stem: "tray_0001", camera: .counter, minute: 432, kinds: [.anpan], count: 7, liner: .steel,
      counter: oak, elevation: 60),
    Brief(
      stem: "tray_0002", camera: .counter, minute: 436, kinds: [.melonpan], count: 6,
      liner: .wood(dark: 0.7), counter: white, elevation: 54),
    Brief(
      stem: "tray_0003", camera: .counter, minute: 441, kinds: [.yakisobapan], count: 5,
      liner: .parchment, counter: walnut, elevation: 56),
    Brief(
      stem: "あんぱん棚_01", camera: .counter, minute: 447, kinds: [.anpan], count: 11,
      isStacked: true, liner: walnut, counter: oak, elevation: 50),
    Brief(
      stem: "tray_0004", camera: .counter, minute: 455, kinds: [.melonpan, .anpan], count: 8,
      liner: .kraft, counter: .slate, elevation: 58, mishap: .fluorescent),
    Brief(
      stem: "tray_0005", camera: .counter, minute: 470, kinds: [.anpan, .yakisobapan], count: 6,
      liner: .enamel, counter: white, elevation: 55),
  ]

  private static let noon: [Brief] = [
    Brief(
      stem: "tray_0006", camera: .counter, minute: 690, kinds: [.yakisobapan, .melonpan], count: 7,
      liner: oak, counter: .slate, elevation: 62),
    Brief(
      stem: "メロンパン_昼", camera: .counter, minute: 702, kinds: [.melonpan], count: 9,
      isStacked: true, liner: red, counter: oak, hasBasketRim: true, elevation: 48),
    Brief(
      stem: "tray_0007", camera: .counter, minute: 711, kinds: [.anpan, .melonpan, .yakisobapan],
      count: 10, liner: .steel, counter: white, elevation: 64, mishap: .bright),
    Brief(
      stem: "tray_0008", camera: .counter, minute: 725, kinds: [.yakisobapan, .anpan], count: 8,
      liner: .parchment, counter: oak, elevation: 52, mishap: .shaken),
    Brief(
      stem: "tray_0009", camera: .counter, minute: 733, kinds: [.melonpan, .yakisobapan],
      count: 4, liner: .enamel, counter: walnut, elevation: 57),
  ]

  private static let evening: [Brief] = [
    Brief(
      stem: "tray_0010", camera: .counter, minute: 1_002, kinds: [.anpan], count: 3,
      liner: blue, counter: white, hasBasketRim: true, elevation: 58, mishap: .tungsten),
    Brief(
      stem: "tray_0011", camera: .counter, minute: 1_038, kinds: [.anpan, .melonpan], count: 9,
      isStacked: true, liner: .kraft, counter: walnut, elevation: 46, mishap: .dusk),
    Brief(
      stem: "tray_0012", camera: .counter, minute: 1_064, kinds: [.yakisobapan], count: 6,
      liner: .steel, counter: .slate, elevation: 53, mishap: .dim),
    Brief(
      stem: "tray_0013", camera: .counter, minute: 1_095, kinds: [.melonpan, .anpan, .yakisobapan],
      count: 12, liner: walnut, counter: white, elevation: 60, mishap: .blurred),
    Brief(
      stem: "閉店前", camera: .counter, minute: 1_131, kinds: [.anpan, .yakisobapan], count: 5,
      liner: .parchment, counter: oak, elevation: 55, mishap: .dim),
  ]

  private static let phone: [Brief] = [
    Brief(
      stem: "IMG_2041", camera: .phone, minute: 450, kinds: [.anpan, .melonpan, .yakisobapan],
      count: 9, liner: red, counter: .slate, hasBasketRim: true, elevation: 40),
    Brief(
      stem: "IMG_2042", camera: .phone, minute: 452, kinds: [.anpan], count: 8, isStacked: true,
      liner: .steel, counter: white, elevation: 36),
    Brief(
      stem: "IMG_2047", camera: .phone, minute: 468, kinds: [.melonpan], count: 7,
      liner: oak, counter: walnut, elevation: 44),
    Brief(
      stem: "やきそばパン_特売", camera: .phone, minute: 698, kinds: [.yakisobapan], count: 7,
      isStacked: true, liner: .kraft, counter: oak, elevation: 42),
    Brief(
      stem: "IMG_2055", camera: .phone, minute: 707, kinds: [.melonpan, .anpan], count: 10,
      liner: blue, counter: white, hasBasketRim: true, elevation: 47),
    Brief(
      stem: "IMG_2056", camera: .phone, minute: 708, kinds: [.yakisobapan, .anpan], count: 6,
      liner: walnut, counter: .slate, elevation: 35, mishap: .shaken),
    Brief(
      stem: "IMG_2063", camera: .phone, minute: 731, kinds: [.melonpan], count: 5,
      liner: .parchment, counter: oak, elevation: 55, mishap: .bright),
    Brief(
      stem: "IMG_2070", camera: .phone, minute: 1_041, kinds: [.anpan, .yakisobapan, .melonpan],
      count: 11, isStacked: true, liner: .steel, counter: walnut, elevation: 43,
      mishap: .tungsten),
    Brief(
      stem: "IMG_2071", camera: .phone, minute: 1_043, kinds: [.melonpan, .yakisobapan], count: 6,
      liner: red, counter: white, hasBasketRim: true, elevation: 38, mishap: .dusk),
    Brief(
      stem: "IMG_2078", camera: .phone, minute: 1_118, kinds: [.anpan], count: 4,
      liner: .enamel, counter: oak, elevation: 50, mishap: .blurred),
  ]
}
