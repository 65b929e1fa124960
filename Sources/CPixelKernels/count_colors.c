#include "CPixelKernels.h"

void cpk_count_colors(const uint8_t *rgb, size_t pixels, size_t step, cpk_color_sums *cells) {
  for (size_t i = 0; i < pixels; i += step) {
    const uint8_t *pixel = rgb + 3 * i;
    cpk_color_sums *cell =
        cells + ((pixel[0] >> 3) << 10 | (pixel[1] >> 3) << 5 | pixel[2] >> 3);
    cell->red += pixel[0];
    cell->green += pixel[1];
    cell->blue += pixel[2];
    cell->count += 1;
  }
}
