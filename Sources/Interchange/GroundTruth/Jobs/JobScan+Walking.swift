extension JobScan {
  /// Finds the jobs below a folder, following no links.
  ///
  /// Ground Truth keeps a job as `<job>/manifests/output/output.manifest` and
  /// `<job>/annotations/worker-response/iteration-1/<id>/<time>.json`; copies often lack levels or
  /// hold a manifest and `worker-response` side by side. Throws when the folder cannot be read.
  package init(_ folder: LocalPath) throws(InterchangeError) {
    var finder = JobFinder(root: folder)
    try finder.enter(folder, path: [])
    self = finder.scan()
  }
}

/// The walk through the folders and what it has met.
private struct JobFinder {
  /// From a bucket's copy down to the files of a job there are fewer folders than this.
  static let deepest = 24
  /// Folders that Ground Truth makes inside a job's folder.
  static let markers: Set<String> = [
    "manifests", "manifest", "annotations", "activelearning", "annotation-tool", "inference",
    "intermediate", "temp", "training", "worker-response",
  ]

  let root: LocalPath
  var jobs: [LocalPath: JobFolder] = [:]
  var manifests: [LocalPath: [LocalPath]] = [:]
  var passedOver: [String: Int] = [:]
  var rejected: [InterchangeError] = []

  mutating func enter(_ folder: LocalPath, path: [String]) throws(InterchangeError) {
    for name in try folder.entryNames() {
      guard let entry = folder.appending(name) else { continue }
      let text = String(decoding: name, as: UTF8.self)
      switch entry.entryKind() {
      case .folder where path.count < Self.deepest:
        do throws(InterchangeError) {
          try enter(entry, path: path + [text])
        } catch {
          rejected.append(error)
        }
      case .file: take(entry, named: text, path: path)
      case .folder, .other: passedOver["links, devices and folders too deep", default: 0] += 1
      }
    }
  }

  private mutating func take(_ file: LocalPath, named name: String, path: [String]) {
    let owner = owner(path)
    let inside = path.dropFirst(owner.depth)
    if inside.contains("worker-response"), name.hasSuffix(".json") {
      let level = path.firstIndex(of: "worker-response") ?? 0
      jobs[owner.folder, default: owner.job].workerResponses =
        folder(path.prefix(level + 1))
    } else if inside.contains("consolidation-request"), name.hasSuffix(".json") {
      jobs[owner.folder, default: owner.job].requests.append(file)
    } else if inside.contains("consolidation-response") {
      passedOver["consolidated answers that the output manifest has too", default: 0] += 1
    } else if inside.contains("intermediate") {
      passedOver["intermediate manifests", default: 0] += 1
    } else if ["activelearning", "training", "inference", "temp", "annotation-tool"]
      .contains(where: inside.contains)
    {
      passedOver["files of automatic labelling and templates", default: 0] += 1
    } else {
      takeByContent(file, named: name, path: path, owner: owner)
    }
  }

  private mutating func takeByContent(
    _ file: LocalPath, named name: String, path: [String], owner: Owner
  ) {
    let lower = name.lowercased()
    guard [".manifest", ".json", ".jsonl", ".txt"].contains(where: lower.hasSuffix) else {
      return countOther(lower)
    }
    switch FileKind(sniffing: file, named: name) {
    case .manifest:
      manifests[owner.folder, default: []].append(file)
      jobs[owner.folder, default: owner.job].inputs.append(file)
    case .categories:
      if jobs[owner.folder, default: owner.job].categories == nil {
        jobs[owner.folder]?.categories = file
      } else {
        passedOver["further label lists", default: 0] += 1
      }
    case .humanLoop:
      // <flow>/YYYY/MM/DD/hh/mm/ss/<loop>/output.json
      let flow = path.dropLast(min(7, path.count))
      let folder = folder(flow)
      let job = JobFolder(name: flow.last ?? lastName(of: root), root: folder)
      jobs[folder, default: job].humanLoops.append(file)
    case .videoFrames: passedOver["frame lists of video jobs", default: 0] += 1
    case .unreadable(let error): rejected.append(error)
    case .other: countOther(lower)
    }
  }

  private mutating func countOther(_ name: String) {
    let images = [".png", ".jpg", ".jpeg"]
    let kind =
      images.contains(where: name.hasSuffix)
      ? "pictures" : name.lastIndex(of: ".").map { "*\(name[$0...])" } ?? "files without extension"
    passedOver[kind, default: 0] += 1
  }

  /// The job that a file belongs to.
  private struct Owner {
    let folder: LocalPath
    let depth: Int
    let job: JobFolder
  }

  /// The folder above the first that Ground Truth makes; else the one that the file lies in.
  private func owner(_ path: [String]) -> Owner {
    let depth = path.firstIndex(where: Self.markers.contains) ?? path.count
    let folder = folder(path.prefix(depth))
    let name = depth > 0 ? path[depth - 1] : lastName(of: root)
    return Owner(folder: folder, depth: depth, job: JobFolder(name: name, root: folder))
  }

  private func folder(_ path: some Collection<String>) -> LocalPath {
    path.reduce(root) { $0.appending(Array($1.utf8)) ?? $0 }
  }

  private func lastName(of path: LocalPath) -> String {
    String(decoding: path.name, as: UTF8.self)
  }

  /// Sorts the manifests of each folder into outputs and inputs.
  func scan() -> JobScan {
    var found: [JobFolder] = []
    for (folder, job) in jobs {
      let all = manifests[folder] ?? []
      let outputs = all.filter { FileKind.isOutput($0) }
      guard outputs.count > 1 else {
        var job = job
        job.manifest = outputs.first ?? (all.count == 1 ? all.first : nil)
        job.inputs = all.filter { $0 != job.manifest }
        if !job.isEmpty { found.append(job) }
        continue
      }
      found += separate(outputs, of: job, inputs: all.filter { !outputs.contains($0) })
    }
    var scan = JobScan()
    scan.jobs = found.sorted { ($0.root, $0.name) < ($1.root, $1.name) }
    scan.passedOver = passedOver
    scan.rejected = rejected
    return scan
  }

  /// Several outputs in one folder are several jobs; the one in `output/`, else the first, has the
  /// raw answers.
  private func separate(
    _ outputs: [LocalPath], of job: JobFolder, inputs: [LocalPath]
  ) -> [JobFolder] {
    let main = outputs.first { $0.folder.name == Array("output".utf8) } ?? outputs[0]
    return outputs.map { manifest in
      let name = lastName(of: manifest)
      let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
      var own = manifest == main ? job : JobFolder(name: stem, root: job.root)
      if manifest == main, own.name == lastName(of: root), stem != "output" {
        own = job.renamed(stem)
      }
      own.manifest = manifest
      own.inputs = manifest == main ? inputs : []
      return own
    }
  }
}

extension JobFolder {
  /// The same files under another name.
  fileprivate func renamed(_ name: String) -> JobFolder {
    var job = JobFolder(name: name, root: root)
    job.workerResponses = workerResponses
    job.requests = requests
    job.humanLoops = humanLoops
    job.categories = categories
    return job
  }
}
