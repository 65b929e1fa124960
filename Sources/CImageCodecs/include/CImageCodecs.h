// JPEG and PNG for Swift: bytes in, pixels and a status out.
//
// libjpeg and libpng leave a failing call by longjmp, which must never cross a Swift frame. Every
// function here contains its own setjmp, owns everything that it allocates, and returns a status.
// Pixels are 8-bit RGB, three bytes each, rows from the top without padding.
#ifndef PLUMBLINE_C_IMAGE_CODECS_H
#define PLUMBLINE_C_IMAGE_CODECS_H

#include <stddef.h>
#include <stdint.h>

enum { CIC_MESSAGE_CAPACITY = 200 };

/// How a call ended.
typedef enum {
  CIC_OK = 0,
  /// The data ends too early; pixels that could be decoded are in the buffer.
  CIC_TRUNCATED,
  /// The data contradicts its format.
  CIC_CORRUPT,
  /// A legal picture of a kind that is not decoded here.
  CIC_UNSUPPORTED,
  /// Larger than the caller's limits, or than the memory that they allow.
  CIC_TOO_LARGE,
  /// Memory could not be had.
  CIC_NO_MEMORY,
  /// All pixels are there; only the mark at the end of the file is not.
  CIC_NO_END_MARK,
} cic_status;

/// The status with the library's own words (NUL-terminated, empty when there are none).
typedef struct {
  cic_status status;
  char message[CIC_MESSAGE_CAPACITY];
} cic_result;

/// What a header says.
typedef struct {
  /// Size as stored, before any orientation.
  uint32_t width, height;
  /// Size that decoding with the asked scale gives; equal to the stored size for PNG.
  uint32_t output_width, output_height;
} cic_header;

/// Bytes that a call allocated; give them back with `cic_free`.
typedef struct {
  uint8_t *bytes;
  size_t count;
} cic_buffer;

/// Reads the header of a JPEG and says how large it decodes at `eighths`/8 of its size.
///
/// `eighths` is 1...8. Nothing is allocated in proportion to the picture.
cic_result cic_jpeg_header(const uint8_t *bytes, size_t count, int eighths, cic_header *header);

/// Where decoded rows go, one after the other.
typedef struct {
  void *context;
  /// Where the next row is to be written, `output_width` pixels.
  uint8_t *(*place)(void *context);
  /// Told when the row is there.
  void (*take)(void *context);
} cic_row_sink;

/// Decodes a JPEG at `eighths`/8 of its size, row by row.
///
/// Grey, YCbCr, RGB, CMYK and YCCK (with Adobe's inversion) become RGB; no colour profile is
/// applied. `width` and `height` are the output size that `cic_jpeg_header` gives.
/// `maximum_memory` bounds what libjpeg may hold, which for a progressive file is the whole picture.
cic_result cic_jpeg_decode_rows(
    const uint8_t *bytes, size_t count, int eighths, size_t maximum_memory, uint32_t width,
    uint32_t height, cic_row_sink sink);

/// The same into `rgb`, which has room for all rows.
cic_result cic_jpeg_decode(
    const uint8_t *bytes, size_t count, int eighths, size_t maximum_memory, uint32_t width,
    uint32_t height, uint8_t *rgb);

/// Encodes a baseline JPEG with 4:2:0 chroma and optimised Huffman tables.
///
/// `exif` is the payload of an APP1 segment ("Exif", two NULs, a TIFF body; at most 65533 bytes)
/// or NULL. `quality` is libjpeg's 1...100.
cic_result cic_jpeg_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, int quality, const uint8_t *exif,
    size_t exif_count, cic_buffer *output);

/// Reads the header of a PNG.
cic_result cic_png_header(const uint8_t *bytes, size_t count, cic_header *header);

/// Decodes a PNG of any colour type, depth and interlacing into `rgb`.
///
/// Transparency is composited over the `background` colour (three bytes) in sample values, 16-bit
/// samples are rounded to 8 bits, no gamma or colour profile is applied.
cic_result cic_png_decode(
    const uint8_t *bytes, size_t count, const uint8_t *background, uint8_t *rgb, size_t capacity);

/// Encodes an 8-bit PNG.
///
/// With `palette_count` 0, `pixels` are RGB; else they are one index per pixel, each below
/// `palette_count` (at most 256), and `palette` holds RGB triples. `level` is zlib's 1...9.
cic_result cic_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, const uint8_t *palette,
    size_t palette_count, int level, cic_buffer *output);

/// What a PNG holds, as stored.
typedef struct {
  uint32_t width, height;
  /// Bytes per pixel of `cic_png_read_samples`: 1 for palette indices and grey of at most 8 bits,
  /// as stored; 4 for anything else, as 8-bit RGBA.
  uint32_t channels;
  /// Colours of the palette; 0 when there is none.
  uint32_t palette_count;
  /// RGB triples.
  uint8_t palette[768];
} cic_png_layout;

/// Reads the header and the palette of a PNG.
cic_result cic_png_read_layout(const uint8_t *bytes, size_t count, cic_png_layout *layout);

/// Decodes a PNG without changing its indices: `width * height * channels` bytes of the layout.
cic_result cic_png_read_samples(
    const uint8_t *bytes, size_t count, uint8_t *samples, size_t capacity);

/// Gives back what an encoder allocated.
void cic_free(cic_buffer buffer);

#endif
