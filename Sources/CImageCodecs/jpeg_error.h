// The error handler that both JPEG directions share; not seen by Swift.
#ifndef PLUMBLINE_CIC_JPEG_ERROR_H
#define PLUMBLINE_CIC_JPEG_ERROR_H

#include <setjmp.h>
#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>

#include "result.h"

/// libjpeg's error manager (first, so that its pointer is ours), the place to return to, and what
/// is known about the failure.
typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf escape;
  cic_result result;
  /// Whether the data ended before the end mark.
  int has_ended;
} cic_jpeg_errors;

/// Prepares the handler; the caller must `setjmp(errors->escape)` before using the codec.
struct jpeg_error_mgr *cic_jpeg_install(cic_jpeg_errors *errors);

#endif
