#include "bridge/sample_session.h"

namespace loom {

SampleSession::SampleSession(GraphDocument& graph, DataSession& data, RunList& runs, SampleChoice& choice, QObject* parent)
    : QObject(parent), graph_(graph), data_(data), runs_(runs), choice_(choice)
{
    soon_.setSingleShot(true);
    connect(&soon_, &QTimer::timeout, this, [this] { compute(); });
    const auto follow_it = [this] { follow(); };
    connect(&graph_, &GraphDocument::changed, this, follow_it);
    connect(&data_, &DataSession::changed, this, follow_it);
    connect(&choice_, &SampleChoice::changed, this, follow_it);
    connect(&worker_, &Worker::busy_changed, this, &SampleSession::busy_changed);
    connect(&worker_, &Worker::refused, this, [this](const Error& error) {
        forget();
        error_ = error;
        Q_EMIT changed();
    });
}

void SampleSession::set_on(bool on)
{
    if (std::exchange(on_, on) != on)
        follow();
}

bool SampleSession::possible() const
{
    return on_ && data_.dataset() && graph_.analysis().sound();
}

bool SampleSession::is_same() const
{
    return of_ && of_data_ == data_.dataset() && of_run_ == std::pair(choice_.run(), choice_.checkpoint()) &&
           of_->recipe() == graph_.document().recipe() && same_network(*of_, graph_.document());
}

SampleSession::Source SampleSession::take_source()
{
    of_ = graph_.document();
    of_data_ = data_.dataset();
    of_run_ = {choice_.run(), choice_.checkpoint()};
    const auto rows = std::uint32_t(of_data_->table().rows);
    Source source{*of_, of_data_, {}, choice_.checkpoint(), rows ? std::min(choice_.row(), rows - 1) : 0};
    if (!choice_.run().empty())
        source.run.emplace(runs_.store(), choice_.run());
    return source;
}

void SampleSession::drop_source()
{
    of_.reset();
    of_data_.reset();
}

void SampleSession::begin_in(int ms)
{
    worker_.cancel();
    soon_.start(ms);
    Q_EMIT busy_changed();
}

void SampleSession::end()
{
    worker_.cancel();
    soon_.stop();
    const bool had = shows_something() || error_;
    drop_source();
    forget();
    error_.reset();
    if (had || on_)
        Q_EMIT changed();
    Q_EMIT busy_changed();
}

Result<SampleSession::Opened> SampleSession::open(const Source& source, NetworkProbe::Extent extent)
{
    NetworkProbe::Tensors trained;
    Opened opened{{}, source.data->facts()};
    std::shared_ptr<const Dataset> data = source.data;
    if (source.run) {
        auto model = load_model(source.run->first, source.run->second, source.checkpoint);
        if (!model)
            return model.error();
        trained = std::move(model->tensors);
        opened.facts = std::move(model->facts);
        if (model->encoder && *model->encoder != data->encoder()) {
            auto through = data->through(*model->encoder);
            if (!through)
                return through.error();
            data = std::move(*through);
        }
    }
    auto probe = NetworkProbe::make(source.document, opened.facts, data, trained, "auto", 1, extent);
    if (!probe)
        return probe.error();
    opened.probe = std::move(*probe);
    return opened;
}

} // namespace loom
