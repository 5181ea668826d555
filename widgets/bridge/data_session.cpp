#include "bridge/data_session.h"

#include "base/guard.h"
#include "data/open.h"
#include "data/step_effect.h"

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
    connect(&graph_, &GraphDocument::opened, this, [this] { table_.reset(); });
    connect(&graph_, &GraphDocument::changed, this, &DataSession::follow);
}

bool DataSession::open_path(const QString& path)
{
    const std::string text = path.toStdString();
    const auto source = recognise_source(text);
    if (!source) {
        error_ = source.error();
        Q_EMIT changed();
        return false;
    }
    DataSetup setup = graph_.document().data();
    setup.source = (*source)->id;
    setup.path = text;
    setup.settings.clear();
    setup.target.clear();
    setup.column_types.clear();
    if (text != graph_.document().data().path)
        setup.row_edits = {};
    setup.split = SplitWay::Given;
    setup.split_column.clear();
    table_.reset(); // The file may have changed.
    change(Message(LOOM_TEXT("Open %1"), path_text(fs::path(text).filename())), setup);
    return true;
}

void DataSession::generate(const std::string& source)
{
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
    const DataSetup& setup = graph_.document().data();
    if (setup == wanted_)
        return;
    DataSetup but_for_rows = wanted_;
    but_for_rows.row_edits = setup.row_edits;
    const bool by_hand = but_for_rows == setup && browsable() && !first_rows_;
    wanted_ = setup;
    if (by_hand)
        return await_more();
    if (!setup.source.empty())
        return start(setup);
    stop();
    table_.reset();
    dataset_.reset();
    without_.reset();
    error_.reset();
    graph_.set_facts({});
    Q_EMIT changed();
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
            opened.dataset = std::move(*made);
            return Ok{};
        }
        if (progress.cancelled)
            return made.error();
        // With parts drawn in another way it may open, or without steps at all; then without those alone that cannot be done.
        DataSetup other = setup;
        other.split = SplitWay::Given;
        if (setup.split != other.split)
            if (auto plain = Dataset::make(table, other, &progress, Samples::default_memory, before)) {
                opened.without = std::move(*plain);
                return made.error();
            }
        if (setup.steps.empty()) {
            if (auto bare = Dataset::look_at(table, other, &progress))
                opened.without = std::move(*bare);
            return made.error();
        }
        for (PreparationStep& step : other.steps)
            step.on = false;
        auto bare = Dataset::make(table, other, &progress, Samples::default_memory, before);
        if (!bare)
            return made.error();
        opened.without = *bare;
        const auto effects = step_effects(**bare, setup.steps, &progress);
        for (std::size_t i = 0; i < effects.size(); ++i)
            other.steps[i].on = effects[i] && !effects[i]->error;
        if (auto some = Dataset::make(table, other, &progress, Samples::default_memory, before))
            opened.without = std::move(*some);
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
        glance_.start<std::shared_ptr<const Dataset>>(
            [setup](Progress& progress) -> std::shared_ptr<const Dataset> {
                const auto rows = open_first_rows(setup); // What is wrong with it, the whole will say.
                if (!rows || !*rows)
                    return nullptr;
                auto shown = Dataset::look_at(*rows, {.source = setup.source, .path = setup.path}, &progress);
                return shown ? std::move(*shown) : nullptr;
            },
            [this](const std::shared_ptr<const Dataset>& rows) {
                first_rows_ = rows;
                if (rows)
                    Q_EMIT changed();
            });
    worker_.start<Opened>([setup, table, before = dataset_](Progress& progress) { return open(setup, table, before, progress); },
                          [this, setup](const Opened& opened) {
                              loading_ = false;
                              glance_.cancel();
                              first_rows_.reset();
                              read_ = setup;
                              table_ = opened.table;
                              dataset_ = opened.dataset;
                              without_ = opened.without;
                              error_ = opened.error;
                              graph_.set_facts(dataset_ ? std::optional(dataset_->facts()) : std::nullopt);
                              Q_EMIT changed();
                          });
}

void DataSession::stop()
{
    pause_.stop();
    worker_.cancel();
    glance_.cancel();
    first_rows_.reset();
    loading_ = false;
}

void DataSession::cancel()
{
    if (!loading_)
        return;
    stop();
    error_ = Error{LOOM_TEXT("Reading was cancelled."), LOOM_TEXT("Open the data again when it suits.")};
    Q_EMIT changed();
}

} // namespace loom
