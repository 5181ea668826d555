#include "bridge/data_session.h"

#include "base/guard.h"
#include "data/open.h"
#include "data/row_classes.h"
#include "data/step_effect.h"
#include "graph/ends.h"

namespace loom {

static constexpr int between_changes_ms = 200;

DataSession::DataSession(GraphDocument& graph, QObject* parent) : QObject(parent), graph_(graph)
{
    connect(&worker_, &Worker::progressed, this, [this](qint64 done, qint64 total) {
        progress_ = {done, total};
        Q_EMIT progressed();
    });
    pause_.setSingleShot(true);
    pause_.setInterval(between_changes_ms);
    connect(&pause_, &QTimer::timeout, this, [this] { start(wanted_, true); });
    connect(&worker_, &Worker::refused, this, [this](const Error& error) {
        loading_ = false;
        error_ = error;
        Q_EMIT changed();
    });
    connect(&recogniser_, &Worker::refused, this, [this](const Error& error) { recognised(error); });
    connect(&graph_, &GraphDocument::opened, this, [this] {
        recogniser_.cancel();
        refusal_.reset();
        table_.reset();
    });
    connect(&graph_, &GraphDocument::changed, this, &DataSession::follow);
}

void DataSession::open_path(const QString& path)
{
    asked_ = path.toStdString();
    refusal_.reset();
    recogniser_.start<Result<const SourceType*>>([path = asked_](Progress&) { return recognise_source(path); },
                                                 [this](const Result<const SourceType*>& source) { recognised(source); });
    Q_EMIT changed();
}

void DataSession::recognised(const Result<const SourceType*>& source)
{
    if (!source) {
        refusal_ = source.error();
        Q_EMIT changed();
        return;
    }
    DataSetup setup = graph_.document().data();
    if (asked_ != setup.path)
        setup.row_edits = {};
    setup.source = (*source)->id;
    setup.path = asked_;
    setup.settings.clear();
    setup.target.clear();
    setup.column_types.clear();
    setup.split = SplitWay::Given;
    setup.split_column.clear();
    table_.reset(); // The file may have changed.
    change(Message(LOOM_TEXT("Open %1"), path_text(fs::path(asked_).filename())), setup);
}

void DataSession::generate(const std::string& source)
{
    recogniser_.cancel();
    DataSetup setup;
    setup.source = source;
    change(Message(LOOM_TEXT("Make the data “%1”"), find_source(source)->title), setup);
}

void DataSession::change(const Message& name, const DataSetup& setup, const std::string& merge_key)
{
    wanted_.source.clear(); // Also the same setup again is opened again.
    if (!graph_.perform(name, {SetData{setup}}, merge_key) || graph_.document().data() == setup)
        follow();
}

void DataSession::follow()
{
    const DataSetup setup = data_for(graph_.document());
    if (setup == wanted_)
        return;
    DataSetup but_for_rows = wanted_;
    but_for_rows.row_edits = setup.row_edits;
    const bool by_hand = but_for_rows == setup && browsable() && !first_rows();
    wanted_ = setup;
    refusal_.reset();
    if (by_hand)
        return await_more();
    if (!setup.source.empty())
        return start(setup);
    stop();
    table_.reset();
    dataset_ = {};
    without_ = {};
    error_.reset();
    graph_.set_facts({});
    Q_EMIT changed();
}

DataSession::Seen DataSession::look_through(std::shared_ptr<const Dataset> data)
{
    Seen seen{std::move(data), {}};
    seen.class_rows.resize(seen.data->facts().classes.size());
    std::vector<std::int32_t> classes;
    for (std::uint32_t row = 0; row < seen.data->table().rows; ++row)
        for (const std::int32_t label : row_classes(*seen.data, row, classes))
            ++seen.class_rows[std::size_t(label)];
    return seen;
}

DataSession::Opened DataSession::open(const DataSetup& setup, std::shared_ptr<const Table> table,
                                      std::shared_ptr<const Dataset> before, Progress& progress)
{
    Opened opened;
    const auto done = guarded([&]() -> Status {
        if (!table) {
            auto read = open_table(setup, &progress);
            if (!read)
                return read.error();
            table = std::move(*read);
        }
        opened.table = table;
        auto made = Dataset::make(table, setup, &progress, Samples::default_memory, before);
        if (made) {
            opened.dataset = look_through(std::move(*made));
            return Ok{};
        }
        if (progress.cancelled)
            return made.error();
        // With parts drawn in another way it may open, or without steps at all; then without those alone that cannot be done.
        DataSetup other = setup;
        other.split = SplitWay::Given;
        if (setup.split != other.split)
            if (auto plain = Dataset::make(table, other, &progress, Samples::default_memory, before)) {
                opened.without = look_through(std::move(*plain));
                return made.error();
            }
        if (setup.steps.empty()) {
            if (auto bare = Dataset::look_at(table, other, &progress))
                opened.without = look_through(std::move(*bare));
            return made.error();
        }
        for (PreparationStep& step : other.steps)
            step.on = false;
        auto bare = Dataset::make(table, other, &progress, Samples::default_memory, before);
        if (!bare)
            return made.error();
        opened.without = look_through(*bare);
        const auto effects = step_effects(**bare, setup.steps, &progress);
        for (std::size_t i = 0; i < effects.size(); ++i)
            other.steps[i].on = effects[i] && !effects[i]->error;
        if (auto some = Dataset::make(table, other, &progress, Samples::default_memory, before))
            opened.without = look_through(std::move(*some));
        return made.error();
    });
    if (!done)
        opened.error = done.error();
    return opened;
}

/// The dataset is of before until the rows are settled: what waits for the data waits for that too.
void DataSession::await_more()
{
    worker_.cancel();
    pause_.start();
    if (!std::exchange(loading_, true)) {
        progress_ = {};
        Q_EMIT changed();
    }
}

void DataSession::start(DataSetup setup, bool by_hand)
{
    stop();
    loading_ = true;
    progress_ = {};
    if (!by_hand)
        error_.reset();
    Q_EMIT changed();
    // Another target, split or step needs no second look at the file.
    std::shared_ptr<const Table> table;
    if (setup.source == read_.source && setup.path == read_.path && setup.settings == read_.settings)
        table = table_;
    if (!table)
        glance_.start<Seen>(
            [setup](Progress& progress) -> Seen {
                const auto rows = open_first_rows(setup); // What is wrong with it, the whole will say.
                if (!rows || !*rows)
                    return {};
                auto shown = Dataset::look_at(*rows, {.source = setup.source, .path = setup.path}, &progress);
                return shown ? look_through(std::move(*shown)) : Seen();
            },
            [this](const Seen& rows) {
                first_rows_ = rows;
                if (rows.data)
                    Q_EMIT changed();
            });
    worker_.start<Opened>([setup, table, before = dataset()](Progress& progress) { return open(setup, table, before, progress); },
                          [this, setup](const Opened& opened) {
                              loading_ = false;
                              glance_.cancel();
                              first_rows_ = {};
                              read_ = setup;
                              table_ = opened.table;
                              dataset_ = opened.dataset;
                              without_ = opened.without;
                              error_ = opened.error;
                              graph_.set_facts(dataset() ? std::optional(dataset()->facts()) : std::nullopt);
                              Q_EMIT changed();
                          });
}

void DataSession::stop()
{
    pause_.stop();
    worker_.cancel();
    glance_.cancel();
    first_rows_ = {};
    loading_ = false;
}

void DataSession::cancel()
{
    if (!is_loading())
        return;
    const bool asked = recogniser_.busy();
    recogniser_.cancel();
    if (asked && !loading_) {
        Q_EMIT changed();
        return;
    }
    stop();
    error_ = Error{LOOM_TEXT("Reading was cancelled."), LOOM_TEXT("Open the data again when it suits.")};
    Q_EMIT changed();
}

} // namespace loom
