#define LOOM_KERNEL_SET plain_kernels
#include "engine/onednn/kernels.inl"

namespace loom::onednn {

const Kernels& kernels()
{
#if defined(__x86_64__)
    static const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (avx2)
        return avx2_kernels();
#endif
    return plain_kernels();
}

} // namespace loom::onednn
