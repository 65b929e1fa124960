#include "jpeg_error.h"

static cic_status status_of(int code) {
  switch (code) {
    case JERR_OUT_OF_MEMORY:
      return CIC_NO_MEMORY;
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
    case JERR_NO_BACKING_STORE:
      return CIC_TOO_LARGE;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_ARITH_NOTIMPL:
    case JERR_NOT_COMPILED:
      return CIC_UNSUPPORTED;
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY:
      return CIC_TRUNCATED;
    default:
      return CIC_CORRUPT;
  }
}

static void describe(j_common_ptr codec, cic_status status) {
  cic_jpeg_errors *errors = (cic_jpeg_errors *)codec->err;
  char text[JMSG_LENGTH_MAX];
  errors->base.format_message(codec, text);
  errors->result = cic_make_result(status, text);
}

static void leave(j_common_ptr codec) {
  cic_jpeg_errors *errors = (cic_jpeg_errors *)codec->err;
  // What fails after the data has ended fails because it has ended.
  if (errors->has_ended) {
    describe(codec, CIC_TRUNCATED);
  } else {
    describe(codec, status_of(codec->err->msg_code));
  }
  longjmp(errors->escape, 1);
}

// libjpeg goes on after a warning. Stray bytes between segments and oddly ordered progressive scans
// are common and harmless; the rest mean that some pixels are not what was photographed, which a measuring program has to report.
static void note(j_common_ptr codec, int level) {
  cic_jpeg_errors *errors = (cic_jpeg_errors *)codec->err;
  if (level >= 0) return;
  errors->base.num_warnings++;
  if (errors->result.status != CIC_OK) return;
  switch (codec->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_ADOBE_XFORM:
    case JWRN_JFIF_MAJOR:
    case JWRN_BOGUS_PROGRESSION:
      return;
    case JWRN_JPEG_EOF:
      // The pixels may all be there: only a decoder that lacks bits (JWRN_HIT_MARKER) knows.
      errors->has_ended = 1;
      return;
    default:
      describe(codec, errors->has_ended ? CIC_TRUNCATED : CIC_CORRUPT);
  }
}

static void print_nothing(j_common_ptr codec) { (void)codec; }

struct jpeg_error_mgr *cic_jpeg_install(cic_jpeg_errors *errors) {
  struct jpeg_error_mgr *base = jpeg_std_error(&errors->base);
  base->error_exit = leave;
  base->emit_message = note;
  base->output_message = print_nothing;
  errors->result = cic_make_result(CIC_OK, "");
  errors->has_ended = 0;
  return base;
}
