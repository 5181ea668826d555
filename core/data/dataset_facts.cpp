#include "data/dataset_builder.h"
#include "data/statistics.h"
#include "schema/boxes.h"

#include <array>
#include <cmath>
#include <tuple>

namespace loom {

void DatasetBuilder::state_facts()
{
    DataFacts& facts = data_->facts_;
    const Encoder& encoder = data_->encoder();
    facts.pictures = encoder.pictures();
    facts.features = encoder.feature_names();
    facts.sample = encoder.sample();
    if (encoder.usual_columns() == 1 && !encoder.pictures())
        facts.vocabulary = encoder.columns[0].vocabulary;
    for (std::size_t k = 0; k < facts.further.size(); ++k) {
        DataFacts::Further& further = facts.further[k];
        further.class_counts.resize(further.classes.size());
        for (const std::uint32_t row : data_->training_rows())
            if (!further.classes.empty() && data_->further_[k].labels[row] >= 0)
                ++further.class_counts[std::size_t(data_->further_[k].labels[row])];
    }
    facts.rows = std::int64_t(usable_.size());
    facts.class_counts.resize(facts.classes.size());
    if (holds_boxes(facts))
        std::ranges::copy(data_->class_counts(Part::Train), facts.class_counts.begin());
    for (const std::uint32_t row : data_->training_rows())
        if (const std::int32_t label = data_->label(row); label >= 0)
            ++facts.class_counts[std::size_t(label)];
    if (before_ && before_->made_by_ && before_->samples_ == data_->samples_ && before_->parts_.train == data_->parts_.train) {
        facts.mean = before_->facts_.mean;
        facts.deviation = before_->facts_.deviation;
        facts.columns = before_->facts_.columns;
        return;
    }
    facts.pictures ? channel_moments() : feature_moments();
    state_columns();
    // Dividing by it must always be possible: a constant feature becomes 0.
    for (double& d : facts.deviation)
        if (!(d > 0))
            d = 1;
}

void DatasetBuilder::state_columns()
{
    DataFacts& facts = data_->facts_;
    const Encoder& encoder = data_->encoder();
    std::int64_t place = 0;
    if (encoder.pictures()) {
        const Column* pictures = data_->samples_->prepared().image_column();
        facts.columns.push_back({.name = pictures ? pictures->name : "image", .shape = facts.sample, .picture = true, .mean = facts.mean, .deviation = facts.deviation});
        place = std::int64_t(encoder.picture.bytes());
    }
    const std::size_t usual = encoder.usual_columns();
    const bool one = usual == 1 && !encoder.pictures();
    for (std::size_t k = 0; k < encoder.columns.size(); ++k) {
        const ColumnCode& code = encoder.columns[k];
        DataFacts::Column column{.name = code.column, .place = place, .shape = code.shape.empty() ? Shape{std::int64_t(code.width())} : code.shape,
                                 .beside = code.beside, .vocabulary = code.vocabulary};
        if (column.shape.size() == 1)
            column.features = code.feature_names();
        if (one && !code.beside) {
            column.mean = facts.mean;
            column.deviation = facts.deviation;
        } else if (code.beside) {
            std::tie(column.mean, column.deviation) = moments_of(std::size_t(place), code.width(), std::size_t(column.shape[0]));
        } else {
            take_moments(column);
        }
        for (double& d : column.deviation)
            if (!(d > 0))
                d = 1;
        if (code.vocabulary > 0) {
            column.mean.assign(column.mean.size(), 0);
            column.deviation.assign(column.deviation.size(), 1);
        }
        place += std::int64_t(code.width());
        facts.columns.push_back(std::move(column));
    }
}

void DatasetBuilder::take_moments(DataFacts::Column& column) const
{
    const DataFacts& facts = data_->facts_;
    const auto features = std::size_t(column.shape[0]), each = count(column.shape) / features;
    for (std::size_t f = 0; f < features; ++f) {
        double mean = 0, squares = 0;
        for (std::size_t i = 0; i < each; ++i) {
            const std::size_t at = std::size_t(column.place) + f * each + i;
            mean += facts.mean[at] / double(each);
            squares += (facts.deviation[at] * facts.deviation[at] + facts.mean[at] * facts.mean[at]) / double(each);
        }
        column.mean.push_back(mean);
        column.deviation.push_back(each == 1 ? facts.deviation[std::size_t(column.place) + f] : std::sqrt(std::max(0.0, squares - mean * mean)));
    }
}

void DatasetBuilder::channel_moments()
{
    const auto& train = data_->parts_.train;
    const Samples& samples = *data_->samples_;
    const auto channels = std::size_t(samples.encoder().picture.channels);
    const std::size_t bytes = samples.encoder().picture.bytes(), area = bytes / channels;
    // All of them where they are in memory, else some, spread evenly: reading all would take as long as an epoch.
    const std::size_t looked_at = samples.fits() ? train.size() : std::min<std::size_t>(train.size(), 1000);
    const auto threads = std::size_t(allowed_processors());
    std::vector<std::vector<std::array<std::uint64_t, 256>>> counts(
        threads, std::vector<std::array<std::uint64_t, 256>>(channels));
    parallel_for(threads, int(threads), [&](std::size_t t) {
        std::vector<std::uint8_t> pixels(bytes);
        for (std::size_t k = t; k < looked_at; k += threads)
            if (samples.picture(train[k * train.size() / looked_at], pixels))
                for (std::size_t c = 0; c < channels; ++c)
                    for (std::size_t i = 0; i < area; ++i)
                        ++counts[t][c][pixels[c * area + i]];
    });
    for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t t = 1; t < threads; ++t)
            for (std::size_t v = 0; v < 256; ++v)
                counts[0][c][v] += counts[t][c][v];
        const Moments m = moments(counts[0][c]);
        data_->facts_.mean.push_back(m.mean);
        data_->facts_.deviation.push_back(m.deviation);
    }
}

DatasetBuilder::Deviations DatasetBuilder::moments_of(std::size_t begin_in_row, std::size_t size, std::size_t features) const
{
    const std::span train = data_->parts_.train;
    const std::size_t width = data_->sample_width();
    const std::size_t piece = std::max<std::size_t>(1, 65'536 / width);
    const std::size_t each = size / features;
    std::vector<double> mean(features), deviation(features);
    std::vector<float> buffer(piece * width);
    auto for_each = [&](auto visit) {
        for (std::size_t begin = 0; begin < train.size() && !stopped(); begin += piece) {
            const auto rows = train.subspan(begin, std::min(piece, train.size() - begin));
            data_->fill(rows, buffer);
            for (std::size_t row = 0; row < rows.size(); ++row)
                for (std::size_t i = 0; i < size; ++i)
                    visit(i / each, double(buffer[row * width + begin_in_row + i]));
        }
    };
    const double n = double(train.size()) * double(each);
    for_each([&](std::size_t f, double v) { mean[f] += v / n; });
    for_each([&](std::size_t f, double v) { deviation[f] += (v - mean[f]) * (v - mean[f]) / n; });
    for (double& d : deviation)
        d = std::sqrt(d);
    return {std::move(mean), std::move(deviation)};
}

void DatasetBuilder::feature_moments()
{
    const std::size_t size = count(data_->facts_.sample);
    if (size == 0)
        return;
    const auto features = std::size_t(data_->facts_.sample[0]);
    const std::size_t each = size / features;
    std::vector<double>&mean = data_->facts_.mean, &deviation = data_->facts_.deviation;
    std::tie(mean, deviation) = moments_of(0, size, features);
    std::size_t place = 0;
    for (const ColumnCode& code : data_->encoder().columns) {
        if (code.vocabulary > 0 && each == 1 && !code.beside) {
            std::fill_n(mean.begin() + std::ptrdiff_t(place), code.width(), 0.0);
            std::fill_n(deviation.begin() + std::ptrdiff_t(place), code.width(), 1.0);
        }
        place += code.width();
    }
}

} // namespace loom
