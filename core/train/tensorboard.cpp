#include "train/tensorboard.h"
#include "base/wall_clock.h"
#include "graph/ends.h"
#include "train/album.h"
#include "train/run_table.h"
#include "train/usage.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace loom {
namespace {

static_assert(std::endian::native == std::endian::little);

template <class T>
std::string bytes_of(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

// ---- Records -----------------------------------------------------------------------------------------------------------

/// CRC-32C (Castagnoli 1993, polynomial 0x1EDC6F41), masked as in LevelDB: a sum over bytes that hold a sum is no good one.
std::uint32_t masked_sum(std::string_view bytes)
{
    static const auto table = [] {
        std::array<std::uint32_t, 256> t{};
        for (std::uint32_t i = 0; i < t.size(); ++i) {
            t[i] = i;
            for (int bit = 0; bit < 8; ++bit)
                t[i] = (t[i] >> 1) ^ (t[i] & 1 ? 0x82F63B78u : 0);
        }
        return t;
    }();
    std::uint32_t sum = ~0u;
    for (const char c : bytes)
        sum = table[(sum ^ std::uint8_t(c)) & 0xFF] ^ (sum >> 8);
    return std::rotr(~sum, 15) + 0xA282EAD8u;
}

std::string record(std::string_view data)
{
    const std::string size = bytes_of(std::uint64_t(data.size()));
    return size + bytes_of(masked_sum(size)) + std::string(data) + bytes_of(masked_sum(data));
}

// ---- Messages: fields of Protocol Buffers, by their numbers ------------------------------------------------------------

std::string varint(std::uint64_t n)
{
    std::string out;
    for (; n >= 0x80; n >>= 7)
        out += char(n | 0x80);
    return out += char(n);
}
enum Wire { Varint = 0, Eight = 1, Sized = 2, Four = 5 };
std::string key(int number, Wire wire) { return varint(std::uint64_t(number) << 3 | wire); }
std::string whole(int number, std::int64_t v) { return key(number, Varint) + varint(std::uint64_t(v)); }
std::string real(int number, double v) { return key(number, Eight) + bytes_of(v); }
std::string real(int number, float v) { return key(number, Four) + bytes_of(v); }
std::string sized(int number, std::string_view v) { return key(number, Sized) + varint(v.size()).append(v); }

/// Values of a Summary, as they come.
class Summary {
public:
    void add(std::string_view tag, double v)
    {
        if (!std::isnan(v))
            text_ += sized(1, sized(1, tag) + real(2, float(v)));
    }
    void add(std::string_view tag, std::string_view plugin, std::string_view content)
    {
        const std::string nothing = whole(1, 1) + sized(2, ""); // A tensor of one f32, 0: the plug-in looks at its content only.
        text_ += sized(1, sized(1, tag) + sized(8, nothing + real(5, 0.0f)) + sized(9, sized(1, sized(1, plugin) + sized(2, content))));
    }
    /// How values are spread, as the plug-in Histograms has it (tensorboard/plugins/histogram/metadata.py): of each bin both ends and how many lie in it.
    void add(std::string_view tag, const ValueSpread& s)
    {
        if (!s.known())
            return;
        constexpr std::int64_t f64 = 2, tensors = 2; // DT_DOUBLE, DATA_CLASS_TENSOR.
        const double width = (double(s.most) - double(s.least)) / album_bins;
        std::string bins;
        for (std::size_t i = 0; i < album_bins; ++i)
            for (const double v : {double(s.least) + double(i) * width, double(s.least) + double(i + 1) * width, double(s.counts[i])})
                bins += bytes_of(v);
        const auto axis = [](std::int64_t size) { return sized(2, whole(1, size)); };
        text_ += sized(1, sized(1, tag) + sized(8, whole(1, f64) + sized(2, axis(album_bins) + axis(3)) + sized(4, bins)) +
                              sized(9, sized(1, sized(1, "histograms")) + whole(4, tensors)));
    }
    std::string take() { return std::exchange(text_, {}); }

private:
    std::string text_;
};

/// Events in the order of their steps.
class Events {
public:
    Events(const RunMetrics& metrics, double began, const Sink& sink) : began_(began), sink_(sink)
    {
        double before = 0; // When the epoch began.
        std::size_t mark = 0;
        for (const EpochPoint& e : metrics.epochs) {
            for (; mark < metrics.marks.size() && metrics.marks[mark].step <= e.step; ++mark)
                add_knot(metrics.marks[mark].step, before + metrics.marks[mark].seconds);
            before += e.seconds;
            add_knot(e.step, before);
        }
        for (; mark < metrics.marks.size(); ++mark)
            add_knot(metrics.marks[mark].step, before + metrics.marks[mark].seconds);
    }

    Status begin() { return put(real(1, began_) + sized(3, "brain.Event:2")); }
    /// Nothing is written of nothing.
    Status add(std::int64_t step, const std::string& summary)
    {
        return summary.empty() ? Status(Ok{}) : put(real(1, began_ + seconds_at(step)) + whole(2, step) + sized(5, summary));
    }
    Status flush()
    {
        Status done = sink_(buffer_);
        buffer_.clear();
        return done;
    }

private:
    struct Knot {
        std::int64_t step;
        double seconds;
    };
    void add_knot(std::int64_t step, double seconds)
    {
        if (step > knots_.back().step)
            knots_.push_back({step, std::max(seconds, knots_.back().seconds)});
    }
    /// Steps between two known times lie evenly; those behind the last one are as old as it is.
    double seconds_at(std::int64_t step)
    {
        while (at_ + 1 < knots_.size() && knots_[at_ + 1].step < step)
            ++at_;
        if (at_ + 1 == knots_.size())
            return knots_[at_].seconds;
        const Knot &a = knots_[at_], &b = knots_[at_ + 1];
        return a.seconds + (b.seconds - a.seconds) * double(step - a.step) / double(b.step - a.step);
    }
    Status put(const std::string& event)
    {
        buffer_ += record(event);
        return buffer_.size() < (std::size_t{1} << 20) ? Status(Ok{}) : flush();
    }

    double began_;
    const Sink& sink_;
    std::string buffer_;
    std::vector<Knot> knots_{{0, 0}};
    std::size_t at_ = 0;
};

/// Seconds since 1970; 0 for what is no time.
double seconds_of(const std::string& iso) { return double(seconds_of_utc(iso).value_or(0)); }

/// What the run was made with and how it ended, as the plug-in HParams has it (tensorboard/plugins/hparams/plugin_data.proto).
std::string begin_of_session(const RunRecord& run, double began)
{
    std::string settings;
    const auto add = [&](const std::string& id, const nlohmann::json& v) {
        settings += sized(1, sized(1, id) + sized(2, v.is_boolean() ? whole(4, v.get<bool>()) : v.is_number() ? real(2, v.get<double>()) : sized(3, field_text(v))));
    };
    for (const RunField& field : run_fields())
        if (field.made_with)
            add(field.id, field.of(run));
    for (const RecipeFact& fact : recipe_facts(run))
        if (std::ranges::find(run_fields(), fact.id, &RunField::id) == run_fields().end())
            add(fact.id, json_of(fact.value));
    Summary summary;
    summary.add("_hparams_/session_start_info", "hparams", sized(3, settings + real(5, began)));
    return summary.take();
}

std::string end_of_session(const RunRecord& run)
{
    enum { Success = 1, Failure = 2, Running = 3 };
    const auto state = run.state == RunRecord::State::Unfinished ? Running : run.state == RunRecord::State::Failed ? Failure : Success;
    Summary summary;
    summary.add("_hparams_/session_end_info", "hparams", sized(4, whole(1, state) + (run.ended.empty() ? "" : real(2, seconds_of(run.ended)))));
    return summary.take();
}

std::string of_step(const StepCurve& c, std::size_t i, const std::vector<std::string>& outputs)
{
    Summary values;
    values.add("loss/step", c.loss[i]);
    values.add("accuracy/step", c.accuracy[i]);
    values.add("learning_rate/step", c.learning_rate[i]);
    values.add("gradient_norm/step", c.gradient_norm[i]);
    for (std::size_t p = 0; p < std::min(outputs.size(), c.parts.size()); ++p) {
        values.add(outputs[p] + "/loss/step", c.parts[p].loss[i]);
        values.add(outputs[p] + "/accuracy/step", c.parts[p].accuracy[i]);
    }
    return values.take();
}

void add_parts(Summary& values, const std::vector<PartPoint>& parts, const std::vector<std::string>& outputs, const std::string& split)
{
    for (std::size_t p = 0; p < std::min(outputs.size(), parts.size()); ++p) {
        values.add(outputs[p] + "/loss/" + split, parts[p].loss);
        values.add(outputs[p] + "/accuracy/" + split, parts[p].accuracy);
    }
}

/// Of an epoch or a place within one.
template <class Point>
void add_validation(Summary& values, const Point& p, const std::vector<std::string>& outputs)
{
    values.add("loss/validation", p.val_loss);
    values.add("accuracy/validation", p.val_accuracy);
    add_parts(values, p.val_parts, outputs, "validation");
}

/// "weight_gradient/Dense 1/bias"
std::string tag_of(const AlbumLayout::Histogram& h)
{
    return std::string(kind_id(h.of)) + "/" + h.layer + (h.weight.empty() ? "" : "/" + h.weight);
}

/// With the histograms of its page, where it has one.
std::string of_epoch(const EpochPoint& e, const std::vector<std::string>& outputs, const Album& album)
{
    Summary values;
    values.add("loss/training", e.loss);
    values.add("accuracy/training", e.accuracy);
    add_parts(values, e.parts, outputs, "training");
    add_validation(values, e, outputs);
    values.add("seconds/epoch", e.seconds);
    if (const auto page = std::ranges::find(album.pages, e.epoch, &AlbumPage::epoch); page != album.pages.end())
        for (std::size_t i = 0; i < page->histograms.size(); ++i)
            values.add(tag_of(album.layout.histograms[i]), page->histograms[i]);
    return values.take();
}

std::string of_usage(const UsagePoint& p)
{
    Summary values;
    values.add("cpu_percent_of_one_core/step", p.cpu);
    values.add("memory_bytes/step", p.memory_bytes > 0 ? double(p.memory_bytes) : not_measured);
    return values.take();
}

Status write_events(const RunRecord& run, const RunMetrics& metrics, const std::vector<UsagePoint>& usage, const Album& album, const Sink& sink)
{
    const std::vector<std::string> outputs = output_names(run.document, run.facts);
    const double began = seconds_of(run.started);
    Events events(metrics, began, sink);
    LOOM_TRY(events.begin());
    LOOM_TRY(events.add(0, begin_of_session(run, began)));
    std::size_t epoch = 0, mark = 0, used = 0;
    std::int64_t last = 0;
    // What was told of steps up to this one.
    const auto add_told = [&](std::int64_t step) -> Status {
        while (true) {
            const bool marked = mark < metrics.marks.size() && metrics.marks[mark].step <= step,
                       ended = epoch < metrics.epochs.size() && metrics.epochs[epoch].step <= step;
            if (!marked && !ended)
                return Ok{};
            if (ended && (!marked || metrics.epochs[epoch].step <= metrics.marks[mark].step)) {
                last = metrics.epochs[epoch].step;
                LOOM_TRY(events.add(last, of_epoch(metrics.epochs[epoch++], outputs, album)));
            } else {
                Summary values;
                add_validation(values, metrics.marks[mark], outputs);
                last = metrics.marks[mark++].step;
                LOOM_TRY(events.add(last, values.take()));
            }
        }
    };
    for (std::size_t i = 0; i < metrics.steps.size(); ++i) {
        LOOM_TRY(add_told(metrics.steps.step(i) - 1));
        LOOM_TRY(events.add(metrics.steps.step(i), of_step(metrics.steps, i, outputs)));
        last = metrics.steps.step(i);
        for (; used < usage.size() && usage[used].step <= last; ++used)
            LOOM_TRY(events.add(last, of_usage(usage[used])));
    }
    LOOM_TRY(add_told(std::numeric_limits<std::int64_t>::max()));
    Summary test;
    test.add("loss/test", run.test_loss);
    test.add("accuracy/test", run.test_accuracy);
    add_parts(test, run.test_parts, outputs, "test");
    LOOM_TRY(events.add(last, test.take()));
    LOOM_TRY(events.add(last, end_of_session(run)));
    return events.flush();
}

} // namespace

Status write_tensorboard(const Runs& runs, const RunRecord& run, const fs::path& folder)
{
    const auto metrics = runs.metrics(run.name);
    if (!metrics)
        return metrics.error();
    if (metrics->damage) // A file without them would look whole.
        return *metrics->damage;
    auto pages = read_album(runs.folder(run.name) / "album.f32");
    if (!pages)
        return pages.error();
    const Album album = *pages ? std::move(**pages) : Album();
    const fs::path place = folder / runs.folder(run.name).filename();
    std::error_code error;
    fs::create_directories(place, error);
    if (error)
        return system_error(LOOM_TEXT("The folder %1 cannot be made."), place, error.value());
    const fs::path file = place / ("events.out.tfevents." + std::to_string(std::int64_t(seconds_of(run.started))) + ".layerloom");
    GrowingFile used(runs.folder(run.name) / "usage.jsonl");
    const auto usage = read_usage(used);
    if (!usage)
        return usage.error();
    return write_file(file, [&](const Sink& sink) { return write_events(run, *metrics, *usage, album, sink); });
}

} // namespace loom
