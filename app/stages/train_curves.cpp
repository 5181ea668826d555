#include "stages/train_plots.h"

#include "plots/plot_view.h"
#include "theme/language.h"

#include <algorithm>

namespace loom {

// What is drawn in less than a frame is drawn at once; so many points more of a run are added to its lines, further ones drawn anew on a thread.
constexpr std::size_t most_at_once = 50'000, most_added = 5'000;

static std::array<FileStamp, 3> stamps_in(const fs::path& folder)
{
    return {file_stamp(folder / "steps.f32"), file_stamp(folder / "metrics.jsonl"), file_stamp(folder / "usage.jsonl")};
}

/// What came of reading a run's files.
struct TrainPlots::Read {
    MetricsReader reader;
    RunPoints points;                   // With what was read.
    std::vector<UsagePoint> usage = {}; // That was read.
    int turn = 0;
    bool anew = false; // What was there before holds no more.
    std::optional<Error> error = {};
};

bool TrainPlots::is_own(const std::string& run) const
{
    return training_.is_of(runs_.project(), run) && (training_.active() || !training_.metrics().epochs.empty());
}

TrainPlots::Source* TrainPlots::own_source()
{
    const auto at = sources_.find(training_.run());
    return at != sources_.end() && at->second.own && at->second.ready ? &at->second : nullptr;
}

void TrainPlots::begin_anew(const std::string& run, Source& source)
{
    const int turn = source.turn + 1;
    auto outputs = std::move(source.outputs); // It has the network that it began with.
    source = Source(runs_.store().folder(run));
    source.turn = turn;
    source.outputs = std::move(outputs);
}

/// From now on the training tells its points. What came before those is on the disk, once it is prepared.
void TrainPlots::adopt(const std::string& run, Source& source)
{
    begin_anew(run, source);
    source.own = true;
    source.ready = !training_.job().resume && !training_.job().continues;
    if (source.ready)
        source.points.add(training_.metrics());
    redraw(run);
}

/// Another training is the window's own now; of those before it the points stay, and are looked for on the disk from where they were.
void TrainPlots::disown()
{
    for (auto& [run, source] : sources_)
        if (std::exchange(source.own, false)) {
            ++source.turn;
            source.waits = true;
        }
}

void TrainPlots::look()
{
    for (auto& [run, source] : sources_) {
        if (source.own && !training_.active() && runs_.is_trained(run)) // Another program goes on with it.
            begin_anew(run, source);
        source.waits = source.waits || stamps_in(runs_.store().folder(run)) != source.seen;
    }
    read_on();
}

void TrainPlots::read_on()
{
    const bool preparing = training_.active() && training_.position().phase == Monitor::Phase::Preparing;
    const auto next = std::ranges::find_if(sources_, [&](const auto& source) { return source.second.waits && !(preparing && source.second.own && !source.second.ready); });
    if (reading_.busy() || next == sources_.end())
        return;
    Source& source = next->second;
    source.waits = false;
    source.seen = stamps_in(runs_.store().folder(next->first));
    reading_.start<Read>(
        [read = Read{.reader = source.reader, .points = source.own ? RunPoints() : source.points, .turn = source.turn}](Progress&) mutable {
            auto news = read.reader.read();
            if (!news) {
                read.error = news.error();
                return std::move(read);
            }
            if (news->anew)
                read.points = {};
            read.anew = read.points.add(news->points.steps) || news->anew;
            read.points.add(news->points.marks);
            read.points.add(news->points.epochs);
            read.points.add(news->usage);
            read.usage = std::move(news->usage);
            read.error = news->points.damage;
            return std::move(read);
        },
        [this, run = next->first](Read read) {
            take_read(run, std::move(read));
            read_on();
        });
}

void TrainPlots::take_read(const std::string& run, Read read)
{
    const auto at = sources_.find(run);
    if (at == sources_.end() || at->second.turn != read.turn)
        return;
    Source& source = at->second;
    source.reader = std::move(read.reader);
    if (read.error && !std::exchange(source.told, true))
        Q_EMIT failed(tr("%1: %2").arg(runs_.title_of(run), shown(read.error->message)), shown(read.error->hint));
    const std::size_t before = source.points.count(), epochs = source.points.epochs.size();
    bool anew = read.anew || !source.ready;
    if (source.own && source.ready) { // The rest was told.
        if (read.anew)
            source.points.usage.cut(0);
        source.points.add(read.usage);
    } else {
        source.points = std::move(read.points);
        if (source.own)
            source.points.add(training_.metrics());
    }
    source.ready = true;
    anew = anew || source.points.count() > before + most_added;
    anew ? redraw(run) : extend(run, source.points.epochs.size() > epochs);
}

void TrainPlots::add_position(const Monitor::Position& p)
{
    read_on(); // What it goes on from may be in its place by now.
    Source* source = own_source();
    if (!source || p.step == position_step_ || p.steps <= 0)
        return;
    position_step_ = p.step;
    if (p.samples_per_second > 0 && (!speed_told_.isValid() || speed_told_.elapsed() >= 1000)) {
        speed_told_.start();
        source->points.speeds.push_back({p.step, p.samples_per_second});
        extend(training_.run(), false);
    }
    refresh_heads();
}

LineFacts TrainPlots::facts_of(const std::string& run) const
{
    LineFacts facts{.live = training_.trains(runs_.project(), run), .part = part_of(run)};
    if (const RunRecord* r = runs_.find(run)) {
        facts.recipe = unpack_recipe(r->document.recipe().settings);
        facts.steps_per_epoch = double(r->steps_per_epoch);
        facts.peak_bytes = r->peak_bytes;
    }
    const auto source = sources_.find(run);
    if (facts.steps_per_epoch <= 0 && source != sources_.end() && !source->second.points.epochs.empty()) {
        const EpochPoint& first = source->second.points.epochs[0];
        facts.steps_per_epoch = first.epoch > 0 ? double(first.step) / double(first.epoch) : 0;
    }
    if (facts.steps_per_epoch <= 0 && facts.live)
        facts.steps_per_epoch = double(training_.position().steps_per_epoch);
    return facts;
}

/// Whether its lines were drawn with less than is known by now.
bool TrainPlots::outdated(const Shown& s) const
{
    const LineFacts now = facts_of(s.runs.front()), &then = s.lines.facts();
    return !s.blank && s.runs.size() == 1 && (now.steps_per_epoch != then.steps_per_epoch || now.peak_bytes != then.peak_bytes || now.live != then.live || now.part != then.part);
}

/// Lines of another axis or of another Output would say something else.
bool TrainPlots::is_as_chosen(const Shown& s, const RunLines& lines) const
{
    return lines.style().axis == axis_ && lines.facts().part == facts_of(s.runs.front()).part;
}

void TrainPlots::redraw_all()
{
    for (Shown& s : shown_)
        ++s.asked;
    draw_on();
}

/// On another axis, or of another Output: what is not there at once is gone until it is.
void TrainPlots::draw_otherwise()
{
    redraw_all();
    for (std::size_t i = 0; i < shown_.size(); ++i)
        if (shown_[i].drawn != shown_[i].asked) {
            retire(std::exchange(shown_[i].lines, {}));
            shown_[i].blank = true;
            show_lines(i);
        }
    refresh_heads();
}

void TrainPlots::redraw(const std::string& run)
{
    for (Shown& s : shown_)
        if (std::ranges::find(s.runs, run) != s.runs.end())
            ++s.asked;
    draw_on();
}

/// `epochs`: some of them are more.
void TrainPlots::extend(const std::string& run, bool epochs)
{
    for (Shown& s : shown_) {
        if (std::ranges::find(s.runs, run) == s.runs.end())
            continue;
        if (s.runs.size() > 1)
            s.asked += epochs;
        else if (outdated(s))
            ++s.asked;
        else if (!s.blank)
            s.lines.extend(sources_.at(run).points);
    }
    for (PlotView* v : views())
        v->points_added();
    draw_on();
    refresh_heads();
}

std::vector<RunLines::Member> TrainPlots::members(const Shown& s) const
{
    std::vector<RunLines::Member> found;
    for (const std::string& run : s.runs)
        if (const auto at = sources_.find(run); at != sources_.end() && at->second.ready)
            found.push_back({facts_of(run), at->second.points});
    return found;
}

/// Those that are to be drawn anew and can be, the ones behind the last drawn first.
std::vector<std::size_t> TrainPlots::waiting() const
{
    std::vector<std::size_t> found;
    for (std::size_t n = 0; n < shown_.size(); ++n) {
        const std::size_t i = (last_drawn_ + 1 + n) % shown_.size();
        const Shown& s = shown_[i];
        if (s.drawn != s.asked && std::ranges::all_of(s.runs, [this](const std::string& run) { return sources_.at(run).ready; }))
            found.push_back(i);
    }
    return found;
}

static RunLines lines_of(const std::vector<RunLines::Member>& members, LineStyle style)
{
    if (members.size() > 1)
        return RunLines::mean(members, style);
    RunLines lines(members.front().facts, style);
    lines.extend(members.front().points);
    return lines;
}

void TrainPlots::draw_on()
{
    const std::vector<std::size_t> wanted = waiting();
    std::size_t points = 0;
    for (const std::size_t i : wanted)
        for (const std::string& run : shown_[i].runs)
            points += sources_.at(run).points.count();
    if (points <= most_at_once)
        for (const std::size_t i : wanted)
            take_lines(i, lines_of(members(shown_[i]), style()), shown_[i].asked);
    else if (!drawing_.busy())
        draw_beside(wanted.front());
    if (!retired_.empty() && !drawing_.busy())
        let_go();
}

void TrainPlots::let_go()
{
    const auto drop = [old = take_retired()](Progress&) {
        old->clear();
        return 0;
    };
    drawing_.start<int>(drop, [this](int) { draw_on(); });
}

std::shared_ptr<std::vector<RunLines>> TrainPlots::take_retired() { return std::make_shared<std::vector<RunLines>>(std::exchange(retired_, {})); }

void TrainPlots::draw_beside(std::size_t i)
{
    last_drawn_ = i;
    const auto draw = [members = members(shown_[i]), style = style(), old = take_retired()](Progress&) {
        old->clear();
        return lines_of(members, style);
    };
    drawing_.start<RunLines>(draw, [this, key = shown_[i].key, asked = shown_[i].asked](RunLines lines) {
        const auto at = std::ranges::find(shown_, key, &Shown::key);
        if (at != shown_.end() && asked > at->drawn && is_as_chosen(*at, lines))
            take_lines(std::size_t(at - shown_.begin()), std::move(lines), asked);
        else
            retire(std::move(lines));
        draw_on();
    });
}

void TrainPlots::take_lines(std::size_t i, RunLines lines, int asked)
{
    Shown& s = shown_[i];
    retire(std::exchange(s.lines, std::move(lines)));
    s.drawn = asked;
    s.blank = false;
    if (s.runs.size() == 1)
        s.lines.extend(sources_.at(s.runs.front()).points); // With what came while it was drawn.
    show_lines(i);
    refresh_heads();
}

void TrainPlots::retire(RunLines lines)
{
    if (lines[RunLines::RawLoss].points->size() > most_added)
        retired_.push_back(std::move(lines));
}

} // namespace loom
