/// The files of one labelling job, wherever a copy of its output put them.
package struct JobFolder: Equatable, Sendable {
  /// What the job is called as far as its place tells: the name of the folder, or of a manifest
  /// that lies beside others.
  package let name: String
  /// The folder that all its files lie in.
  package let root: LocalPath
  /// The manifest to read: the output, else the only one there is.
  package internal(set) var manifest: LocalPath?
  /// Manifests that the job began with.
  package internal(set) var inputs: [LocalPath] = []
  /// The folder of raw answers.
  package internal(set) var workerResponses: LocalPath?
  /// Files that hold the raw answers to several objects each.
  package internal(set) var requests: [LocalPath] = []
  /// Results of human loops, one file each.
  package internal(set) var humanLoops: [LocalPath] = []
  /// The list of labels.
  package internal(set) var categories: LocalPath?

  /// Whether there is anything to read.
  package var isEmpty: Bool {
    manifest == nil && inputs.isEmpty && workerResponses == nil && requests.isEmpty
      && humanLoops.isEmpty
  }
}

/// Everything that was found below a folder.
package struct JobScan: Equatable, Sendable {
  /// The jobs, ordered by their folders.
  package internal(set) var jobs: [JobFolder] = []
  /// Files that are not read, counted by what they are.
  package internal(set) var passedOver: [String: Int] = [:]
  /// Folders and files that could not be read.
  package internal(set) var rejected: [InterchangeError] = []
}
