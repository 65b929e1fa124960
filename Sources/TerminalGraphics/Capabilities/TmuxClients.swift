/// What the terminals can do that tmux shows a session on, as `tmux list-clients` says.
///
/// tmux answers every question itself, so that its clients' abilities cannot be had from replies: it
/// turns 24-bit colours into the nearest of 256 for a client without them, undithered, and sends no
/// sixel to one that has none.
package struct TmuxClients: Hashable, Sendable {
  /// The features that all clients have.
  package let features: Set<String>

  /// The arguments of tmux that give what `init` reads.
  package static let arguments = ["list-clients", "-F", "#{client_termfeatures}"]

  /// Reads one client a line; nil when there is no client.
  package init?(output: String) {
    let clients = output.split(whereSeparator: \.isNewline).map { line in
      Set(line.split { $0 == "," || $0 == " " }.map(String.init))
    }
    guard let first = clients.first else { return nil }
    features = clients.dropFirst().reduce(first) { $0.intersection($1) }
  }

  /// Whether all have 24-bit colours.
  package var hasTruecolor: Bool { features.contains("RGB") }
  /// Whether all show sixel pictures.
  package var hasSixel: Bool { features.contains("sixel") }
}
