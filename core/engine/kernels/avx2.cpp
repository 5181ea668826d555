// Compiled for AVX2 and FMA; called only where the processor has both.
#if defined(__x86_64__)
#define LOOM_KERNEL_SET avx2_kernels
#include "engine/kernels/all.inl"
#endif
