package import AnnotationModel

/// A person who is about to enter a project.
package struct PersonDraft: Hashable, Sendable {
  /// What people will call them.
  package var name: String
  /// The names by which systems know them.
  package var identities: [Person.Identity]

  /// Describes a person by name and identities.
  package init(name: String, identities: [Person.Identity] = []) {
    self.name = name
    self.identities = identities
  }

  /// Describes the Unix user `user` (from `getuid`, never from the environment).
  package init(unixUser user: UInt32, name: String) {
    self.init(name: name, identities: [.unixUser(user)])
  }
}
