#pragma once
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loom {

/// Times of the day as people and files write them. A time is a count of seconds since 1970-01-01T00:00:00Z. The clock may be set and may
/// jump: whoever waits for a time looks at it again and again.

/// Now, by the system's clock.
std::int64_t utc_seconds();

/// "2026-11-23T07:40:00Z", in files.
std::string utc_text(std::int64_t seconds);
/// The same back; nothing for other texts and for days that no calendar has.
std::optional<std::int64_t> seconds_of_utc(std::string_view);

/// "2026-11-23 15:40", by the clocks where this machine is; with its seconds where it has some.
std::string local_text(std::int64_t seconds);
/// "22:00" (the next one after `now`), "2026-11-30 22:00" or "2026-11-30T22:00", by the clocks where this machine is; seconds may follow.
/// Where the clocks are put back, the first of the two. Errors: no time, one that the clocks leave out, one that is not after `now`.
Result<std::int64_t> seconds_of_local(std::string_view, std::int64_t now);

} // namespace loom
