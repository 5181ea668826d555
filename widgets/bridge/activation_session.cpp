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
    connect(&worker_, &Worker::busy_changed, this, &ActivationSession::busy_changed);
    connect(&worker_, &Worker::refused, this, [this](const Error& error) {
        forget();
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
    const auto nodes = looks_->find(path);
    if (nodes == looks_->end())
        return nullptr;
    const auto look = nodes->second.find(id);
    return look == nodes->second.end() ? nullptr : &look->second;
}

void ActivationSession::follow()
{
    const bool possible = on_ && data_.dataset() && graph_.analysis().sound();
    if (possible && of_ && of_data_ == data_.dataset() && of_->recipe() == graph_.document().recipe() &&
        same_network(*of_, graph_.document()))
        return;
    worker_.cancel();
    if (possible) {
        soon_.start();
        Q_EMIT busy_changed();
        return;
    }
    soon_.stop();
    of_.reset();
    of_data_.reset();
    Q_EMIT busy_changed();
    if (looks_->empty() && !error_)
        return;
    forget();
    error_.reset();
    Q_EMIT changed();
}

void ActivationSession::forget()
{
    looks_ = std::make_shared<NodeLooks>();
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
                            looks_ = std::make_shared<NodeLooks>(std::move(seen.looks));
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
    auto probe = NetworkProbe::make(document, facts, data, trained, "auto", 1, NetworkProbe::Extent::Outputs);
    if (!probe)
        return {{}, probe.error()};
    if (progress.cancelled)
        return {};
    if (Status shown = (*probe)->show(row); !shown)
        return {{}, shown.error()};
    // Copies of units, and what is passed by, give what the last node inside or in front of them does. Nodes of the main
    // graph come first, then those of its copies.
    struct Shown {
        const UnitPath* path;
        NodeId node, output;
    };
    std::vector<Shown> shown_nodes;
    const auto first = [](const std::vector<int>& turns) { return std::ranges::all_of(turns, [](int turn) { return turn == 0; }); };
    for (const auto& [id, origin] : (*probe)->flat().origins)
        if (first(origin.turns))
            shown_nodes.push_back({&origin.path, origin.node, id});
    for (const Flat::Passing& passing : (*probe)->flat().passing)
        if (passing.output && first(passing.turns))
            shown_nodes.push_back({&passing.path, passing.node, *passing.output});
    std::ranges::stable_sort(shown_nodes, {}, [](const Shown& s) { return s.path->size(); });
    Seen seen;
    std::size_t bytes = 0;
    for (const Shown& s : shown_nodes) {
        if (progress.cancelled)
            return {};
        const auto values = (*probe)->output(s.output);
        if (!values)
            continue;
        NodeLook look = look_of(values->shape, values->numbers);
        bytes += look.bytes();
        if (bytes > most_look_bytes)
            break;
        seen.looks[*s.path][s.node] = std::move(look);
    }
    return seen;
}

} // namespace loom
