#include "core/album_kit.h"

#include <fstream>

using namespace loom;
using namespace loom::test;

namespace album_test {

/// A line, learned as a number.
Document line(const Folder& folder, std::int64_t rows)
{
    std::string text = "x,y\n";
    for (std::int64_t i = 0; i < rows; ++i)
        text += std::to_string(double(i) / double(rows)) + "," + std::to_string(3 * double(i) / double(rows) - 1) + "\n";
    DataSetup setup;
    setup.source = "csv";
    setup.path = (folder.path / "rows.csv").string();
    setup.target = "y";
    EXPECT_TRUE(write_file(setup.path, text));
    Document d = chain({{"input", {}}, {"dense", {{"units", std::int64_t{1}}}}, {"output", {}}});
    set_recipe(d, "mse", {"adam", {{"learning_rate", 0.01}}}, {{"epochs", std::int64_t{3}}, {"batch_size", std::int64_t{32}}});
    perform(d, SetData{setup});
    return d;
}

TEST(Album, APageHoldsWhatTheNetworkWasLike)
{
    const Folder folder;
    const Job job = job_for(digits_network(3), folder.path / "a.loom");
    const std::string run = train_well(job);
    const Album album = album_of(job, run);
    const RunMetrics metrics = *Runs(job.project).metrics(run);
    ASSERT_EQ(epochs_of(album), (std::vector<std::int64_t>{1, 2, 3}));
    const AlbumLayout& l = album.layout;
    const auto held_back = job.dataset->rows(Part::Validation);
    EXPECT_TRUE(l.held_back && l.matrix);
    EXPECT_EQ(l.classes, 10);
    ASSERT_EQ(l.rows.size(), std::min<std::size_t>(12, held_back.size()));
    EXPECT_TRUE(std::ranges::is_sorted(l.rows));
    EXPECT_EQ(std::ranges::adjacent_find(l.rows), l.rows.end());
    for (std::size_t i = 0; i < l.rows.size(); ++i) {
        EXPECT_NE(std::ranges::find(held_back, l.rows[i]), held_back.end());
        EXPECT_EQ(l.truths[i], float(job.dataset->label(l.rows[i])));
    }
    for (std::size_t e = 0; e < album.pages.size(); ++e) {
        const AlbumPage& page = album.pages[e];
        std::int64_t right = 0, all = 0;
        for (std::size_t t = 0; t < page.matrix.size(); ++t) {
            right += page.matrix[t][t];
            all = std::accumulate(page.matrix[t].begin(), page.matrix[t].end(), all);
        }
        EXPECT_EQ(all, std::int64_t(held_back.size()));
        EXPECT_NEAR(double(right) / double(all), metrics.epochs[e].val_accuracy, 1e-9); // The matrix is that of the curve.
        for (const AlbumPage::Answer& a : page.answers) {
            EXPECT_GE(a.share[0], a.share[1]);
            EXPECT_GE(a.share[1], a.share[2]);
            EXPECT_LE(a.truth, a.share[0]);
            EXPECT_GE(a.best[0], 0);
        }
    }
}

TEST(Album, HistogramsCountEveryValueAndFiltersAreTheWeights)
{
    const Folder folder;
    const Job job = job_for(digits_network(2), folder.path / "a.loom");
    const std::string run = train_well(job);
    const Album album = album_of(job, run);
    const auto last = Safetensors::read(Runs(job.project).folder(run) / "last.safetensors");
    ASSERT_TRUE(last);
    const AlbumPage& page = album.pages.back();
    std::set<std::string> seen;
    for (std::size_t i = 0; i < album.layout.histograms.size(); ++i) {
        const AlbumLayout::Histogram& h = album.layout.histograms[i];
        const ValueSpread& s = page.histograms[i];
        seen.insert(h.layer + "/" + h.weight + std::to_string(int(h.of)));
        ASSERT_TRUE(s.known()) << h.layer;
        EXPECT_LT(s.least, s.most) << h.layer;
        if (h.of != AlbumLayout::Of::Weight)
            continue;
        const std::vector<float> values = last->floats(tensor_of(job, h));
        EXPECT_EQ(values_in(s), double(values.size()));
        EXPECT_EQ(s.least, *std::ranges::min_element(values));
        EXPECT_EQ(s.most, *std::ranges::max_element(values));
    }
    EXPECT_GE(seen.size(), 4u + 2u + 2u + 4u); // Two layers with weight and bias; what both give, what comes back to it, and to the weights.
    const AlbumLayout::Filters& f = album.layout.filters;
    EXPECT_EQ(f.count, 5);
    EXPECT_EQ(f.channels, 1);
    EXPECT_EQ(page.filters, last->floats(tensor_of(job, {f.layer, "weight"})));
    EXPECT_NE(page.filters, album.pages.front().filters); // It has learned something.
}

TEST(Album, AResumedRunHasTheBytesOfTheUnbrokenOne)
{
    const Folder folder;
    const Job whole = job_for(moons_network(9), folder.path / "a.loom"), begun = job_for(moons_network(4), folder.path / "b.loom");
    const std::string all = train_well(whole), some = train_well(begun);
    const fs::path path = Runs(begun.project).folder(some) / "album.f32";
    EXPECT_EQ(epochs_of(album_of(begun, some)).size(), 4u);
    EXPECT_FALSE(places_of(album_of(whole, all).layout, AlbumLayout::Of::WeightGradient).empty());
    // A page of an epoch that is trained again, and one that is torn: as where the power was cut before the checkpoint.
    const Album before = album_of(begun, some);
    AlbumPage beyond = before.pages.back();
    beyond.epoch = 5;
    ASSERT_TRUE(append_page(path, before.layout, beyond));
    std::ofstream(path, std::ios::app) << "a torn page";
    ASSERT_EQ(epochs_of(album_of(begun, some)), (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    Job on = job_for(moons_network(9), begun.project);
    on.resume = some;
    EXPECT_EQ(train_well(on), some);
    EXPECT_EQ(bytes_of(path), bytes_of(Runs(whole.project).folder(all) / "album.f32"));
}

TEST(Album, ATornHeadIsNoAlbumAndAnotherOneIsToldAsDamaged)
{
    const Folder folder;
    const fs::path path = folder.path / "album.f32";
    const auto none = read_album(path);
    ASSERT_TRUE(none);
    EXPECT_FALSE(*none);
    AlbumLayout layout;
    layout.histograms = {{"Dense 1", "weight", AlbumLayout::Of::Weight}};
    AlbumPage page;
    const std::vector<float> values{-1, 0, 0.5f, 3};
    page.histograms = {spread_of(values)};
    for (const std::int64_t epoch : {1, 2, 3}) {
        page.epoch = epoch;
        ASSERT_TRUE(append_page(path, layout, page));
    }
    const std::string whole = bytes_of(path);
    for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{30}, std::size_t{80}}) {
        ASSERT_TRUE(write_file(path, whole.substr(0, size)));
        const auto read = read_album(path);
        ASSERT_TRUE(read) << size;
        EXPECT_FALSE(*read) << size;
        ASSERT_TRUE(cut_album(path, layout, 3));
        EXPECT_EQ(fs::file_size(path), 0u) << size; // The next page begins it anew.
    }
    std::string other_numbers = whole;
    other_numbers.replace(other_numbers.find("\"matrix\":false"), 14, "\"matrix\":12345");
    for (const std::string& damaged : {std::string(100, 'x'), "layerloom steps 1 4\n" + whole, other_numbers}) {
        ASSERT_TRUE(write_file(path, damaged));
        const auto read = read_album(path);
        ASSERT_FALSE(read);
        EXPECT_NE(render(read.error().message, Language::English).find("album.f32"), std::string::npos);
        ASSERT_TRUE(cut_album(path, layout, 3));
        EXPECT_EQ(fs::file_size(path), 0u);
    }
    ASSERT_TRUE(write_file(path, whole));
    ASSERT_TRUE(cut_album(path, layout, 2));
    const auto two = read_album(path);
    ASSERT_TRUE(two && *two);
    EXPECT_EQ(epochs_of(**two), (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ((*two)->pages[1].histograms[0].counts, page.histograms[0].counts);
    const auto rest = read_album(path, 1);
    ASSERT_TRUE(rest && *rest);
    EXPECT_EQ(epochs_of(**rest), (std::vector<std::int64_t>{2}));
    layout.histograms[0].layer = "Dense 2";
    ASSERT_TRUE(cut_album(path, layout, 2)); // Of another network.
    EXPECT_EQ(fs::file_size(path), 0u);
}

TEST(Album, PagesGetRarerWithTheEpochs)
{
    std::int64_t pages = 0;
    for (std::int64_t e = 1; e <= 4096; ++e)
        pages += has_page(e);
    EXPECT_EQ(pages, 256);
    for (std::int64_t e = 1; e <= 64; ++e)
        EXPECT_TRUE(has_page(e));
    EXPECT_FALSE(has_page(0));
    EXPECT_FALSE(has_page(65));
    EXPECT_TRUE(has_page(66));
    EXPECT_TRUE(has_page(128));
    EXPECT_FALSE(has_page(130));
    EXPECT_TRUE(has_page(132));
    const Folder folder;
    const Job job = job_for(moons_network(70), folder.path / "a.loom");
    const Album album = album_of(job, train_well(job));
    EXPECT_EQ(album.pages.size(), 67u);
    EXPECT_EQ(album.pages.back().epoch, 70);
    // Layers are looked into where fifty steps lie between two looks, not more often.
    std::vector<std::int64_t> looked;
    for (const AlbumPage& p : album.pages)
        for (std::size_t i = 0; i < album.layout.histograms.size(); ++i)
            if (album.layout.histograms[i].of == AlbumLayout::Of::Output && p.histograms[i].known() && (looked.empty() || looked.back() != p.epoch))
                looked.push_back(p.epoch);
    ASSERT_GE(looked.size(), 4u);
    EXPECT_EQ(looked[0], 1);
    EXPECT_EQ(looked[1], 2);
    EXPECT_LT(looked.size(), 20u);
}

TEST(Album, NumbersAreToldForUpTo256Rows)
{
    const Folder folder;
    const Job job = job_for(line(folder, 4000), folder.path / "a.loom");
    const Album album = album_of(job, train_well(job));
    EXPECT_EQ(album.layout.classes, 0);
    EXPECT_FALSE(album.layout.matrix);
    ASSERT_EQ(album.layout.rows.size(), 256u);
    double first = 0, last = 0;
    for (std::size_t i = 0; i < 256; ++i) {
        first += std::abs(double(album.pages.front().answers[i].share[0]) - double(album.layout.truths[i]));
        last += std::abs(double(album.pages.back().answers[i].share[0]) - double(album.layout.truths[i]));
    }
    EXPECT_LT(last, first); // It learns the line, and the pages say so.
}

TEST(Album, TheAnswersAreThoseOfTheCurve)
{
    const Folder folder;
    const Job job = job_for(line(folder, 1000), folder.path / "a.loom");
    const std::string run = train_well(job);
    const Album album = album_of(job, run);
    const RunMetrics metrics = *Runs(job.project).metrics(run);
    ASSERT_EQ(album.layout.rows.size(), job.dataset->rows(Part::Validation).size()); // All of them.
    for (std::size_t e = 0; e < album.pages.size(); ++e) {
        double squares = 0;
        for (std::size_t i = 0; i < album.layout.rows.size(); ++i)
            squares += std::pow(double(album.pages[e].answers[i].share[0]) - double(album.layout.truths[i]), 2);
        const double loss = metrics.epochs[e].val_loss;
        EXPECT_NEAR(squares / double(album.layout.rows.size()), loss, 1e-4 * loss);
    }
}

TEST(Album, WithNothingHeldBackTrainingRowsAreShown)
{
    const Folder folder;
    Document d = moons_network(2);
    DataSetup setup = d.data();
    setup.validation_share = 0;
    perform(d, SetData{setup});
    const Job job = job_for(d, folder.path / "a.loom");
    ASSERT_TRUE(job.dataset->rows(Part::Validation).empty());
    const Album album = album_of(job, train_well(job));
    EXPECT_FALSE(album.layout.held_back);
    EXPECT_FALSE(album.layout.matrix);
    ASSERT_EQ(album.layout.rows.size(), 12u);
    const auto training = job.dataset->rows(Part::Train);
    for (const std::uint32_t row : album.layout.rows)
        EXPECT_NE(std::ranges::find(training, row), training.end());
    for (const AlbumPage& page : album.pages)
        for (const AlbumPage::Answer& a : page.answers)
            EXPECT_NEAR(double(a.share[0]) + double(a.share[1]), 1, 1e-5);
}

TEST(Album, ASpreadLeavesOutWhatIsNotFinite)
{
    const std::vector<float> values{0, 1, INFINITY, NAN, 2, 2};
    const ValueSpread s = spread_of(values);
    EXPECT_EQ(s.least, 0);
    EXPECT_EQ(s.most, 2);
    EXPECT_EQ(values_in(s), 4);
    EXPECT_EQ(s.counts.front(), 1);
    EXPECT_EQ(s.counts.back(), 2);
    EXPECT_FALSE(spread_of(std::vector<float>{NAN}).known());
    const std::vector<float> same(7, 3.f);
    EXPECT_EQ(spread_of(same).counts.front(), 7);
    EXPECT_LE(values_in(spread_of(std::vector<float>(1'000'000, 1.f))), 65536 + 1);
}

} // namespace album_test
