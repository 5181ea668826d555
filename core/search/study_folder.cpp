#include "search/study_folder.h"
#include "base/json.h"
#include "project/document_json.h"
#include "schema/recipe.h"
#include "train/as_trained.h"
#include "train/runs.h"

#include <charconv>

namespace loom {
namespace {

constexpr std::size_t largest_study = std::size_t{1} << 28;

/// 3 for "search-3" of the kind "search", 0 for other names.
std::int64_t number_of(std::string_view name, std::string_view kind)
{
    if (!name.starts_with(kind) || !name.substr(kind.size()).starts_with('-'))
        return 0;
    name.remove_prefix(kind.size() + 1);
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), n);
    return error == std::errc{} && end == name.data() + name.size() ? n : 0;
}

bool asks(const fs::path& folder, const nlohmann::json& question)
{
    const auto text = read_file(folder / "study.json", largest_study);
    const auto parsed = text ? parse_json(*text, path_text(folder)) : Result<nlohmann::json>(text.error());
    return parsed && *parsed == question;
}

} // namespace

nlohmann::json question_of(const Document& document)
{
    nlohmann::json question{{"network", *parse_json(document_text(as_trained(document)), "question")}};
    for (const char* key : {"epochs", "most_steps", "most_minutes"})
        std::visit([&](const auto& value) { question[key] = value; }, document.recipe().settings[*recipe_type().index_of(key)]);
    return question;
}

std::optional<fs::path> last_study_folder(const fs::path& project, std::string_view kind)
{
    std::optional<fs::path> last;
    std::int64_t most = 0;
    std::error_code error;
    for (fs::directory_iterator it(Runs::beside(project) / ".studies", error), end; !error && it != end; it.increment(error))
        if (const std::int64_t n = number_of(path_text(it->path().filename()), kind); n > most) {
            most = n;
            last = it->path();
        }
    return last;
}

Result<StudyFolder> open_study(const fs::path& project, std::string_view kind, const nlohmann::json& question, bool fresh)
{
    const fs::path root = Runs::beside(project) / ".studies";
    std::error_code error;
    std::int64_t last = 0, same = 0;
    for (fs::directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
        const std::int64_t n = number_of(path_text(it->path().filename()), kind);
        last = std::max(last, n);
        if (!fresh && n > same && asks(it->path(), question))
            same = n;
    }
    error.clear();
    fs::create_directories(root, error);
    bool made = same > 0;
    for (std::int64_t n = same; !error; ++n) {
        if (same == 0) {
            n = ++last;
            made = fs::create_directory(root / (std::string(kind) + "-" + std::to_string(n)), error);
        }
        if (!made)
            continue; // Another program was faster.
        std::string name = std::string(kind) + "-" + std::to_string(n);
        const fs::path folder = root / name;
        auto lock = FolderLock::try_lock(folder);
        if (!lock)
            return Error{Message(LOOM_TEXT("Another program is busy with %1."), name), LOOM_TEXT("Wait for it, or begin a new one with --new.")};
        if (same == 0)
            LOOM_TRY(write_file(folder / "study.json", question.dump(1) + "\n"));
        return StudyFolder{std::move(name), folder, std::move(*lock), same > 0};
    }
    return system_error(LOOM_TEXT("The folder for studies, %1, cannot be made."), root, error.value());
}

} // namespace loom
