#include <stdlib.h>
#include <string.h>

#include "CPixelKernels.h"
#include "dispatch.h"

// 8-bit samples times 14-bit weights, rounded to 6 fractional bits between the two passes: flat
// areas keep their value exactly, and the overshoot of the filter stays far from overflow.
enum { MIDDLE_SHIFT = 8, LAST_SHIFT = 20 };

// A vector of the column pass reads up to 16 bytes from its first pixel on.
enum { SPARE = 32 };

static void mix_rows_plain(
    const uint8_t *const *rows, const int16_t *weights, uint32_t taps, uint32_t from,
    uint32_t samples, int16_t *mixed) {
  for (uint32_t i = from; i < samples; i++) {
    int32_t sum = 1 << (MIDDLE_SHIFT - 1);
    for (uint32_t t = 0; t < taps; t++) sum += rows[t][i] * weights[t];
    mixed[i] = (int16_t)(sum >> MIDDLE_SHIFT);
  }
}

static void mix_column_plain(
    const int16_t *mixed, const cpk_axis *across, uint32_t output, uint8_t *rgb) {
  const int16_t *weights = across->weights + (size_t)output * across->taps;
  const int16_t *first = mixed + 3 * (size_t)across->starts[output];
  for (int channel = 0; channel < 3; channel++) {
    int32_t sum = 1 << (LAST_SHIFT - 1);
    for (uint32_t t = 0; t < across->taps; t++) sum += first[3 * t + channel] * weights[t];
    sum >>= LAST_SHIFT;
    rgb[3 * (size_t)output + channel] = (uint8_t)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

// Two rows at a time: their samples side by side, multiplied and added by one instruction.
__attribute__((target("avx2"))) static uint32_t mix_rows_avx2(
    const uint8_t *const *rows, const int16_t *weights, uint32_t taps, uint32_t samples,
    int16_t *mixed) {
  const __m256i half = _mm256_set1_epi32(1 << (MIDDLE_SHIFT - 1));
  uint32_t i = 0;
  for (; i + 16 <= samples; i += 16) {
    __m256i low = half, high = half;
    for (uint32_t t = 0; t < taps; t += 2) {
      int32_t pair;
      memcpy(&pair, weights + t, sizeof pair);
      __m256i factors = _mm256_set1_epi32(pair);
      __m128i a = _mm_loadu_si128((const __m128i *)(rows[t] + i));
      __m128i b = _mm_loadu_si128((const __m128i *)(rows[t + 1] + i));
      __m256i first = _mm256_cvtepu8_epi16(_mm_unpacklo_epi8(a, b));
      __m256i second = _mm256_cvtepu8_epi16(_mm_unpackhi_epi8(a, b));
      low = _mm256_add_epi32(low, _mm256_madd_epi16(first, factors));
      high = _mm256_add_epi32(high, _mm256_madd_epi16(second, factors));
    }
    __m256i packed = _mm256_packs_epi32(
        _mm256_srai_epi32(low, MIDDLE_SHIFT), _mm256_srai_epi32(high, MIDDLE_SHIFT));
    _mm256_storeu_si256((__m256i *)(mixed + i), _mm256_permute4x64_epi64(packed, 0xD8));
  }
  return i;
}

// The weights of two outputs, one in each half, as often as the instruction wants them: for each pair
// of taps a vector.
static int32_t *spread_weights(const cpk_axis *across) {
  uint32_t pairs = across->taps / 2;
  int32_t *spread = malloc(((size_t)across->count / 2 * pairs + 1) * 8 * sizeof(int32_t));
  if (spread == NULL) return NULL;
  int32_t *next = spread;
  for (uint32_t output = 0; output + 2 <= across->count; output += 2) {
    for (uint32_t pair = 0; pair < pairs; pair++, next += 8) {
      for (uint32_t lane = 0; lane < 8; lane++) {
        size_t taps = (size_t)(output + lane / 4) * across->taps;
        memcpy(next + lane, across->weights + taps + 2 * pair, sizeof(int32_t));
      }
    }
  }
  return spread;
}

// Two outputs at a time, one in each half: of two neighbouring pixels the reds, the greens and the
// blues side by side.
__attribute__((target("avx2"))) static uint32_t mix_columns_avx2(
    const int16_t *mixed, const cpk_axis *across, const int32_t *spread, uint8_t *rgb) {
  const __m256i order = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, -1, -1, -1, -1));
  const uint32_t pairs = across->taps / 2;
  uint32_t output = 0;
  for (; output + 2 <= across->count; output += 2) {
    const int16_t *a = mixed + 3 * (size_t)across->starts[output];
    const int16_t *b = mixed + 3 * (size_t)across->starts[output + 1];
    __m256i sum = _mm256_set1_epi32(1 << (LAST_SHIFT - 1));
    for (uint32_t pair = 0; pair < pairs; pair++, a += 6, b += 6, spread += 8) {
      __m256i pixels = _mm256_setr_m128i(
          _mm_loadu_si128((const __m128i *)a), _mm_loadu_si128((const __m128i *)b));
      __m256i factors = _mm256_loadu_si256((const __m256i *)spread);
      sum = _mm256_add_epi32(
          sum, _mm256_madd_epi16(_mm256_shuffle_epi8(pixels, order), factors));
    }
    __m256i words = _mm256_packs_epi32(_mm256_srai_epi32(sum, LAST_SHIFT), sum);
    __m256i bytes = _mm256_packus_epi16(words, words);
    uint32_t first = (uint32_t)_mm256_extract_epi32(bytes, 0);
    uint32_t second = (uint32_t)_mm256_extract_epi32(bytes, 4);
    memcpy(rgb + 3 * (size_t)output, &first, 3);
    memcpy(rgb + 3 * (size_t)output + 3, &second, 3);
  }
  return output;
}
#endif

static void mix_rows(
    const uint8_t *const *rows, const int16_t *weights, uint32_t taps, uint32_t samples,
    int16_t *mixed) {
  uint32_t done = 0;
#if defined(__x86_64__)
  if (CPK_HAS("avx2")) done = mix_rows_avx2(rows, weights, taps, samples, mixed);
#endif
  mix_rows_plain(rows, weights, taps, done, samples, mixed);
}

// `spread` is NULL where there is no vector form.
static void mix_columns(
    const int16_t *mixed, const cpk_axis *across, const int32_t *spread, uint8_t *rgb) {
  uint32_t output = 0;
#if defined(__x86_64__)
  if (spread != NULL) output = mix_columns_avx2(mixed, across, spread, rgb);
#else
  (void)spread;
#endif
  for (; output < across->count; output++) mix_column_plain(mixed, across, output, rgb);
}

struct cpk_resampler {
  cpk_axis across, down;
  uint32_t rows, samples;
  /// The last `down.taps` rows, each in the slot of its number modulo the taps; or all of them.
  uint8_t *kept;
  const uint8_t *whole;
  size_t stride;
  /// Rows that have come, and outputs that are made.
  uint32_t come, made;
  const uint8_t **mixed_rows;
  int16_t *mixed;
  /// The columns' weights in the order of the vector form; NULL where there is none.
  int32_t *spread;
  uint8_t *output;
  size_t output_stride;
};

static cpk_resampler *make(
    uint32_t columns, uint32_t rows, cpk_axis across, cpk_axis down, uint8_t *output,
    size_t output_stride) {
  cpk_resampler *r = calloc(1, sizeof(cpk_resampler));
  if (r == NULL) return NULL;
  *r = (cpk_resampler){
      .across = across, .down = down, .rows = rows, .samples = columns * 3, .output = output,
      .output_stride = output_stride, .stride = (size_t)columns * 3};
  r->mixed_rows = calloc(down.taps, sizeof(uint8_t *));
  r->mixed = calloc((size_t)r->samples + SPARE, sizeof(int16_t));
#if defined(__x86_64__)
  if (CPK_HAS("avx2")) r->spread = spread_weights(&r->across);
#endif
  if (r->mixed_rows != NULL && r->mixed != NULL) return r;
  cpk_resampler_free(r);
  return NULL;
}

cpk_resampler *cpk_resampler_make(
    uint32_t columns, uint32_t rows, cpk_axis across, cpk_axis down, uint8_t *output,
    size_t output_stride) {
  cpk_resampler *r = make(columns, rows, across, down, output, output_stride);
  if (r == NULL) return NULL;
  r->kept = calloc(down.taps, r->stride);
  if (r->kept != NULL) return r;
  cpk_resampler_free(r);
  return NULL;
}

void cpk_resampler_free(cpk_resampler *r) {
  if (r == NULL) return;
  free(r->kept);
  free(r->mixed_rows);
  free(r->mixed);
  free(r->spread);
  free(r);
}

static const uint8_t *row_of(const cpk_resampler *r, uint32_t row) {
  // A last tap without weight may lie beyond the picture.
  if (row >= r->rows) row = r->rows - 1;
  return r->whole != NULL ? r->whole + (size_t)row * r->stride
                          : r->kept + (size_t)(row % r->down.taps) * r->stride;
}

uint8_t *cpk_resampler_row(cpk_resampler *r) {
  return r->kept + (size_t)(r->come % r->down.taps) * r->stride;
}

// Whether all rows with a weight in the next output have come.
static int can_make(const cpk_resampler *r) {
  if (r->made >= r->down.count) return 0;
  uint32_t end = (uint32_t)r->down.starts[r->made] + r->down.taps;
  return r->come >= (end < r->rows ? end : r->rows);
}

static void make_outputs(cpk_resampler *r) {
  for (; can_make(r); r->made++) {
    const int16_t *weights = r->down.weights + (size_t)r->made * r->down.taps;
    for (uint32_t t = 0; t < r->down.taps; t++) {
      r->mixed_rows[t] = row_of(r, (uint32_t)r->down.starts[r->made] + t);
    }
    mix_rows(r->mixed_rows, weights, r->down.taps, r->samples, r->mixed);
    mix_columns(r->mixed, &r->across, r->spread, r->output + r->made * r->output_stride);
  }
}

void cpk_resampler_advance(cpk_resampler *r) {
  r->come++;
  make_outputs(r);
}

int cpk_resample(
    const uint8_t *rgb, size_t stride, uint32_t columns, uint32_t rows, cpk_axis across,
    cpk_axis down, uint8_t *output, size_t output_stride) {
  cpk_resampler *r = make(columns, rows, across, down, output, output_stride);
  if (r == NULL) return 0;
  r->whole = rgb;
  r->stride = stride;
  r->come = rows;
  make_outputs(r);
  cpk_resampler_free(r);
  return 1;
}
