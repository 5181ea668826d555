#include "bench/job.h"
#include "bench/match.h"
#include "bench/peak.h"
#include "bench/worker.h"
#include "base/threads.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "graph/ends.h"
#include "graph/flatten.h"
#include "project/templates.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::vector<std::string> networks, peers;
    std::string device = "auto", worker;
    std::int64_t batch = 32, batches = 16, threads = 0, rounds = 30, steps = 0;
    bool profile = false, json = false;
};

// Ctrl+C reaches the sides too: they end, and so does the measurement, which then clears up behind itself.
volatile std::sig_atomic_t interrupted = 0;

/// What the machine can do, and who else uses it.
struct Machine {
    std::string processor;
    int processors = 0, threads = 0;
    double peak_one = 0, peak = 0; // Operations per second: of one thread, and of as many as are measured.
};

/// Programs that ran or waited to, on average over the last minute.
double load()
{
    double minute = 0;
    return ::getloadavg(&minute, 1) == 1 ? minute : 0;
}

/// A folder for the files of one measurement, gone with the object.
class Folder {
public:
    static Result<Folder> make()
    {
        std::error_code error;
        std::string path = (fs::temp_directory_path(error) / "loom-bench-XXXXXX").string();
        if (error || !::mkdtemp(path.data()))
            return system_error(LOOM_TEXT("%1 cannot be written."), path, error ? error.value() : errno);
        return Folder(path);
    }
    Folder(Folder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    ~Folder()
    {
        std::error_code ignored;
        if (!path_.empty())
            fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

private:
    explicit Folder(fs::path path) : path_(std::move(path)) {}
    fs::path path_;
};

/// A project file with what its data looks like, or a sample.
Result<BenchJob> job_of(const std::string& network, const Options& o, int threads)
{
    BenchJob job{.name = fs::path(network).stem().string(), .batch = o.batch, .threads = threads};
    std::error_code ignored;
    if (find_template(network) && !fs::exists(network, ignored)) {
        auto document = make_template(network);
        if (!document)
            return document.error();
        job.document = std::move(*document);
        if (auto set = job.document.apply(SetData{}); !set)
            return set.error();
    } else {
        auto project = load_project(network);
        if (!project)
            return project.error();
        job.document = std::move(project->document);
    }
    const Ends ends(flattened(job.document).document, nullptr);
    if (ends.inputs.size() > 1 || ends.outputs.size() > 1)
        return Error{Message(LOOM_TEXT("%1 has several Inputs or Outputs; networks with one of each are measured."), network),
                     LOOM_TEXT("Choose another network, or measure a part of it.")};
    if (job.document.data() == DataSetup{}) {
        auto facts = facts_from_network(job.document);
        if (!facts)
            return facts.error();
        job.facts = std::move(*facts);
    } else {
        auto dataset = open_dataset(job.document, network);
        if (!dataset)
            return dataset.error();
        // What the data holds is drawn anew; only its form counts.
        const DataFacts& real = (*dataset)->facts();
        job.facts = {.sample = real.sample,
                     .pictures = real.pictures,
                     .target = real.target,
                     .classes = real.classes,
                     .label_shape = real.label_shape,
                     .target_width = real.target_width};
    }
    make_batches(job, std::size_t(o.batches));
    return job;
}

std::vector<BenchSide> sides_of(const Options& o)
{
    std::error_code ignored;
    std::vector<BenchSide> sides{{"loom bench --worker",
                                  {fs::read_symlink("/proc/self/exe", ignored).string(), "bench", "--device", o.device,
                                   "--worker"}}};
    for (const std::string& peer : o.peers)
        sides.push_back({peer, {"/bin/sh", "-c", "exec " + peer + " \"$0\""}});
    return sides;
}

/// The peer with the smallest median.
const SideResult* best_peer(const std::vector<SideResult>& sides)
{
    const SideResult* best = nullptr;
    for (std::size_t i = 1; i < sides.size(); ++i)
        if (!sides[i].fault && (!best || sides[i].median < best->median))
            best = &sides[i];
    return best;
}

struct Measured {
    const BenchJob& job;
    const MatchResult& match;
    std::int64_t operations; // Of one step.
    double load_before, load_after;
};

json side_json(const SideResult& side, const Measured& m, const Machine& machine)
{
    json out = {{"name", side.name}, {"losses", side.losses}};
    if (side.fault) {
        out["fault"] = render(side.fault->message);
        return out;
    }
    out.update({{"min_ms", side.least * 1e3},
                {"median_ms", side.median * 1e3},
                {"p95_ms", side.p95 * 1e3},
                {"cpu_ms", side.processor * 1e3},
                {"ratio", side.median / m.match.sides[0].median},
                {"gflops", double(m.operations) / side.median / 1e9},
                {"share_of_peak", double(m.operations) / side.median / machine.peak},
                {"prepare_seconds", side.prepare_seconds},
                {"first_step_seconds", side.first_step_seconds},
                {"start_bytes", side.start_bytes},
                {"peak_bytes", side.peak_bytes}});
    return out;
}

json measured_json(const Measured& m, const Machine& machine)
{
    json sides = json::array();
    for (const SideResult& side : m.match.sides)
        sides.push_back(side_json(side, m, machine));
    json profile = json::array();
    for (const StepTime& part : m.match.profile)
        profile.push_back({{"what", part.what}, {"ms", part.seconds * 1e3}});
    const SideResult* best = best_peer(m.match.sides);
    return {{"network", m.job.name},
            {"batch", m.job.batch},
            {"steps", m.match.steps},
            {"operations", m.operations},
            {"best_peer", best ? json(best->name) : json()},
            {"ratio_to_best", best ? json(best->median / m.match.sides[0].median) : json()},
            {"sides", std::move(sides)},
            {"profile", std::move(profile)},
            {"machine",
             {{"processor", machine.processor},
              {"processors", machine.processors},
              {"threads", machine.threads},
              {"peak_gflops_one_thread", machine.peak_one / 1e9},
              {"peak_gflops", machine.peak / 1e9},
              {"load_before", m.load_before},
              {"load_after", m.load_after}}}};
}

std::string milliseconds(double seconds) { return fmt::format("{:.3f}", seconds * 1e3); }

void print_measured(const Measured& m, const Machine& machine)
{
    print(Message(LOOM_TEXT("%1, batches of %2, %3 threads, %4 steps a round"), m.job.name, m.job.batch,
                  machine.threads, m.match.steps));
    std::vector<std::vector<std::string>> rows{
        {"", render(LOOM_TEXT("min ms")), render(LOOM_TEXT("median ms")), render(LOOM_TEXT("95% ms")),
         render(LOOM_TEXT("CPU ms")), "GFLOP/s", render(LOOM_TEXT("of the peak")), render(LOOM_TEXT("ready after s")),
         render(LOOM_TEXT("first step ms")), render(LOOM_TEXT("memory")), render(LOOM_TEXT("ratio"))}};
    const auto& sides = m.match.sides;
    for (const SideResult& side : sides) {
        if (side.fault) {
            rows.push_back({side.name, render(Message(LOOM_TEXT("%1: %2"), LOOM_TEXT("error"), side.fault->message))});
            continue;
        }
        const double rate = double(m.operations) / side.median;
        rows.push_back({side.name, milliseconds(side.least), milliseconds(side.median), milliseconds(side.p95),
                        milliseconds(side.processor), fmt::format("{:.1f}", rate / 1e9), share_text(rate / machine.peak),
                        fmt::format("{:.3f}", side.prepare_seconds), milliseconds(side.first_step_seconds),
                        size_text(side.peak_bytes), fmt::format("{:.2f}", side.median / sides[0].median)});
    }
    print_table(rows);
    if (const SideResult* best = best_peer(sides))
        print(Message(LOOM_TEXT("%1 × as fast as the best peer (%2)"),
                      fmt::format("{:.2f}", best->median / sides[0].median), best->name));
    double whole = 0;
    for (const StepTime& part : m.match.profile)
        whole += part.seconds;
    rows.clear();
    for (const StepTime& part : m.match.profile)
        rows.push_back({fmt::format("{:9.1f} µs", part.seconds * 1e6), share_text(part.seconds / whole), part.what});
    print_table(rows);
    print(Message(LOOM_TEXT("Peak %1 GFLOP/s with one thread, %2 with %3; load %4 before, %5 after; %6"),
                  fmt::format("{:.1f}", machine.peak_one / 1e9), fmt::format("{:.1f}", machine.peak / 1e9),
                  machine.threads, fmt::format("{:.2f}", m.load_before), fmt::format("{:.2f}", m.load_after),
                  machine.processor));
}

/// Whether every side computed the same.
Result<bool> measure(const std::string& network, const Options& o, const Machine& machine)
{
    auto job = job_of(network, o, machine.threads);
    if (!job)
        return job.error();
    auto folder = Folder::make();
    if (!folder)
        return folder.error();
    LOOM_TRY(write_job(*job, folder->path()));
    auto lowered = lower(job->document, job->facts, Purpose::Train, job->batch);
    if (!lowered)
        return lowered.error();
    const double before = load();
    const bool shown = stderr_is_terminal();
    auto match = run_match(folder->path(), sides_of(o),
                           {.rounds = o.rounds, .steps = o.steps, .profile_steps = o.profile ? 100 : 0},
                           [&](std::int64_t done) {
                               if (shown)
                                   write_stderr(fmt::format("\r{} {}/{}", job->name, done, o.rounds) +
                                                (done == o.rounds ? "\n" : ""));
                           });
    if (!match)
        return match.error();
    const Measured measured{*job, *match, 2 * multiply_adds(lowered->program), before, load()};
    if (o.json)
        print_json(measured_json(measured, machine));
    else
        print_measured(measured, machine);
    return std::ranges::none_of(match->sides, [](const SideResult& side) { return side.fault.has_value(); });
}

/// The first number that lies outside its range.
std::optional<Error> wrong_number(const Options& o)
{
    for (const auto& [name, value, least, most] :
         {std::tuple("--batch", o.batch, 1, 1'048'576), std::tuple("--batches", o.batches, 1, 1000),
          std::tuple("--threads", o.threads, 0, 1024), std::tuple("--rounds", o.rounds, 1, 100'000),
          std::tuple("--steps", o.steps, 0, 1'000'000)})
        if (value < least || value > most)
            return Error{Message(LOOM_TEXT("%1 is %2, but must be between %3 and %4."), name, value, least, most),
                         LOOM_TEXT("Leave it out to take what is usual."), Blame::Call};
    return {};
}

int serve(const Options& o)
{
    const Status served =
        serve_bench(o.worker, o.device, std::cin, [](const std::string& line) { print_line(line); });
    return served ? good : fail(served.error());
}

int run(const Options& o)
{
    if (auto wrong = wrong_number(o))
        return fail(*wrong);
    if (!o.worker.empty())
        return serve(o);
    if (o.networks.empty())
        return fail({Message(LOOM_TEXT("%1 is missing."), "NETWORK"),
                     LOOM_TEXT("Name a project file or a sample; `loom templates` lists them."), Blame::Call});
    const int threads = o.threads > 0 ? int(o.threads) : allowed_processors();
    const Machine machine{processor_name(), allowed_processors(), threads, peak_operations(1), peak_operations(threads)};
    std::signal(SIGINT, [](int) { interrupted = 1; });
    int code = good;
    for (const std::string& network : o.networks) {
        auto equal = measure(network, o, machine);
        if (interrupted) {
            std::signal(SIGINT, SIG_DFL);
            std::raise(SIGINT);
        }
        if (!equal)
            return fail(equal.error());
        if (!*equal)
            code = wrong_input;
    }
    return code;
}

} // namespace

void add_bench(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add(
        "bench", LOOM_TEXT("Measures training steps of networks, beside other programs that compute the same."),
        [o] { return run(*o); });
    command.add_option("NETWORK", o->networks, render(LOOM_TEXT("Project files or samples; their data is made up.")));
    command.add_option("--batch", o->batch, render(LOOM_TEXT("Samples in a batch.")))->type_name("N");
    command.add_option("--batches", o->batches, render(LOOM_TEXT("How many batches take turns.")))->type_name("N");
    command
        .add_option("--threads", o->threads,
                    render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))
        ->type_name("N");
    command.add_option("--rounds", o->rounds, render(LOOM_TEXT("How often the sides take turns.")))->type_name("N");
    command
        .add_option("--steps", o->steps,
                    render(LOOM_TEXT("Steps in a round; without it, as many as fill a tenth of a second.")))
        ->type_name("N");
    command
        .add_option("--peer", o->peers,
                    render(LOOM_TEXT("A command that does the same, as a shell reads it; tests/bench/README.md says "
                                     "what it must understand. Several times for several peers.")))
        ->type_name("COMMAND")
        ->expected(1)
        ->take_all();
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))
        ->type_name("D");
    command.add_flag("--profile", o->profile, render(LOOM_TEXT("Says where a step's time goes.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
    command
        .add_option("--worker", o->worker,
                    render(LOOM_TEXT("Be a peer of such a measurement: serve the job in this folder.")))
        ->type_name("FOLDER");
}

} // namespace loom::cli
