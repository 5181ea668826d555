#define LOOM_KERNEL_SET plain_kernels
#include "engine/onednn/kernels.inl"
