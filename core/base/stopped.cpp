#include "base/stopped.h"

namespace loom {

Error opening_stopped()
{
    return {LOOM_TEXT("Opening the data was stopped."), {}, Blame::Call};
}

} // namespace loom
