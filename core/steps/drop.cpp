#include "data/step.h"

#include <algorithm>

namespace loom {
namespace {

struct Drop {
    static bool takes(const Column&) { return true; }
    Status apply(Table& table, const std::string& column) const
    {
        std::erase_if(table.columns, [&](const Column& c) { return c.name == column; });
        return Ok{};
    }
    Message summary() const { return LOOM_TEXT("not learned from"); }
};

} // namespace

const StepType& drop_step()
{
    static const StepType type = step<Drop>({
        .id = "drop",
        .title = LOOM_TEXT("Drop columns"),
        .help = LOOM_TEXT("Nothing is learned from these columns. The file stays as it is."),
        .group = StepGroup::Columns,
        .looks_into = false,
    });
    return type;
}

} // namespace loom
