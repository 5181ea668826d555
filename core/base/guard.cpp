#include "base/guard.h"
#include "base/files.h"

#include <new>
#include <system_error>

namespace loom {

Error machine_refusal()
{
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return {LOOM_TEXT("There is not enough memory."),
                LOOM_TEXT("Close other programs, or take less data, a smaller batch or a smaller network."),
                Blame::Machine};
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::resource_unavailable_try_again)
            return {LOOM_TEXT("The system starts no further thread."),
                    LOOM_TEXT("Close other programs, or raise the limits of memory and processes (ulimit)."),
                    Blame::Machine};
        return {LOOM_TEXT("The system refuses what is needed here."), system_hint(error.code().value()),
                Blame::Machine};
    }
}

} // namespace loom
