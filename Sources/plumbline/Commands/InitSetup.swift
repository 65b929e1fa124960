import AnnotationModel
import Interchange
import Store

/// What `init` is asked to make, whether options or a recipe said so.
struct InitSetup {
  /// The files and folders with pictures.
  var images: [LocalPath]
  /// The job; nil adds pictures to the job that is there.
  var job: JobDraft?
  /// What else to take in, after the pictures.
  var imports: ImportPlan
  /// The names of the job's labels.
  var labelNames: [String] = []
  /// Sentences for the person who runs the command.
  var notices: [String] = []
}

extension InitSetup {
  /// Reads the options of the command line.
  init(_ options: Init) throws {
    images = try options.images.map { try LocalPath($0) }
    imports = ImportPlan()
    guard !options.labels.isEmpty else { return }
    let task = options.task
    let names = options.labels.map(LabelName.normalized)
    let name = options.job ?? AbsoluteName.last(of: options.directory)
    try take(names, jobName: name)
    let attribute = try attributeName(options.attribute, jobName: name, task: task)
    job = JobDraft(
      name: name, attribute: attribute, task: task, labels: Self.labels(named: names),
      annotatorsPerImage: options.annotators)
  }

  /// Refuses names that no job could have, before anything is made.
  private mutating func take(_ names: [String], jobName: String) throws {
    labelNames = names
    var seen = Set<String>()
    for name in names + [jobName] {
      guard !name.isEmpty else { throw Failure("a name is empty", hint: "give each label a name") }
      guard PrintableText.isClean(name) else {
        throw Failure("\"\(PrintableText.escaping(name))\" holds control characters")
      }
    }
    // Strings compare by canonical equivalence, so two spellings of one name are found as well.
    for name in names where !seen.insert(name).inserted {
      throw ModelError.duplicateLabel(name: name)
    }
  }

  /// Labels that differ by line as well as by colour.
  private static func labels(named names: [String]) -> [LabelDraft] {
    let lines = Label.LineStyle.allCases
    return names.enumerated().map { .new(name: $1, line: lines[$0 % lines.count]) }
  }

  /// Reads a recipe; its paths are relative to the folder it lies in.
  init(recipe path: LocalPath, options: Init) throws {
    let path = try AbsolutePath.resolving(path)
    let recipe = try Recipe.read(path)
    func beside(_ name: String) throws -> LocalPath {
      if name.hasPrefix("/") { return try LocalPath(name) }
      guard let joined = path.folder.appending(Array(name.utf8)) else {
        throw Failure("recipe \(path): a path is empty")
      }
      return joined
    }
    images = try recipe.images.paths.map(beside) + options.images.map { try LocalPath($0) }
    imports = try ImportPlan(recipe.import, prefix: recipe.images.prefix, beside: beside)
    let taskName = recipe.job.task ?? TaskType.boundingBox.rawValue
    guard let task = TaskType(rawValue: taskName) else {
      throw Failure("recipe \(path): task \"\(taskName)\" is not known", hint: Init.taskHint)
    }
    let name = options.job ?? recipe.job.name
    try take(recipe.label.map { LabelName.normalized($0.name) }, jobName: name)
    let attribute = try attributeName(
      options.attribute ?? recipe.job.attribute, jobName: name, task: task)
    job = JobDraft(
      name: name, attribute: attribute, task: task,
      labels: try recipe.label.map { try Self.label($0, recipe: path) },
      annotatorsPerImage: recipe.job.annotators ?? options.annotators)
  }

  /// Checks a name that was asked for; makes a legal one of the job's name when none was.
  private mutating func attributeName(
    _ asked: String?, jobName: String, task: TaskType
  ) throws -> LabelAttributeName {
    if let asked { return try LabelAttributeName(asked, for: task) }
    let legal = LabelAttributeName(legalizing: jobName, for: task)
    if legal.description != jobName {
      notices.append(
        "the label attribute name is \"\(legal)\", because \"\(jobName)\" is not legal in a "
          + "manifest; --attribute chooses another")
    }
    return legal
  }

  private static func label(
    _ entry: Recipe.LabelEntry, recipe: LocalPath
  ) throws -> LabelDraft {
    let color = try entry.color.map { text in
      guard let color = HexColor.parse(text) else {
        throw Failure("recipe \(recipe): colour \"\(text)\" is not of the form #rrggbb")
      }
      return color
    }
    let line = try entry.line.map { text in
      guard let line = Label.LineStyle(rawValue: text) else {
        throw Failure(
          "recipe \(recipe): line \"\(text)\" is not known",
          hint: "use " + Label.LineStyle.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return line
    }
    let threshold = try entry.threshold.map { number in
      guard let confidence = Confidence(number.value) else {
        throw Failure("recipe \(recipe): threshold \(number.value) is not between 0 and 1")
      }
      return confidence
    }
    return .new(
      name: LabelName.normalized(entry.name), localNames: entry.names ?? [:], code: entry.code,
      aliases: entry.aliases ?? [], color: color, line: line, threshold: threshold)
  }
}
