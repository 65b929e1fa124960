#include <stdlib.h>

#include "jpeg_error.h"

// A progressive file of a few kilobytes can ask for thousands of passes over the whole picture;
// encoders write about ten.
enum { MAXIMUM_SCANS = 200 };

typedef struct {
  struct jpeg_decompress_struct codec;
  struct jpeg_progress_mgr progress;
  cic_jpeg_errors errors;
  JSAMPLE *row;
} decoder;

static void count_scans(j_common_ptr codec) {
  struct jpeg_decompress_struct *jpeg = (struct jpeg_decompress_struct *)codec;
  if (jpeg->input_scan_number <= MAXIMUM_SCANS) return;
  cic_jpeg_errors *errors = (cic_jpeg_errors *)codec->err;
  errors->result = cic_make_result(CIC_CORRUPT, "more progressive scans than any encoder writes");
  longjmp(errors->escape, 1);
}

static cic_result finish(decoder *d) {
  cic_result result = d->errors.result;
  jpeg_destroy_decompress(&d->codec);
  free(d->row);
  free(d);
  return result;
}

static decoder *start(void) {
  decoder *d = calloc(1, sizeof(decoder));
  if (d != NULL) d->codec.err = cic_jpeg_install(&d->errors);
  return d;
}

// To be called with the escape set: reads the header and chooses size and colour space.
static void read_header(decoder *d, const uint8_t *bytes, size_t count, int eighths) {
  jpeg_create_decompress(&d->codec);
  jpeg_mem_src(&d->codec, bytes, count);
  jpeg_read_header(&d->codec, TRUE);
  int four = d->codec.jpeg_color_space == JCS_CMYK || d->codec.jpeg_color_space == JCS_YCCK;
  d->codec.out_color_space = four ? JCS_CMYK : JCS_RGB;
  d->codec.scale_num = (unsigned int)eighths;
  d->codec.scale_denom = 8;
  jpeg_calc_output_dimensions(&d->codec);
}

cic_result cic_jpeg_header(const uint8_t *bytes, size_t count, int eighths, cic_header *header) {
  decoder *d = start();
  if (d == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(d->errors.escape)) return finish(d);
  read_header(d, bytes, count, eighths);
  header->width = d->codec.image_width;
  header->height = d->codec.image_height;
  header->output_width = d->codec.output_width;
  header->output_height = d->codec.output_height;
  return finish(d);
}

// Adobe's files store ink as 255 = none; files without its marker store 255 = full.
static void rgb_from_cmyk(const JSAMPLE *cmyk, uint8_t *rgb, uint32_t width, int inverted) {
  for (uint32_t x = 0; x < width; x++, cmyk += 4, rgb += 3) {
    unsigned black = inverted ? cmyk[3] : 255u - cmyk[3];
    for (int channel = 0; channel < 3; channel++) {
      unsigned light = inverted ? cmyk[channel] : 255u - cmyk[channel];
      rgb[channel] = (uint8_t)((light * black + 127) / 255);
    }
  }
}

static void read_rows(decoder *d, uint8_t *rgb) {
  size_t stride = (size_t)d->codec.output_width * 3;
  int four = d->codec.out_color_space == JCS_CMYK;
  while (d->codec.output_scanline < d->codec.output_height) {
    uint8_t *line = rgb + d->codec.output_scanline * stride;
    JSAMPROW target = four ? d->row : line;
    jpeg_read_scanlines(&d->codec, &target, 1);
    if (four) rgb_from_cmyk(d->row, line, d->codec.output_width, d->codec.saw_Adobe_marker);
  }
}

cic_result cic_jpeg_decode(
    const uint8_t *bytes, size_t count, int eighths, size_t maximum_memory, uint8_t *rgb,
    size_t capacity) {
  decoder *d = start();
  if (d == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(d->errors.escape)) return finish(d);
  read_header(d, bytes, count, eighths);
  d->codec.mem->max_memory_to_use = (long)maximum_memory;
  d->progress.progress_monitor = count_scans;
  d->codec.progress = &d->progress;
  if ((size_t)d->codec.output_width * d->codec.output_height * 3 > capacity) {
    d->errors.result = cic_make_result(CIC_TOO_LARGE, "larger than its header said");
    return finish(d);
  }
  if (d->codec.out_color_space == JCS_CMYK) {
    d->row = malloc((size_t)d->codec.output_width * 4);
    if (d->row == NULL) {
      d->errors.result = cic_make_result(CIC_NO_MEMORY, "");
      return finish(d);
    }
  }
  jpeg_start_decompress(&d->codec);
  read_rows(d, rgb);
  jpeg_finish_decompress(&d->codec);
  return finish(d);
}
