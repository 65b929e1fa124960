#include <setjmp.h>
#include <stdlib.h>

#include <png.h>

#include "result.h"

enum { MAXIMUM_CHUNK = 8 * 1024 * 1024, MAXIMUM_CHUNKS = 1000 };

typedef struct {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count, position;
  jmp_buf escape;
  cic_result result;
} reader;

static void leave(png_structp png, png_const_charp message) {
  reader *r = png_get_error_ptr(png);
  if (r->result.status == CIC_OK) r->result = cic_make_result(CIC_CORRUPT, message);
  longjmp(r->escape, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void supply(png_structp png, png_bytep target, size_t wanted) {
  reader *r = png_get_io_ptr(png);
  if (wanted > r->count - r->position) {
    r->result = cic_make_result(CIC_TRUNCATED, "the data ends before the picture does");
    png_error(png, "truncated");
  }
  memcpy(target, r->bytes + r->position, wanted);
  r->position += wanted;
}

static cic_result finish(reader *r) {
  cic_result result = r->result;
  png_destroy_read_struct(&r->png, &r->info, NULL);
  free(r);
  return result;
}

static reader *start(const uint8_t *bytes, size_t count) {
  reader *r = calloc(1, sizeof(reader));
  if (r == NULL) return NULL;
  r->bytes = bytes;
  r->count = count;
  r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, r, leave, ignore);
  if (r->png != NULL) r->info = png_create_info_struct(r->png);
  if (r->info != NULL) return r;
  finish(r);
  return NULL;
}

// To be called with the escape set.
static void read_layout(reader *r, cic_png_layout *layout) {
  png_set_read_fn(r->png, r, supply);
  png_set_chunk_malloc_max(r->png, MAXIMUM_CHUNK);
  png_set_chunk_cache_max(r->png, MAXIMUM_CHUNKS);
  png_read_info(r->png, r->info);
  layout->width = png_get_image_width(r->png, r->info);
  layout->height = png_get_image_height(r->png, r->info);
  int type = png_get_color_type(r->png, r->info);
  int depth = png_get_bit_depth(r->png, r->info);
  int is_grey = type == PNG_COLOR_TYPE_GRAY && depth <= 8;
  layout->channels = type == PNG_COLOR_TYPE_PALETTE || is_grey ? 1 : 4;
  png_colorp colors = NULL;
  int count = 0;
  if (type == PNG_COLOR_TYPE_PALETTE) png_get_PLTE(r->png, r->info, &colors, &count);
  layout->palette_count = (uint32_t)count;
  for (int i = 0; i < count && i < 256; i++) {
    layout->palette[3 * i] = colors[i].red;
    layout->palette[3 * i + 1] = colors[i].green;
    layout->palette[3 * i + 2] = colors[i].blue;
  }
}

cic_result cic_png_read_layout(const uint8_t *bytes, size_t count, cic_png_layout *layout) {
  reader *r = start(bytes, count);
  if (r == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(r->escape)) return finish(r);
  read_layout(r, layout);
  return finish(r);
}

// Indices stay as they are, one to a byte; anything else leaves libpng as 8-bit RGBA.
static int ask_for_samples(reader *r, int channels) {
  if (channels == 1) {
    png_set_packing(r->png);
  } else {
    png_set_expand(r->png);
    png_set_scale_16(r->png);
    png_set_gray_to_rgb(r->png);
    png_set_add_alpha(r->png, 255, PNG_FILLER_AFTER);
  }
  int passes = png_set_interlace_handling(r->png);
  png_read_update_info(r->png, r->info);
  return passes;
}

cic_result cic_png_read_samples(
    const uint8_t *bytes, size_t count, uint8_t *samples, size_t capacity) {
  reader *r = start(bytes, count);
  if (r == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(r->escape)) return finish(r);
  cic_png_layout layout;
  read_layout(r, &layout);
  size_t stride = (size_t)layout.width * layout.channels;
  if (stride * layout.height > capacity) {
    r->result = cic_make_result(CIC_TOO_LARGE, "larger than its header said");
    return finish(r);
  }
  int passes = ask_for_samples(r, (int)layout.channels);
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < layout.height; y++) {
      png_read_row(r->png, samples + y * stride, NULL);
    }
  }
  png_read_end(r->png, NULL);
  return finish(r);
}
