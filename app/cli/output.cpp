#include "cli/output.h"
#include "base/files.h"
#include "base/json.h"
#include "cli/command.h"
#include "graph/finding_place.h"
#include "train/ailment.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <cmath>

namespace loom::cli {
namespace {

int write_failure = 0; // errno of the first failure; 0: none.

/// Everything at once, so that lines of several threads or programs do not mix.
int write_all(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        text.remove_prefix(std::size_t(n));
    }
    return 0;
}

/// Columns on a terminal: Chinese characters take two.
std::size_t looks_wide(std::string_view text)
{
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c & 0xC0) == 0x80)
            continue;
        // Three-byte characters from U+2E80 on begin with E2 BA; everything from E3 on is wide.
        const bool wide =
            c >= 0xE3 || (c == 0xE2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xBA);
        columns += wide ? 2 : 1;
    }
    return columns;
}

} // namespace

void print_line(std::string_view text)
{
    if (write_failure == 0)
        write_failure = write_all(STDOUT_FILENO, std::string(text) + "\n");
}

void print(const Message& message)
{
    print_line(render(message));
}

void print_json(const nlohmann::json& object)
{
    print_line(json_line(object));
}

void print_table(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            widths.resize(std::max(widths.size(), i + 1));
            widths[i] = std::max(widths[i], looks_wide(row[i]));
        }
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? row[i] + std::string(widths[i] - looks_wide(row[i]) + 2, ' ') : row[i];
        print_line(line);
    }
}

std::optional<Error> output_error()
{
    if (write_failure == 0 || write_failure == EPIPE)
        return {};
    // Nothing was there before that could be unchanged.
    return Error{LOOM_TEXT("Standard output cannot be written."),
                 write_failure == ENOSPC
                     ? Message(LOOM_TEXT("The disk is full. Free some space, or choose another place."))
                     : system_hint(write_failure),
                 Blame::Machine};
}

void write_stderr(std::string_view text)
{
    (void)write_all(STDERR_FILENO, text);
}

void tell(const Message& message)
{
    write_stderr(render(message) + "\n");
}

int fail(const Error& error)
{
    std::string text = "loom: " + render(error.message) + "\n";
    if (!error.hint.empty())
        text += "  " + render(error.hint) + "\n";
    write_stderr(text);
    switch (error.blame) {
    case Blame::Input:
        return wrong_input;
    case Blame::Call:
        return wrong_call;
    case Blame::Machine:
        return machine_refused;
    }
    return machine_refused;
}

namespace {

/// “warning: …”, the hint and the repair under it, each with the end of its line.
std::string finding_text(Severity severity, const Message& message, const Message& hint, const Message& repair)
{
    Text kind = LOOM_TEXT("note");
    if (severity == Severity::Error)
        kind = LOOM_TEXT("error");
    else if (severity == Severity::Warning)
        kind = LOOM_TEXT("warning");
    std::string text = render(Message(LOOM_TEXT("%1: %2"), kind, message)) + "\n";
    if (!hint.empty())
        text += "  " + render(hint) + "\n";
    if (!repair.empty())
        text += "  " + render(Message(LOOM_TEXT("Repair: %1"), repair)) + "\n";
    return text;
}

} // namespace

void tell(const Finding& finding, const Document& document)
{
    write_stderr(finding_text(finding.severity, told_with_way(document, finding), finding.hint,
                              finding.fixes.empty() ? Message() : finding.fixes.front().label));
}

std::string diagnosis_text(const Diagnosis& d, const Document& document)
{
    const auto remedy = remedy_of(d, document);
    return finding_text(d.severity, d.message, d.hint, remedy ? remedy->label : Message());
}

bool stderr_is_terminal()
{
    return ::isatty(STDERR_FILENO) == 1;
}

Message duration(double seconds)
{
    const auto s = std::int64_t(std::llround(seconds));
    if (s < 60)
        return Message(LOOM_TEXT("%1 s"), s);
    if (s < 3600)
        return Message(LOOM_TEXT("%1 min %2 s"), s / 60, s % 60);
    return Message(LOOM_TEXT("%1 h %2 min"), s / 3600, s % 3600 / 60);
}

std::string size_text(std::size_t bytes)
{
    const double mib = double(bytes) / (1 << 20);
    return mib < 10 ? fmt::format("{:.1f} MiB", mib) : fmt::format("{:.0f} MiB", mib);
}

std::string share_text(double share)
{
    return std::isfinite(share) ? fmt::format("{:.2f}%", 100 * share) : "–";
}

} // namespace loom::cli
