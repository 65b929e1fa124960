// The loops over pixels and colours that Swift alone does not make fast enough.
//
// Each has a vector form for x86-64, chosen when it runs, and a plain form; both give the same
// integers, and the tests compare them with the Swift of Tests/RasterTests.
#ifndef PLUMBLINE_C_PIXEL_KERNELS_H
#define PLUMBLINE_C_PIXEL_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// How the pixels of one axis are mixed: output `i` is the sum of `taps` neighbours from `starts[i]` on.
typedef struct {
  /// One for each output; all taps of one with a weight lie inside the picture.
  const int32_t *starts;
  /// `taps` for each output, 14 fractional bits, adding up to 1 << 14.
  const int16_t *weights;
  uint32_t count;
  /// Even; a last tap without weight may lie beyond the picture.
  uint32_t taps;
} cpk_axis;

/// Resamples 8-bit RGB, three bytes a pixel: first down the columns, then along the rows.
///
/// `columns` are the source pixels of a row from which `across.starts` count; `rows` is how many
/// rows there are. `output` gets `down.count` rows of `across.count` pixels, `output_stride` bytes
/// apart. Returns 0 when memory is out.
int cpk_resample(
    const uint8_t *rgb, size_t stride, uint32_t columns, uint32_t rows, cpk_axis across,
    cpk_axis down, uint8_t *output, size_t output_stride);

/// The same for rows that come one after the other, of which only as many are kept as are mixed.
typedef struct cpk_resampler cpk_resampler;

/// Starts; NULL when memory is out. What the axes and `output` point to must outlive the resampler.
cpk_resampler *cpk_resampler_make(
    uint32_t columns, uint32_t rows, cpk_axis across, cpk_axis down, uint8_t *output,
    size_t output_stride);

/// Where the next source row is to be put, `columns` pixels.
uint8_t *cpk_resampler_row(cpk_resampler *resampler);

/// Takes the row that was put there, and makes the outputs that it completes.
void cpk_resampler_advance(cpk_resampler *resampler);

/// Ends; NULL is allowed.
void cpk_resampler_free(cpk_resampler *resampler);

/// The sums of the components of pixels, and their number.
typedef struct {
  uint32_t red, green, blue, count;
} cpk_color_sums;

/// Adds every `step`-th pixel to its cell of 8x8x8 colours, of which there are 32 x 32 x 32, red first.
void cpk_count_colors(const uint8_t *rgb, size_t pixels, size_t step, cpk_color_sums *cells);

/// Up to eight colours that may show the pixels of a cell of 8x8x8 colours, the nearest first.
///
/// Unused places repeat the first colour.
typedef struct {
  uint8_t red[8], green[8], blue[8], pen[8];
} cpk_candidates;

/// Finds the eight colours nearest to the middle of each of `count` cells, the first of equals.
///
/// `rgb` are `colors` (1...256) colours; a cell's number is its place among 32 x 32 x 32, red first.
void cpk_nearest_pens(
    const uint8_t *rgb, uint32_t colors, const uint16_t *cells, uint32_t count,
    cpk_candidates *candidates);

/// Chooses a pen for each pixel of a band of six rows, from left to right and top to bottom.
///
/// Of a pixel's candidates the one wins whose squared error plus price is least (the first of
/// equals). What a pen costs in sixel data decides its price: nothing where it is already drawn
/// in the column, `price` 32nds of a squared unit where it was drawn in the column before, up to
/// five and a half times that where it must be taken up again. `slots` says, for each of the
/// 32 x 32 x 32 cells that occurs, which of the `candidates` are its own. `rgb` and `pens` have
/// `width` pixels a row and `rows` (1...6) rows. Adds to `uses` (256 counts) each taking up of a pen.
void cpk_choose_pens(
    const uint8_t *rgb, uint32_t width, uint32_t rows, const uint16_t *slots,
    const cpk_candidates *candidates, uint32_t price, uint8_t *pens, uint32_t *uses);

/// Writes bands of six rows as sixel data, opaque and in few bytes.
///
/// A band is taken apart into runs of columns by colour, and each run goes behind another in a
/// left-to-right pass where that costs least.
typedef struct cpk_sixel_writer cpk_sixel_writer;

/// Starts bands of a width; NULL when memory is out.
cpk_sixel_writer *cpk_sixel_writer_make(uint32_t width);

/// Writes up to six rows of `width` registers, `stride` apart.
///
/// Returns how many bytes there are at `bytes`, where they stay until the next call; 0 when memory is
/// out.
size_t cpk_sixel_writer_band(
    cpk_sixel_writer *writer, const uint8_t *indices, size_t stride, uint32_t rows,
    const uint8_t **bytes);

/// Ends; NULL is allowed.
void cpk_sixel_writer_free(cpk_sixel_writer *writer);

/// Turns the vector forms off (1) or on (0), for tests.
void cpk_use_plain_forms(int plain);

#endif
