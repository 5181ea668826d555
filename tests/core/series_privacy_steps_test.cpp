// Windows over the rows of a series, and steps that keep people from being found.
#include "core/step_kit.h"
#include "data/dataset.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom {
namespace series_privacy_steps_test {

using namespace test;

// Python: hmac.new(b"salt and pepper", b"Ann", "sha256").hexdigest(), and of "张三".
constexpr const char *hash_of_ann = "fc25db7a1de5fda2201114e3b4f38419aaaba22217c319352735ee97723dd578",
                     *hash_of_zhang = "acbe24f61f847bde0f1d9892a1a0627b74d37bac6a10d8766c51c0a4cf5e212b";
constexpr float none = std::numeric_limits<float>::quiet_NaN();

std::vector<std::vector<float>> rows_of(const Column& c)
{
    std::vector<std::vector<float>> out;
    const auto& vectors = std::get<Vectors>(c.cells);
    for (std::size_t row = 0; row < vectors.size(); ++row)
        out.emplace_back(vectors[row].begin(), vectors[row].end());
    return out;
}
void expect_rows(const Column& c, const std::vector<std::vector<float>>& wanted)
{
    const auto rows = rows_of(c);
    ASSERT_EQ(rows.size(), wanted.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        EXPECT_EQ(c.missing(row), std::isnan(wanted[row][0])) << row;
        if (!std::isnan(wanted[row][0])) {
            EXPECT_EQ(rows[row], wanted[row]) << row;
        }
    }
}

Table series()
{
    return table_of({numbers("t", {1, 2, 3, 4, 5, 6}), numbers("x", {10, 20, double(none), 40, 50, 60}), numbers("y", {1, 2, 3, 4, 5, 6}),
                     categories("shop", {"a", "a", "a", "b", "b", "b"})});
}

PreparationStep windows(std::vector<std::string> columns, std::map<std::string, Value> settings)
{
    return {"windows", std::move(columns), std::move(settings)};
}

TEST(WindowsStep, HoldTheRowsBefore)
{
    const Table t = behind(windows({"x", "y"}, {{"length", std::int64_t{2}}}), series(), {0});
    const Column& w = *t.find("window");
    EXPECT_EQ(std::get<Vectors>(w.cells).shape, (Shape{2, 2})); // Features first.
    // The gap keeps the value before it.
    expect_rows(w, {{none}, {none}, {10, 20, 1, 2}, {20, 20, 2, 3}, {0, 40, 3, 4}, {40, 50, 4, 5}});
    EXPECT_TRUE(t.find("x")); // It stays, for the step “drop” to take away.
    const Table ahead = behind(windows({"y"}, {{"length", std::int64_t{2}}, {"ahead", std::int64_t{3}}}), series(), {0});
    expect_rows(*ahead.find("window"), {{none}, {none}, {none}, {none}, {1, 2}, {2, 3}});
}

TEST(WindowsStep, EachGroupForItselfInItsOrder)
{
    Table t = series();
    t.columns[0] = numbers("t", {3, 2, 1, 4, 6, 5});
    const Table made = behind(windows({"y"}, {{"length", std::int64_t{1}}, {"order", std::string("t")}, {"group", std::string("shop")}}), t, {0});
    expect_rows(*made.find("window"), {{2}, {3}, {none}, {none}, {6}, {4}});
    // Rows without a group are one of their own; pictures are none.
    Table gaps = table_of({numbers("y", {1, 2, 3, 4}), numbers("shop", {1, double(none), 1, double(none)})});
    expect_rows(*behind(windows({"y"}, {{"length", std::int64_t{1}}, {"group", std::string("shop")}}), gaps, {0}).find("window"), {{none}, {none}, {1}, {2}});
    gaps.columns.push_back({"image", ColumnType::Image, std::shared_ptr<const PixelStore>(std::make_shared<const MemoryPixels>(PictureShape{1, 1, 1}, std::vector<std::uint8_t>(4)))});
    const PreparationStep by_picture = windows({"y"}, {{"group", std::string("image")}});
    const std::vector<std::uint32_t> rows{0};
    EXPECT_FALSE(fit_steps({&by_picture, 1}, gaps, "", rows));
}

TEST(WindowsStep, EveryPlaceHasAName)
{
    const auto data = Dataset::make(std::make_shared<const Table>(series()), {.target = "x", .steps = {windows({"y"}, {{"length", std::int64_t{2}}}), {"drop", {"shop"}, {}}}});
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().features, (std::vector<std::string>{"t", "y", "window 1", "window 2"}));
    Encoder two{.source = "csv", .columns = {{"age", ColumnType::Number}, {"sound", ColumnType::Vector}}};
    two.columns[1].shape = {1, 2, 3};
    EXPECT_EQ(two.feature_names(), (std::vector<std::string>{"age", "sound 1, 1", "sound 1, 2", "sound 1, 3", "sound 2, 1", "sound 2, 2", "sound 2, 3"}));
}

TEST(WindowsStep, SaysWhatIsNotThere)
{
    Table t = series();
    const std::vector<std::uint32_t> rows{0};
    for (const PreparationStep& step : {windows({}, {}), windows({"y"}, {{"order", std::string("shop")}}), windows({"y"}, {{"group", std::string("nowhere")}}),
                                        windows({"y"}, {{"name", std::string("x")}})})
        EXPECT_FALSE(fit_steps({&step, 1}, t, "", rows));
}

TEST(WindowsStep, TheTargetsOwnPastIsLearnedFrom)
{
    std::vector<double> y, t;
    for (int i = 0; i < 40; ++i) {
        t.push_back(i);
        y.push_back(i * 1.5);
    }
    const auto data = Dataset::make(std::make_shared<const Table>(table_of({numbers("t", t), numbers("y", y)})),
                                    {.target = "y", .steps = {windows({"y"}, {{"length", std::int64_t{3}}}), {"drop", {"t"}, {}}}});
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().sample, (Shape{1, 3}));
    EXPECT_EQ((*data)->facts().mean.size(), 1u);
    std::size_t all = 0;
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        all += (*data)->rows(part).size();
        for (const std::uint32_t row : (*data)->rows(part)) {
            std::vector<float> sample(3), target(1);
            (*data)->fill({&row, 1}, sample);
            (*data)->targets({&row, 1}, target);
            EXPECT_EQ(sample, (std::vector<float>{target[0] - 4.5f, target[0] - 3, target[0] - 1.5f}));
        }
    }
    EXPECT_EQ(all, 37u); // The first three have no past.
}

// ---- Privacy --------------------------------------------------------------------------------------------------------

TEST(HashStep, IsHmacSha256)
{
    const PreparationStep step{"hash", {"name"}, {{"salt", std::string("salt and pepper")}, {"digits", std::int64_t{64}}}};
    Texts names;
    for (const char* name : {"张三", "Ann", "张三", ""})
        names.push_back(name);
    const Table t = behind(step, table_of({{"name", ColumnType::Text, std::move(names)}}), {0});
    const auto hashed = texts(t.columns[0]);
    EXPECT_EQ(hashed[1], hash_of_ann);
    EXPECT_EQ(hashed[0], hash_of_zhang);
    EXPECT_EQ(hashed[2], hashed[0]);
    EXPECT_EQ(hashed[3], "");
    const Table short_ones = behind({"hash", {}, {{"salt", std::string("salt and pepper")}}}, table_of({categories("name", {"Ann", "Bo"})}), {0});
    EXPECT_EQ(short_ones.columns[0].text(0), std::string(hash_of_ann).substr(0, 16));
    Table weak = table_of({categories("name", {"Ann", "Bo"})});
    const PreparationStep unsalted{"hash", {}, {}};
    const std::vector<std::uint32_t> rows{0};
    EXPECT_FALSE(fit_steps({&unsalted, 1}, weak, "", rows));
}

TEST(MaskStep, KeepsTheEndsAlone)
{
    Table t = table_of({{"phone", ColumnType::Integer, ColumnArray<std::int64_t>{13812345678, missing_integer}}});
    const Table masked = behind({"mask", {}, {{"first", std::int64_t{3}}}}, t, {0});
    EXPECT_EQ(masked.columns[0].type, ColumnType::Id);
    EXPECT_EQ(texts(masked.columns[0]), (std::vector<std::string>{"138****5678", ""}));
    const Table names = behind({"mask", {}, {{"first", std::int64_t{1}}, {"last", std::int64_t{0}}}}, table_of({categories("name", {"欧阳修", "欧阳询", "李"})}), {0});
    EXPECT_EQ(texts(names.columns[0]), (std::vector<std::string>{"欧**", "欧**", "*"})); // What is short shows nothing.
    EXPECT_EQ(std::get<Codes>(names.columns[0].cells).names.size(), 2u);
}

TEST(GeneralizeStep, WidensNumbersDatesAndTexts)
{
    const std::int64_t day = 86'400;
    Table t = table_of({numbers("age", {34, 40, -1, double(none)}),
                        {"born", ColumnType::DateTime, ColumnArray<std::int64_t>{0, 100 * day, -day, missing_integer}},
                        categories("postcode", {"200031", "200040", "1", ""})});
    const Table wide = behind({"generalize", {}, {{"period", std::string("quarter")}, {"characters", std::int64_t{3}}}}, t, {0});
    EXPECT_EQ(texts(*wide.find("age")), (std::vector<std::string>{"30–40", "40–50", "-10–0", ""}));
    EXPECT_EQ(texts(*wide.find("born")), (std::vector<std::string>{"1970-Q1", "1970-Q2", "1969-Q4", ""}));
    EXPECT_EQ(texts(*wide.find("postcode")), (std::vector<std::string>{"200", "200", "1", ""}));
    const Table fine = behind({"generalize", {}, {{"band", 0.1}}}, table_of({numbers("share", {0.3, 0.7, 0.6, 0.65})}), {0});
    EXPECT_EQ(texts(fine.columns[0]), (std::vector<std::string>{"0.3–0.4", "0.7–0.8", "0.6–0.7", "0.6–0.7"}));
}

} // namespace series_privacy_steps_test
} // namespace loom
