extension Program {
  /// A program with the bakery sample as a project, whose answers were consolidated and published.
  static func consolidatedBakery() throws -> (program: Program, project: String) {
    let program = try Program()
    let project = program.path("bakery")
    try program.run("init", project, "--from", recipe)
    try program.run("consolidate", project)
    return (program, project)
  }
}
