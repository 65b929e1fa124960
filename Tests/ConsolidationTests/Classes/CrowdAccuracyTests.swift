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
    let groundTruth: Double
    let oneCoin: Double
    let glad: Double
    var testDescription: String { name }
  }

  static let references = [
    Reference(
      name: "bluebird", majority: 75.93, likelihood: 89.81, dirichlet: 89.81, groundTruth: 77.78,
      oneCoin: 58.33, glad: 72.22),
    Reference(
      name: "rte", majority: 87.50, likelihood: 92.75, dirichlet: 92.87, groundTruth: 93.13,
      oneCoin: 92.50, glad: 92.50),
    Reference(
      name: "web", majority: 68.83, likelihood: 82.59, dirichlet: 79.19, groundTruth: 77.95,
      oneCoin: 74.86, glad: 82.17),
    Reference(
      name: "CF", majority: 88.00, likelihood: 79.00, dirichlet: 88.33, groundTruth: 87.33,
      oneCoin: 88.67, glad: 88.00),
    Reference(
      name: "birds", majority: 90.07, likelihood: 86.09, dirichlet: 90.73, groundTruth: 90.40,
      oneCoin: 90.07, glad: 90.07),
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
    let groundTruth = set.accuracy(try GroundTruthDawidSkene.fit(set.table).consensus)
    let oneCoin = set.accuracy(try OneCoin.fit(set.table).consensus)
    let glad = set.accuracy(try Glad.fit(set.table).consensus)
    print(
      """
      \(reference.name): votes \(votes) %, likelihood \(set.accuracy(plain.consensus)) % in \
      \(plain.iterations) iterations, prior \(set.accuracy(smooth.consensus)) % in \
      \(smooth.iterations), Ground Truth \(groundTruth) %, one coin \(oneCoin) %, GLAD \(glad) %
      """)
    #expect(abs(set.accuracy(plain.consensus) - reference.likelihood) <= max(0.2, item))
    #expect(set.accuracy(smooth.consensus) >= reference.dirichlet - max(0.3, item))
    #expect(abs(groundTruth - reference.groundTruth) <= max(0.3, item))
    // The peer's one coin and GLAD have no priors and other stopping rules.
    #expect(oneCoin >= reference.oneCoin - max(0.3, item))
    #expect(glad >= reference.glad - max(0.3, item))
    #expect(plain.converged)
    #expect(smooth.converged)
    // The reference broke ties at random or by its own order; ours go to the lowest class.
    #expect(votes >= reference.majority - max(0.3, item))
  }
}
