import AnnotationModel
import Store
import Testing

@Suite("Undoing reviews")
struct ReviewUndoTests {
  @Test("Every decision is undone and redone, back through the images")
  func roundTrip() throws {
    let project = try TestProject(images: 2)
    try project.predict([[(0, 0.2), (1, 0.3)], [(0, 0.4)]])
    let queue = try project.queue(1900)
    let first = try #require(try queue.take())
    let label = project.job.labels[2].id
    _ = try queue.decide(
      [try #require(ReviewDecision.relabel(first.shapes[0], as: label))], on: first.dataObject)
    _ = try queue.decide(
      [try #require(ReviewDecision.reject(first.shapes[1]))], on: first.dataObject)
    _ = try queue.finish(first.dataObject, acceptingRest: true)
    let second = try #require(try queue.take())
    _ = try queue.finish(second.dataObject, acceptingRest: true)
    let answers = try project.lead.answers(of: project.job).map(\.layer)
    var undone: [ReviewUndone] = []
    while let step = try queue.undo() { undone.append(step) }
    #expect(
      undone.map(\.description) == [
        "finish", "finish", "reject melonpan", "relabel anpan as yakisobapan",
      ])
    #expect(undone.map(\.item.index) == [1, 0, 0, 0])
    #expect(undone.last?.item.shapes == first.shapes && undone.last?.item.verdicts == [:])
    #expect(undone[2].item.verdicts == [1: .relabelled])
    #expect(try queue.progress().left == 2)
    for _ in 0..<4 { #expect(try queue.redo() != nil) }
    #expect(try queue.redo() == nil)
    #expect(try project.lead.answers(of: project.job).map(\.layer) == answers)
    #expect(try project.store.verifyJournal().problems == [])
    try HandOutTests.check(project)
  }

  @Test("What was reopened and changed is the answer again after it is finished")
  func reopened() throws {
    let project = try TestProject(images: 1)
    try project.predict([[(0, 0.2)]])
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    _ = try queue.reopen(item.dataObject)
    #expect(try queue.take(item.dataObject).state == .draft)
    _ = try queue.decide(
      [try #require(ReviewDecision.reject(item.shapes[0]))], on: item.dataObject)
    _ = try queue.finish(item.dataObject, acceptingRest: false)
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes == [])
    for _ in 0..<3 { _ = try queue.undo() }
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes == item.shapes)
    try HandOutTests.check(project)
  }

  @Test("A review in another job or on the canvas has an undo of its own")
  func scopes() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let both = try project.lead.addPerson(
      PersonDraft(unixUser: 1001, name: "Taro"), roles: [.annotator, .reviewer])
    let view = try project.store.annotator(both, job: project.job)
    try project.predict([[(0, 0.2)]])
    let own = try #require(try view.item(at: 1)).dataObject
    _ = try view.apply(adding(HandOutTests.shape(project)), to: own)
    let queue = try project.queue(1001)
    _ = try queue.finish(try #require(try queue.take()).dataObject, acceptingRest: true)
    #expect(try view.undo()?.index == 1)
    #expect(try view.undo() == nil)
    #expect(try queue.undo()?.item.index == 0)
    #expect(try queue.undo() == nil)
    #expect(try view.redo()?.index == 1 && queue.redo()?.item.index == 0)
  }

  @Test("An image that is sent back comes first to its annotator, and after rework to review again")
  func sendBack() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let taro = try project.submitting(1001)
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    #expect(item.canSendBack)
    _ = try queue.decide(
      [try #require(ReviewDecision.accept(item.shapes[0]))], on: item.dataObject)
    _ = try queue.sendBack(item.dataObject, reason: "one bun is missing")
    #expect(try queue.progress() == ReviewProgress(reviewed: 0, left: 0, returned: 1, gold: 0))
    #expect(try queue.take() == nil)
    let back = try queue.take(item.dataObject)
    #expect(back.state == .returned && back.reason == "one bun is missing")
    #expect(item.lastReason == "" && back.lastReason == "")
    #expect(try taro.returned() == [item.dataObject])
    let returned = try #require(try taro.take())
    #expect(returned.state == .returned && returned.reason == "one bun is missing")
    _ = try taro.apply(
      adding(AnnotatorTests.shape(2, project.job.labels[1])), to: returned.dataObject)
    #expect(try queue.take() == nil && queue.progress().returned == 1)
    #expect(try taro.returned() == [])
    _ = try taro.submit(returned.dataObject)
    let again = try #require(try queue.take())
    #expect(again.shapes.count == 2 && again.state == .waiting && again.verdicts.isEmpty)
    #expect(again.lastReason == "one bun is missing")
    let refused = #expect(throws: StoreError.self) { try queue.undo() }
    guard case .cannotUndo? = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    _ = try queue.finish(again.dataObject, acceptingRest: true)
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes.count == 2)
    #expect(
      try project.lead.log().map(\.summary).contains(
        "sent back to its annotators: one bun is missing"))
    try HandOutTests.check(project)
  }

  @Test("A sending back is undone with the draft that it dropped, until an annotator goes on")
  func sendBackUndone() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let taro = try project.submitting(1001)
    let before = try taro.item(at: 0)
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    _ = try queue.decide(
      [try #require(ReviewDecision.reject(item.shapes[0]))], on: item.dataObject)
    let draft = try queue.take(item.dataObject)
    _ = try queue.sendBack(item.dataObject, reason: "look again")
    let undone = try #require(try queue.undo())
    #expect(undone.item == draft && undone.description == "send back")
    #expect(try taro.item(at: 0) == before)
    _ = try queue.redo()
    #expect(try taro.item(at: 0)?.state == .returned)
    _ = try queue.undo()
    _ = try queue.undo()
    let fresh = try #require(try queue.take())
    #expect(fresh.shapes == item.shapes && fresh.lastReason == "")
    #expect(try queue.progress().left == 1)
    try HandOutTests.check(project)
  }

  @Test("A run's answer goes back to everybody it was made of; an import's to nobody")
  func sendBackTargets() throws {
    let project = try TestProject(images: 2, annotators: 2)
    let views = try [1001, 1002].map { try project.submitting($0) }
    let answers = try #require(try project.lead.submittedLayers(of: project.job).first)
    let shapes = answers.layers[0].layer.shapes.map {
      ImportedShape(label: $0.label, geometry: $0.geometry)
    }
    _ = try project.lead.publish(
      RunDraft(method: "m", parametersJSON: "{}", inputs: answers.layers.map(\.input)),
      layers: [RunLayer(image: answers.image.id, shapes: shapes)], in: project.job)
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    #expect(throws: StoreError.self) { try queue.sendBack(item.dataObject, reason: "") }
    _ = try queue.sendBack(item.dataObject, reason: "again")
    for view in views { #expect(try view.item(at: 0)?.state == .returned) }
    _ = try views[0].submit(item.dataObject)
    #expect(try queue.progress().returned == 1)
    _ = try views[1].submit(item.dataObject)
    #expect(try queue.progress().left == 1)
    _ = try project.lead.importLayers(
      [ImportedLayer(image: try project.image(at: 1), source: .imported("x"), shapes: [])],
      into: project.job)
    let other = try #require(try queue.item(at: 1))
    #expect(!other.canSendBack)
    #expect(throws: StoreError.noAnnotator(index: 1)) {
      try queue.sendBack(other.dataObject, reason: "again")
    }
    try HandOutTests.check(project)
  }

  @Test("What a review began from is not undone by its annotator or lead, until the review is")
  func dependence() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let taro = try project.submitting(1001)
    let imported = try project.lead.importLayers(
      [ImportedLayer(image: try project.image(at: 1), source: .imported("x"), shapes: [])],
      into: project.job)
    let entry = try #require(imported.entry)
    let queue = try project.queue(1900)
    while let item = try queue.take() {
      _ = try queue.finish(item.dataObject, acceptingRest: true)
    }
    let refusals = [
      #expect(throws: StoreError.self) { try taro.undo() },
      #expect(throws: StoreError.self) { try project.lead.undo(entry) },
    ]
    for refusal in refusals {
      #expect(refusal?.description.contains("reviewed since, in entry #") == true)
      #expect(refusal?.description.contains("R1900") == false)
    }
    while try queue.undo() != nil {}
    #expect(try taro.undo()?.description == "submit")
    _ = try project.lead.undo(entry)
    #expect(try queue.progress().left == 0)
    try HandOutTests.check(project)
  }

  @Test("After a purge of the reviewer the image waits again, and the journal verifies")
  func purged() throws {
    let project = try TestProject(images: 2)
    try project.predict([[(0, 0.2)], [(0, 0.4)]])
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    _ = try project.lead.purge(project.person(1900))
    let other = try project.queue(1901)
    #expect(try other.progress().left == 2)
    #expect(try other.take()?.index == 0)
    _ = try project.lead.purge(try project.image(at: 0))
    #expect(try other.progress().left == 1)
    #expect(try project.store.verifyJournal().problems == [])
    try HandOutTests.check(project)
  }

  @Test("A merged reviewer goes on under the other's name with what both have done")
  func merged() throws {
    let project = try TestProject(images: 2)
    try project.predict([[(0, 0.2)], [(0, 0.4)]])
    let laptop = try project.queue(1900)
    let desk = try project.queue(1901)
    let item = try #require(try laptop.take())
    _ = try laptop.finish(item.dataObject, acceptingRest: true)
    let entry = try project.lead.merge(project.person(1900), into: project.person(1901))
    #expect(throws: StoreError.merged(into: "R1901")) { try laptop.take() }
    _ = try desk.reopen(item.dataObject)
    #expect(try desk.take(item.dataObject).state == .draft)
    _ = try desk.finish(item.dataObject, acceptingRest: true)
    _ = try project.lead.undo(entry)
    #expect(throws: StoreError.reviewed(index: 0)) { try laptop.take(item.dataObject) }
    try HandOutTests.check(project)
  }
}

extension TestProject {
  /// An annotator who has submitted a box in the first image.
  func submitting(_ user: UInt32) throws -> AnnotatorView {
    let view = try annotator("P\(user)", user: user)
    let item = try #require(try view.item(at: 0))
    _ = try view.apply(adding(HandOutTests.shape(self)), to: item.dataObject)
    _ = try view.submit(item.dataObject)
    return view
  }
}
