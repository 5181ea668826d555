#pragma once
#include "data/encoder.h"
#include "evaluate/detections.h"
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
    /// One Output of the network.
    struct Head {
        std::string name;       // Of the node.
        std::size_t width = 0;  // Scores of a sample.
        bool classes = false;   // They are those of classes; else numbers.
        std::vector<std::string> labels; // Of the classes.
        bool boxes = false;              // They are those of objects of these classes (found_objects).
    };
    /// The first is that of the data's target.
    virtual const std::vector<Head>& heads() const = 0;
    /// samples: n rows of the data, any n. Returns n × width scores of each head: probabilities, or predicted numbers. For
    /// the binary loss two columns, for class 0 and 1.
    virtual Result<std::vector<std::vector<float>>> all_scores(std::span<const float> samples) = 0;
    /// Of the first head.
    Result<std::vector<float>> scores(std::span<const float> samples);
    std::size_t width() const { return heads().front().width; }
};

/// What one Output of a model did on one part of the data, sample by sample.
struct Evaluation {
    std::string output;                         // The node's name.
    std::string loss_type;
    bool classes = false;                       // Its target is one.
    std::vector<std::string> labels;            // Of the classes.
    std::vector<std::uint32_t> rows;            // Of the data set, in order.
    std::vector<std::int32_t> truth, predicted; // For classes.
    std::vector<float> truths;                  // For one number in each sample.
    std::vector<float> scores;                  // rows × width; none of what is compared with a second input.
    std::size_t width = 0;
    double loss = 0;             // Mean, by its own loss.
    double total_loss = 0;       // With all Outputs, each by its weight.
    ClassificationReport report; // For classes.
    std::vector<double> auc;     // roc_auc() of each class; empty for more than most_auc_classes.
    RegressionReport regression; // For numbers; of several in each sample, all of them.
    std::optional<BoxReport> boxes; // For objects in pictures; then what is in each row, and what was found from a score of 0.01 on.
    std::vector<std::vector<Object>> objects, found;
    std::vector<Evaluation> others; // The further Outputs.

    static constexpr std::size_t most_auc_classes = 1000;
    /// Of two classes that of the second one, of more their mean; NaN where it is not known.
    double whole_auc() const;
};
/// The data's rows become samples as those of the training did: with the model's encoder. Samples that cannot be read
/// are left out. The data must have the columns (or pictures) that the model takes, its classes, and rows in that part.
Result<Evaluation> evaluate(const Model&, const Dataset&, Part, std::string_view device, int threads,
                            Progress* = nullptr);

} // namespace loom
