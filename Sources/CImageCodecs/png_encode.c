#include <setjmp.h>
#include <stdlib.h>

#include <png.h>

#include "result.h"

typedef struct {
  png_structp png;
  png_infop info;
  cic_growing output;
  jmp_buf escape;
  cic_result result;
} encoder;

static void leave(png_structp png, png_const_charp message) {
  encoder *e = png_get_error_ptr(png);
  if (e->result.status == CIC_OK) e->result = cic_make_result(CIC_CORRUPT, message);
  longjmp(e->escape, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void collect(png_structp png, png_bytep source, size_t added) {
  encoder *e = png_get_io_ptr(png);
  if (!cic_grow(&e->output, added)) {
    e->result = cic_make_result(CIC_NO_MEMORY, "");
    png_error(png, "out of memory");
  }
  memcpy(e->output.bytes + e->output.count, source, added);
  e->output.count += added;
}

static void flush(png_structp png) { (void)png; }

static cic_result finish(encoder *e) {
  cic_result result = e->result;
  png_destroy_write_struct(&e->png, &e->info);
  if (result.status != CIC_OK) free(e->output.bytes);
  free(e);
  return result;
}

static encoder *start(void) {
  encoder *e = calloc(1, sizeof(encoder));
  if (e == NULL) return NULL;
  e->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, e, leave, ignore);
  if (e->png != NULL) e->info = png_create_info_struct(e->png);
  if (e->info != NULL) return e;
  finish(e);
  return NULL;
}

cic_result cic_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, const uint8_t *palette,
    size_t palette_count, int level, cic_buffer *output) {
  encoder *e = start();
  if (e == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(e->escape)) return finish(e);
  png_set_write_fn(e->png, e, collect, flush);
  int type = palette_count > 0 ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB;
  png_set_IHDR(
      e->png, e->info, width, height, 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
      PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(e->png, level);
  // Choosing the best filter of five for each row takes most of the time at low levels.
  if (level < 6 && palette_count == 0) png_set_filter(e->png, 0, PNG_FILTER_SUB);
  if (palette_count > 0) {
    png_set_PLTE(e->png, e->info, (png_const_colorp)palette, (int)palette_count);
  }
  png_write_info(e->png, e->info);
  size_t stride = (size_t)width * (palette_count > 0 ? 1 : 3);
  for (uint32_t y = 0; y < height; y++) png_write_row(e->png, pixels + y * stride);
  png_write_end(e->png, e->info);
  output->bytes = e->output.bytes;
  output->count = e->output.count;
  return finish(e);
}
