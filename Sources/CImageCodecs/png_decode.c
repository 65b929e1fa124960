#include <setjmp.h>
#include <stdlib.h>

#include <png.h>

#include "result.h"

// Enough for any text or profile that a picture carries; libpng's own default is 8 MB.
enum { MAXIMUM_CHUNK = 8 * 1024 * 1024, MAXIMUM_CHUNKS = 1000 };

typedef struct {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count, position;
  uint8_t *rgba;
  jmp_buf escape;
  cic_result result;
} decoder;

static void leave(png_structp png, png_const_charp message) {
  decoder *d = png_get_error_ptr(png);
  // The source has already said that the data ended.
  if (d->result.status == CIC_OK) d->result = cic_make_result(CIC_CORRUPT, message);
  longjmp(d->escape, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void supply(png_structp png, png_bytep target, size_t wanted) {
  decoder *d = png_get_io_ptr(png);
  if (wanted > d->count - d->position) {
    d->result = cic_make_result(CIC_TRUNCATED, "the data ends before the picture does");
    png_error(png, "truncated");
  }
  memcpy(target, d->bytes + d->position, wanted);
  d->position += wanted;
}

static cic_result finish(decoder *d) {
  cic_result result = d->result;
  png_destroy_read_struct(&d->png, &d->info, NULL);
  free(d->rgba);
  free(d);
  return result;
}

static decoder *start(const uint8_t *bytes, size_t count) {
  decoder *d = calloc(1, sizeof(decoder));
  if (d == NULL) return NULL;
  d->bytes = bytes;
  d->count = count;
  d->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, d, leave, ignore);
  if (d->png != NULL) d->info = png_create_info_struct(d->png);
  if (d->info != NULL) return d;
  finish(d);
  return NULL;
}

// To be called with the escape set.
static void read_header(decoder *d) {
  png_set_read_fn(d->png, d, supply);
  png_set_chunk_malloc_max(d->png, MAXIMUM_CHUNK);
  png_set_chunk_cache_max(d->png, MAXIMUM_CHUNKS);
  png_read_info(d->png, d->info);
}

cic_result cic_png_header(const uint8_t *bytes, size_t count, cic_header *header) {
  decoder *d = start(bytes, count);
  if (d == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(d->escape)) return finish(d);
  read_header(d);
  header->width = header->output_width = png_get_image_width(d->png, d->info);
  header->height = header->output_height = png_get_image_height(d->png, d->info);
  return finish(d);
}

static void composite(
    const uint8_t *rgba, const uint8_t *background, uint8_t *rgb, uint32_t width) {
  for (uint32_t x = 0; x < width; x++, rgba += 4, rgb += 3) {
    unsigned alpha = rgba[3];
    for (int channel = 0; channel < 3; channel++) {
      unsigned mixed = rgba[channel] * alpha + background[channel] * (255 - alpha);
      rgb[channel] = (uint8_t)((mixed + 127) / 255);
    }
  }
}

// Whatever the file holds leaves libpng as 8-bit RGB, or RGBA where anything in it is transparent.
static int ask_for_rgb(decoder *d, uint32_t width, int *has_alpha) {
  png_set_expand(d->png);
  png_set_scale_16(d->png);
  png_set_gray_to_rgb(d->png);
  int passes = png_set_interlace_handling(d->png);
  png_read_update_info(d->png, d->info);
  size_t channels = png_get_rowbytes(d->png, d->info) / width;
  if (channels != 3 && channels != 4) png_error(d->png, "samples of an unknown form");
  *has_alpha = channels == 4;
  return passes;
}

// An opaque picture needs no other memory than its pixels'.
static void read_opaque_rows(
    decoder *d, uint8_t *rgb, uint32_t width, uint32_t height, int passes) {
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < height; y++) {
      png_read_row(d->png, rgb + (size_t)y * width * 3, NULL);
    }
  }
}

// Interlaced passes revisit rows, so that these need the whole picture; others need one row. To be called
// with rows of RGBA.
static void read_rows(
    decoder *d, const uint8_t *background, uint8_t *rgb, uint32_t width, uint32_t height,
    int passes) {
  size_t stride = (size_t)width * 4;
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < height; y++) {
      uint8_t *row = passes > 1 ? d->rgba + y * stride : d->rgba;
      png_read_row(d->png, row, NULL);
      if (pass == passes - 1) composite(row, background, rgb + (size_t)y * width * 3, width);
    }
  }
}

cic_result cic_png_decode(
    const uint8_t *bytes, size_t count, const uint8_t *background, uint8_t *rgb, size_t capacity) {
  decoder *d = start(bytes, count);
  if (d == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(d->escape)) return finish(d);
  read_header(d);
  uint32_t width = png_get_image_width(d->png, d->info);
  uint32_t height = png_get_image_height(d->png, d->info);
  if ((size_t)width * height * 3 > capacity) {
    d->result = cic_make_result(CIC_TOO_LARGE, "larger than its header said");
    return finish(d);
  }
  int has_alpha;
  int passes = ask_for_rgb(d, width, &has_alpha);
  if (!has_alpha) {
    read_opaque_rows(d, rgb, width, height, passes);
  } else {
    d->rgba = malloc((size_t)width * 4 * (passes > 1 ? height : 1));
    if (d->rgba == NULL) {
      d->result = cic_make_result(CIC_NO_MEMORY, "");
      return finish(d);
    }
    read_rows(d, background, rgb, width, height, passes);
  }
  png_read_end(d->png, NULL);
  return finish(d);
}
