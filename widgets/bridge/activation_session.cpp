#include "bridge/activation_session.h"

#include "evaluate/probe.h"

namespace loom {

ActivationSession::ActivationSession(GraphDocument& graph, DataSession& data, RunList& runs, QObject* parent)
    : QObject(parent), graph_(graph), data_(data), runs_(runs)
{
    soon_.setSingleShot(true);
    soon_.setInterval(150);
    connect(&soon_, &QTimer::timeout, this, &ActivationSession::compute);
    connect(&graph_, &GraphDocument::changed, this, &ActivationSession::follow);
    connect(&data_, &DataSession::changed, this, &ActivationSession::follow);
    connect(&worker_, &Worker::refused, this, [this](const Error& error) {
        looks_.clear();
        error_ = error;
        Q_EMIT changed();
    });
}

void ActivationSession::set_on(bool on)
{
    if (std::exchange(on_, on) != on)
        follow();
}

void ActivationSession::set_row(std::uint32_t row)
{
    if (std::exchange(row_, row) == row)
        return;
    of_.reset();
    follow();
}

void ActivationSession::set_run(const std::string& name, Checkpoint checkpoint)
{
    if (name == run_ && checkpoint == checkpoint_)
        return;
    run_ = name;
    checkpoint_ = checkpoint;
    of_.reset();
    follow();
}

const NodeLook* ActivationSession::look(const UnitPath& path, NodeId id) const
{
    const auto nodes = looks_.find(path);
    if (nodes == looks_.end())
        return nullptr;
    const auto look = nodes->second.find(id);
    return look == nodes->second.end() ? nullptr : &look->second;
}

void ActivationSession::follow()
{
    const bool possible = on_ && data_.dataset() && graph_.analysis().sound();
    if (possible && of_ && of_data_ == data_.dataset() && same_network(*of_, graph_.document()))
        return;
    worker_.cancel();
    if (possible) {
        soon_.start();
        return;
    }
    soon_.stop();
    of_.reset();
    of_data_.reset();
    if (looks_.empty() && !error_)
        return;
    looks_.clear();
    error_.reset();
    Q_EMIT changed();
}

void ActivationSession::compute()
{
    of_ = graph_.document();
    of_data_ = data_.dataset();
    std::optional<std::pair<Runs, std::string>> run;
    if (!run_.empty())
        run.emplace(runs_.store(), run_);
    worker_.start<Seen>([document = *of_, data = of_data_, run, which = checkpoint_,
                         row = row_](Progress& progress) { return see(document, data, run, which, row, progress); },
                        [this](Seen seen) {
                            looks_ = std::move(seen.looks);
                            error_ = std::move(seen.error);
                            Q_EMIT changed();
                        });
}

ActivationSession::Seen ActivationSession::see(const Document& document, std::shared_ptr<const Dataset> data,
                                               const std::optional<std::pair<Runs, std::string>>& run, Checkpoint which, std::uint32_t row, Progress& progress)
{
    NetworkProbe::Tensors trained;
    DataFacts facts = data->facts();
    if (run) {
        auto model = load_model(run->first, run->second, which);
        if (!model)
            return {{}, model.error()};
        trained = std::move(model->tensors);
        facts = std::move(model->facts);
        if (model->encoder && *model->encoder != data->encoder()) {
            auto through = data->through(*model->encoder);
            if (!through)
                return {{}, through.error()};
            data = std::move(*through);
        }
    }
    if (data->table().rows == 0 || progress.cancelled)
        return {};
    row = std::min(row, std::uint32_t(data->table().rows - 1));
    // One thread: the window and a training beside it come first.
    auto probe = NetworkProbe::make(document, facts, data, trained, "auto", 1);
    if (!probe)
        return {{}, probe.error()};
    if (progress.cancelled)
        return {};
    if (Status shown = (*probe)->show(row); !shown)
        return {{}, shown.error()};
    Seen seen;
    for (const auto& [id, origin] : (*probe)->flat().origins) {
        if (progress.cancelled)
            return {};
        if (std::ranges::all_of(origin.turns, [](int turn) { return turn == 0; }))
            if (const auto values = (*probe)->output(id))
                seen.looks[origin.path][origin.node] = look_of(values->shape, values->numbers);
    }
    // Copies of units, and what is passed by, give what the last node inside or in front of them does.
    for (const Flat::Passing& passing : (*probe)->flat().passing)
        if (passing.output && std::ranges::all_of(passing.turns, [](int turn) { return turn == 0; }))
            if (const auto values = (*probe)->output(*passing.output))
                seen.looks[passing.path][passing.node] = look_of(values->shape, values->numbers);
    return seen;
}

} // namespace loom
