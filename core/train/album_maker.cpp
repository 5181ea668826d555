#include "train/album_maker.h"
#include "base/random.h"
#include "schema/boxes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loom {
namespace {

constexpr std::int64_t least_filter = 2, most_filter = 16; // Of their sides.
constexpr std::size_t album_filter_values = 32768;         // An eighth of a mebibyte, half of the largest page.

} // namespace

AlbumMaker::AlbumMaker(const Job& job, const Prepared& prepared, const Flat& flat, const Carried& carried) : evaluate_(prepared.evaluate)
{
    const Ends ends(flat.document, &job.dataset->facts());
    const Lowered::Head& head = evaluate_.heads.front();
    const OutputEnd& end = ends.outputs.front();
    const LossType& loss = end.loss_type();
    const bool told = head.truth == OutputEnd::Truth::Target && head.target != no_tensor && head.scores != no_tensor && end.facts->label_shape.empty() && loss.vectors == 0 &&
                      !finds_boxes(loss) && !loss.lower_generator;
    if (told) {
        width_ = count(evaluate_.program.at(head.scores).shape) / std::size_t(evaluate_.batch);
        if (end.facts->target == DataFacts::Target::Classes) {
            binary_ = loss.needs == LossType::Needs::Binary && width_ == 1;
            layout_.classes = std::int64_t(binary_ ? 2 : width_);
        }
        if (layout_.classes > 1 || (end.facts->target == DataFacts::Target::Numbers && width_ == 1))
            choose_rows(job);
    }
    lay_out(prepared, flat, carried);
}

void AlbumMaker::choose_rows(const Job& job)
{
    const Dataset& data = *job.dataset;
    layout_.held_back = !data.rows(Part::Validation).empty();
    layout_.matrix = layout_.held_back && layout_.classes > 0 && std::size_t(layout_.classes) <= most_album_classes;
    const auto all = data.rows(layout_.held_back ? Part::Validation : Part::Train);
    const std::size_t most = layout_.classes > 0 ? most_album_samples : most_album_dots;
    Random random(std::uint64_t(unpack_recipe(job.document.recipe().settings).seed), stream_of("album"));
    // Floyd's way: as many draws as there are rows to be drawn, however many there are to draw from.
    for (std::size_t i = all.size() - std::min(all.size(), most); i < all.size(); ++i) {
        const std::uint32_t drawn = all[random.below(i + 1)];
        layout_.rows.push_back(std::ranges::find(layout_.rows, drawn) == layout_.rows.end() ? drawn : all[i]);
    }
    std::ranges::sort(layout_.rows);
    layout_.truths.resize(layout_.rows.size());
    data.targets(layout_.rows, layout_.truths);
    scores_.resize(width_ * std::size_t(evaluate_.batch));
}

std::optional<std::size_t> AlbumMaker::add(AlbumLayout::Histogram h)
{
    layout_.histograms.push_back(std::move(h));
    if (layout_.histograms.size() <= most_album_histograms && page_bytes(layout_) <= most_album_page)
        return layout_.histograms.size() - 1;
    layout_.histograms.pop_back();
    return {};
}

/// Of the first convolution, as many as the page has room for.
void AlbumMaker::lay_out_filters(const std::string& layer, const std::string& tensor, const Shape& shape)
{
    const auto fits = [](std::int64_t side) { return side >= least_filter && side <= most_filter; };
    if (!filters_.empty() || shape.size() != 4 || !fits(shape[2]) || !fits(shape[3]))
        return;
    AlbumLayout::Filters f{layer, std::min(shape[0], std::int64_t(most_album_filters)), shape[1] == 3 ? 3 : 1, shape[2], shape[3]};
    const std::size_t free = (most_album_page - page_bytes(layout_)) / sizeof(float);
    f.count = std::min(f.count, std::int64_t(std::min(album_filter_values, free) / std::size_t(f.channels * f.height * f.width)));
    layout_.filters = f;
    filters_ = tensor;
}

void AlbumMaker::lay_out(const Prepared& prepared, const Flat& flat, const Carried& carried)
{
    using Of = AlbumLayout::Of;
    const std::size_t layers = prepared.probe ? prepared.probe->layers.size() : 0;
    const auto add_seen = [this](const Node& node, Of of, std::size_t i) {
        if (const auto place = add({node.name, {}, of}))
            seen_.emplace(std::pair(of, i), *place);
    };
    for (const NodeId id : in_order(flat.document)) {
        const Node& node = flat.document.nodes().at(id);
        const std::string scope = scope_of(id, node) + ".";
        carried.each_weight([&](const std::string& name, const Shape& shape, std::span<const float>) {
            if (!name.starts_with(scope) || weights_.contains(name))
                return;
            if (const auto place = add({node.name, name.substr(scope.size()), Of::Weight}))
                weights_.emplace(name, *place);
            lay_out_filters(node.name, name, shape);
        });
        for (std::size_t i = 0; i < layers; ++i) {
            if (prepared.probe->layers[i].first != id)
                continue;
            if (node.type != "input")
                add_seen(node, Of::Output, i);
            if (prepared.probe->gradients[i] != no_tensor)
                add_seen(node, Of::Gradient, i);
        }
    }
    if (prepared.probe)
        lay_out_weight_gradients(*prepared.probe);
}

/// Behind all others, as the weights: where the page is full, these are missing first.
void AlbumMaker::lay_out_weight_gradients(const ProbePlan& probe)
{
    std::map<std::size_t, std::size_t> by_place; // Of the weight.
    for (std::size_t i = 0; i < probe.weights.size(); ++i)
        if (const auto weight = weights_.find(probe.lowered.program.at(probe.weights[i].first).name); weight != weights_.end())
            by_place.emplace(weight->second, i);
    for (const auto& [place, i] : by_place) {
        AlbumLayout::Histogram h = layout_.histograms[place];
        h.of = AlbumLayout::Of::WeightGradient;
        if (const auto own = add(std::move(h)))
            seen_.emplace(std::pair(AlbumLayout::Of::WeightGradient, i), *own);
    }
}

Status AlbumMaker::go_on(const fs::path& file, std::int64_t epoch)
{
    const auto begun = read_album(file, std::numeric_limits<std::size_t>::max()); // Without its pages.
    if (begun && *begun) { // What is damaged is cut, and begun anew.
        AlbumLayout own = layout_, known = (*begun)->layout;
        const std::size_t common = std::min(own.histograms.size(), known.histograms.size());
        own.histograms.resize(common);
        known.histograms.resize(common);
        if (own == known)
            layout_ = (*begun)->layout;
    }
    return cut_album(file, layout_, epoch);
}

void AlbumMaker::begin(std::int64_t epoch)
{
    page_.epoch = has_page(epoch) ? epoch : 0;
    const auto classes = std::size_t(layout_.matrix ? layout_.classes : 0);
    page_.matrix.assign(classes, std::vector<std::int64_t>(classes));
    page_.answers.assign(layout_.rows.size(), {});
    for (AlbumPage::Answer& a : page_.answers)
        a.share.fill(float(not_measured));
    page_.histograms.assign(layout_.histograms.size(), {});
    page_.filters.assign(layout_.filters.values(), 0);
}

void AlbumMaker::take_answers(const Executable& evaluate, const Batch& batch)
{
    if (!wants() || layout_.rows.empty())
        return;
    const auto place_of = [this](std::uint32_t row) { return std::size_t(std::ranges::lower_bound(layout_.rows, row) - layout_.rows.begin()); };
    const auto is_shown = [&](std::uint32_t row) { return std::ranges::binary_search(layout_.rows, row); };
    const std::span rows = std::span(batch.rows).first(batch.rows_used);
    if (!layout_.matrix && std::ranges::none_of(rows, is_shown))
        return;
    evaluate.read(evaluate_.heads.front().scores, std::span<float>(scores_));
    std::vector<float> shares(std::size_t(std::max<std::int64_t>(layout_.classes, 1)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (batch.weights[i] == 0)
            continue;
        const std::span<const float> scores = std::span(scores_).subspan(i * width_, width_);
        if (binary_)
            shares = {1 - scores[0], scores[0]};
        else
            std::ranges::copy(scores, shares.begin());
        const std::int32_t truth = batch.labels[i];
        if (layout_.matrix && truth >= 0 && truth < layout_.classes)
            ++page_.matrix[std::size_t(truth)][std::size_t(std::ranges::max_element(shares) - shares.begin())];
        if (!is_shown(rows[i]))
            continue;
        AlbumPage::Answer& a = page_.answers[place_of(rows[i])];
        if (layout_.classes == 0) {
            a.share[0] = shares[0];
            continue;
        }
        if (truth >= 0 && std::size_t(truth) < shares.size())
            a.truth = shares[std::size_t(truth)];
        for (std::size_t k = 0; k < std::min(album_answers, shares.size()); ++k) {
            const auto best = std::ranges::max_element(shares);
            a.best[k] = std::int32_t(best - shares.begin());
            a.share[k] = *best;
            *best = -INFINITY;
        }
    }
}

void AlbumMaker::take_weights(const Carried& carried)
{
    if (!wants())
        return;
    carried.each_weight([&](const std::string& name, const Shape& shape, std::span<const float> values) {
        if (const auto place = weights_.find(name); place != weights_.end())
            put(place->second, values);
        if (name != filters_)
            return;
        const AlbumLayout::Filters& f = layout_.filters;
        const auto part = std::size_t(f.channels * f.height * f.width), whole = std::size_t(shape[1] * f.height * f.width);
        for (std::size_t k = 0; k < std::size_t(f.count); ++k)
            std::ranges::copy(values.subspan(k * whole, part), page_.filters.begin() + std::ptrdiff_t(k * part));
    });
}

void AlbumMaker::take_seen(AlbumLayout::Of of, std::size_t index, std::span<const float> values)
{
    if (const auto place = seen_.find({of, index}); wants() && place != seen_.end())
        put(place->second, values);
}

void AlbumMaker::put(std::size_t place, std::span<const float> values)
{
    if (place < page_.histograms.size()) // Else it is none of an album that was gone on with.
        page_.histograms[place] = spread_of(values);
}

} // namespace loom
