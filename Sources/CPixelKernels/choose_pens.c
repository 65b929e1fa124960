#include <string.h>

#include "CPixelKernels.h"
#include "dispatch.h"

// What a pen costs by how many columns ago it was drawn last, in halves of the price of one byte:
// a byte for its own column, up to three for the gap before it, and after a gap that is not worth
// bridging (see SixelBand) a new selection. The steps are measured on photographs.
enum { BRIDGED = 11, RING = 16 };
static const uint8_t half_prices[BRIDGED + 2] = {0, 2, 4, 6, 8, 8, 8, 8, 8, 8, 8, 8, 11};

typedef struct {
  /// The price of each pen now.
  uint16_t price[256];
  /// The column in which each pen was drawn last.
  int32_t last[256];
  /// The pens of the last columns, and how many there are of each.
  uint8_t recent[RING][6];
  uint8_t recent_count[RING];
  uint16_t steps[BRIDGED + 2];
} pens_in_hand;

static void start(pens_in_hand *hand, uint32_t price) {
  memset(hand, 0, sizeof *hand);
  for (int age = 0; age < BRIDGED + 2; age++) {
    uint32_t step = half_prices[age] * price / 64;
    hand->steps[age] = (uint16_t)(step < 60000 ? step : 60000);
  }
  for (int pen = 0; pen < 256; pen++) {
    hand->price[pen] = hand->steps[BRIDGED + 1];
    hand->last[pen] = -RING;
  }
}

static void age(pens_in_hand *hand, int32_t column, int by) {
  int32_t drawn = column + 1 - by;
  if (drawn < 0) return;
  int slot = drawn % RING;
  for (int i = 0; i < hand->recent_count[slot]; i++) {
    uint8_t pen = hand->recent[slot][i];
    if (hand->last[pen] == drawn) hand->price[pen] = hand->steps[by];
  }
}

// Prices for the column behind `column`; only where the price changes is there something to do.
static void finish_column(pens_in_hand *hand, int32_t column) {
  for (int by = 1; by <= 4; by++) age(hand, column, by);
  age(hand, column, BRIDGED + 1);
  hand->recent_count[(column + 1) % RING] = 0;
}

static void draw(pens_in_hand *hand, uint8_t pen, int32_t column, uint32_t *uses) {
  if (hand->last[pen] == column) return;
  if (column - hand->last[pen] > BRIDGED) uses[pen]++;
  hand->last[pen] = column;
  hand->price[pen] = 0;
  int slot = column % RING;
  hand->recent[slot][hand->recent_count[slot]++] = pen;
}

static const cpk_candidates *cell_of(const cpk_candidates *candidates, const uint8_t *pixel) {
  return candidates + ((pixel[0] >> 3) << 10 | (pixel[1] >> 3) << 5 | pixel[2] >> 3);
}

static uint8_t best_plain(
    const pens_in_hand *hand, const cpk_candidates *c, const uint8_t *pixel) {
  uint32_t least = UINT32_MAX;
  uint8_t best = 0;
  for (int i = 0; i < 8; i++) {
    int red = c->red[i] - pixel[0], green = c->green[i] - pixel[1], blue = c->blue[i] - pixel[2];
    uint32_t cost = (uint32_t)(red * red + green * green + blue * blue) + hand->price[c->pen[i]];
    if (cost > UINT16_MAX) cost = UINT16_MAX;
    if (cost < least) {
      least = cost;
      best = c->pen[i];
    }
  }
  return best;
}

static void choose_plain(
    const uint8_t *rgb, uint32_t width, uint32_t rows, const cpk_candidates *candidates,
    pens_in_hand *hand, uint8_t *pens, uint32_t *uses) {
  for (uint32_t x = 0; x < width; x++) {
    for (uint32_t y = 0; y < rows; y++) {
      size_t place = (size_t)y * width + x;
      const uint8_t *pixel = rgb + 3 * place;
      pens[place] = best_plain(hand, cell_of(candidates, pixel), pixel);
      draw(hand, pens[place], (int32_t)x, uses);
    }
    finish_column(hand, (int32_t)x);
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("sse4.1"))) static inline __m128i squares(
    const uint8_t *components, uint8_t component) {
  __m128i wide = _mm_cvtepu8_epi16(_mm_loadl_epi64((const __m128i *)components));
  __m128i difference = _mm_sub_epi16(wide, _mm_set1_epi16(component));
  return _mm_mullo_epi16(difference, difference);
}

__attribute__((target("sse4.1"))) static inline uint8_t best_sse41(
    const pens_in_hand *hand, const cpk_candidates *c, const uint8_t *pixel) {
  const uint16_t *price = hand->price;
  const uint8_t *pen = c->pen;
  __m128i cost = _mm_setr_epi16(
      (short)price[pen[0]], (short)price[pen[1]], (short)price[pen[2]], (short)price[pen[3]],
      (short)price[pen[4]], (short)price[pen[5]], (short)price[pen[6]], (short)price[pen[7]]);
  cost = _mm_adds_epu16(cost, squares(c->red, pixel[0]));
  cost = _mm_adds_epu16(cost, squares(c->green, pixel[1]));
  cost = _mm_adds_epu16(cost, squares(c->blue, pixel[2]));
  // The least of eight, and its place, in one instruction.
  return pen[_mm_extract_epi16(_mm_minpos_epu16(cost), 1)];
}

__attribute__((target("sse4.1"))) static void choose_sse41(
    const uint8_t *rgb, uint32_t width, uint32_t rows, const cpk_candidates *candidates,
    pens_in_hand *hand, uint8_t *pens, uint32_t *uses) {
  for (uint32_t x = 0; x < width; x++) {
    for (uint32_t y = 0; y < rows; y++) {
      size_t place = (size_t)y * width + x;
      const uint8_t *pixel = rgb + 3 * place;
      pens[place] = best_sse41(hand, cell_of(candidates, pixel), pixel);
      draw(hand, pens[place], (int32_t)x, uses);
    }
    finish_column(hand, (int32_t)x);
  }
}
#endif

void cpk_choose_pens(
    const uint8_t *rgb, uint32_t width, uint32_t rows, const cpk_candidates *candidates,
    uint32_t price, uint8_t *pens, uint32_t *uses) {
  pens_in_hand hand;
  start(&hand, price);
#if defined(__x86_64__)
  if (CPK_HAS("sse4.1")) {
    choose_sse41(rgb, width, rows, candidates, &hand, pens, uses);
    return;
  }
#endif
  choose_plain(rgb, width, rows, candidates, &hand, pens, uses);
}
