#include "data/label_doubt.h"
#include "base/random.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Index = Eigen::Index;

constexpr std::size_t folds = 5, least_rows = 100, most_taught = 20'000, most_asked = 200'000;
constexpr std::size_t most_values = std::size_t{1} << 22; // That a thread reads at once.
constexpr double least_skill = 0.75; // Of what naming the largest class gets wrong: a model that learns less may doubt nothing.
constexpr std::int64_t longest_side = 28; // Of what a model looks at: larger pictures and spectrograms are averaged down.
constexpr Index hidden = 1000, most_counted = 2000, most_seen = 4096;

/// A row as the model sees it: averaged down to a few hundred numbers or, of ids, how often each comes, and then random
/// combinations of these, cut off below 0, with a 1 for the intercept.
class Features {
public:
    explicit Features(const Dataset& data) : data_(data), sample_(data.facts().sample)
    {
        const auto& facts = data.facts();
        if (facts.vocabulary > 0) {
            width_ = std::min<Index>(facts.vocabulary, most_counted);
            return;
        }
        std::int64_t rows = sample_.size() > 1 ? sample_[sample_.size() - 2] : 1, columns = sample_.back();
        const std::int64_t area = rows * columns, planes = std::int64_t(Vectors::places(sample_)) / std::max<std::int64_t>(1, area);
        if (sample_.size() > 1) {
            down_ = (rows + longest_side - 1) / longest_side;
            across_ = (columns + longest_side - 1) / longest_side;
        }
        planes_ = planes;
        rows_ = rows;
        columns_ = columns;
        if (sample_.size() == 1) // Columns beyond so many share places.
            across_ = (columns + most_seen - 1) / most_seen;
        width_ = Index(planes * ((rows + down_ - 1) / down_) * ((columns + across_ - 1) / across_));
        random_.resize(width_, hidden);
        offsets_.resize(hidden);
        Random random(1, stream_of("features of doubt"));
        const double scale = 1 / std::sqrt(double(width_));
        for (Index i = 0; i < random_.size(); ++i)
            random_.data()[i] = float(random.normal() * scale);
        for (Index i = 0; i < hidden; ++i)
            offsets_(i) = float(2 * random.uniform() - 1);
    }
    Index count() const { return (random_.size() ? hidden : width_) + 1; }

    /// One row each; false in `readable` where it is none.
    Matrix of(std::span<const std::uint32_t> rows, std::vector<float>& readable) const
    {
        const std::size_t values = data_.sample_width();
        std::vector<float> raw(rows.size() * values);
        readable.resize(rows.size());
        data_.fill(rows, raw, readable);
        Matrix seen = Matrix::Zero(Index(rows.size()), width_);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::span<const float> sample(raw.data() + i * values, values);
            if (random_.size())
                average_down(sample, seen.row(Index(i)).data());
            else
                count_ids(sample, seen.row(Index(i)).data());
        }
        Matrix out = Matrix::Ones(seen.rows(), count());
        if (random_.size())
            out.leftCols(hidden) = ((seen * random_).rowwise() + offsets_).cwiseMax(0.0f);
        else
            out.leftCols(width_) = seen;
        return out;
    }

private:
    /// Standardised as the Input layer would; a picture's and a spectrogram's values by their channel.
    void average_down(std::span<const float> sample, float* out) const
    {
        const auto& facts = data_.facts();
        const std::int64_t down = (rows_ + down_ - 1) / down_, across = (columns_ + across_ - 1) / across_;
        const float share = 1 / float(down_ * across_);
        const std::int64_t features = sample_[0], each = std::int64_t(sample.size()) / features;
        for (std::int64_t i = 0; i < std::ssize(sample); ++i) {
            const auto feature = std::size_t(i / each);
            const double mean = feature < facts.mean.size() ? facts.mean[feature] : 0, deviation = feature < facts.deviation.size() ? facts.deviation[feature] : 1;
            const std::int64_t plane = i / (rows_ * columns_), row = i / columns_ % rows_, column = i % columns_;
            out[(plane * down + row / down_) * across + column / across_] += float((double(sample[std::size_t(i)]) - mean) / deviation) * share;
        }
    }
    /// Those beyond the most frequent ones share places; the root of how often, each text of length 1.
    void count_ids(std::span<const float> sample, float* out) const
    {
        for (const float id : sample)
            if (id > 0)
                ++out[std::int64_t(id) % width_];
        float sum = 0;
        for (Index i = 0; i < width_; ++i)
            sum += out[i];
        for (Index i = 0; i < width_ && sum > 0; ++i)
            out[i] = std::sqrt(out[i] / sum);
    }

    const Dataset& data_;
    Shape sample_;
    std::int64_t planes_ = 1, rows_ = 1, columns_ = 1, down_ = 1, across_ = 1;
    Index width_ = 0;
    Matrix random_; // width × hidden; empty where ids are counted.
    Eigen::RowVectorXf offsets_;
};

/// The sums that ridge regression is solved from: features × features and features × classes.
struct Sums {
    Eigen::MatrixXd gram, answers;
    Sums(Index features, Index classes) : gram(Eigen::MatrixXd::Zero(features, features)), answers(Eigen::MatrixXd::Zero(features, classes)) {}
    void add(const Sums& other, double factor)
    {
        gram += factor * other.gram;
        answers += factor * other.answers;
    }
    Matrix solved() const
    {
        Eigen::MatrixXd damped = gram;
        damped.diagonal().array() += 1e-3 * gram.trace() / double(gram.rows()) + 1e-12;
        return damped.llt().solve(answers).cast<float>();
    }
};

bool stopped(const Progress* progress)
{
    return progress && progress->cancelled;
}

} // namespace

std::vector<LabelDoubt> doubted_labels(const Dataset& data, int threads, Progress* progress)
{
    std::vector<std::uint32_t> taught;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        taught.insert(taught.end(), data.rows(part).begin(), data.rows(part).end());
    std::ranges::sort(taught);
    taught.erase(std::ranges::unique(taught).begin(), taught.end()); // Parts may be the same rows.
    std::erase_if(taught, [&](std::uint32_t row) { return data.label(row) < 0; });
    const auto classes = std::ssize(data.facts().classes);
    if (classes < 2 || classes > 200 || taught.size() < least_rows || data.sample_width() == 0)
        return {};
    std::vector<std::uint32_t> asked;
    if (taught.size() > most_asked)
        taught = draw(taught, double(most_asked) / double(taught.size()), {}, 1, stream_of("asked of doubt"));
    if (taught.size() > most_taught) {
        const auto drawn = draw(taught, double(most_taught) / double(taught.size()), {}, 1, stream_of("taught of doubt"));
        std::ranges::set_difference(taught, drawn, std::back_inserter(asked));
        taught = drawn;
    }
    // Each fold has its rows by chance, not by their place in the file.
    const auto order = permutation(taught.size(), Random(1, stream_of("folds of doubt")));
    std::array<std::vector<std::uint32_t>, folds> rows_of;
    for (std::size_t i = 0; i < order.size(); ++i)
        rows_of[i % folds].push_back(taught[order[i]]);

    const Features features(data);
    const std::size_t at_once = std::clamp<std::size_t>(most_values / data.sample_width(), 1, 512);
    std::vector<Sums> sums(folds, Sums(features.count(), classes));
    parallel_for(folds, threads, [&](std::size_t f) {
        std::vector<float> readable;
        for (std::size_t begin = 0; begin < rows_of[f].size() && !stopped(progress); begin += at_once) {
            const auto rows = std::span(rows_of[f]).subspan(begin, std::min(at_once, rows_of[f].size() - begin));
            Matrix x = features.of(rows, readable);
            Matrix y = Matrix::Zero(x.rows(), classes);
            for (Index i = 0; i < x.rows(); ++i) {
                y(i, data.label(rows[std::size_t(i)])) = 1;
                x.row(i) *= readable[std::size_t(i)];
            }
            Matrix gram = Matrix::Zero(x.cols(), x.cols());
            gram.selfadjointView<Eigen::Lower>().rankUpdate(x.transpose());
            sums[f].gram += gram.cast<double>();
            sums[f].answers += (x.transpose() * y).cast<double>();
        }
        sums[f].gram.triangularView<Eigen::StrictlyUpper>() = sums[f].gram.transpose();
    });
    if (stopped(progress))
        return {};
    Sums all(features.count(), classes);
    for (const Sums& s : sums)
        all.add(s, 1);
    std::vector<Matrix> models(folds + 1);
    parallel_for(folds + 1, threads, [&](std::size_t f) {
        Sums others = all;
        if (f < folds)
            others.add(sums[f], -1);
        models[f] = others.solved();
    });

    // Scores of each row by a model that was not taught it.
    struct Piece {
        std::span<const std::uint32_t> rows;
        std::size_t model;
        Matrix scores;
        std::vector<float> readable;
    };
    std::vector<Piece> pieces;
    for (std::size_t f = 0; f <= folds; ++f) {
        const std::vector<std::uint32_t>& rows = f < folds ? rows_of[f] : asked;
        for (std::size_t begin = 0; begin < rows.size(); begin += at_once)
            pieces.push_back({std::span(rows).subspan(begin, std::min(at_once, rows.size() - begin)), f, {}, {}});
    }
    parallel_for(pieces.size(), threads, [&](std::size_t p) {
        if (!stopped(progress))
            pieces[p].scores = features.of(pieces[p].rows, pieces[p].readable) * models[pieces[p].model];
    });
    if (stopped(progress))
        return {};
    // How sure it is, on average, of each class's own rows; and how often it is right, beyond always naming the largest class.
    std::vector<double> sure(std::size_t(classes), 0), count(std::size_t(classes), 0);
    double right = 0, all_rows = 0;
    for (const Piece& piece : pieces)
        for (std::size_t i = 0; i < piece.rows.size(); ++i)
            if (piece.readable[i] > 0) {
                const auto given = std::size_t(data.label(piece.rows[i]));
                sure[given] += double(piece.scores(Index(i), Index(given)));
                ++count[given];
                Index likely = 0;
                piece.scores.row(Index(i)).maxCoeff(&likely);
                right += std::size_t(likely) == given;
                ++all_rows;
            }
    const double largest = *std::ranges::max_element(count);
    if (right - largest < least_skill * (all_rows - largest))
        return {};
    for (std::size_t k = 0; k < sure.size(); ++k)
        sure[k] = count[k] > 0 ? sure[k] / count[k] : std::numeric_limits<double>::infinity();
    std::vector<LabelDoubt> doubts;
    for (const Piece& piece : pieces)
        for (std::size_t i = 0; i < piece.rows.size(); ++i) {
            const std::int32_t given = data.label(piece.rows[i]);
            Index likely = 0;
            const float most = piece.scores.row(Index(i)).maxCoeff(&likely);
            if (piece.readable[i] > 0 && likely != given && double(most) >= sure[std::size_t(likely)])
                doubts.push_back({piece.rows[i], given, std::int32_t(likely), most - piece.scores(Index(i), given)});
        }
    std::ranges::sort(doubts, [](const LabelDoubt& a, const LabelDoubt& b) { return a.margin != b.margin ? a.margin > b.margin : a.row < b.row; });
    return doubts;
}

} // namespace loom
