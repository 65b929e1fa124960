import AnnotationModel
import Interchange
import Store

/// How a job in the project compares with the manifest that it came from.
struct Reconciliation {
  /// Objects of the manifest.
  private(set) var objects = 0
  /// Lines that an export writes byte for byte as the manifest has them.
  private(set) var equal = 0
  /// Numbers of lines that an export would write otherwise, from 1: the first of them.
  private(set) var different: [Int] = []
  /// Lines that an export would write otherwise.
  private(set) var differentCount = 0
  /// Objects of the manifest that are not in the project.
  private(set) var absent = 0

  /// Whether an export is the manifest.
  var isEqual: Bool { equal == objects }

  /// Compares what an export of the job would be with a manifest.
  init(job: Job, manifest: LocalPath, lead: LeadView) throws {
    var source = try ObjectLines(manifest)
    var options = ManifestOptions()
    options.includesUnlabelled = true
    var export = ManifestExport(job: job, parent: nil, lead: lead, options: options)
    var result = (equal: 0, different: [Int](), differentCount: 0, absent: 0)
    try export.forEachMade { line, made in
      guard let number = line.number else { return }
      // Lines of one number can only follow each other when two manifests were joined.
      while let object = try source.peek(), object.number < number {
        source.advance()
        result.absent += 1
      }
      guard let object = try source.peek(), object.number == number else { return }
      source.advance()
      if object.bytes == made.bytes {
        result.equal += 1
      } else {
        result.differentCount += 1
        if result.different.count < 20 { result.different.append(object.line) }
      }
    }
    while try source.peek() != nil {
      source.advance()
      result.absent += 1
    }
    (equal, different) = (result.equal, result.different)
    (differentCount, absent) = (result.differentCount, result.absent)
    objects = source.count
  }
}
