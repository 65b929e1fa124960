#include <string.h>

#include "CPixelKernels.h"
#include "dispatch.h"

enum { COLORS = 256, WANTED = 8 };

// The middle of the 8 values that share a cell's five bits.
static int middle_of(uint32_t bits) { return (int)((bits & 31) << 3 | 4); }

// Pens in the order of their distance and, of equals, of their number.
static uint32_t rank_key(uint32_t distance, uint32_t pen) { return distance << 8 | pen; }

static uint32_t square(int value) { return (uint32_t)(value * value); }

// Distances saturate at 16 bits, as the vectors' do: what is farther is no candidate for a photograph.
static uint32_t distance_to(const uint8_t *rgb, uint32_t cell) {
  uint32_t sum = square(rgb[0] - middle_of(cell >> 10)) + square(rgb[1] - middle_of(cell >> 5)) +
                 square(rgb[2] - middle_of(cell));
  return sum < UINT16_MAX ? sum : UINT16_MAX;
}

static void set(cpk_candidates *c, uint32_t place, const uint8_t *rgb, uint8_t pen) {
  c->red[place] = rgb[0];
  c->green[place] = rgb[1];
  c->blue[place] = rgb[2];
  c->pen[place] = pen;
}

static void nearest_plain(
    const uint8_t *rgb, uint32_t colors, uint32_t cell, cpk_candidates *candidates) {
  uint32_t keys[WANTED], found = 0;
  for (uint32_t pen = 0; pen < colors; pen++) {
    uint32_t key = rank_key(distance_to(rgb + 3 * pen, cell), pen);
    if (found == WANTED && key > keys[WANTED - 1]) continue;
    uint32_t place = found < WANTED ? found++ : WANTED - 1;
    for (; place > 0 && keys[place - 1] > key; place--) keys[place] = keys[place - 1];
    keys[place] = key;
  }
  for (uint32_t place = 0; place < WANTED; place++) {
    uint8_t pen = (uint8_t)keys[place < found ? place : 0];
    set(candidates, place, rgb + 3 * pen, pen);
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define CPK_AVX2 __attribute__((target("avx2"), always_inline)) static inline

// More than this near ones are sorted the plain way; eight to twelve are usual.
enum { NEAR = 32 };

typedef struct {
  __m256i red[COLORS / 16], green[COLORS / 16], blue[COLORS / 16];
  /// All ones where there is no colour any more.
  __m256i missing[COLORS / 16];
  uint32_t vectors;
} colors_in_vectors;

__attribute__((target("avx2"))) static void split(
    colors_in_vectors *v, const uint8_t *rgb, uint32_t colors) {
  uint16_t parts[4][COLORS] = {{0}};
  for (uint32_t pen = 0; pen < COLORS; pen++) {
    for (int part = 0; part < 3 && pen < colors; part++) parts[part][pen] = rgb[3 * pen + part];
    parts[3][pen] = pen < colors ? 0 : UINT16_MAX;
  }
  memcpy(v->red, parts[0], sizeof v->red);
  memcpy(v->green, parts[1], sizeof v->green);
  memcpy(v->blue, parts[2], sizeof v->blue);
  memcpy(v->missing, parts[3], sizeof v->missing);
  v->vectors = (colors + 15) / 16;
}

CPK_AVX2 __m256i squares(__m256i components, __m256i middle) {
  __m256i difference = _mm256_sub_epi16(components, middle);
  return _mm256_mullo_epi16(difference, difference);
}

// The keys of all colours that are no farther than `reach`; their number, or more than NEAR.
__attribute__((target("avx2"))) static uint32_t near_ones(
    const colors_in_vectors *v, uint32_t cell, uint32_t reach, uint32_t *keys) {
  const __m256i red = _mm256_set1_epi16((short)middle_of(cell >> 10));
  const __m256i green = _mm256_set1_epi16((short)middle_of(cell >> 5));
  const __m256i blue = _mm256_set1_epi16((short)middle_of(cell));
  const __m256i limit = _mm256_set1_epi16((short)reach);
  uint32_t found = 0;
  for (uint32_t i = 0; i < v->vectors; i++) {
    __m256i sum = _mm256_adds_epu16(squares(v->red[i], red), squares(v->green[i], green));
    sum = _mm256_adds_epu16(sum, squares(v->blue[i], blue));
    __m256i is_near = _mm256_cmpeq_epi16(_mm256_min_epu16(sum, limit), sum);
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_andnot_si256(v->missing[i], is_near));
    if (mask == 0) continue;
    uint16_t distances[16];
    _mm256_storeu_si256((__m256i *)distances, sum);
    // Two bits for each colour.
    for (mask &= 0x55555555; mask != 0; mask &= mask - 1) {
      uint32_t lane = (uint32_t)__builtin_ctz(mask) / 2;
      if (found == NEAR) return NEAR + 1;
      keys[found++] = rank_key(distances[lane], i * 16 + lane);
    }
  }
  return found;
}

// Sorts by counting how many keys are smaller, which needs no branches.
__attribute__((target("avx2"))) static void place_by_rank(
    const uint32_t *keys, uint32_t found, uint8_t *pens) {
  for (uint32_t i = 0; i < found; i++) {
    const __m256i key = _mm256_set1_epi32((int)keys[i]);
    __m256i smaller = _mm256_setzero_si256();
    for (uint32_t j = 0; j < found; j += 8) {
      __m256i others = _mm256_loadu_si256((const __m256i *)(keys + j));
      smaller = _mm256_sub_epi32(smaller, _mm256_cmpgt_epi32(key, others));
    }
    __m128i sum = _mm_add_epi32(
        _mm256_castsi256_si128(smaller), _mm256_extracti128_si256(smaller, 1));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
    pens[_mm_cvtsi128_si32(sum)] = (uint8_t)keys[i];
  }
}

// The pens of the cell before are near as well, and their farthest bounds the search.
__attribute__((target("avx2"))) static void nearest_avx2(
    const uint8_t *rgb, uint32_t colors, const uint16_t *cells, uint32_t count,
    cpk_candidates *candidates) {
  colors_in_vectors vectors;
  split(&vectors, rgb, colors);
  const uint32_t wanted = colors < WANTED ? colors : WANTED;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t reach = i > 0 ? 0 : UINT16_MAX;
    for (uint32_t place = 0; i > 0 && place < wanted; place++) {
      uint32_t distance = distance_to(rgb + 3 * candidates[i - 1].pen[place], cells[i]);
      if (distance > reach) reach = distance;
    }
    // Keys have 24 bits: those that stay unused are larger than all others.
    uint32_t keys[NEAR + 8];
    memset(keys, 0x7F, sizeof keys);
    uint32_t found = near_ones(&vectors, cells[i], reach, keys);
    if (found > NEAR) {
      nearest_plain(rgb, colors, cells[i], candidates + i);
      continue;
    }
    uint8_t pens[NEAR];
    place_by_rank(keys, found, pens);
    for (uint32_t place = 0; place < WANTED; place++) {
      uint8_t pen = pens[place < wanted ? place : 0];
      set(candidates + i, place, rgb + 3 * pen, pen);
    }
  }
}
#endif

void cpk_nearest_pens(
    const uint8_t *rgb, uint32_t colors, const uint16_t *cells, uint32_t count,
    cpk_candidates *candidates) {
#if defined(__x86_64__)
  if (CPK_HAS("avx2")) {
    nearest_avx2(rgb, colors, cells, count, candidates);
    return;
  }
#endif
  for (uint32_t i = 0; i < count; i++) nearest_plain(rgb, colors, cells[i], candidates + i);
}
