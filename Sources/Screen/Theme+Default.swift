extension Theme {
  /// The theme that is used when no file is named; `Themes/default-dark.toml` says the same.
  package static let standard = Theme(
    name: "default-dark",
    styles: [
      .text: Style(),
      .dim: Style(foreground: .indexed(245)),
      .title: Style(
        foreground: .indexed(231), background: .indexed(236), attributes: .bold),
      .statusLine: Style(foreground: .indexed(252), background: .indexed(236)),
      .mode: Style(foreground: .indexed(16), background: .indexed(214), attributes: .bold),
      .key: Style(foreground: .indexed(214)),
      .selection: Style(foreground: .indexed(231), background: .indexed(24)),
      .error: Style(foreground: .indexed(203), attributes: .bold),
      .success: Style(foreground: .indexed(114)),
      .warning: Style(foreground: .indexed(221)),
      .border: Style(foreground: .indexed(245), background: .indexed(234)),
      .popup: Style(foreground: .indexed(252), background: .indexed(234)),
    ])
}
