#define LOOM_KERNEL_SET plain_kernels
#include "engine/kernels/all.inl"
