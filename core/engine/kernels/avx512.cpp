// Compiled for AVX-512; called only where the processor has its parts F, BW, DQ and VL.
#if defined(__x86_64__)
#define LOOM_KERNEL_SET avx512_kernels
#include "engine/kernels/all.inl"
#endif
