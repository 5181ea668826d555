#include "evaluate/evaluation.h"
#include "base/json.h"
#include "base/threads.h"
#include "exchange/safetensors.h"
#include "schema/boxes.h"
#include "train/feed.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace loom {
namespace {

bool is_kept(const Tensor& t)
{
    return t.role == Role::Weight || t.role == Role::State;
}

Error not_this_network(const std::string& tensor)
{
    return {Message(LOOM_TEXT("The trained weights lack the tensor “%1” in the shape that the network has."), tensor),
            LOOM_TEXT("Use a run that was trained with this network.")};
}

/// A program on a device, filled with the model's values.
struct Loaded {
    Lowered lowered;
    std::unique_ptr<Executable> executable;
};
Result<Loaded> load(const Model& model, const DataFacts& facts, Purpose purpose, std::string_view device, int threads, std::int64_t batch)
{
    auto backend = open_device(device);
    if (!backend)
        return backend.error();
    auto lowered = lower(model.document, facts, purpose, batch);
    if (!lowered)
        return lowered.error();
    auto executable = (*backend)->compile(lowered->program, {threads > 0 ? threads : allowed_processors()});
    if (!executable)
        return executable.error();
    for (std::size_t i = 0; i < lowered->program.tensors.size(); ++i) {
        const Tensor& t = lowered->program.tensors[i];
        if (!is_kept(t))
            continue;
        const auto it = model.tensors.find(t.name);
        if (it == model.tensors.end() || it->second.size() != count(t.shape))
            return not_this_network(t.name);
        (*executable)->write(TensorId(i), std::span<const float>(it->second));
    }
    return Loaded{std::move(*lowered), std::move(*executable)};
}

/// Scores as people read them: the binary loss gives one probability, which becomes two columns.
class Columns {
public:
    Columns(const OutputEnd& end, const Lowered& lowered, const Lowered::Head& head)
        : narrow_(count(lowered.program.at(head.scores).shape) / std::size_t(lowered.batch)),
          binary_(end.loss_type().needs == LossType::Needs::Binary && end.truth != OutputEnd::Truth::Wire && narrow_ == 1)
    {
    }
    std::size_t width() const { return binary_ ? 2 : narrow_; }
    std::size_t narrow() const { return narrow_; }
    void append(std::span<const float> row, std::vector<float>& out) const
    {
        if (binary_)
            out.push_back(1 - row[0]);
        out.insert(out.end(), row.begin(), row.end());
    }

private:
    std::size_t narrow_;
    bool binary_;
};

/// The ends of a model's network.
Ends ends_of(const Model& model)
{
    std::optional<Flat> flat;
    return Ends(flat_graph(model.document, flat), &model.facts);
}

bool gives_classes(const OutputEnd& end)
{
    return end.truth != OutputEnd::Truth::Wire && end.facts->target == DataFacts::Target::Classes && end.loss_type().vectors == 0;
}

class ProgramPredictor : public Predictor {
public:
    ProgramPredictor(const Model& model, Loaded loaded) : lowered_(std::move(loaded.lowered)), executable_(std::move(loaded.executable))
    {
        const Ends ends = ends_of(model);
        for (std::size_t h = 0; h < lowered_.heads.size(); ++h) {
            const OutputEnd& end = ends.outputs[h];
            columns_.emplace_back(end, lowered_, lowered_.heads[h]);
            const bool classes = gives_classes(end), boxes = end.truth != OutputEnd::Truth::Wire && holds_boxes(*end.facts);
            heads_.push_back({lowered_.heads[h].name, columns_.back().width(), classes, classes || boxes ? end.facts->classes : std::vector<std::string>(), boxes});
            scores_.emplace_back(columns_.back().narrow() * std::size_t(lowered_.batch));
        }
    }
    const std::vector<Head>& heads() const override { return heads_; }
    Result<std::vector<std::vector<float>>> all_scores(std::span<const float> samples) override
    {
        std::vector<std::vector<float>> out(heads_.size());
        const auto batch = std::size_t(lowered_.batch), row = std::size_t(lowered_.row);
        for (std::size_t h = 0; h < heads_.size(); ++h)
            out[h].reserve(samples.size() / row * heads_[h].width);
        for (; samples.size() >= row; samples = samples.subspan(std::min(samples.size(), batch * row))) {
            const std::size_t rows = std::min(batch, samples.size() / row);
            write_samples(*executable_, lowered_, samples.first(rows * row));
            LOOM_TRY(executable_->run());
            for (std::size_t h = 0; h < heads_.size(); ++h) {
                executable_->read(lowered_.heads[h].scores, std::span<float>(scores_[h]));
                for (std::size_t i = 0; i < rows; ++i)
                    columns_[h].append(std::span(scores_[h]).subspan(i * columns_[h].narrow(), columns_[h].narrow()), out[h]);
            }
        }
        return out;
    }

private:
    Lowered lowered_;
    std::unique_ptr<Executable> executable_;
    std::vector<Columns> columns_; // As heads_.
    std::vector<Head> heads_;
    std::vector<std::vector<float>> scores_;
};

/// One Output while the batches go through.
class Judge {
public:
    Judge(const OutputEnd& end, const Lowered& lowered, std::size_t h, std::size_t rows)
        : head_(lowered.heads[h]), columns_(end, lowered, head_), classes_(gives_classes(end)),
          judged_(head_.target != no_tensor && end.truth != OutputEnd::Truth::Wire && end.facts->label_shape.empty()), wired_(end.truth == OutputEnd::Truth::Wire), boxed_(!wired_ && holds_boxes(*end.facts)),
          scores_(columns_.narrow() * std::size_t(lowered.batch))
    {
        e_.output = head_.name;
        e_.loss_type = end.loss.type;
        e_.classes = classes_;
        e_.labels = classes_ || boxed_ ? end.facts->classes : std::vector<std::string>();
        e_.width = columns_.width();
        e_.rows.reserve(rows);
        if (!wired_)
            e_.scores.reserve(rows * e_.width);
    }

    void take(const Executable& executable, const Batch& b)
    {
        const bool further = head_.truth == OutputEnd::Truth::Further;
        const auto& labels = further ? b.further[head_.further].labels : b.labels;
        const auto& targets = further ? b.further[head_.further].targets : b.targets;
        executable.read(head_.scores, std::span<float>(scores_));
        if (wired_) {
            truths_.resize(scores_.size());
            executable.read(head_.target, std::span<float>(truths_));
        }
        for (std::size_t i = 0; i < b.rows_used; ++i) {
            const bool unknown = further && !classes_ && std::isnan(targets[i]);
            if (b.weights[i] == 0 || unknown || (classes_ && labels[i] < 0))
                continue;
            const auto narrow = std::span<const float>(scores_).subspan(i * columns_.narrow(), columns_.narrow());
            e_.rows.push_back(b.rows[i]);
            if (wired_) {
                for (std::size_t k = 0; k < narrow.size(); ++k) {
                    numbers_.push_back(truths_[i * narrow.size() + k]);
                    predicted_.push_back(narrow[k]);
                }
                continue;
            }
            const std::size_t before = e_.scores.size();
            columns_.append(narrow, e_.scores);
            const std::span<const float> row(e_.scores.data() + before, e_.width);
            if (boxed_) {
                const std::size_t objects = targets.size() / b.rows.size();
                e_.objects.push_back(true_objects(std::span(targets).subspan(i * objects, objects)));
                e_.found.push_back(found_objects(row, e_.labels.size(), 0.01));
            }
            if (!judged_)
                continue;
            if (classes_) {
                e_.truth.push_back(labels[i]);
                e_.predicted.push_back(std::int32_t(std::ranges::max_element(row) - row.begin()));
            } else {
                e_.truths.push_back(targets[i]);
                numbers_.push_back(targets[i]);
                predicted_.push_back(row[0]);
            }
        }
    }

    Evaluation finish(double loss)
    {
        e_.loss = loss;
        if (judged_ && classes_) {
            e_.report = classification_report(e_.truth, e_.predicted, std::max(e_.labels.size(), e_.width));
            for (std::size_t k = 0; k < e_.width && e_.width <= Evaluation::most_auc_classes; ++k)
                e_.auc.push_back(roc_auc(e_.truth, std::int32_t(k), e_.scores.data() + k, e_.width));
        } else if (boxed_) {
            e_.boxes = box_report(e_.found, e_.objects, e_.labels.size());
        } else if (judged_ || wired_) {
            e_.regression = regression_report(numbers_, predicted_);
        }
        return std::move(e_);
    }

private:
    const Lowered::Head& head_;
    Columns columns_;
    bool classes_, judged_, wired_, boxed_; // judged_: one answer per sample.
    std::vector<float> scores_, truths_;
    std::vector<double> numbers_, predicted_;
    Evaluation e_;
};

} // namespace

Result<Model> load_model(const Runs& runs, const std::string& run, Checkpoint which)
{
    auto record = runs.load(run);
    if (!record)
        return record.error();
    const fs::path path = runs.folder(run) / (which == Checkpoint::Best ? "best.safetensors" : "last.safetensors");
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return Error{Message(LOOM_TEXT("%1 has no trained weights yet."), run),
                     LOOM_TEXT("Train for at least one epoch first.")};
    auto file = Safetensors::read(path);
    if (!file)
        return file.error();
    auto lowered = lower(record->document, record->facts, Purpose::Predict, 1);
    if (!lowered)
        return lowered.error();
    Model model{std::move(record->document), std::move(record->facts), {}, {}};
    if (!record->imported()) {
        auto described = parse_json(record->encoder, path_text(runs.folder(run) / "run.json"));
        if (!described)
            return described.error();
        auto encoder = encoder_from_json(*described);
        if (!encoder)
            return encoder.error();
        model.encoder = std::move(*encoder);
    }
    for (const Tensor& t : lowered->program.tensors) {
        if (!is_kept(t))
            continue;
        const std::string mean = mean_of(t.name), &stored = file->contains(mean) ? mean : t.name;
        if (!file->contains(stored) || file->at(stored).shape != t.shape)
            return not_this_network(t.name);
        model.tensors[t.name] = file->floats(stored);
    }
    return model;
}

Result<std::vector<float>> Predictor::scores(std::span<const float> samples)
{
    auto all = all_scores(samples);
    return all ? Result<std::vector<float>>(std::move(all->front())) : all.error();
}

Result<std::unique_ptr<Predictor>> Predictor::make(const Model& model, std::string_view device, int threads,
                                                   std::int64_t batch)
{
    auto loaded = load(model, model.facts, Purpose::Predict, device, threads, batch);
    if (!loaded)
        return loaded.error();
    return std::unique_ptr<Predictor>(std::make_unique<ProgramPredictor>(model, std::move(*loaded)));
}

Result<Evaluation> evaluate(const Model& model, const Dataset& data, Part part, std::string_view device, int threads,
                            Progress* progress)
{
    const DataFacts& facts = data.facts();
    const auto same = [](const DataFacts::Further& a, const DataFacts::Further& b) {
        return a.column == b.column && a.target == b.target && a.classes == b.classes;
    };
    if (facts.target != model.facts.target || facts.classes != model.facts.classes || !std::ranges::equal(facts.further, model.facts.further, same))
        return Error{LOOM_TEXT("The data's labels are not those that the model has learned."),
                     LOOM_TEXT("Choose data like that the model was trained with.")};
    const auto rows = data.rows(part);
    if (rows.empty())
        return Error{Message(LOOM_TEXT("The part “%1” of the data has no rows."), part_id(part)),
                     LOOM_TEXT("Choose another part, or give this one a share of the data.")};
    std::shared_ptr<const Dataset> samples(std::shared_ptr<void>{}, &data);
    if (model.encoder && *model.encoder != data.encoder()) {
        auto through = data.through(*model.encoder);
        if (!through)
            return through.error();
        samples = std::move(*through);
    }
    const Ends ends = ends_of(model);
    for (const OutputEnd& end : ends.outputs)
        if (end.loss_type().vectors > 0)
            return Error{Message(LOOM_TEXT("With the loss “%1” a network gives vectors, which are not right or wrong by "
                                           "themselves."),
                                 end.loss_type().title),
                         LOOM_TEXT("Compare runs by their validation and test loss.")};
    constexpr std::int64_t batch = 64;
    DataFacts as_learned = model.facts;
    as_learned.label_shape = facts.label_shape; // How many objects a picture holds at most may be another number.
    as_learned.target_width = facts.target_width;
    auto loaded = load(model, as_learned, Purpose::Evaluate, device, threads, batch);
    if (!loaded)
        return loaded.error();
    const Lowered& lowered = loaded->lowered;
    std::vector<Judge> judges;
    judges.reserve(lowered.heads.size());
    for (std::size_t h = 0; h < lowered.heads.size(); ++h)
        judges.emplace_back(ends.outputs[h], lowered, h, rows.size());
    BatchSetup setup;
    setup.size = std::size_t(batch);
    setup.epochs = 1;
    BatchStream batches(samples, std::vector(rows.begin(), rows.end()), setup);
    if (progress)
        progress->total = std::int64_t(rows.size());
    Tally tally;
    BatchResult result;
    while (const Batch* b = batches.next()) {
        if (progress && progress->cancelled)
            return Error{LOOM_TEXT("The evaluation was cancelled.")};
        LOOM_TRY(run_batch(*loaded->executable, lowered, *b, result));
        tally.add(result);
        for (Judge& judge : judges)
            judge.take(*loaded->executable, *b);
        if (progress)
            progress->done += std::int64_t(b->rows_used);
    }
    const auto parts = tally.part_points();
    const auto loss_of = [&](std::size_t h) { return parts.empty() ? tally.mean_loss() : parts[h].loss; };
    Evaluation first = judges[0].finish(loss_of(0));
    first.total_loss = tally.mean_loss();
    for (std::size_t h = 1; h < judges.size(); ++h)
        first.others.push_back(judges[h].finish(loss_of(h)));
    return first;
}

double Evaluation::whole_auc() const
{
    if (auc.size() == 2)
        return auc[1];
    const double sum = std::accumulate(auc.begin(), auc.end(), 0.0);
    return auc.empty() ? std::numeric_limits<double>::quiet_NaN() : sum / double(auc.size());
}

} // namespace loom
