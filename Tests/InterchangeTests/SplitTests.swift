import Interchange
import Testing

@Suite("Dividing images into parts")
struct SplitTests {
  private let parts = [
    SplitPlan.Part(name: "train", share: 80), SplitPlan.Part(name: "validation", share: 20),
  ]

  private func items(_ count: Int) -> [SplitPlan.Item] {
    (0..<count).map { number in
      SplitPlan.Item(
        id: "image-\(number)", group: nil, labels: number % 10 == 0 ? ["rare"] : ["common"])
    }
  }

  private func counts(_ result: [String: String], _ items: [SplitPlan.Item], label: String)
    -> [String: Int]
  {
    var counts: [String: Int] = [:]
    for item in items where item.labels.contains(label) {
      counts[result[item.id] ?? "none", default: 0] += 1
    }
    return counts
  }

  @Test("Shares hold over all and for each label")
  func stratified() {
    let items = items(1000)
    let result = SplitPlan(parts: parts, seed: 1).assign(items)
    #expect(counts(result, items, label: "rare") == ["train": 80, "validation": 20])
    #expect(counts(result, items, label: "common") == ["train": 720, "validation": 180])
  }

  @Test("The same seed divides alike whatever the order, another seed otherwise")
  func seeded() {
    let items = items(200)
    let first = SplitPlan(parts: parts, seed: 7).assign(items)
    #expect(SplitPlan(parts: parts, seed: 7).assign(items.reversed()) == first)
    #expect(SplitPlan(parts: parts, seed: 8).assign(items) != first)
  }

  @Test("Images of a group stay together")
  func grouped() {
    let items = (0..<300).map { number in
      SplitPlan.Item(id: "\(number)", group: "device \(number / 10)", labels: ["a"])
    }
    let result = SplitPlan(parts: parts, seed: 3).assign(items)
    for group in Dictionary(grouping: items, by: \.group).values {
      #expect(Set(group.map { result[$0.id] }).count == 1)
    }
    #expect(result.values.count { $0 == "validation" } == 60)
  }

  @Test("Earlier assignments stay; new images fill up the shares, and join their groups")
  func sticky() {
    var items = (0..<50).map {
      SplitPlan.Item(id: "old \($0)", labels: ["a"], earlier: "train")
    }
    items.append(
      SplitPlan.Item(id: "old pair", group: "pair", labels: ["a"], earlier: "validation"))
    items += (0..<49).map { SplitPlan.Item(id: "new \($0)", labels: ["a"]) }
    items.append(SplitPlan.Item(id: "new pair", group: "pair", labels: ["a"]))
    let result = SplitPlan(parts: parts, seed: 1).assign(items)
    for item in items where item.earlier != nil { #expect(result[item.id] == item.earlier) }
    #expect(result["new pair"] == "validation")
    #expect(result.values.count { $0 == "validation" } == 20)
  }

  @Test("Files that share a name get those of their folders, and numbers where that is not enough")
  func names() {
    let paths = [
      "/a/x/IMG_0001.JPG", "/a/y/IMG_0001.JPG", "/b/y/img_0001.jpg", "/c/only one.png",
      "/d/same.jpg", "/d/same.png",
    ]
    let names = UniqueNames.stems(of: paths)
    #expect(Set(names.map { $0.lowercased() }).count == paths.count)
    #expect(names[0] == "x_IMG_0001")
    #expect(names[3] == "only_one")
    #expect(names[5].hasPrefix("d_same"))
    let reversed = UniqueNames.stems(of: paths.reversed())
    #expect(Array(reversed.reversed()) == names)
  }
}
