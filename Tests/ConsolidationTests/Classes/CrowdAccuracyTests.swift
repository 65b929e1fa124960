import Consolidation
import Testing

/// Accuracy on public crowd data, beside figures that were measured independently.
@Suite("Crowd accuracy", .enabled(if: CrowdSet.arePresent, "the crowd data sets are not here"))
struct CrowdAccuracyTests {
  struct Reference: Sendable, CustomTestStringConvertible {
    let name: String
    let majority: Double
    let likelihood: Double
    let dirichlet: Double
    var testDescription: String { name }
  }

  static let references = [
    Reference(name: "bluebird", majority: 75.93, likelihood: 89.81, dirichlet: 89.81),
    Reference(name: "rte", majority: 87.50, likelihood: 92.75, dirichlet: 92.87),
    Reference(name: "web", majority: 68.83, likelihood: 82.59, dirichlet: 79.19),
    Reference(name: "CF", majority: 88.00, likelihood: 79.00, dirichlet: 88.33),
  ]

  @Test(
    "Accuracy stays at the reference, by votes, by likelihood and with the prior",
    arguments: references)
  func accuracy(reference: Reference) throws {
    let set = try CrowdSet(reference.name)
    // One item either way, and what rounding to two decimals hides.
    let item = 100 / Double(set.truth.count) + 0.01
    let votes = set.accuracy(MajorityVote.run(set.table))
    let plain = try DawidSkene.fit(
      set.table, options: .init(prior: .none, tolerance: 1e-9, iterationLimit: 1000))
    let smooth = try DawidSkene.fit(set.table)
    print(
      """
      \(reference.name): votes \(votes) %, likelihood \(set.accuracy(plain.consensus)) % in \
      \(plain.iterations) iterations, prior \(set.accuracy(smooth.consensus)) % in \
      \(smooth.iterations)
      """)
    #expect(abs(set.accuracy(plain.consensus) - reference.likelihood) <= max(0.2, item))
    #expect(set.accuracy(smooth.consensus) >= reference.dirichlet - max(0.3, item))
    #expect(plain.converged)
    #expect(smooth.converged)
    // The reference broke ties at random or by its own order; ours go to the lowest class.
    #expect(votes >= reference.majority - max(0.3, item))
  }
}
