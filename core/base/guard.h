#pragma once
#include "base/result.h"

#include <type_traits>

namespace loom {

/// Only in a catch block: the error for the machine's refusal (no memory, no thread, another system call) that the
/// standard library tells by an exception. Any other exception is a fault of ours and goes on.
Error machine_refusal();

/// What `work` returns, a Result; where the machine refuses it memory or a thread, that as an Error which blames
/// Machine. Belongs where an exception would leave a room.
template <class Work>
std::invoke_result_t<Work> guarded(Work work)
{
    try {
        return work();
    } catch (...) {
        return machine_refusal();
    }
}

} // namespace loom
