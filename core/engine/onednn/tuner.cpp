#include "engine/onednn/tuner.h"
#include "base/files.h"
#include "base/json.h"
#include "base/random.h"
#include "base/threads.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <new>

namespace loom::onednn {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

/// Of this file's form and of the loops that were measured: raised when either changes.
constexpr int version = 1;
constexpr std::size_t largest_file = 1 << 20;
constexpr auto most_time = std::chrono::milliseconds(200); // Of one program; a first step is to come within 0.3 s.
constexpr std::size_t least_runs = 3, most_runs = 7;
constexpr double clear_win = 0.92; // Of the rule's time. Less may be what else the machine does.

std::string machine(int threads)
{
    const auto* v = dnnl::version();
    return processor_name() + ", " + instruction_set() + ", oneDNN " + std::to_string(v->major) + "." +
           std::to_string(v->minor) + "." + std::to_string(v->patch) + ", " + std::to_string(threads) + " threads, " +
           std::to_string(version);
}

/// Empty where the user has no folder of his own.
fs::path cache_file(const std::string& machine)
{
    const fs::path folder = user_cache_folder();
    return folder.empty() ? folder : folder / ("convolutions-" + std::to_string(stream_of(machine)) + ".json");
}

/// What is known; nothing where the file is missing, damaged or another machine's.
Choices read_cache(const fs::path& file, const std::string& machine)
{
    Choices known;
    const auto text = read_file(file, largest_file);
    if (!text)
        return known;
    const auto parsed = parse_json(*text, "cache");
    if (!parsed || !parsed->is_object() || parsed->value("machine", json()) != machine ||
        !parsed->value("choices", json()).is_object())
        return known;
    for (const auto& [name, way] : parsed->at("choices").items())
        if (way == Compiler::winograd_way || way == Compiler::direct_way)
            known[name] = way;
    return known;
}

/// Whole or not at all, but without waiting for the disk as write_file() does: what a failing machine loses is measured
/// again. A cache that cannot be written costs the next start some time, and nobody anything else.
void write_cache(const fs::path& file, const std::string& machine, const Choices& found)
{
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    Choices all = read_cache(file, machine); // Another process may have added to it.
    all.insert(found.begin(), found.end());
    fs::path fresh = file;
    fresh += "." + std::to_string(getpid());
    const bool written = bool(std::ofstream(fresh) << json_line({{"machine", machine}, {"choices", all}}) << std::endl);
    if (written)
        fs::rename(fresh, file, ignored);
    else
        fs::remove(fresh, ignored);
}

double median(std::vector<double> v)
{
    const auto middle = v.begin() + std::ptrdiff_t(v.size() / 2);
    std::ranges::nth_element(v, middle);
    return *middle;
}

} // namespace

std::map<std::string, Tuner::Shape3x3> Tuner::shapes_in(const Program& program) const
{
    std::map<std::string, Shape3x3> found;
    const auto add = [&](TensorId x, TensorId w, TensorId y, const Window& window, std::int64_t groups, bool back) {
        Shape3x3 s{program.at(x).shape, program.at(w).shape, program.at(y).shape, window};
        if (!Compiler::has_winograd(s.x, s.w, window, groups))
            return;
        Shape3x3& known = found.try_emplace(Compiler::choice_name(s.x, s.w, window), s).first->second;
        known.work += double(count(s.y) * count(s.w)) / double(s.w[0]);
        known.both_ways = known.both_ways || back;
    };
    for (const Op& op : program.ops) {
        if (const auto* c = std::get_if<Conv>(&op))
            add(c->x, c->w, c->out, c->window, c->groups, false);
        else if (const auto* d = std::get_if<ConvBackwardData>(&op))
            add(d->out, d->w, d->grad, d->window, d->groups, true);
        else if (const auto* g = std::get_if<ConvBackwardWeights>(&op))
            add(g->x, g->out, g->grad, g->window, g->groups, true);
    }
    return found;
}

std::unique_ptr<Executable> Tuner::trial(const Shape3x3& s, const std::string& name, const std::string& way) const
{
    Program program;
    const auto tensor = [&](const Shape& shape, Role role) {
        program.tensors.push_back({.shape = shape, .role = role});
        return TensorId(program.tensors.size()) - 1;
    };
    const TensorId x = tensor(s.x, Role::Input), w = tensor(s.w, Role::Weight), y = tensor(s.y, Role::Output);
    program.ops.push_back(Conv{x, w, y, s.window});
    std::vector<TensorId> pictures{x};
    if (s.both_ways) {
        const TensorId grad = tensor(s.y, Role::Input);
        pictures.push_back(grad);
        program.ops.push_back(ConvBackwardData{grad, w, tensor(s.x, Role::Output), s.window});
        program.ops.push_back(ConvBackwardWeights{x, grad, tensor(s.w, Role::Output), s.window});
    }
    Compiler compiler(program, engine_, threads_, {{name, way}});
    for (TensorId id : pictures) // As the layers around it leave them.
        compiler.keep_blocked(id);
    compiler.compile();
    return ready_(program, compiler);
}

std::optional<std::string> Tuner::measured(const Shape3x3& s, const std::string& name, Clock::time_point until) const
{
    const std::string rule = Compiler::is_winograd_by_rule(s.x, s.w, s.y) ? Compiler::winograd_way : Compiler::direct_way,
                      other = rule == Compiler::winograd_way ? Compiler::direct_way : Compiler::winograd_way;
    // Both ways together once, at a rate that every processor with these loops has, and again warm.
    const double directions = s.both_ways ? 3 : 1, one_run = 2e-11 * directions * double(count(s.y) * count(s.w)) / double(s.w[0]) / threads_;
    const std::chrono::duration<double> left = until - Clock::now();
    if (one_run * 2 * double(least_runs + 1) > left.count())
        return {};
    const std::unique_ptr<Executable> ways[2] = {trial(s, name, rule), trial(s, name, other)};
    std::vector<double> seconds[2];
    for (std::size_t i = 0; i <= most_runs; ++i) {
        if (i > 0 && Clock::now() > until)
            break;
        for (int way : {0, 1}) {
            const auto begin = Clock::now();
            if (!ways[way]->run())
                return rule;
            if (i > 0) // The first one warms the caches up.
                seconds[way].push_back(std::chrono::duration<double>(Clock::now() - begin).count());
        }
    }
    if (seconds[1].size() < least_runs)
        return {};
    const bool wins = median(seconds[1]) < clear_win * median(seconds[0]) &&
                      std::ranges::min(seconds[1]) < clear_win * std::ranges::min(seconds[0]);
    return wins ? other : rule;
}

void Tuner::choose(const Program& program, Choices& choices) const
{
    std::vector<std::pair<std::string, Shape3x3>> open;
    for (auto& [name, s] : shapes_in(program))
        if (!choices.contains(name))
            open.emplace_back(name, s);
    if (open.empty())
        return;
    const std::string here = machine(threads_);
    const fs::path file = cache_file(here);
    const Choices known = file.empty() ? Choices{} : read_cache(file, here);
    std::ranges::stable_sort(open, std::greater{}, [](const auto& entry) { return entry.second.work; });
    const auto until = Clock::now() + most_time;
    Choices found;
    for (const auto& [name, s] : open) {
        if (const auto way = known.find(name); way != known.end()) {
            choices.insert(*way);
            continue;
        }
        try {
            if (const auto best = measured(s, name, until)) {
                choices.emplace(name, *best);
                found.emplace(name, *best);
            }
        } catch (const dnnl::error&) { // Whether the program itself can be compiled is found out behind this.
        } catch (const std::bad_alloc&) {
        }
    }
    if (!found.empty() && !file.empty())
        write_cache(file, here, found);
}

} // namespace loom::onednn
