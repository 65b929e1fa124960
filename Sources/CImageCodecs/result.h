// Results and output buffers, as all codecs here make them; not seen by Swift.
#ifndef PLUMBLINE_CIC_RESULT_H
#define PLUMBLINE_CIC_RESULT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CImageCodecs.h"

static inline cic_result cic_make_result(cic_status status, const char *message) {
  cic_result result = {.status = status};
  snprintf(result.message, CIC_MESSAGE_CAPACITY, "%s", message);
  return result;
}

/// Bytes that grow as a codec writes them.
typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
} cic_growing;

/// Makes room for `added` more bytes; 0 when memory is out, with the bytes so far kept.
static inline int cic_grow(cic_growing *buffer, size_t added) {
  if (added <= buffer->capacity - buffer->count) return 1;
  size_t capacity = (buffer->capacity + added) * 2;
  uint8_t *grown = realloc(buffer->bytes, capacity);
  if (grown == NULL) return 0;
  buffer->bytes = grown;
  buffer->capacity = capacity;
  return 1;
}

#endif
