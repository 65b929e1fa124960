#include <stdlib.h>

#include "jpeg_error.h"

typedef struct {
  struct jpeg_compress_struct codec;
  struct jpeg_destination_mgr destination;
  cic_jpeg_errors errors;
  cic_growing output;
} encoder;

enum { FIRST_CAPACITY = 1 << 16 };

// libjpeg's own memory destination loses track of its buffer when an error strikes while it grows.
static void offer_room(j_compress_ptr codec) {
  encoder *e = (encoder *)codec->client_data;
  if (!cic_grow(&e->output, FIRST_CAPACITY)) ERREXIT1(codec, JERR_OUT_OF_MEMORY, 0);
  e->destination.next_output_byte = e->output.bytes + e->output.count;
  e->destination.free_in_buffer = e->output.capacity - e->output.count;
}

static boolean take_full_buffer(j_compress_ptr codec) {
  encoder *e = (encoder *)codec->client_data;
  // By contract the whole buffer is full now, whatever free_in_buffer says.
  e->output.count = e->output.capacity;
  offer_room(codec);
  return TRUE;
}

static void take_last_bytes(j_compress_ptr codec) {
  encoder *e = (encoder *)codec->client_data;
  e->output.count = e->output.capacity - e->destination.free_in_buffer;
}

static void collect_output(encoder *e) {
  e->destination.init_destination = offer_room;
  e->destination.empty_output_buffer = take_full_buffer;
  e->destination.term_destination = take_last_bytes;
  e->codec.client_data = e;
  e->codec.dest = &e->destination;
}

static cic_result finish(encoder *e) {
  cic_result result = e->errors.result;
  jpeg_destroy_compress(&e->codec);
  if (result.status != CIC_OK) free(e->output.bytes);
  free(e);
  return result;
}

static void write_picture(encoder *e, const uint8_t *rgb, const uint8_t *exif, size_t exif_count) {
  jpeg_start_compress(&e->codec, TRUE);
  if (exif != NULL) jpeg_write_marker(&e->codec, JPEG_APP0 + 1, exif, (unsigned int)exif_count);
  size_t stride = (size_t)e->codec.image_width * 3;
  while (e->codec.next_scanline < e->codec.image_height) {
    JSAMPROW row = (JSAMPROW)(rgb + e->codec.next_scanline * stride);
    jpeg_write_scanlines(&e->codec, &row, 1);
  }
  jpeg_finish_compress(&e->codec);
}

cic_result cic_jpeg_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, int quality, const uint8_t *exif,
    size_t exif_count, cic_buffer *output) {
  encoder *e = calloc(1, sizeof(encoder));
  if (e == NULL) return cic_make_result(CIC_NO_MEMORY, "");
  e->codec.err = cic_jpeg_install(&e->errors);
  if (setjmp(e->errors.escape)) return finish(e);
  jpeg_create_compress(&e->codec);
  collect_output(e);
  e->codec.image_width = width;
  e->codec.image_height = height;
  e->codec.input_components = 3;
  e->codec.in_color_space = JCS_RGB;
  jpeg_set_defaults(&e->codec);
  jpeg_set_quality(&e->codec, quality, TRUE);
  e->codec.optimize_coding = TRUE;
  // EXIF wants its segment first; a JFIF header would stand before it.
  if (exif != NULL) e->codec.write_JFIF_header = FALSE;
  write_picture(e, rgb, exif, exif_count);
  output->bytes = e->output.bytes;
  output->count = e->output.count;
  return finish(e);
}

void cic_free(cic_buffer buffer) { free(buffer.bytes); }
