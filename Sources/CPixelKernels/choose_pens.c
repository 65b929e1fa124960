#include <string.h>

#include "CPixelKernels.h"
#include "dispatch.h"

// What a pen costs by how many columns ago it was drawn last, in halves of the price of one byte:
// nothing in a column that has it; a byte for its own column, up to three for the gap before it, and
// after a gap that is not worth bridging (see SixelBand) a new selection. Measured on photographs.
enum { BRIDGED = 11, AGES = BRIDGED + 2 };
static const uint8_t half_prices[16] = {0, 2, 4, 6, 8, 8, 8, 8, 8, 8, 8, 8, 11, 0, 0, 0};

// Columns are counted from here, in 16 bits, so that a pen that was never drawn is older than any gap.
enum { FIRST_COLUMN = 256 };

enum { BAND = 6 };

typedef struct {
  /// The column in which each pen was drawn last.
  uint16_t last[256];
  /// The price by age.
  uint16_t steps[16];
} pens_in_hand;

static void start(pens_in_hand *hand, uint32_t price) {
  memset(hand, 0, sizeof *hand);
  for (int age = 0; age < 16; age++) {
    uint32_t step = half_prices[age] * price / 64;
    hand->steps[age] = (uint16_t)(step < 60000 ? step : 60000);
  }
}

static inline uint16_t age_of(const pens_in_hand *hand, uint8_t pen, uint32_t column) {
  return (uint16_t)(column - hand->last[pen]);
}

static inline void draw(pens_in_hand *hand, uint8_t pen, uint32_t column, uint32_t *uses) {
  uses[pen] += age_of(hand, pen, column) > BRIDGED;
  hand->last[pen] = (uint16_t)column;
}

/// The candidates of each cell that occurs.
typedef struct {
  const uint16_t *slots;
  const cpk_candidates *candidates;
} cell_table;

static const cpk_candidates *cell_of(cell_table table, const uint8_t *pixel) {
  int cell = (pixel[0] >> 3) << 10 | (pixel[1] >> 3) << 5 | pixel[2] >> 3;
  return table.candidates + table.slots[cell];
}

static uint8_t best_plain(
    const pens_in_hand *hand, uint32_t column, const cpk_candidates *c, const uint8_t *pixel) {
  uint32_t least = UINT32_MAX;
  uint8_t best = 0;
  for (int i = 0; i < 8; i++) {
    int red = c->red[i] - pixel[0], green = c->green[i] - pixel[1], blue = c->blue[i] - pixel[2];
    uint16_t age = age_of(hand, c->pen[i], column);
    uint32_t cost = (uint32_t)(red * red + green * green + blue * blue);
    cost += hand->steps[age < AGES ? age : AGES - 1];
    if (cost > UINT16_MAX) cost = UINT16_MAX;
    if (cost < least) {
      least = cost;
      best = c->pen[i];
    }
  }
  return best;
}

static void choose_plain(
    const uint8_t *rgb, uint32_t width, uint32_t rows, cell_table table,
    pens_in_hand *hand, uint8_t *pens, uint32_t *uses) {
  for (uint32_t x = 0; x < width; x++) {
    for (uint32_t y = 0; y < rows; y++) {
      size_t place = (size_t)y * width + x;
      const uint8_t *pixel = rgb + 3 * place;
      pens[place] = best_plain(hand, FIRST_COLUMN + x, cell_of(table, pixel), pixel);
      draw(hand, pens[place], FIRST_COLUMN + x, uses);
    }
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define CPK_SSE41 __attribute__((target("sse4.1"), always_inline)) static inline

CPK_SSE41 __m128i squares(const uint8_t *components, uint8_t component) {
  __m128i wide = _mm_cvtepu8_epi16(_mm_loadl_epi64((const __m128i *)components));
  __m128i difference = _mm_sub_epi16(wide, _mm_set1_epi16(component));
  return _mm_mullo_epi16(difference, difference);
}

// The errors of a pixel's candidates.
CPK_SSE41 __m128i errors(const cpk_candidates *c, const uint8_t *pixel) {
  __m128i sum = squares(c->red, pixel[0]);
  sum = _mm_adds_epu16(sum, squares(c->green, pixel[1]));
  return _mm_adds_epu16(sum, squares(c->blue, pixel[2]));
}

// The prices of a pixel's candidates: their ages, looked up by a shuffle of each half of a price.
CPK_SSE41 __m128i prices(
    const uint16_t *last, const uint8_t *pen, __m128i column, __m128i low, __m128i high) {
  __m128i drawn = _mm_setr_epi16(
      (short)last[pen[0]], (short)last[pen[1]], (short)last[pen[2]], (short)last[pen[3]],
      (short)last[pen[4]], (short)last[pen[5]], (short)last[pen[6]], (short)last[pen[7]]);
  __m128i age = _mm_min_epu16(_mm_sub_epi16(column, drawn), _mm_set1_epi16(AGES - 1));
  return _mm_or_si128(
      _mm_shuffle_epi8(low, age), _mm_slli_epi16(_mm_shuffle_epi8(high, age), 8));
}

// One column. Errors and prices of all its pixels come first, since they depend on nothing in it;
// then pixel after pixel the pens that the column has already are made free. Unrolled, all of it stays
// in registers.
CPK_SSE41 void choose_column(
    const uint8_t *rgb, uint32_t width, cell_table table, const uint16_t *last, __m128i column,
    __m128i low, __m128i high, uint8_t *chosen) {
  __m128i error[BAND], price[BAND], pen[BAND], is_free[BAND];
#pragma clang loop unroll(full)
  for (uint32_t y = 0; y < BAND; y++) {
    const uint8_t *pixel = rgb + 3 * (size_t)y * width;
    const cpk_candidates *c = cell_of(table, pixel);
    error[y] = errors(c, pixel);
    price[y] = prices(last, c->pen, column, low, high);
    pen[y] = _mm_loadl_epi64((const __m128i *)c->pen);
    is_free[y] = _mm_setzero_si128();
  }
#pragma clang loop unroll(full)
  for (uint32_t y = 0; y < BAND; y++) {
    __m128i due = _mm_andnot_si128(_mm_cvtepi8_epi16(is_free[y]), price[y]);
    // The least of eight, and its place in the second word, in one instruction.
    __m128i least = _mm_minpos_epu16(_mm_adds_epu16(error[y], due));
    __m128i best = _mm_shuffle_epi8(pen[y], _mm_shuffle_epi8(least, _mm_set1_epi8(2)));
    chosen[y] = (uint8_t)_mm_cvtsi128_si32(best);
#pragma clang loop unroll(full)
    for (uint32_t below = y + 1; below < BAND; below++) {
      is_free[below] = _mm_or_si128(is_free[below], _mm_cmpeq_epi8(pen[below], best));
    }
  }
}

// A whole band.
CPK_SSE41 void choose_band(
    const uint8_t *rgb, uint32_t width, cell_table table, pens_in_hand *hand, uint8_t *pens,
    uint32_t *uses) {
  uint8_t halves[32];
  for (int age = 0; age < 16; age++) {
    halves[age] = (uint8_t)hand->steps[age];
    halves[16 + age] = (uint8_t)(hand->steps[age] >> 8);
  }
  __m128i low = _mm_loadu_si128((const __m128i *)halves);
  __m128i high = _mm_loadu_si128((const __m128i *)(halves + 16));
  for (uint32_t x = 0; x < width; x++) {
    uint8_t chosen[BAND];
    choose_column(
        rgb + 3 * (size_t)x, width, table, hand->last,
        _mm_set1_epi16((short)(FIRST_COLUMN + x)), low, high, chosen);
    for (uint32_t y = 0; y < BAND; y++) {
      pens[(size_t)y * width + x] = chosen[y];
      draw(hand, chosen[y], FIRST_COLUMN + x, uses);
    }
  }
}

__attribute__((target("sse4.1"))) static void choose_sse41(
    const uint8_t *rgb, uint32_t width, cell_table table, pens_in_hand *hand, uint8_t *pens,
    uint32_t *uses) {
  choose_band(rgb, width, table, hand, pens, uses);
}

// The same with instructions of three operands, which need a tenth fewer.
__attribute__((target("avx2"))) static void choose_avx2(
    const uint8_t *rgb, uint32_t width, cell_table table, pens_in_hand *hand, uint8_t *pens,
    uint32_t *uses) {
  choose_band(rgb, width, table, hand, pens, uses);
}
#endif

void cpk_choose_pens(
    const uint8_t *rgb, uint32_t width, uint32_t rows, const uint16_t *slots,
    const cpk_candidates *candidates, uint32_t price, uint8_t *pens, uint32_t *uses) {
  const cell_table table = {slots, candidates};
  pens_in_hand hand;
  start(&hand, price);
#if defined(__x86_64__)
  if (rows == BAND && CPK_HAS("avx2")) {
    choose_avx2(rgb, width, table, &hand, pens, uses);
    return;
  }
  if (rows == BAND && CPK_HAS("sse4.1")) {
    choose_sse41(rgb, width, table, &hand, pens, uses);
    return;
  }
#endif
  choose_plain(rgb, width, rows, table, &hand, pens, uses);
}
