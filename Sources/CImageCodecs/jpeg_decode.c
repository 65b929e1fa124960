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

// Rows go where the sink wants them.
static void read_rows(decoder *d, cic_row_sink sink) {
  int four = d->codec.out_color_space == JCS_CMYK;
  while (d->codec.output_scanline < d->codec.output_height) {
    uint8_t *line = sink.place(sink.context);
    JSAMPROW target = four ? d->row : line;
    jpeg_read_scanlines(&d->codec, &target, 1);
    if (four) rgb_from_cmyk(d->row, line, d->codec.output_width, d->codec.saw_Adobe_marker);
    sink.take(sink.context);
  }
}

// Whether every coefficient has all its bits: a progressive file that ends between two scans gives
// a whole picture that is too coarse.
static int is_refined(const decoder *d) {
  if (!d->codec.progressive_mode || d->codec.coef_bits == NULL) return 1;
  for (int component = 0; component < d->codec.num_components; component++) {
    for (int coefficient = 0; coefficient < DCTSIZE2; coefficient++) {
      if (d->codec.coef_bits[component][coefficient] != 0) return 0;
    }
  }
  return 1;
}

// To be called when all rows are read: says what a file without an end mark lacks.
static void judge_end(decoder *d) {
  cic_jpeg_errors *errors = &d->errors;
  int refined = is_refined(d);
  jpeg_finish_decompress(&d->codec);
  if (errors->result.status != CIC_OK || !errors->has_ended) return;
  errors->result = refined ? cic_make_result(CIC_NO_END_MARK, "no end mark")
                           : cic_make_result(CIC_TRUNCATED, "scans are missing");
}

cic_result cic_jpeg_decode_rows(
    const uint8_t *bytes, size_t count, int eighths, size_t maximum_memory, uint32_t width,
    uint32_t height, cic_row_sink sink) {
  decoder *d = start();
  if (d == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  if (setjmp(d->errors.escape)) return finish(d);
  read_header(d, bytes, count, eighths);
  d->codec.mem->max_memory_to_use = (long)maximum_memory;
  d->progress.progress_monitor = count_scans;
  d->codec.progress = &d->progress;
  if (d->codec.output_width != width || d->codec.output_height != height) {
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
  read_rows(d, sink);
  judge_end(d);
  return finish(d);
}

typedef struct {
  uint8_t *next;
  size_t stride;
} whole_picture;

static uint8_t *next_line(void *context) { return ((whole_picture *)context)->next; }

static void pass_line(void *context) {
  whole_picture *whole = context;
  whole->next += whole->stride;
}

cic_result cic_jpeg_decode(
    const uint8_t *bytes, size_t count, int eighths, size_t maximum_memory, uint32_t width,
    uint32_t height, uint8_t *rgb) {
  whole_picture whole = {.next = rgb, .stride = (size_t)width * 3};
  cic_row_sink sink = {.context = &whole, .place = next_line, .take = pass_line};
  return cic_jpeg_decode_rows(bytes, count, eighths, maximum_memory, width, height, sink);
}
