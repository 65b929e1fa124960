#include <math.h>
#include <stdatomic.h>
#include <stddef.h>

#include "CConsolidationKernels.h"

// Fused multiply-add would give other bits than the Swift form.
#pragma STDC FP_CONTRACT OFF

// Four numbers side by side: one register with AVX2, two without.
typedef double four __attribute__((vector_size(32), aligned(8)));
typedef double two __attribute__((vector_size(16), aligned(8)));
typedef int64_t four_integers __attribute__((vector_size(32)));

#if defined(__x86_64__) && defined(__linux__)
#define FORMS __attribute__((target_clones("avx2", "default")))
#else
#define FORMS
#endif
// Everything that passes vectors is inlined, so no call depends on how they are passed.
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE static inline __attribute__((always_inline))

// See `exponential` in Swift: Cephes, exp.c, by S. L. Moshier.
INLINE four exponential(four lanes) {
  const four zero = {0, 0, 0, 0};
  const four magic = zero + 0x1.8p52;
  const four_integers is_tiny = lanes < zero - 708;
  const four least = zero - 708;
  const four clamped =
      (four)((is_tiny & (four_integers)least) | (~is_tiny & (four_integers)lanes));
  const four shifted = clamped * 1.4426950408889634 + magic;
  const four count = shifted - magic;
  const four rest = clamped - count * 6.93145751953125e-1 - count * 1.4286068203094172e-6;
  const four square = rest * rest;
  const four odd = rest * ((1.2617719307481059e-4 * square + 3.0299440770744196e-2) * square + 1.0);
  const four even =
      ((3.0019850513866446e-6 * square + 2.524483403496841e-3) * square + 2.2726554820815503e-1)
          * square
      + 2.0;
  const four fraction = 1.0 + 2.0 * odd / (even - odd);
  const four power = (four)(((four_integers)shifted + 1023) << 52);
  return (four)(~is_tiny & (four_integers)(fraction * power));
}

INLINE two low(four v) { return (two){v[0], v[1]}; }
INLINE two high(four v) { return (two){v[2], v[3]}; }
INLINE four widened(two v) { return (four){v[0], v[1], -INFINITY, -INFINITY}; }
INLINE double larger(double a, double b) { return b > a ? b : a; }

// A row of `quads` times four numbers and, when `has_pair`, two more. The loops over quads have
// constant bounds where they are inlined, and are unrolled.
typedef struct {
  four quads[4];
  two pair;
} row;

INLINE void expect(
    const uint32_t *codes, const intptr_t *offsets, intptr_t first, intptr_t last,
    const double *rows, const double *marginals, int quads, int has_pair, cck_sums *sums) {
  const size_t lanes = (size_t)(4 * quads + 2 * has_pair);
  row classes;
  for (int q = 0; q < quads; q++) classes.quads[q] = *(const four *)(sums->classes + 4 * q);
  if (has_pair) classes.pair = *(const two *)(sums->classes + 4 * quads);
  double log_likelihood = sums->log_likelihood, product = sums->product;
  for (intptr_t item = first; item < last; item++) {
    const intptr_t start = offsets[item], end = offsets[item + 1];
    if (start == end) continue;
    row scores;
    for (int q = 0; q < quads; q++) scores.quads[q] = *(const four *)(marginals + 4 * q);
    if (has_pair) scores.pair = *(const two *)(marginals + 4 * quads);
    for (intptr_t answer = start; answer < end; answer++) {
      const double *source = rows + codes[answer] * lanes;
      for (int q = 0; q < quads; q++) scores.quads[q] += *(const four *)(source + 4 * q);
      if (has_pair) scores.pair += *(const two *)(source + 4 * quads);
    }
    double best = -INFINITY;
    for (int q = 0; q < quads; q++)
      for (int lane = 0; lane < 4; lane++) best = larger(best, scores.quads[q][lane]);
    if (has_pair) best = larger(larger(best, scores.pair[0]), scores.pair[1]);
    for (int q = 0; q < quads; q++) scores.quads[q] = exponential(scores.quads[q] - best);
    if (has_pair) scores.pair = low(exponential(widened(scores.pair) - best));
    // In the order in which joined rows add: pairs to fours, fours to eights, then the rest.
    two parts[4];
    for (int q = 0; q < quads; q++) parts[q] = low(scores.quads[q]) + high(scores.quads[q]);
    two total = has_pair ? scores.pair : (two){0, 0};
    if (quads == 1) total = has_pair ? parts[0] + total : parts[0];
    if (quads >= 2) {
      two rest = total;
      total = parts[0] + parts[1];
      if (quads == 3) total = total + parts[2];
      if (quads == 4) total = total + (parts[2] + parts[3]);
      if (has_pair) total = total + rest;
    }
    const double sum = total[0] + total[1], scale = 1 / sum;
    for (int q = 0; q < quads; q++) scores.quads[q] *= scale;
    if (has_pair) scores.pair *= scale;
    log_likelihood += best;
    product *= sum;
    if (product > 1e250) {
      log_likelihood += log(product);
      product = 1;
    }
    for (intptr_t answer = start; answer < end; answer++) {
      double *target = sums->counts + codes[answer] * lanes;
      for (int q = 0; q < quads; q++) *(four *)(target + 4 * q) += scores.quads[q];
      if (has_pair) *(two *)(target + 4 * quads) += scores.pair;
    }
    for (int q = 0; q < quads; q++) classes.quads[q] += scores.quads[q];
    if (has_pair) classes.pair += scores.pair;
  }
  for (int q = 0; q < quads; q++) *(four *)(sums->classes + 4 * q) = classes.quads[q];
  if (has_pair) *(two *)(sums->classes + 4 * quads) = classes.pair;
  sums->log_likelihood = log_likelihood;
  sums->product = product;
}

#define EXPECT(lanes, quads, has_pair)                                                          \
  FORMS static void expect_##lanes(                                                             \
      const uint32_t *codes, const intptr_t *offsets, intptr_t first, intptr_t last,               \
      const double *rows, const double *marginals, cck_sums *sums) {                            \
    expect(codes, offsets, first, last, rows, marginals, quads, has_pair, sums);                \
  }
EXPECT(2, 0, 1)
EXPECT(4, 1, 0)
EXPECT(6, 1, 1)
EXPECT(8, 2, 0)
EXPECT(10, 2, 1)
EXPECT(12, 3, 0)
EXPECT(16, 4, 0)

int cck_expect(
    const uint32_t *codes, const intptr_t *offsets, intptr_t first, intptr_t last, const double *rows,
    const double *marginals, uint32_t lanes, cck_sums *sums) {
  switch (lanes) {
    case 2: expect_2(codes, offsets, first, last, rows, marginals, sums); return 1;
    case 4: expect_4(codes, offsets, first, last, rows, marginals, sums); return 1;
    case 6: expect_6(codes, offsets, first, last, rows, marginals, sums); return 1;
    case 8: expect_8(codes, offsets, first, last, rows, marginals, sums); return 1;
    case 10: expect_10(codes, offsets, first, last, rows, marginals, sums); return 1;
    case 12: expect_12(codes, offsets, first, last, rows, marginals, sums); return 1;
    case 16: expect_16(codes, offsets, first, last, rows, marginals, sums); return 1;
    default: return 0;
  }
}

static atomic_int is_forced;

int cck_reference_is_forced(void) {
  return atomic_load_explicit(&is_forced, memory_order_relaxed);
}

void cck_force_reference(int forced) {
  atomic_store_explicit(&is_forced, forced, memory_order_relaxed);
}
