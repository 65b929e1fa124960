import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Makes a project from pictures, or adds pictures to one.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a project from pictures, or add pictures to one.",
    discussion: """
      Folders are walked whole. JPEG and PNG are recognised by their content and only ever read; \
      anything that cannot go in is named with its reason, and the rest goes in. Running it again \
      adds what is new. Pictures whose images an imported manifest has named already become the \
      files of these images: those whose paths end as the addresses do.

        plumbline init breads --images ~/photos --labels anpan,melonpan,yakisobapan
        plumbline init breads --images ~/more-photos --path-rule '{device}/{date}/{name}'
        plumbline init breads --metadata trays.csv
        plumbline init bakery --from SampleProjects/bakery/project.toml
      """)

  static let taskHint =
    "tasks are " + TaskType.allCases.map(\.rawValue).joined(separator: ", ")

  @Argument(help: "The project's directory; it is made when it is missing.")
  var directory: String

  @Option(
    parsing: .upToNextOption, help: "Files and folders with pictures.", completion: .file())
  var images: [String] = []

  @Option(
    help: "The labels of the job in the order of their class indexes, with commas between them.",
    transform: { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) })
  var labels: [String] = []

  @Option(help: "A recipe to make the project from.", completion: .file(extensions: ["toml"]))
  var from: String?

  @Option(help: "The name of the job; by default the name of the directory.")
  var job: String?

  @Option(help: "The job's label attribute name in manifests.")
  var attribute: String?

  @Option(help: "What is asked of each image.")
  var task: TaskType = .boundingBox

  @Option(help: "How many persons answer each image.")
  var annotators = 1

  @OptionGroup var facts: MetadataOptions

  @Flag(help: "Share the project with the group of its directory, whatever the umask.")
  var group = false

  @Option(help: "Where to write everything that was left out.", completion: .file())
  var rejects: String?

  func validate() throws {
    if images.isEmpty, from == nil, facts.metadata.isEmpty {
      throw ValidationError("Give pictures with --images, or a recipe with --from.")
    }
    if annotators < 1 { throw ValidationError("--annotators must be at least 1.") }
  }

  func run() throws {
    try Rejects.check(rejects)
    let setup =
      try from.map { try InitSetup(recipe: LocalPath($0), options: self) }
      ?? InitSetup(self)
    for notice in setup.notices {
      StandardError.write("note: \(PrintableText.escaping(notice, limit: .max))\n")
    }
    let scan = try ImageScan(setup.images)
    if !Project.exists(at: directory) {
      try check(setup, scan)
    } else if group {
      try Project.share(directory)
    }
    let project = try Project.openOrCreate(at: directory, sharing: group ? .group(nil) : .byUmask)
    let lead = try project.store.lead(project.person)
    var names = PackedPaths()
    var rejected = Rejects()
    // Jobs that were imported before their pictures were here get them now.
    let ids =
      try lead.awaitsPictures()
      ? attach(scan, setup, lead, &names, &rejected) : add(scan, setup, lead, &names)
    rejected.merge(scan.rejects)
    rejected.merge(try facts.apply(to: names, ids: ids, lead: lead))
    // Facts alone are about images that are there, whatever job they are in.
    let isForJob = !images.isEmpty || setup.job != nil
    if isForJob, let job = try findOrAddJob(setup, project: project, lead: lead) {
      rejected.merge(try fill(job, with: ids, setup: setup, lead: lead))
    }
    try rejected.report(to: rejects)
    if !rejected.isEmpty { throw RejectedInputs() }
  }

  /// Adds pictures to the project, and notes their names where a rule asks for them; gives their
  /// images.
  private func add(
    _ pictures: some Sequence<ImageScan.Picture>, _ setup: InitSetup, _ lead: LeadView,
    _ names: inout PackedPaths
  ) throws -> [ID<Image>] {
    var paths = names
    let added = try lead.addImages(
      pictures.lazy.map { picture in
        if !facts.pathRule.isEmpty { paths.append(picture.reference) }
        return picture.named(prefix: setup.imports.prefix)
      })
    names = paths
    if !images.isEmpty || from != nil {
      print("\(Count.text(added.added, "image")) added, \(added.known) known already")
    }
    return added.ids
  }

  /// The same, but pictures whose images a manifest named before become the files of these.
  private func attach(
    _ scan: ImageScan, _ setup: InitSetup, _ lead: LeadView, _ names: inout PackedPaths,
    _ rejected: inout Rejects
  ) throws -> [ID<Image>] {
    let matching = try PictureMatching(scan, lead: lead)
    try lead.attach(matching.attached.lazy.map { (file: $0.picture.image, image: $0.image) })
    if !facts.pathRule.isEmpty {
      for pair in matching.attached { names.append(pair.picture.reference) }
    }
    rejected.merge(matching.rejects)
    if !matching.attached.isEmpty {
      print("\(Count.text(matching.attached.count, "picture")) attached to images of imported jobs")
    }
    return matching.attached.map(\.image) + (try add(matching.others, setup, lead, &names))
  }

  /// Refuses what no new project can be made of, before anything is made.
  private func check(_ setup: InitSetup, _ scan: ImageScan) throws {
    if scan.isEmpty, setup.imports.manifest == nil {
      try scan.rejects.report(to: rejects)
      throw Failure("no picture was found, so no project was made")
    }
    if setup.job == nil {
      throw Failure(
        "a new project needs the labels of its job, so no project was made",
        hint: "name them: --labels a,b,c")
    }
  }

  private func findOrAddJob(
    _ setup: InitSetup, project: OpenProject, lead: LeadView
  ) throws -> Job? {
    let jobs = try project.store.jobs()
    guard let draft = setup.job else {
      if jobs.isEmpty {
        throw Failure(
          "the project has no job yet", hint: "name its labels: --labels a,b,c")
      }
      if job != nil { return try project.job(named: job) }
      return jobs.count == 1 ? jobs[0] : nil
    }
    if let known = jobs.first(where: { $0.name == draft.name }) {
      if known.labels.map(\.name) != setup.labelNames {
        StandardError.write(
          "note: job \"\(PrintableText.escaping(known.name))\" is there already and keeps its "
            + "labels\n")
      }
      return known
    }
    let made = try lead.addJob(draft)
    print(
      "job \"\(PrintableText.escaping(made.name))\" with "
        + "\(Count.text(made.labels.count, "label")), attribute \(made.attribute)")
    return made
  }

  /// Puts images into the job: those of the manifest in its order, then the others.
  private func fill(
    _ job: Job, with images: [ID<Image>], setup: InitSetup, lead: LeadView
  ) throws -> Rejects {
    var manifestOnly = setup.imports
    manifestOnly.workerResponses = []
    manifestOnly.predictions = []
    manifestOnly.gold = []
    var layers = setup.imports
    layers.manifest = nil
    var first = Importer(manifestOnly, into: job, lead: lead)
    try first.run()
    let bar = ProgressBar("adding to the job", total: images.count)
    let added = try lead.addDataObjects(
      images.lazy.map { image in
        bar.advance()
        return NewDataObject(.image(image))
      }, to: job)
    bar.finish()
    var second = Importer(layers, into: job, lead: lead)
    try second.run()
    for line in first.summary + second.summary { print(PrintableText.escaping(line, limit: .max)) }
    if setup.imports.manifest == nil {
      print("\(Count.text(added.added, "data object")) added to the job")
    }
    var rejects = first.rejects
    rejects.merge(second.rejects)
    return rejects
  }
}

extension TaskType: ExpressibleByArgument {}

/// The metadata key under which a picture's name in manifests is kept.
enum PictureReference {
  /// The key.
  static let key = "source-ref"
}

/// Projects as directories.
enum Project {
  /// Whether a directory holds one.
  static func exists(at directory: String) -> Bool {
    guard let path = try? LocalPath(directory + "/" + Store.fileName) else { return false }
    return path.entryKind() == .file
  }

  /// Shares an existing project with the group of its directory; only its owner can.
  static func share(_ directory: String) throws {
    do throws(StoreError) {
      guard try Store.share(directory) else { return }
      print("\(PrintableText.escaping(directory)) is shared with its group now")
    } catch {
      throw Failure(
        error.description,
        hint: PermissionExamination.commands(sharing: directory).joined(separator: "\n  "))
    }
  }

  /// Opens the project in a directory as the person at work, or makes one with them as its lead.
  static func openOrCreate(at directory: String, sharing: Sharing) throws -> OpenProject {
    let store =
      exists(at: directory)
      ? try Store.open(at: directory, now: Clock.now)
      : try Store.create(
        at: directory, name: AbsoluteName.last(of: directory), by: CurrentPerson.draft,
        sharing: sharing, now: Clock.now)
    return OpenProject(store: store, person: try CurrentPerson.find(in: store, as: nil))
  }
}
