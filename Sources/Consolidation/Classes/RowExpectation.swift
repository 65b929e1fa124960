/// The E step over rows of scores, several rows to an answer when there are many classes.
///
/// A row belongs to one (annotator, answer) pair and runs over the true classes, so that one answer
/// adds one contiguous row to the scores of its item, and the item's posterior is added to one
/// contiguous row of counts. Unused lanes have log frequency -infinity and never get any weight.
/// Items are taken in a fixed number of chunks whose sums are added in order, so the result has the
/// same bits for any number of threads. One row for all classes has a form in C, compiled for
/// AVX2 too; this one is the reference that it is compared with.
struct RowExpectation<Row: ScoreRow>: Sendable {
  let table: AnswerTable
  /// The known class of every item, -1 where there is none.
  private let gold: [Int32]
  let hasGold: Bool
  private let threads: Int
  /// Rows per (annotator, answer) pair.
  private let width: Int

  init(_ table: AnswerTable, gold: [Int32], threads: Int) {
    self.table = table
    self.gold = gold
    self.threads = threads
    hasGold = gold.contains { $0 >= 0 }
    width = (table.classCount + Row.lanes - 1) / Row.lanes
  }

  /// The tables as rows.
  struct Tables: Sendable {
    let rows: [Row]
    let marginals: [Row]
  }

  /// The sums over one chunk of items.
  struct Sums: Sendable {
    var counts: [Row]
    var classes: [Row]
    var logLikelihood = 0.0
    /// Factors of the likelihood whose logarithm is still to be taken, all together.
    var product = 1.0

    /// Multiplies the likelihood; one logarithm serves many items.
    @inline(__always)
    mutating func multiply(_ factor: Double) {
      product *= factor
      if product > 1e250 { settle() }
    }

    mutating func settle() {
      logLikelihood += naturalLog(product)
      product = 1
    }

    static func += (total: inout Sums, other: Sums) {
      for index in total.counts.indices { total.counts[index] += other.counts[index] }
      for index in total.classes.indices { total.classes[index] += other.classes[index] }
      total.logLikelihood += other.logLikelihood
    }
  }

  /// The expected counts under `tables`.
  func counts(under tables: LogTables) -> ExpectationResult {
    let tables = packed(tables)
    let total = FixedChunks(count: table.itemCount, into: chunkCount).sum(
      threads: threads, { sums(of: $0, tables) }, +=)
    var counts = ExpectedCounts(workerCount: table.workerCount, classCount: table.classCount)
    for code in 0..<table.workerCount * table.classCount {
      for lane in 0..<table.classCount {
        counts.values[code * table.classCount + lane] =
          total.counts[code * width + lane / Row.lanes][lane % Row.lanes]
      }
    }
    for lane in 0..<table.classCount {
      counts.classes[lane] = total.classes[lane / Row.lanes][lane % Row.lanes]
    }
    return ExpectationResult(counts: counts, logLikelihood: total.logLikelihood)
  }

  /// Sixteen chunks where the answers outweigh the tables that have to be added up, else fewer.
  private var chunkCount: Int {
    let rows = max(1, table.workerCount * table.classCount)
    return min(16, max(1, table.codes.count / (8 * rows)))
  }

  private func packed(_ tables: LogTables) -> Tables {
    let classes = table.classCount
    var rows = [Row](
      repeating: Row(repeating: 0), count: table.workerCount * classes * width)
    for code in 0..<table.workerCount * classes {
      for lane in 0..<classes {
        rows[code * width + lane / Row.lanes][lane % Row.lanes] =
          tables.rows[code * classes + lane]
      }
    }
    var marginals = [Row](repeating: Row(repeating: -.infinity), count: width)
    for lane in 0..<classes {
      marginals[lane / Row.lanes][lane % Row.lanes] = tables.marginals[lane]
    }
    return Tables(rows: rows, marginals: marginals)
  }

  private func sums(of items: Range<Int>, _ tables: Tables) -> Sums {
    let zero = Row(repeating: 0)
    var sums = Sums(
      counts: Array(repeating: zero, count: tables.rows.count),
      classes: Array(repeating: zero, count: width))
    if width == 1 {
      if !addCompiled(items, tables, to: &sums) { addNarrow(items, tables, to: &sums) }
    } else {
      addWide(items, tables, to: &sums)
    }
    sums.settle()
    return sums
  }
}

// MARK: - One row for all classes

extension RowExpectation {
  private func addNarrow(_ items: Range<Int>, _ tables: Tables, to sums: inout Sums) {
    let codes = table.codes.span
    let offsets = table.offsets.span
    let rows = tables.rows.span
    let marginals = tables.marginals[0]
    var classes = sums.classes[0]
    var counts = sums.counts
    sums.counts = []
    var target = counts.mutableSpan
    for item in items {
      let range = offsets[item]..<offsets[item + 1]
      guard !range.isEmpty else { continue }
      var row = marginals
      for index in range { row += rows[Int(codes[index])] }
      if hasGold, gold[item] >= 0 {
        sums.logLikelihood += row[Int(gold[item])]
        row = Self.certain(Int(gold[item]))
      } else {
        let best = row.maxima.max()
        let total = row.exponentiate(relativeTo: best).sum()
        row.scale(by: 1 / total)
        sums.logLikelihood += best
        sums.multiply(total)
      }
      for index in range { target[Int(codes[index])] += row }
      classes += row
    }
    sums.counts = counts
    sums.classes[0] = classes
  }

  private static func certain(_ lane: Int) -> Row {
    var row = Row(repeating: 0)
    row[lane] = 1
    return row
  }
}

// MARK: - Several rows

extension RowExpectation {
  private func addWide(_ items: Range<Int>, _ tables: Tables, to sums: inout Sums) {
    var row = tables.marginals
    for item in items where table.offsets[item] < table.offsets[item + 1] {
      sums.logLikelihood += score(item, tables, into: &row)
      for index in table.offsets[item]..<table.offsets[item + 1] {
        let start = Int(table.codes[index]) * width
        for block in 0..<width { sums.counts[start + block] += row[block] }
      }
      for block in 0..<width { sums.classes[block] += row[block] }
    }
  }

  /// Fills `row` with the posterior of an item and returns the log-likelihood of its answers.
  private func score(
    _ item: Int, _ tables: Tables, into row: inout [Row]
  ) -> Double {
    for block in 0..<width { row[block] = tables.marginals[block] }
    for index in table.offsets[item]..<table.offsets[item + 1] {
      let start = Int(table.codes[index]) * width
      for block in 0..<width { row[block] += tables.rows[start + block] }
    }
    if gold[item] >= 0 {
      let known = Int(gold[item])
      let joint = row[known / Row.lanes][known % Row.lanes]
      for block in 0..<width { row[block] = Row(repeating: 0) }
      row[known / Row.lanes][known % Row.lanes] = 1
      return joint
    }
    var best = -Double.infinity
    for block in 0..<width { best = max(best, row[block].maxima.max()) }
    var total = 0.0
    for block in 0..<width { total += row[block].exponentiate(relativeTo: best).sum() }
    for block in 0..<width { row[block].scale(by: 1 / total) }
    return best + naturalLog(total)
  }

  /// The probabilities of the classes of every item under `tables`, item by item.
  func posteriors(under tables: LogTables) -> [Double] {
    let tables = packed(tables)
    var row = tables.marginals
    var result = [Double](repeating: 0, count: table.itemCount * table.classCount)
    for item in 0..<table.itemCount {
      _ = score(item, tables, into: &row)
      let start = item * table.classCount
      for lane in 0..<table.classCount {
        result[start + lane] = row[lane / Row.lanes][lane % Row.lanes]
      }
    }
    return result
  }
}
