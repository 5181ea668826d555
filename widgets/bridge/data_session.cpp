#include "bridge/data_session.h"
#include "data/open.h"

namespace loom {

DataSession::DataSession(GraphDocument& graph, QObject* parent) : QObject(parent), graph_(graph)
{
    timer_.setInterval(100);
    connect(&timer_, &QTimer::timeout, this, &DataSession::progressed);
    connect(&graph_, &GraphDocument::changed, this, &DataSession::follow);
}

DataSession::~DataSession() { stop(); }

std::pair<std::int64_t, std::int64_t> DataSession::progress() const
{
    return progress_ ? std::pair(progress_->done.load(), progress_->total.load()) : std::pair<std::int64_t, std::int64_t>(0, 0);
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
    wanted_.source.clear(); // Also the same setup again reads again: the file may have changed.
    if (!graph_.perform(name, {SetData{setup}}, merge_key) || graph_.document().data() == setup)
        follow();
}

void DataSession::follow()
{
    const DataSetup& setup = graph_.document().data();
    if (setup == wanted_)
        return;
    wanted_ = setup;
    if (!setup.source.empty())
        return start(setup);
    stop();
    dataset_.reset();
    error_.reset();
    graph_.set_facts({});
    Q_EMIT changed();
}

void DataSession::start(DataSetup setup)
{
    stop();
    loading_ = true;
    error_.reset();
    progress_ = std::make_shared<Progress>();
    timer_.start();
    Q_EMIT changed();
    thread_ = std::jthread([this, setup = std::move(setup), progress = progress_, turn = ++turn_] {
        auto opened = Dataset::open(setup, progress.get());
        QMetaObject::invokeMethod(this, [this, turn, opened = std::move(opened)] {
            if (turn != turn_)
                return;
            loading_ = false;
            timer_.stop();
            if (opened) {
                dataset_ = *opened;
                graph_.set_facts(dataset_->facts());
            } else {
                error_ = opened.error();
                dataset_.reset();
                graph_.set_facts({});
            }
            Q_EMIT changed();
        });
    });
}

void DataSession::stop()
{
    ++turn_;
    timer_.stop();
    loading_ = false;
    if (progress_)
        progress_->cancelled = true;
    if (thread_.joinable())
        thread_.join();
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
