import CConsolidationKernels

extension RowExpectation {
  /// Adds items as `addNarrow` does, by the C form that gives the same bits; false where there is
  /// none: for known classes, for the longest rows, and where tests ask for Swift's own.
  ///
  /// Unsafe: the arrays are lent as numbers for the length of the call. A row is its lanes one
  /// after the other, which is checked.
  func addCompiled(_ items: Range<Int>, _ tables: Tables, to sums: inout Sums) -> Bool {
    guard !hasGold, cck_reference_is_forced() == 0,
      MemoryLayout<Row>.stride == Row.lanes * MemoryLayout<Double>.stride
    else { return false }
    var product = sums.product
    var logLikelihood = sums.logLikelihood
    let done = unsafe sums.counts.withUnsafeMutableBytes { counts in
      unsafe sums.classes.withUnsafeMutableBytes { classes in
        unsafe tables.rows.withUnsafeBytes { rows in
          unsafe tables.marginals.withUnsafeBytes { marginals in
            unsafe table.codes.withUnsafeBufferPointer { codes in
              unsafe table.offsets.withUnsafeBufferPointer { offsets in
                var raw = unsafe cck_sums(
                  counts: counts.bindMemory(to: Double.self).baseAddress,
                  classes: classes.bindMemory(to: Double.self).baseAddress,
                  log_likelihood: logLikelihood, product: product)
                let done = unsafe cck_expect(
                  codes.baseAddress, offsets.baseAddress, items.lowerBound, items.upperBound,
                  rows.bindMemory(to: Double.self).baseAddress,
                  marginals.bindMemory(to: Double.self).baseAddress, UInt32(Row.lanes), &raw)
                (logLikelihood, product) = unsafe (raw.log_likelihood, raw.product)
                return done != 0
              }
            }
          }
        }
      }
    }
    (sums.logLikelihood, sums.product) = (logLikelihood, product)
    return done
  }
}
