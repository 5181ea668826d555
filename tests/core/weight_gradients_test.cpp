// The gradients of weights in albums.
#include "core/album_kit.h"

#include <functional>

using namespace loom;
using namespace loom::test;

namespace weight_gradients_test {

/// As albums were before 2026-11-29.
Album without_gradients_of_weights(Album album)
{
    const auto first = places_of(album.layout, AlbumLayout::Of::WeightGradient).front();
    album.layout.histograms.resize(first);
    for (AlbumPage& page : album.pages)
        page.histograms.resize(first);
    return album;
}

/// With plain descent of rate 1, all rows in one batch, and what the doctor looks at being these rows, the next step is the gradient.
TEST(WeightGradients, AreWhatTheNextStepTakesOff)
{
    const auto descent = [](std::int64_t epochs) {
        Document d = digits_network(epochs);
        set_recipe(d, "cross_entropy", {"sgd", {{"learning_rate", 1.0}}}, {{"epochs", epochs}, {"batch_size", std::int64_t{64}}});
        DataSetup setup = d.data();
        setup.settings = {{"rows", std::int64_t{60}}};
        perform(d, SetData{setup});
        return d;
    };
    for (const char* device : {"reference", "auto"}) {
        SCOPED_TRACE(device);
        const Folder folder;
        const Job once = job_for(descent(1), folder.path / "a.loom", device), twice = job_for(descent(2), folder.path / "b.loom", device);
        ASSERT_LE(once.dataset->rows(Part::Train).size(), 64u); // One step an epoch.
        const auto weights_after = [](const Job& job) { return Safetensors::read(Runs(job.project).folder(train_well(job)) / "last.safetensors"); };
        const auto before = weights_after(once), after = weights_after(twice);
        ASSERT_TRUE(before && after);
        const Album album = album_of(twice, "run-1");
        const auto places = places_of(album.layout, AlbumLayout::Of::WeightGradient);
        ASSERT_EQ(places.size(), 4u);
        for (const std::size_t i : places) {
            const AlbumLayout::Histogram& h = album.layout.histograms[i];
            SCOPED_TRACE(h.layer + "/" + h.weight);
            std::vector<float> gradient = before->floats(tensor_of(twice, h)), stepped = after->floats(tensor_of(twice, h));
            std::ranges::transform(gradient, stepped, gradient.begin(), std::minus<>());
            const ValueSpread wanted = spread_of(gradient), &found = album.pages[0].histograms[i];
            const float near = 1e-4f * std::max(-wanted.least, wanted.most);
            ASSERT_GT(near, 0);
            EXPECT_NEAR(found.least, wanted.least, near);
            EXPECT_NEAR(found.most, wanted.most, near);
            double elsewhere = 0; // Values on the border of two bins.
            for (std::size_t bin = 0; bin < album_bins; ++bin)
                elsewhere += std::abs(double(found.counts[bin]) - double(wanted.counts[bin])) / 2;
            EXPECT_EQ(values_in(found), double(gradient.size()));
            EXPECT_LE(elsewhere, 1 + 0.02 * double(gradient.size()));
        }
    }
}

TEST(WeightGradients, FrozenLayersHaveNone)
{
    const Folder folder;
    Document d = digits_network(1);
    const auto conv = std::ranges::find_if(d.nodes(), [](const auto& n) { return n.second.type == "conv2d"; });
    perform(d, SetSetting{conv->first, *find_layer("conv2d")->index_of("frozen"), true});
    const Job job = job_for(d, folder.path / "a.loom");
    const Album album = album_of(job, train_well(job));
    const auto places = places_of(album.layout, AlbumLayout::Of::WeightGradient);
    ASSERT_EQ(places.size(), 2u);
    for (const std::size_t i : places)
        EXPECT_NE(album.layout.histograms[i].layer, conv->second.name);
}

TEST(WeightGradients, AreMissingFirstWhereAPageIsFull)
{
    const Folder folder;
    std::string header, text;
    for (int column = 0; column < 3 * 16 * 16; ++column)
        header += "x" + std::to_string(column) + ",";
    for (int row = 0; row < 30; ++row) {
        for (int column = 0; column < 3 * 16 * 16; ++column)
            text += std::to_string(double((row * 37 + column * 11) % 101) / 8) + ",";
        text += row % 2 ? "a\n" : "b\n";
    }
    DataSetup setup;
    setup.source = "csv";
    setup.path = (folder.path / "rows.csv").string();
    setup.target = "kind";
    ASSERT_TRUE(write_file(setup.path, header + "kind\n" + text));
    // Filters that take half of a page, and more layers than the rest has room for.
    std::vector<std::pair<std::string_view, Settings>> layers{{"input", {}},
                                                              {"reshape", {{"shape", std::vector<std::int64_t>{16, 16, 3}}}},
                                                              {"conv2d", {{"filters", std::int64_t{64}}, {"kernel", std::vector<std::int64_t>{16, 16}}, {"padding", "valid"}}},
                                                              {"flatten", {}}};
    layers.resize(4 + 99, {"dense", {{"units", std::int64_t{2}}}});
    layers.push_back({"output", {}});
    Document d = chain(layers);
    set_recipe(d, "cross_entropy", {"sgd", {}}, {{"epochs", std::int64_t{1}}, {"batch_size", std::int64_t{32}}});
    perform(d, SetData{setup});
    const Job job = job_for(d, folder.path / "a.loom", "auto");
    const Album album = album_of(job, train_well(job));
    const AlbumLayout& l = album.layout;
    EXPECT_EQ(l.filters.count, 42);
    AlbumLayout one_more = l;
    one_more.histograms.push_back(l.histograms.back());
    EXPECT_LE(page_bytes(l), most_album_page);
    EXPECT_GT(page_bytes(one_more), most_album_page);
    EXPECT_EQ(places_of(l, AlbumLayout::Of::Weight).size(), 200u);
    EXPECT_EQ(places_of(l, AlbumLayout::Of::Output).size(), 102u);
    const auto gradients = places_of(l, AlbumLayout::Of::WeightGradient);
    ASSERT_GT(gradients.size(), 0u);
    for (std::size_t i = 0; i < gradients.size(); ++i) { // From the input on.
        const AlbumLayout::Histogram &h = l.histograms[gradients[i]], &weight = l.histograms[places_of(l, AlbumLayout::Of::Weight)[i]];
        EXPECT_EQ(h.layer, weight.layer);
        EXPECT_EQ(h.weight, weight.weight);
    }
    EXPECT_EQ(album.pages.size(), 1u);
}

TEST(WeightGradients, AnAlbumOfBeforeThemIsRead)
{
    const Folder folder;
    const fs::path path = folder.path / "album.f32";
    const std::string head = R"({"classes":0,"filters":["",0,1,0,0],"held_back":false,"histograms":[["Dense 1","weight","weight"],["Dense 1","","output"],)"
                             R"(["Dense 1","","gradient"]],"matrix":false,"rows":[],"truths":[]})";
    std::string file = "layerloom album 1 " + std::to_string(head.size()) + "\n" + head;
    std::vector<float> page(1 + 3 * (2 + album_bins));
    page[0] = 7;
    for (std::size_t i = 0; i < 3; ++i) {
        page[1 + i * (2 + album_bins)] = -float(i);
        page[2 + i * (2 + album_bins)] = 1;
        page[3 + i * (2 + album_bins)] = float(10 + i);
    }
    file.append(reinterpret_cast<const char*>(page.data()), page.size() * sizeof(float));
    ASSERT_TRUE(write_file(path, file));
    const auto album = read_album(path);
    ASSERT_TRUE(album && *album);
    using Of = AlbumLayout::Of;
    EXPECT_EQ((*album)->layout.histograms, (std::vector<AlbumLayout::Histogram>{{"Dense 1", "weight", Of::Weight}, {"Dense 1", "", Of::Output}, {"Dense 1", "", Of::Gradient}}));
    ASSERT_EQ(epochs_of(**album), std::vector<std::int64_t>{7});
    EXPECT_EQ((*album)->pages[0].histograms[2].least, -2);
    EXPECT_EQ((*album)->pages[0].histograms[2].counts[0], 12);
}

TEST(WeightGradients, ARunOfBeforeThemGoesOnWithItsPages)
{
    const Folder folder;
    const Job begun = job_for(moons_network(3), folder.path / "a.loom");
    const std::string run = train_well(begun);
    const fs::path path = Runs(begun.project).folder(run) / "album.f32";
    const Album old = without_gradients_of_weights(album_of(begun, run));
    fs::remove(path);
    for (const AlbumPage& page : old.pages)
        ASSERT_TRUE(append_page(path, old.layout, page));
    Job on = job_for(moons_network(5), begun.project);
    on.resume = run;
    EXPECT_EQ(train_well(on), run);
    const Album album = album_of(on, run);
    EXPECT_EQ(album.layout, old.layout);
    ASSERT_EQ(epochs_of(album), (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    for (const std::size_t i : places_of(album.layout, AlbumLayout::Of::Weight)) {
        EXPECT_EQ(album.pages[2].histograms[i].counts, old.pages[2].histograms[i].counts);
        EXPECT_TRUE(album.pages[4].histograms[i].known());
    }
}

} // namespace weight_gradients_test
