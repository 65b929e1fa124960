// Which form of a kernel runs; not seen by Swift.
#ifndef PLUMBLINE_CPK_DISPATCH_H
#define PLUMBLINE_CPK_DISPATCH_H

/// Whether the plain forms were asked for.
int cpk_plain_is_forced(void);

#if defined(__x86_64__)
#define CPK_HAS(feature) (!cpk_plain_is_forced() && __builtin_cpu_supports(feature))
#endif

#endif
