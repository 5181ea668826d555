#include "data/table_cache.h"

#include "base/files.h"
#include "base/guard.h"
#include "base/json.h"
#include "base/random.h"
#include "base/threads.h"
#include "data/place.h"

#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace loom {
namespace {

using nlohmann::json;

constexpr int form = 1;                                          // Of the file; another one whenever it changes.
constexpr std::uint64_t least_bytes = std::uint64_t{32} << 20;   // Smaller files are read as quickly.
constexpr std::int64_t settled_ns = 2'000'000'000;               // Within that a change may leave the times as they are.
constexpr std::string_view magic = "loom tbl";
constexpr std::size_t alignment = 64;
constexpr const char* ending = ".table";

std::int64_t nanoseconds(const timespec& t)
{
    return t.tv_sec * std::int64_t{1'000'000'000} + t.tv_nsec;
}

fs::path folder()
{
    const fs::path cache = user_cache_folder();
    return cache.empty() ? cache : cache / "tables";
}

fs::path file_of(const std::string& key)
{
    return folder() / (std::to_string(stream_of(key)) + ending);
}

json to_json(const Message& m)
{
    json arguments = json::array();
    for (const Message& a : m.arguments)
        arguments.push_back(to_json(a));
    return {m.pattern, arguments, m.verbatim};
}

Message message_from(const json& j)
{
    Message m;
    m.pattern = j.at(0).get<std::string>();
    for (const json& a : j.at(1))
        m.arguments.push_back(message_from(a));
    m.verbatim = j.at(2).get<bool>();
    return m;
}

/// The values of a table, one piece of memory after the other, each from the next multiple of 64 bytes on.
struct CachePieces {
    std::vector<std::string_view> pieces;
    std::uint64_t end = 0;

    /// Where it will lie, and how many values it has.
    template <class T>
    json add(std::span<const T> values)
    {
        const std::uint64_t begin = end;
        pieces.emplace_back(reinterpret_cast<const char*>(values.data()), values.size_bytes());
        end = (end + values.size_bytes() + alignment - 1) / alignment * alignment;
        return {begin, values.size()};
    }
};

/// Nothing for pictures and sounds, which are more than values.
std::optional<json> header_of(const std::string& key, const Table& table, CachePieces& pieces)
{
    json columns = json::array();
    for (const Column& c : table.columns) {
        json values = std::visit(
            overloaded{[&](const ColumnArray<std::int64_t>& v) -> json { return {"whole", pieces.add(std::span(v.begin(), v.end()))}; },
                       [&](const ColumnArray<double>& v) -> json { return {"real", pieces.add(std::span(v.begin(), v.end()))}; },
                       [&](const Codes& codes) -> json {
                           return {"codes", pieces.add(std::span(codes.codes.begin(), codes.codes.end())), codes.names};
                       },
                       [&](const Texts& t) -> json {
                           return {"texts", pieces.add(std::span(t.bytes().data(), t.bytes().size())), pieces.add(t.ends())};
                       },
                       [](const auto&) -> json { return nullptr; }},
            c.cells);
        if (values.is_null())
            return {};
        columns.push_back({c.name, column_type_id(c.type), int(c.date_order), std::move(values)});
    }
    json bad = json::array(), notes = json::array();
    for (const BadRow& row : table.bad_rows)
        bad.push_back({row.place, to_json(row.reason)});
    for (const Message& note : table.notes)
        notes.push_back(to_json(note));
    const json split = pieces.add(std::span<const Part>(table.split));
    return json{{"key", key},          {"source", table.source},    {"path", table.path},
                {"rows", table.rows},  {"columns", columns},        {"split", split},
                {"target", table.target}, {"scored_on_all", table.scored_on_all},
                {"bad_rows", bad},     {"bad_row_count", table.bad_row_count}, {"notes", notes}};
}

/// In front of the header: magic, its bytes, their hash; all of them up to where the values begin.
struct Front {
    std::array<char, magic.size()> mark{};
    std::uint64_t header_bytes = 0, hash = 0, values_begin = 0, values_bytes = 0;
};

std::uint64_t hash_of(std::string_view header, const Front& front)
{
    return hash_text(header, front.values_begin ^ front.values_bytes << 1 ^ std::uint64_t(form));
}

/// The memory of a mapped file, by what a header says of it.
class MappedValues {
public:
    MappedValues(std::shared_ptr<const void> file, std::string_view bytes) : file_(std::move(file)), bytes_(bytes) {}

    /// Throws json::exception or std::out_of_range where they lie outside.
    template <class T>
    ColumnArray<T> at(const json& place) const
    {
        const auto begin = place.at(0).get<std::uint64_t>(), size = place.at(1).get<std::uint64_t>();
        if (begin % alignment || begin > bytes_.size() || size > (bytes_.size() - begin) / sizeof(T))
            throw std::out_of_range("values");
        return {std::span(reinterpret_cast<const T*>(bytes_.data() + begin), std::size_t(size)), file_};
    }

private:
    std::shared_ptr<const void> file_;
    std::string_view bytes_;
};

Cells cells_from(const json& j, const MappedValues& values)
{
    const auto kind = j.at(0).get<std::string>();
    if (kind == "whole")
        return values.at<std::int64_t>(j.at(1));
    if (kind == "real")
        return values.at<double>(j.at(1));
    if (kind == "codes")
        return Codes{values.at<std::int32_t>(j.at(1)), j.at(2).get<std::vector<std::string>>()};
    return Texts(values.at<char>(j.at(1)), values.at<std::uint64_t>(j.at(2)));
}

std::shared_ptr<const Table> table_from(const json& j, const MappedValues& values)
{
    auto table = std::make_shared<Table>();
    table->source = j.at("source").get<std::string>();
    table->path = j.at("path").get<std::string>();
    table->rows = j.at("rows").get<std::size_t>();
    table->target = j.at("target").get<std::string>();
    table->scored_on_all = j.at("scored_on_all").get<bool>();
    const auto split = values.at<Part>(j.at("split"));
    table->split.assign(split.begin(), split.end());
    for (const json& row : j.at("bad_rows"))
        table->bad_rows.push_back({row.at(0).get<std::string>(), message_from(row.at(1))});
    table->bad_row_count = j.at("bad_row_count").get<std::size_t>();
    for (const json& note : j.at("notes"))
        table->notes.push_back(message_from(note));
    for (const json& c : j.at("columns")) {
        const auto type = find_column_type(c.at(1).get<std::string>());
        if (!type)
            return nullptr;
        table->columns.push_back({c.at(0).get<std::string>(), *type, cells_from(c.at(3), values), DateOrder(c.at(2).get<int>())});
        if (table->columns.back().size() != table->rows)
            return nullptr;
    }
    return table;
}

/// The oldest go until there is room for `bytes`; false where there cannot be.
bool make_room(std::uint64_t bytes, std::uint64_t most_bytes)
{
    struct Kept {
        fs::file_time_type used;
        std::uint64_t bytes;
        fs::path path;
    };
    if (bytes > most_bytes)
        return false;
    std::error_code error;
    std::vector<Kept> all;
    std::uint64_t sum = bytes;
    for (fs::directory_iterator entry(folder(), error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ending) {
            std::error_code gone;
            all.push_back({entry->last_write_time(gone), entry->file_size(gone), entry->path()});
            sum += gone ? 0 : all.back().bytes;
        }
    std::ranges::sort(all, {}, &Kept::used);
    for (const Kept& kept : all) {
        if (sum <= most_bytes)
            break;
        fs::remove(kept.path, error);
        sum -= kept.bytes;
    }
    const auto space = fs::space(folder(), error);
    return !error && space.available / 4 >= bytes;
}

std::atomic<bool> ending_program = false;

/// Keeps tables one after the other.
class Keeper {
public:
    ~Keeper()
    {
        ending_program = true;
        {
            const std::lock_guard lock(mutex_);
            waiting_.clear();
            over_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable())
            thread_.join();
    }
    void add(const std::string& key, std::shared_ptr<const Table> table)
    {
        const std::lock_guard lock(mutex_);
        if (!thread_.joinable())
            thread_ = std::thread([this] { work(); });
        waiting_.emplace_back(key, std::move(table));
        changed_.notify_all();
    }
    void wait()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_.empty() && !busy_; });
    }

private:
    void work()
    {
        lower_thread_priority();
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [&] { return over_ || !waiting_.empty(); });
            if (over_)
                return;
            const auto [key, table] = std::move(waiting_.front());
            waiting_.pop_front();
            busy_ = true;
            lock.unlock();
            // It is a favour: what it fails of, memory too, nobody need know.
            const Status kept = guarded([&] { return keep_table(key, *table); });
            static_cast<void>(kept);
            lock.lock();
            busy_ = false;
            changed_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::pair<std::string, std::shared_ptr<const Table>>> waiting_;
    bool over_ = false, busy_ = false;
    std::thread thread_;
};

Keeper& keeper()
{
    static Keeper keeper;
    return keeper;
}

} // namespace

std::optional<std::string> table_key(const SourceType& source, const Values& settings, const Place& place)
{
    if (!source.reads || place.in_archive() || folder().empty())
        return {};
    json files = json::array();
    std::uint64_t bytes = 0;
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    for (const Place& file : source.reads(settings, place)) {
        const fs::path path = file.path();
        struct stat info {};
        if (::stat(path.c_str(), &info) != 0) {
            files.push_back({path.string(), nullptr});
            continue;
        }
        const std::int64_t changed = std::max(nanoseconds(info.st_mtim), nanoseconds(info.st_ctim));
        if (!S_ISREG(info.st_mode) || nanoseconds(now) - changed < settled_ns)
            return {};
        bytes += std::uint64_t(info.st_size);
        files.push_back({fs::absolute(path).string(), info.st_size, nanoseconds(info.st_mtim), nanoseconds(info.st_ctim), info.st_dev,
                         info.st_ino});
    }
    if (bytes < least_bytes)
        return {};
    json values = json::array();
    for (const Value& v : settings)
        values.push_back(std::visit([](const auto& value) { return json(value); }, v));
    return json_line({{"form", form},         {"program", LOOM_VERSION}, {"source", source.id}, {"settings", values},
                      {"path", path_text(place.path())}, {"files", files}});
}

std::shared_ptr<const Table> kept_table(const std::string& key)
{
    const fs::path path = file_of(key);
    const auto mapped = map_file(path);
    if (!mapped)
        return nullptr;
    const std::string_view bytes = mapped->bytes;
    Front front;
    if (bytes.size() < sizeof front)
        return nullptr;
    std::memcpy(&front, bytes.data(), sizeof front);
    if (std::string_view(front.mark.data(), front.mark.size()) != magic || front.header_bytes > bytes.size() - sizeof front ||
        front.values_begin > bytes.size() || front.values_bytes != bytes.size() - front.values_begin ||
        front.values_begin < sizeof front + front.header_bytes)
        return nullptr;
    const std::string_view header = bytes.substr(sizeof front, std::size_t(front.header_bytes));
    if (hash_of(header, front) != front.hash)
        return nullptr;
    try {
        const json j = json::parse(header);
        if (j.at("key") != key)
            return nullptr;
        auto table = table_from(j, {mapped->keeper, bytes.substr(std::size_t(front.values_begin))});
        std::error_code ignored;
        if (table) // Used now.
            fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
        return table;
    } catch (const std::exception&) {
        return nullptr;
    }
}

Status keep_table(const std::string& key, const Table& table, std::uint64_t most_bytes)
{
    CachePieces pieces;
    const auto j = header_of(key, table, pieces);
    if (!j)
        return Ok{};
    const std::string header = json_line(*j);
    Front front;
    std::ranges::copy(magic, front.mark.begin());
    front.header_bytes = header.size();
    front.values_begin = (sizeof front + header.size() + alignment - 1) / alignment * alignment;
    front.values_bytes = pieces.end;
    front.hash = hash_of(header, front);
    std::error_code ignored;
    fs::create_directories(folder(), ignored);
    if (!make_room(front.values_begin + front.values_bytes, most_bytes))
        return Ok{};
    return write_file(file_of(key), [&](const Sink& sink) -> Status {
        constexpr std::array<char, alignment> zeros{};
        const auto aligned = [&](std::string_view piece) -> Status {
            constexpr std::size_t at_once = std::size_t{4} << 20;
            for (std::size_t done = 0; done < piece.size(); done += at_once) {
                if (ending_program)
                    return Error{LOOM_TEXT("The program ends."), {}, Blame::Call};
                LOOM_TRY(sink(piece.substr(done, at_once)));
            }
            return sink(std::string_view(zeros.data(), (alignment - piece.size() % alignment) % alignment));
        };
        std::string beginning(reinterpret_cast<const char*>(&front), sizeof front);
        LOOM_TRY(aligned(beginning + header));
        for (const std::string_view piece : pieces.pieces)
            LOOM_TRY(aligned(piece));
        return Ok{};
    });
}

void keep_table_later(const std::string& key, std::shared_ptr<const Table> table)
{
    keeper().add(key, std::move(table));
}

void wait_for_kept_tables()
{
    keeper().wait();
}

} // namespace loom
