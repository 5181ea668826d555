#pragma once
#include "data/encoder.h"
#include "evaluate/measures.h"
#include "train/runs.h"

#include <memory>

namespace loom {

class Dataset;
struct Progress;

/// A trained network, ready to use: what a run's folder holds, without its training data.
struct Model {
    Document document;
    DataFacts facts;
    std::optional<Encoder> encoder;                    // From the rows of a file to samples; none where it was imported.
    std::map<std::string, std::vector<float>> tensors; // Weights and states by name, in the shapes the document gives.
};
enum class Checkpoint { Best, Last };
Result<Model> load_model(const Runs&, const std::string& run, Checkpoint = Checkpoint::Best);

/// Gives scores for raw samples (as the data delivers them). Belongs to one thread.
class Predictor {
public:
    static Result<std::unique_ptr<Predictor>> make(const Model&, std::string_view device, int threads,
                                                   std::int64_t batch = 64);
    virtual ~Predictor() = default;
    /// samples: n × sample elements, any n. Returns n × width() scores: probabilities, or predicted numbers. For the
    /// binary loss two columns, for class 0 and 1.
    virtual Result<std::vector<float>> scores(std::span<const float> samples) = 0;
    virtual std::size_t width() const = 0;
};

/// What a model did on one part of the data, sample by sample.
struct Evaluation {
    std::vector<std::uint32_t> rows;            // Of the data set, in order.
    std::vector<std::int32_t> truth, predicted; // For classes.
    std::vector<float> scores;                  // rows × width.
    std::size_t width = 0;
    double loss = 0;             // Mean, by the document's loss.
    ClassificationReport report; // For classes.
    std::vector<double> auc;     // roc_auc() of each class; empty for more than most_auc_classes.
    RegressionReport regression; // For numbers.

    static constexpr std::size_t most_auc_classes = 1000;
    /// Of two classes that of the second one, of more their mean; NaN where it is not known.
    double whole_auc() const;
};
/// The data's rows become samples as those of the training did: with the model's encoder. Samples that cannot be read
/// are left out. The data must have the columns (or pictures) that the model takes, its classes, and rows in that part.
Result<Evaluation> evaluate(const Model&, const Dataset&, Part, std::string_view device, int threads,
                            Progress* = nullptr);

} // namespace loom
