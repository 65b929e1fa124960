/// Someone who labels, reviews or leads.
package struct Person: Hashable, Sendable {
  /// Stable across databases and merges.
  package let id: ID<Person>
  /// What people call them; any script.
  package var name: String
  /// The ways in which files and systems name this person.
  package var identities: [Identity]
  /// What this person may do in the project.
  package var roles: Set<Role>

  /// Makes a person.
  package init(id: ID<Person>, name: String, identities: [Identity], roles: Set<Role>) {
    self.id = id
    self.name = name
    self.identities = identities
    self.roles = roles
  }

  /// A role in a project; Ground Truth calls an annotator a worker.
  package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    case annotator, reviewer, lead
  }

  /// One name under which a person is known.
  package enum Identity: Hashable, Sendable, Codable {
    /// A Unix user id on this host.
    case unixUser(UInt32)
    /// A Ground Truth `workerId`.
    case groundTruthWorker(String)
    /// A name that a file or `--as` gave.
    case name(String)
  }
}
