#include "dispatch.h"

#include <stdatomic.h>

#include "CPixelKernels.h"

static atomic_int is_plain;

int cpk_plain_is_forced(void) { return atomic_load_explicit(&is_plain, memory_order_relaxed); }

void cpk_use_plain_forms(int plain) {
  atomic_store_explicit(&is_plain, plain, memory_order_relaxed);
}
