#pragma once
#include "core/train_kit.h"
#include "train/album.h"

#include <algorithm>
#include <numeric>

namespace loom::test {

inline Album album_of(const Job& job, const std::string& run)
{
    auto album = read_album(Runs(job.project).folder(run) / "album.f32");
    EXPECT_TRUE(album) << render(album.error().message);
    EXPECT_TRUE(album && *album) << "no album";
    return album && *album ? std::move(**album) : Album();
}

inline std::vector<std::int64_t> epochs_of(const Album& album)
{
    std::vector<std::int64_t> epochs;
    for (const AlbumPage& p : album.pages)
        epochs.push_back(p.epoch);
    return epochs;
}

inline double values_in(const ValueSpread& s) { return std::accumulate(s.counts.begin(), s.counts.end(), 0.0); }

inline std::vector<std::size_t> places_of(const AlbumLayout& l, AlbumLayout::Of of)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < l.histograms.size(); ++i)
        if (l.histograms[i].of == of)
            places.push_back(i);
    return places;
}

/// The tensor's name in a checkpoint.
inline std::string tensor_of(const Job& job, const AlbumLayout::Histogram& h)
{
    const auto node = std::ranges::find_if(job.document.nodes(), [&](const auto& n) { return n.second.name == h.layer; });
    return scope_of(node->first, node->second) + "." + h.weight;
}

/// A convolution and a dense layer for digits.
inline Document digits_network(std::int64_t epochs)
{
    Document d = chain({{"input", {}},
                        {"conv2d", {{"filters", std::int64_t{5}}, {"activation", "relu"}}},
                        {"flatten", {}},
                        {"dense", {{"units", std::int64_t{10}}}},
                        {"output", {}}});
    set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.003}}}, {{"epochs", epochs}, {"batch_size", std::int64_t{20}}});
    DataSetup setup;
    setup.source = "generated_digits";
    setup.settings = {{"rows", std::int64_t{200}}};
    perform(d, SetData{setup});
    return d;
}

} // namespace loom::test
