import AnnotationModel
import FoundationEssentials

/// What an entry did, complete enough to do it again and to take it back.
///
/// Payloads are never rewritten, so whatever is added to these types later must be optional.
enum Payload: Hashable, Codable {
  case project(name: String)
  case person(PersonRecord)
  case job(JobRecord)
  case batch(BatchRecord)
  case work(WorkRecord)
  case review(ReviewRecord)
  case sendBack(SendBackRecord)
  case adjudication(AdjudicationRecord)
  case restore(RestoreRecord)
  case relink(RelinkRecord)
  case rules(HandOutRules)
  case priority(PriorityRecord)
  case reclaim(from: ID<Person>)
  case purge(PurgeRecord)

  /// The bytes that the journal keeps: JSON with sorted keys, so equal payloads are equal bytes.
  var bytes: Data {
    get throws(StoreError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      do {
        return try encoder.encode(self)
      } catch {
        throw .database(action: "writing the journal", detail: "\(error)")
      }
    }
  }

  /// Reads what `bytes` wrote.
  init(bytes: Data) throws(StoreError) {
    do {
      self = try JSONDecoder().decode(Payload.self, from: bytes)
    } catch {
      throw .damaged(action: "reading the journal", detail: "\(error)")
    }
  }
}

/// How a person stands with a data object, as far as undo brings it back.
struct Standing: Hashable, Codable {
  var state: AssignmentState
  var round = 1
  /// The layer of this round; nil when nothing was drawn or it was all undone.
  var layer: ID<Layer>?
  /// Why it was skipped or returned.
  var reason = ""
  var submittedAt: Timestamp?

  /// How everybody stands with an image that they never touched.
  static let untouched = Standing(state: .waiting)
}

/// One action of one person on one data object; the header names person, job and image.
struct WorkRecord: Hashable, Codable {
  /// Changes of the shapes of `after.layer` or `before.layer`, in their order.
  var changes: [ShapeChange]
  var before: Standing
  var after: Standing
  /// Whose standing it is, when it was not the author's own.
  var of: ID<Person>?
  /// The new round that the action begins with, before its changes.
  var newRound: NewRound?

  /// A layer that starts as a copy of another.
  struct NewRound: Hashable, Codable {
    var layer: ID<Layer>
    var copyOf: ID<Layer>
  }

  /// The layer that the changes are about.
  var layer: ID<Layer>? { newRound?.layer ?? after.layer ?? before.layer }

  /// The action that takes this one back.
  var inverse: WorkRecord {
    WorkRecord(
      changes: changes.reversed().map(\.inverse), before: after, after: before, of: of,
      newRound: newRound)
  }
}

/// A bulk action, recorded by reference to its batch.
struct BatchRecord: Hashable, Codable {
  /// The id of the batch.
  var batch: String
  /// What came in.
  var kind: String
  /// Whether the batch is shown (done, redone) or withdrawn (undone).
  var shown: Bool
  /// The run that was published, for runs.
  var run: ID<ConsolidationRun>?
}

/// What was said about a person.
struct PersonRecord: Hashable, Codable {
  var person: ID<Person>
  var name: String?
  var identities: [Person.Identity] = []
  var roles: [Person.Role] = []
  var mergedInto: ID<Person>?
  /// From whom the undoing of a merge took the person apart.
  var separatedFrom: ID<Person>?
  /// Roles that were taken away.
  var removedRoles: [Person.Role]?
}

/// Images that were given a priority; the header names the job.
struct PriorityRecord: Hashable, Codable {
  var priority: Int
  var images: [ID<Image>]
}

/// What was purged, by the ids that stay.
struct PurgeRecord: Hashable, Codable {
  var image: ID<Image>?
  var person: ID<Person>?
}

/// A job as it was set up.
struct JobRecord: Hashable, Codable {
  var job: ID<Job>
  var name: String
  var attribute: LabelAttributeName
  var task: TaskType
  var labels: [Label]
  var annotatorsPerImage: Int
  var parent: ID<Job>?
}
