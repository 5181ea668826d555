#include "base/control_group.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace loom {
namespace {

namespace fs = std::filesystem;

/// A tree of groups that is mounted here, and this process's group in it.
struct Membership {
    fs::path top, group; // `group` is `top` or below.
    bool version_2 = false, processors = false, memory = false;
};

/// Words between `separator`s.
std::vector<std::string> split(const std::string& line, char separator)
{
    std::vector<std::string> words;
    std::istringstream in(line);
    for (std::string word; std::getline(in, word, separator);)
        words.push_back(word);
    return words;
}

bool holds(const std::vector<std::string>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

/// mountinfo writes spaces, tabs, newlines and backslashes as three octal digits.
std::string unescaped(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\\' && i + 3 < text.size()) {
            out += char((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            out += text[i];
        }
    return out;
}

/// Where the folder of `group` is, when the group `mounted` is seen at `top`. Outside of that nothing can be seen;
/// `top` is nearest then.
fs::path folder_of(const fs::path& group, const fs::path& mounted, const fs::path& top)
{
    const fs::path relative = group.lexically_relative(mounted);
    return relative.empty() || *relative.begin() == ".." || *relative.begin() == "." ? top : top / relative;
}

std::vector<Membership> memberships(const fs::path& root)
{
    // "0::/user.slice/a" (version 2) or "4:cpu,cpuacct:/a" (version 1).
    std::vector<std::pair<std::vector<std::string>, fs::path>> groups;
    std::ifstream own(root / "proc/self/cgroup");
    for (std::string line; std::getline(own, line);) {
        const auto first = line.find(':'), second = line.find(':', first == line.npos ? first : first + 1);
        if (second != line.npos)
            groups.emplace_back(split(line.substr(first + 1, second - first - 1), ','), line.substr(second + 1));
    }
    // "30 23 0:26 <root in the tree> <mount point> rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"
    std::vector<Membership> found;
    std::ifstream mounts(root / "proc/self/mountinfo");
    for (std::string line; std::getline(mounts, line);) {
        const std::vector<std::string> words = split(line, ' ');
        const auto dash = std::ranges::find(words, "-");
        if (words.size() < 5 || words.end() - dash < 4 || (dash[1] != "cgroup" && dash[1] != "cgroup2"))
            continue;
        Membership m{.version_2 = dash[1] == "cgroup2"};
        const std::vector<std::string> controllers = split(dash[3], ',');
        m.processors = m.version_2 || holds(controllers, "cpu");
        m.memory = m.version_2 || holds(controllers, "memory");
        if (!m.processors && !m.memory)
            continue;
        m.top = root / fs::path(unescaped(words[4])).relative_path();
        for (const auto& [named, group] : groups)
            if (m.version_2 ? named.empty() : holds(named, m.processors ? "cpu" : "memory")) {
                m.group = folder_of(group, unescaped(words[3]), m.top);
                found.push_back(m);
                break;
            }
    }
    return found;
}

double processors_of(const fs::path& group, bool version_2)
{
    // Quota and period in µs; "max" or -1: no limit.
    double quota = -1, period = -1;
    if (version_2) {
        std::ifstream in(group / "cpu.max");
        std::string word;
        in >> word >> period;
        quota = word.empty() || word == "max" ? -1 : std::atof(word.c_str());
    } else {
        std::ifstream(group / "cpu.cfs_quota_us") >> quota;
        std::ifstream(group / "cpu.cfs_period_us") >> period;
    }
    return quota > 0 && period > 0 ? quota / period : std::numeric_limits<double>::infinity();
}

std::optional<std::size_t> free_memory_of(const fs::path& group, bool version_2)
{
    std::size_t limit = 0, used = 0; // "max" is no number.
    if (!(std::ifstream(group / (version_2 ? "memory.max" : "memory.limit_in_bytes")) >> limit) ||
        !(std::ifstream(group / (version_2 ? "memory.current" : "memory.usage_in_bytes")) >> used) ||
        limit >= std::size_t{1} << 62) // How version 1 says: none.
        return {};
    // Cached files give way.
    std::ifstream stat(group / "memory.stat");
    std::string key;
    for (std::size_t value = 0; stat >> key >> value;)
        if (key == (version_2 ? "inactive_file" : "total_inactive_file"))
            used -= std::min(used, value);
    return limit > used ? limit - used : 0;
}

} // namespace

ControlGroupLimits control_group_limits(const fs::path& root)
{
    ControlGroupLimits limits{std::numeric_limits<double>::infinity(), {}};
    for (const Membership& m : memberships(root))
        for (fs::path group = m.group;; group = group.parent_path()) {
            if (m.processors)
                limits.processors = std::min(limits.processors, processors_of(group, m.version_2));
            if (m.memory)
                if (const auto free = free_memory_of(group, m.version_2))
                    limits.free_memory = std::min(limits.free_memory.value_or(*free), *free);
            if (group == m.top || group == group.parent_path())
                break;
        }
    return limits;
}

} // namespace loom
