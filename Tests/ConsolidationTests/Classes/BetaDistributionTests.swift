import Consolidation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Beta distribution")
struct BetaDistributionTests {
  @Test("Quantiles are those of the closed forms", arguments: [0.001, 0.025, 0.3, 0.5, 0.975])
  func quantiles(probability: Double) {
    func quantile(_ successes: Double, _ failures: Double) -> Double {
      BetaDistribution(successes: successes, failures: failures).quantile(probability)
    }
    #expect(abs(quantile(1, 1) - probability) < 1e-12)
    #expect(abs(quantile(2, 1) - probability.squareRoot()) < 1e-12)
    #expect(abs(quantile(1, 3) - (1 - cbrt(1 - probability))) < 1e-12)
    let arcsine = sin(.pi * probability / 2)
    #expect(abs(quantile(0.5, 0.5) - arcsine * arcsine) < 1e-11)
  }

  @Test("Large counts come near the normal distribution")
  func large() {
    let beta = BetaDistribution(successes: 8000, failures: 2000)
    let half = 1.959964 * beta.variance.squareRoot()
    #expect(abs(beta.interval.lowerBound - (0.8 - half)) < 1e-4)
    #expect(abs(beta.interval.upperBound - (0.8 + half)) < 1e-4)
  }

  @Test("A mean and a variance give the distribution that has them")
  func moments() throws {
    let beta = try #require(BetaDistribution(mean: 0.7, variance: 0.01))
    #expect(abs(beta.mean - 0.7) < 1e-12)
    #expect(abs(beta.variance - 0.01) < 1e-12)
    #expect(BetaDistribution(mean: 0.5, variance: 0.3) == nil)
    #expect(BetaDistribution(mean: 0.5, variance: 0) == nil)
    #expect(BetaDistribution(mean: 1, variance: 0.01) == nil)
  }
}
