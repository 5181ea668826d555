#include "evaluate/evaluation.h"
#include "base/json.h"
#include "base/threads.h"
#include "exchange/safetensors.h"
#include "train/feed.h"

#include <nlohmann/json.hpp>

#include <algorithm>
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
Result<Loaded> load(const Model& model, Purpose purpose, std::string_view device, int threads, std::int64_t batch)
{
    auto backend = open_device(device);
    if (!backend)
        return backend.error();
    auto lowered = lower(model.document, model.facts, purpose, batch);
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
    Columns(const Model& model, const Lowered& lowered)
        : narrow_(count(lowered.program.at(lowered.scores).shape) / std::size_t(lowered.batch)),
          binary_(find_loss(model.document.recipe().loss.type)->needs == LossType::Needs::Binary && narrow_ == 1)
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

class ProgramPredictor : public Predictor {
public:
    ProgramPredictor(const Model& model, Loaded loaded)
        : lowered_(std::move(loaded.lowered)), executable_(std::move(loaded.executable)), columns_(model, lowered_),
          sample_(count(lowered_.program.at(lowered_.samples).shape) / std::size_t(lowered_.batch)),
          samples_(sample_ * std::size_t(lowered_.batch)), scores_(columns_.narrow() * std::size_t(lowered_.batch))
    {
    }
    std::size_t width() const override { return columns_.width(); }
    Result<std::vector<float>> scores(std::span<const float> samples) override
    {
        std::vector<float> out;
        out.reserve(samples.size() / sample_ * width());
        const auto batch = std::size_t(lowered_.batch);
        for (; samples.size() >= sample_; samples = samples.subspan(std::min(samples.size(), batch * sample_))) {
            const std::size_t rows = std::min(batch, samples.size() / sample_);
            std::ranges::fill(samples_, 0.0f);
            std::copy_n(samples.begin(), rows * sample_, samples_.begin());
            executable_->write(lowered_.samples, std::span<const float>(samples_));
            LOOM_TRY(executable_->run());
            executable_->read(lowered_.scores, std::span<float>(scores_));
            for (std::size_t i = 0; i < rows; ++i)
                columns_.append(std::span(scores_).subspan(i * columns_.narrow(), columns_.narrow()), out);
        }
        return out;
    }

private:
    Lowered lowered_;
    std::unique_ptr<Executable> executable_;
    Columns columns_;
    std::size_t sample_;
    std::vector<float> samples_, scores_;
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

Result<std::unique_ptr<Predictor>> Predictor::make(const Model& model, std::string_view device, int threads,
                                                   std::int64_t batch)
{
    auto loaded = load(model, Purpose::Predict, device, threads, batch);
    if (!loaded)
        return loaded.error();
    return std::unique_ptr<Predictor>(std::make_unique<ProgramPredictor>(model, std::move(*loaded)));
}

Result<Evaluation> evaluate(const Model& model, const Dataset& data, Part part, std::string_view device, int threads,
                            Progress* progress)
{
    const DataFacts& facts = data.facts();
    if (facts.target != model.facts.target || facts.classes != model.facts.classes)
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
    const LossType& loss = *find_loss(model.document.recipe().loss.type);
    if (loss.vectors > 0)
        return Error{Message(LOOM_TEXT("With the loss “%1” a network gives vectors, which are not right or wrong by "
                                       "themselves."),
                             loss.title),
                     LOOM_TEXT("Compare runs by their validation and test loss.")};
    constexpr std::int64_t batch = 64;
    auto loaded = load(model, Purpose::Evaluate, device, threads, batch);
    if (!loaded)
        return loaded.error();
    const Lowered& lowered = loaded->lowered;
    const Columns columns(model, lowered);
    const bool classes = facts.target == DataFacts::Target::Classes;
    const bool judged = lowered.target != no_tensor && facts.label_shape.empty(); // One answer per sample.

    Evaluation e;
    e.width = columns.width();
    e.rows.reserve(rows.size());
    e.scores.reserve(rows.size() * e.width);
    std::vector<double> numbers, predicted_numbers;
    std::vector<float> scores(columns.narrow() * std::size_t(batch));
    BatchSetup setup;
    setup.size = std::size_t(batch);
    setup.epochs = 1;
    BatchStream batches(samples, std::vector(rows.begin(), rows.end()), setup);
    if (progress)
        progress->total = std::int64_t(rows.size());
    Tally tally;
    while (const Batch* b = batches.next()) {
        if (progress && progress->cancelled)
            return Error{LOOM_TEXT("The evaluation was cancelled.")};
        auto result = run_batch(*loaded->executable, lowered, *b);
        if (!result)
            return result.error();
        tally.add(*result);
        loaded->executable->read(lowered.scores, std::span<float>(scores));
        for (std::size_t i = 0; i < b->rows_used; ++i) {
            if (b->weights[i] == 0 || (classes && b->labels[i] < 0))
                continue;
            const std::size_t before = e.scores.size();
            columns.append(std::span(scores).subspan(i * columns.narrow(), columns.narrow()), e.scores);
            const std::span<const float> row(e.scores.data() + before, e.width);
            e.rows.push_back(b->rows[i]);
            if (!judged)
                continue;
            if (classes) {
                e.truth.push_back(b->labels[i]);
                e.predicted.push_back(std::int32_t(std::ranges::max_element(row) - row.begin()));
            } else {
                numbers.push_back(b->targets[i]);
                predicted_numbers.push_back(row[0]);
            }
        }
        if (progress)
            progress->done += std::int64_t(b->rows_used);
    }
    e.loss = tally.mean_loss();
    if (!judged)
        return e;
    if (classes) {
        e.report = classification_report(e.truth, e.predicted, std::max(facts.classes.size(), e.width));
        for (std::size_t k = 0; k < e.width && e.width <= Evaluation::most_auc_classes; ++k)
            e.auc.push_back(roc_auc(e.truth, std::int32_t(k), e.scores.data() + k, e.width));
    } else {
        e.regression = regression_report(numbers, predicted_numbers);
    }
    return e;
}

double Evaluation::whole_auc() const
{
    if (auc.size() == 2)
        return auc[1];
    const double sum = std::accumulate(auc.begin(), auc.end(), 0.0);
    return auc.empty() ? std::numeric_limits<double>::quiet_NaN() : sum / double(auc.size());
}

} // namespace loom
