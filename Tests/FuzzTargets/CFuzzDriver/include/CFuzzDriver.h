// libFuzzer's entry for programs that have a main of their own (LLVM, FuzzerInterface.h).
#ifndef PLUMBLINE_C_FUZZ_DRIVER_H
#define PLUMBLINE_C_FUZZ_DRIVER_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

/// Changes bytes in libFuzzer's own way, for mutators of our own that leave some inputs to it.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

#endif
