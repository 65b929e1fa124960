// The one loop of consolidation that Swift alone does not make fast enough.
//
// It has a form for AVX2, chosen when it runs, and a plain one; both do the same operations on the
// same numbers in the same order as the Swift of RowExpectation, so all three give the same bits,
// and the tests compare them.
#ifndef PLUMBLINE_C_CONSOLIDATION_KERNELS_H
#define PLUMBLINE_C_CONSOLIDATION_KERNELS_H

#include <stdint.h>

/// The sums over the items that were looked at.
typedef struct {
  /// One row for each row of the tables.
  double *counts;
  /// One row.
  double *classes;
  /// Natural logarithms added so far.
  double log_likelihood;
  /// Factors of the likelihood whose logarithm is still to be taken; 1 to begin with.
  double product;
} cck_sums;

/// The E step of Dawid and Skene over the items from `first` up to `last`, which is left out.
///
/// The answers of item `i` are `codes[offsets[i]]` up to `codes[offsets[i + 1]]`; each names a row
/// of `rows`, `lanes` log probabilities one for each true class. `marginals` is one such row, with
/// -infinity in lanes that no class uses. `lanes` is 2, 4, 6, 8, 10, 12 or 16; for another nothing
/// is done and 0 returned.
int cck_expect(
    const uint32_t *codes, const intptr_t *offsets, intptr_t first, intptr_t last, const double *rows,
    const double *marginals, uint32_t lanes, cck_sums *sums);

/// Whether the Swift form is to be used instead; a switch of the process, for tests.
int cck_reference_is_forced(void);

/// Sets what `cck_reference_is_forced` answers.
void cck_force_reference(int forced);

#endif
