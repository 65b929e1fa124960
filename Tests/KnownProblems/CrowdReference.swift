/// The accuracy of several methods on a crowd data set, in percent, as measured independently.
package struct CrowdReference: Sendable, CustomStringConvertible {
  /// The set.
  package let name: String
  /// By majority vote.
  package let majority: Double
  /// By converged maximum likelihood.
  package let likelihood: Double
  /// With pseudo-counts of 2 on the diagonal and 0.5 beside it.
  package let dirichlet: Double
  /// By Ground Truth's modified Dawid-Skene.
  package let groundTruth: Double
  /// With one skill per annotator.
  package let oneCoin: Double
  /// By GLAD.
  package let glad: Double

  package var description: String { name }

  /// The sets that a program can be compared on.
  package static let all = [
    CrowdReference(
      name: "bluebird", majority: 75.93, likelihood: 89.81, dirichlet: 89.81, groundTruth: 77.78,
      oneCoin: 58.33, glad: 72.22),
    CrowdReference(
      name: "rte", majority: 87.50, likelihood: 92.75, dirichlet: 92.87, groundTruth: 93.13,
      oneCoin: 92.50, glad: 92.50),
    CrowdReference(
      name: "web", majority: 68.83, likelihood: 82.59, dirichlet: 79.19, groundTruth: 77.95,
      oneCoin: 74.86, glad: 82.17),
    CrowdReference(
      name: "CF", majority: 88.00, likelihood: 79.00, dirichlet: 88.33, groundTruth: 87.33,
      oneCoin: 88.67, glad: 88.00),
    CrowdReference(
      name: "birds", majority: 90.07, likelihood: 86.09, dirichlet: 90.73, groundTruth: 90.40,
      oneCoin: 90.07, glad: 90.07),
  ]
}
