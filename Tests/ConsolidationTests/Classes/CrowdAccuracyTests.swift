import Consolidation
import KnownProblems
import Testing

/// Accuracy on public crowd data, beside figures that were measured independently.
@Suite("Crowd accuracy", .enabled(if: SharedData.hasCrowd, "the crowd data sets are not here"))
struct CrowdAccuracyTests {
  @Test(
    "Accuracy stays at the reference, by votes, by likelihood and with the prior",
    arguments: CrowdReference.all)
  func accuracy(reference: CrowdReference) throws {
    let set = try CrowdSet(reference.name, in: SharedData.crowd)
    let item = set.oneItem
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
