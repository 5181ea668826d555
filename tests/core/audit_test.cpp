#include "base/random.h"
#include "data/audit.h"
#include "data/edited_rows.h"
#include "data/open.h"
#include "data/relations.h"
#include "data/significance.h"
#include "data_files.h"
#include "sound_files.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <png.h>

#include <cmath>
#include <numeric>

namespace loom {
namespace audit_test {

struct Audit {
    std::shared_ptr<const Table> table;
    std::shared_ptr<const Dataset> dataset;
    std::vector<DataFinding> findings;

    std::vector<DataFinding> of(std::string_view check, std::string_view column = {}) const
    {
        std::vector<DataFinding> out;
        for (const DataFinding& f : findings)
            if (f.check == check && (column.empty() || std::ranges::find(f.columns, column) != f.columns.end()))
                out.push_back(f);
        return out;
    }
    /// The one finding; fails where there is none or another.
    DataFinding one(std::string_view check, std::string_view column = {}) const
    {
        const auto all = of(check, column);
        EXPECT_EQ(all.size(), 1u) << check << " " << column << "\n" << told();
        return all.empty() ? DataFinding{} : all.front();
    }
    std::size_t errors() const { return std::size_t(std::ranges::count(findings, Severity::Error, &DataFinding::severity)); }
    std::string told() const
    {
        std::string out;
        for (const DataFinding& f : findings)
            out += to_json(f).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).substr(0, 600) + "\n";
        return out;
    }
};

/// Opens and audits a path; every sentence must be whole in both languages.
Audit audited(const std::string& path, DataSetup setup = {})
{
    Audit a;
    auto table = open_data(path);
    EXPECT_TRUE(table) << render(table.error().message);
    if (!table)
        return a;
    a.table = *table;
    setup.path = path;
    if (auto made = Dataset::make(a.table, setup)) {
        a.dataset = *made;
        a.table = {a.dataset, &a.dataset->table()};
    }
    std::vector<ColumnStatistics> all;
    for (const Column& c : a.table->columns)
        all.push_back(statistics(c));
    a.findings = audit(*a.table, a.dataset.get(), all);
    for (const DataFinding& f : a.findings) {
        for (const Language language : {Language::English, Language::Chinese})
            for (const Message* m : {&f.title, &f.reason}) {
                const std::string text = render(*m, language);
                EXPECT_FALSE(text.empty()) << f.check;
                for (const char* place : {"%1", "%2", "%3", "%4", "%5"})
                    EXPECT_EQ(text.find(place), text.npos) << text;
            }
        const bool in_table = f.check != "unusable-rows";
        EXPECT_EQ(f.rows.size(), in_table ? std::min(f.row_count, DataFinding::rows_kept) : 0) << f.check;
        EXPECT_TRUE(std::ranges::is_sorted(f.rows)) << f.check;
        EXPECT_FALSE(f.repair && repair_title(f.repair->id).empty()) << f.check;
    }
    return a;
}

std::string title(const DataFinding& f)
{
    return render(f.title, Language::English);
}

/// Rows of two numbers, a category and a class that depends on the first number loosely; `extra(i)` is appended to each.
template <class F>
std::string plain_rows(std::string_view head, std::size_t rows, F extra, std::uint64_t seed = 5)
{
    Random random(seed, 1);
    std::string out(head);
    out += "\n";
    for (std::size_t i = 0; i < rows; ++i) {
        const double x = random.normal(), y = random.normal();
        const std::string group = std::array{"north", "south", "east", "west"}[random.below(4)];
        const std::string label = x + random.normal() > 0 ? "good" : "bad";
        out += std::to_string(x) + "," + std::to_string(y) + "," + group + "," + extra(i, x, label) + "," + label + "\n";
    }
    return out;
}

TEST(Audit, FindsNothingWrongWithCleanRows)
{
    const test::DataFolder folder;
    const auto a = audited(folder.write("clean.csv", plain_rows("x,y,group,z,label", 600, [](std::size_t i, double, const std::string&) {
                                            return std::to_string((i * 7919) % 1009);
                                        })));
    EXPECT_TRUE(a.findings.empty()) << a.told();
}

TEST(Audit, CleanSetsHaveNoErrors)
{
    for (const char* name : {"iris/iris.csv", "wine/wine.csv", "california-housing", "breast-cancer/wdbc_sklearn.csv"}) {
        const std::string path = test::shared_data(name);
        if (path.empty())
            GTEST_SKIP() << "no shared data";
        const auto a = audited(path);
        EXPECT_EQ(a.errors(), 0u) << name << "\n" << a.told();
    }
}

TEST(Audit, MissingConstantAndIdentifyingColumns)
{
    const test::DataFolder folder;
    const auto a = audited(folder.write(
        "t.csv", plain_rows("x,y,group,id,age,much,empty,unit,label", 500, [](std::size_t i, double, const std::string&) {
            return std::to_string(1000 + i) + "," + (i % 5 == 0 ? "" : std::to_string(20 + i % 37)) + "," + (i % 5 ? "NA" : std::to_string(i % 91)) +
                   ",,kg";
        })));
    const auto age = a.one("missing-values", "age");
    EXPECT_EQ(title(age), "“age” lacks 20% of its values");
    EXPECT_EQ(age.row_count, 100u);
    EXPECT_EQ((std::vector<std::uint32_t>{age.rows[0], age.rows[1]}), (std::vector<std::uint32_t>{0, 5}));
    EXPECT_EQ(age.repair->id, "impute");
    EXPECT_EQ(a.one("missing-values", "much").repair->id, "drop_column");
    EXPECT_EQ(title(a.one("missing-values", "empty")), "“empty” is empty");
    EXPECT_EQ(title(a.one("constant-columns")), "“unit” is always “kg”");
    EXPECT_EQ(title(a.one("identifiers")), "“id” only names the rows: 500 different values in 500 rows");
    EXPECT_EQ(a.errors(), 0u) << a.told();
}

TEST(Audit, DuplicatesAndRowsInTwoParts)
{
    const auto from = [](std::size_t first) {
        return [first](std::size_t i, double x, const std::string&) { return std::to_string(first + i) + "," + std::to_string(x * x); };
    };
    const std::string train = plain_rows("x,y,group,id,z,label", 400, from(0)), fresh = plain_rows("x,y,group,id,z,label", 100, from(1000), 6);
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = 0; (end = train.find('\n', at)) != train.npos; at = end + 1)
        lines.push_back(train.substr(at, end - at));
    const auto renumbered = [&](std::size_t line, std::size_t id) { // The same row under another number.
        std::string text = lines[line];
        std::size_t at = 0;
        for (int comma = 0; comma < 3; ++comma)
            at = text.find(',', at) + 1;
        return text.replace(at, text.find(',', at) - at, std::to_string(id)) + "\n";
    };
    const test::DataFolder folder;
    std::string test_rows = fresh, train_rows = train;
    for (std::size_t i = 0; i < 30; ++i)
        test_rows += renumbered(1 + i, 5000 + i);
    for (std::size_t i = 0; i < 7; ++i)
        train_rows += renumbered(100 + i, 400 + i);
    folder.write("set/train.csv", train_rows);
    folder.write("set/test.csv", test_rows);
    const auto a = audited(folder.path() + "/set");
    ASSERT_EQ(a.table->rows, 537u);
    const auto repeated = a.one("duplicates");
    ASSERT_EQ(repeated.row_count, 37u);
    EXPECT_EQ(repeated.rows.front(), 400u); // Behind the training rows: their repetitions.
    EXPECT_EQ(repeated.repair->id, "keep_one");
    const auto overlap = a.of("split-overlap");
    const auto test_part = std::ranges::find_if(overlap, [](const DataFinding& f) { return title(f).starts_with("The test part"); });
    ASSERT_NE(test_part, overlap.end()) << a.told();
    // Some of the training rows were drawn for validation; the rest is found in both.
    const auto parts = Audited{*a.table, a.dataset.get()}.part_of_rows();
    std::size_t expected = 0;
    for (std::uint32_t i = 0; i < 30; ++i)
        expected += parts[i] == Part::Train;
    EXPECT_EQ(test_part->row_count, expected);
    EXPECT_GT(expected, 20u);
    EXPECT_EQ(test_part->severity, Severity::Error);
    EXPECT_EQ(test_part->repair->id, "keep_one");
}

TEST(Audit, ColumnsThatGiveTheTargetAway)
{
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", plain_rows("x,y,group,decision,z,label", 600, [](std::size_t i, double, const std::string& label) {
                                            // The score lies above 50 for the good ones, the letter says it in words.
                                            return std::to_string((label == "good" ? 50 : 0) + int(i * 31 % 50)) + "," + (label == "good" ? "A" : "B");
                                        })));
    for (const char* name : {"decision", "z"}) {
        const auto f = a.one("target-leak", name);
        EXPECT_EQ(f.severity, Severity::Error);
        EXPECT_EQ(f.repair->id, "drop_column");
        EXPECT_TRUE(title(f).starts_with("“" + std::string(name) + "” gives the target away: alone it tells “label” right in")) << title(f);
    }
    EXPECT_EQ(a.of("target-leak").size(), 2u) << a.told();

    std::string numbers = "x,total,price\n";
    Random random(3, 1);
    for (int i = 0; i < 500; ++i) {
        const double x = random.normal(), price = 1e6 + 1000 * (x + 2 * random.normal());
        numbers += std::to_string(x) + "," + std::to_string(price * 1.19) + "," + std::to_string(price) + "\n";
    }
    const auto b = audited(folder.write("n.csv", numbers));
    EXPECT_EQ(b.one("target-leak").columns, std::vector<std::string>{"total"});
}

TEST(Audit, UnbalancedAndRareClassesAndCategories)
{
    std::string text = "x,shop,label\n";
    Random random(9, 1);
    for (int i = 0; i < 1000; ++i) {
        text += std::to_string(random.normal()) + "," + (i == 3 ? "corner" : i % 2 ? "market" : "mall") + ",";
        text += i < 8 ? "rare\n" : i < 100 ? "some\n" : "most\n";
    }
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", text));
    const auto balance = a.of("class-balance");
    ASSERT_EQ(balance.size(), 2u) << a.told();
    EXPECT_TRUE(title(balance[0]).starts_with("Classes are unbalanced: “most” has 90% of the rows, “rare” ")) << title(balance[0]);
    EXPECT_EQ(title(balance[1]), "1 class has fewer than 10 rows to learn from");
    EXPECT_EQ(balance[1].row_count, a.dataset->class_counts(Part::Train)[1]);
    const auto rare = a.one("rare-categories", "shop");
    EXPECT_EQ(rare.rows, std::vector<std::uint32_t>{3});
    EXPECT_EQ(rare.repair->id, "group_rare");
}

TEST(Audit, ClassesThatAreWrittenInTwoWays)
{
    const auto rows = [](std::string_view end) {
        std::string out = "x,label\n";
        for (int i = 0; i < 200; ++i)
            out += std::to_string(i % 17) + (i % 2 ? ",yes" : ",no") + std::string(end) + "\n";
        return out;
    };
    const test::DataFolder folder;
    folder.write("set/train.csv", rows(""));
    folder.write("set/test.csv", rows("!")); // A full stop would be taken off when the table is read.
    const auto f = audited(folder.path() + "/set").one("class-balance");
    EXPECT_EQ(title(f), "2 classes are not in the training part");
    EXPECT_EQ(f.severity, Severity::Error);
    EXPECT_EQ(f.row_count, 200u);
    EXPECT_NE(render(f.reason, Language::English).find("no! (100), yes! (100)"), std::string::npos);
}

TEST(Audit, OutliersAndMixedUnits)
{
    Random random(4, 1);
    std::string text = "height,income,weight,label\n";
    for (int i = 0; i < 500; ++i) {
        const double height = 170 + 8 * random.normal(), weight = 72 + 4 * random.normal();
        const double income = std::exp(10 + 0.5 * random.normal()); // Long tail, no outliers.
        text += std::to_string(i == 17 || i == 300 ? height * 1000 : height) + "," + std::to_string(income) + "," +
                std::to_string(i % 20 == 0 ? weight / 0.4536 : weight) + "," + (i % 2 ? "a" : "b") + "\n";
    }
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", text));
    const auto f = a.one("outliers", "height");
    EXPECT_EQ(f.rows, (std::vector<std::uint32_t>{17, 300}));
    EXPECT_TRUE(title(f).starts_with("“height” has 2 outliers, up to 1")) << title(f);
    EXPECT_EQ(f.repair->id, "clip");
    EXPECT_TRUE(a.of("outliers", "income").empty()) << a.told();
    const auto units = a.one("mixed-units");
    EXPECT_EQ(units.columns, std::vector<std::string>{"weight"});
    EXPECT_EQ(units.row_count, 25u);
    EXPECT_EQ(units.repair->id, "convert_unit");
    EXPECT_NEAR(std::get<double>(units.repair->arguments.at("times")), 0.4536, 1e-9);
}

/// A number with a right check digit.
std::string chinese_id(int i)
{
    std::string id = "11010519" + std::to_string(50 + i % 50) + (i % 9 ? "0" + std::to_string(i % 9 + 1) : "12") + std::to_string(10 + i % 19) +
                     std::to_string(100 + i);
    const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t k = 0; k < 17; ++k)
        sum += (id[k] - '0') * weights[k];
    return id + "10X98765432"[sum % 11];
}

TEST(Audit, PersonalData)
{
    const std::array surnames = {"王", "李", "张", "刘", "陈", "欧阳"};
    const std::array given = {"伟", "秀英", "娜", "建国", "敏", "晓明", "芳"};
    const test::DataFolder folder;
    std::string text = "姓名,证件,手机,邮箱,备注,编号,金额,标签\n";
    for (int i = 0; i < 200; ++i) {
        text += std::string(surnames[std::size_t(i) % 6]) + given[std::size_t(i) % 7] + ",";
        text += chinese_id(i) + "," + std::to_string(13800000000 + 7919LL * i) + ",u" + std::to_string(i) + "@example.com,";
        text += i == 5 ? "请回电 138-1234-5678 谢谢," : i == 6 ? "write to a.b@mail.example.org." : "无,";
        text += i == 6 ? "," : "";
        text += std::to_string(20240101000000 + i * 37LL) + "," + std::to_string(i * 1.5) + "," + (i % 2 ? "是" : "否") + "\n";
    }
    const auto a = audited(folder.write("people.csv", text));
    EXPECT_EQ(a.one("personal-data", "证件").row_count, 200u);
    EXPECT_TRUE(title(a.one("personal-data", "证件")).find("identity card") != std::string::npos);
    EXPECT_EQ(title(a.one("personal-data", "手机")), "“手机” holds Chinese mobile numbers: in 200 rows (100%)");
    EXPECT_EQ(a.one("personal-data", "邮箱").row_count, 200u);
    EXPECT_EQ(a.one("personal-data", "邮箱").repair->id, "hash_column");
    EXPECT_EQ(a.one("personal-data", "姓名").row_count, 200u);
    EXPECT_EQ(a.one("personal-data", "备注").rows, std::vector<std::uint32_t>{6}); // One phone number alone is not told.
    EXPECT_TRUE(a.of("personal-data", "编号").empty() && a.of("personal-data", "金额").empty()) << a.told();

    std::string western = "name,phone,label\n";
    for (int i = 0; i < 60; ++i)
        western += "\"" + std::string(std::array{"Smith, Mr. John", "Garcia, Ana", "O'Neil, Mary", "Nguyen Thi"}[std::size_t(i) % 4]) + " " +
                   char('A' + i % 26) + "\",(555) 010-" + std::to_string(1000 + i) + "," + (i % 2 ? "x" : "y") + "\n";
    const auto b = audited(folder.write("western.csv", western));
    EXPECT_EQ(b.one("personal-data", "name").row_count, 60u);
    EXPECT_EQ(b.one("personal-data", "phone").row_count, 60u);
}

TEST(Audit, IdentityCardsNeedTheirCheckDigit)
{
    const test::DataFolder folder;
    std::string text = "code,label\n";
    for (int i = 0; i < 100; ++i) {
        std::string id = chinese_id(i);
        id[17] = id[17] == '0' ? '1' : '0';
        text += id + "," + (i % 2 ? "x" : "y") + "\n";
    }
    const auto a = audited(folder.write("codes.csv", text));
    EXPECT_TRUE(a.of("personal-data").empty()) << a.told();
}

TEST(Audit, DriftBetweenTheParts)
{
    const auto rows = [](std::size_t n, double shift, std::uint64_t seed) {
        Random random(seed, 1);
        std::string out = "same,moved,place,label\n";
        for (std::size_t i = 0; i < n; ++i)
            out += std::to_string(random.normal()) + "," + std::to_string(random.normal() + shift) + "," +
                   (random.uniform() < (shift > 0 ? 0.9 : 0.4) ? "shop" : "web") + "," + (random.below(2) ? "a" : "b") + "\n";
        return out;
    };
    const test::DataFolder folder;
    folder.write("set/train.csv", rows(800, 0, 1));
    folder.write("set/test.csv", rows(400, 1, 2));
    const auto a = audited(folder.path() + "/set");
    const auto moved = a.one("split-drift", "moved");
    EXPECT_EQ(moved.severity, Severity::Warning);
    EXPECT_TRUE(title(moved).starts_with("“moved” differs between the training and the test part (Kolmogorov–Smirnov D = 0.")) << title(moved);
    a.one("split-drift", "place");
    EXPECT_EQ(a.of("split-drift").size(), 2u) << a.told();
}

/// `each` rows of 60 patients, whose temper makes them ill; columns of their own hardly tell.
std::string patients(int each, bool tell)
{
    Random random(3, 1);
    std::string out = "patient,ward,city,x,ill\n";
    for (int row = 0; row < each; ++row)
        for (int p = 0; p < 60; ++p)
            out += "P" + std::to_string(100 + p) + "," + std::array{"A", "B", "C"}[random.below(3)] + ",town " + std::to_string(random.below(25)) + "," +
                   std::to_string(random.normal()) + ((tell ? p % 2 == 0 : random.below(2) == 0) ? ",yes\n" : ",no\n");
    return out;
}

TEST(Audit, GroupsInTwoParts)
{
    const test::DataFolder folder;
    const std::string path = folder.write("t.csv", patients(20, true));
    const auto f = audited(path).one("split-groups");
    EXPECT_EQ(title(f), "240 rows of the test part (100%) have a “patient” that is in the training part too");
    EXPECT_EQ(f.severity, Severity::Error);
    EXPECT_NE(render(f.reason, Language::English).find("Knowing it tells 100%"), std::string::npos) << render(f.reason);
    EXPECT_EQ(f.row_count, 240u);
    EXPECT_EQ(f.repair->id, "split_by_group");
    EXPECT_EQ(std::get<std::string>(f.repair->arguments.at("column")), "patient");
    // Where it tells nothing it is a warning; a split by group or time has none.
    EXPECT_EQ(audited(folder.write("u.csv", patients(20, false))).one("split-groups").severity, Severity::Warning);
    DataSetup setup;
    setup.split = SplitWay::Group;
    setup.split_column = "patient";
    EXPECT_TRUE(audited(path, setup).of("split-groups").empty());
    EXPECT_TRUE(audited(path, setup).of("split-drift", "patient").empty()); // It differs by definition.
    setup.split = SplitWay::Time;
    setup.split_column = "x";
    EXPECT_TRUE(audited(path, setup).of("split-groups").empty());
    EXPECT_TRUE(audited(path, setup).of("split-drift", "x").empty());
}

TEST(Audit, RatingsAreOfKnownUsersAndThings)
{
    std::string text = "userId,itemId,hour,price\n";
    Random random(4, 1);
    for (int i = 0; i < 4000; ++i)
        text += std::to_string(1 + random.below(80)) + "," + std::to_string(1 + random.below(90)) + "," + std::to_string(random.below(24)) + "," + std::to_string(random.normal()) + "\n";
    const test::DataFolder folder;
    const auto found = audited(folder.write("ratings.csv", text)).of("split-groups");
    ASSERT_EQ(found.size(), 2u);
    for (const DataFinding& f : found)
        EXPECT_EQ(f.severity, Severity::Info);
}

TEST(Audit, NearlyEqualTexts)
{
    Random random(11, 1);
    const std::array words = {"the", "parcel", "arrived", "late", "but", "quality", "is", "good", "battery", "screen", "cheap", "phone", "never", "again",
                              "friendly", "service", "returned", "colour", "blue", "works"};
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) {
        std::string text;
        for (int k = 0; k < 20; ++k)
            text += (k ? " " : "") + std::string(words[random.below(words.size())]);
        texts.push_back(text);
    }
    for (int i = 0; i < 12; ++i) { // Another case, other marks, one more word.
        std::string text = texts[std::size_t(10 * i)] + "!!! ok";
        text[0] = char(text[0] - 32);
        texts.push_back(text);
    }
    std::string csv = "review,label\n";
    for (std::size_t i = 0; i < texts.size(); ++i)
        csv += "\"" + texts[i] + "\"," + (i % 2 ? "x" : "y") + "\n";
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", csv));
    const auto f = a.one("near-duplicates");
    ASSERT_EQ(f.row_count, 12u) << a.told();
    for (std::uint32_t i = 0; i < 12; ++i)
        EXPECT_EQ(f.rows[i], 300 + i);
}

TEST(Audit, BrokenCharacters)
{
    std::string text = "name,label\n";
    for (int i = 0; i < 200; ++i)
        text += (i == 40 || i == 90 ? std::string("\xB1\xB1\xBE\xA9") : i % 3 ? "plain" : "naïve") + std::to_string(i % 30) + (i % 2 ? ",x\n" : ",y\n");
    const test::DataFolder folder;
    DataSetup setup;
    const auto table = find_source("csv")->open(
        [] {
            Values v = defaults(*find_source("csv"));
            v[*find_source("csv")->index_of("encoding")] = std::string("UTF-8");
            return v;
        }(),
        folder.write("t.csv", text), nullptr);
    ASSERT_TRUE(table);
    std::vector<ColumnStatistics> all;
    for (const Column& c : (*table)->columns)
        all.push_back(statistics(c));
    const auto findings = audit(**table, nullptr, all);
    const auto f = std::ranges::find(findings, "broken-characters", &DataFinding::check);
    ASSERT_NE(f, findings.end());
    EXPECT_EQ(f->rows, (std::vector<std::uint32_t>{40, 90}));
    EXPECT_EQ(f->severity, Severity::Error);
}

TEST(Audit, Sounds)
{
    const test::DataFolder folder;
    const auto tone = [](double loud, int i) {
        std::vector<std::int16_t> samples;
        for (int k = 0; k < 2000; ++k)
            samples.push_back(std::int16_t(std::lround(loud * std::sin(0.1 * k + i))));
        return test::wav(samples);
    };
    for (int i = 0; i < 6; ++i)
        folder.write((i % 2 ? "low/" : "high/") + std::to_string(i) + ".wav", tone(9000, i));
    folder.write("low/quiet.wav", tone(40, 1)); // −58 dB can be heard.
    folder.write("low/silent.wav", tone(20, 1));
    folder.write("high/zero.wav", tone(0, 1));
    folder.write("high/cut.wav", tone(9000, 9).substr(0, 2000));
    const Audit a = audited(folder.path());
    const auto found = a.of("sounds");
    ASSERT_EQ(found.size(), 2u) << a.told();
    EXPECT_EQ(title(found[0]), "2 sounds are silent");
    const Column& sounds = *std::ranges::find(a.table->columns, ColumnType::Audio, &Column::type);
    for (const std::uint32_t row : found[0].rows)
        EXPECT_TRUE(sounds.text(row) == "low/silent.wav" || sounds.text(row) == "high/zero.wav") << sounds.text(row);
    EXPECT_EQ(title(found[1]), "1 sound is cut off");
    EXPECT_EQ(sounds.text(found[1].rows.at(0)), "high/cut.wav");
}

TEST(Audit, PeopleThatCanBeFound)
{
    std::string text = "age,city,pay,bought\n";
    for (int i = 0; i < 240; ++i)
        text += std::to_string(20 + i % 4) + "," + (i % 3 ? "Rome" : "Oslo") + "," + std::to_string(1000 + 7 * i) + (i % 2 ? ",yes\n" : ",no\n");
    const test::DataFolder folder;
    EXPECT_TRUE(audited(folder.write("many.csv", text), {.target = "bought"}).of("k-anonymity").empty()); // Twenty of each.
    const std::string alone = text + "61,Oslo,1,yes\n62,Rome,2,no\n";
    const DataFinding f = audited(folder.write("alone.csv", alone), {.target = "bought"}).one("k-anonymity");
    EXPECT_EQ(title(f), "2 rows are the only ones with their “age, city”");
    EXPECT_EQ(f.rows, (std::vector<std::uint32_t>{240, 241}));
    EXPECT_EQ(f.columns, (std::vector<std::string>{"age", "city"}));
    EXPECT_FALSE(f.repair);
    const DataFinding three = audited(folder.write("three.csv", text + "61,Oslo,1,yes\n61,Oslo,2,no\n61,Oslo,3,no\n"), {.target = "bought"}).one("k-anonymity");
    EXPECT_EQ(title(three), "Only 3 rows share their “age, city”");
    // Behind a step the columns are looked at as it leaves them.
    const DataSetup dropped{.target = "bought", .steps = {{"drop", {"city"}, {}}}};
    EXPECT_TRUE(audited(folder.path() + "/alone.csv", dropped).of("k-anonymity").empty());
    // A row that is left out by hand is no longer there.
    const auto table = *open_data(folder.path() + "/alone.csv");
    DataSetup without{.target = "bought"};
    RowEdit out = edit_of(*table, 240);
    out.excluded = true;
    without.row_edits.put({out});
    const DataFinding one = audited(folder.path() + "/alone.csv", without).one("k-anonymity");
    EXPECT_EQ(title(one), "One row is the only one with its “age, city”");
    EXPECT_EQ(one.rows, std::vector<std::uint32_t>{241});
}

TEST(Audit, LabelsAreNotDoubtedOnceItIsCancelled)
{
    std::string text = "x,y,label\n";
    for (int i = 0; i < 300; ++i)
        text += std::to_string((i % 2) * 50 + (i * 37) % 11) + "," + std::to_string((i % 2) * 50 + (i * 53) % 13) + ((i % 2) != (i == 40) ? ",a\n" : ",b\n");
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", text), {.target = "label"});
    EXPECT_EQ(a.one("wrong-labels").row_count, 1u);
    const CheckType& check = **std::ranges::find(check_types(), "wrong-labels", [](const CheckType* c) { return c->id; });
    Progress progress;
    Audited audited{*a.table, a.dataset.get()};
    audited.progress = &progress;
    EXPECT_FALSE(check.look(audited).empty());
    progress.cancelled = true;
    EXPECT_TRUE(check.look(audited).empty());
}

TEST(Audit, LongChecksEndOnceItIsCancelled)
{
    std::string text = "mail,leak,drift,label\n";
    for (int i = 0; i < 400; ++i)
        text += "someone" + std::to_string(i) + "@example.org," + (i % 2 ? "yes" : "no") + "," + std::to_string(i < 300 ? i % 20 : 100 + i % 20) + (i % 2 ? ",a\n" : ",b\n");
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", text), {.target = "label", .split = SplitWay::Time, .split_column = "drift"});
    std::vector<ColumnStatistics> all;
    for (const Column& c : a.table->columns)
        all.push_back(statistics(c));
    Progress progress;
    Audited audited{*a.table, a.dataset.get(), all};
    audited.progress = &progress;
    audited.identifier.resize(a.table->columns.size());
    for (const std::string_view id : {"personal-data", "target-leak"}) {
        progress.cancelled = false;
        const CheckType& check = **std::ranges::find(check_types(), id, [](const CheckType* c) { return c->id; });
        EXPECT_FALSE(check.look(audited).empty()) << id;
        progress.cancelled = true;
        EXPECT_TRUE(check.look(audited).empty()) << id;
    }
}

std::string png(int side, const std::function<int(int, int)>& grey)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            pixels.push_back(std::uint8_t(std::clamp(grey(x, y), 0, 255)));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.format = PNG_FORMAT_GRAY;
    image.width = image.height = png_uint_32(side);
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
    std::string out(size, '\0');
    png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr);
    return out;
}

TEST(Audit, Pictures)
{
    const test::DataFolder folder;
    const auto scene = [](int i) { // Three blurred blobs, elsewhere in each picture.
        return [i](int x, int y) {
            double v = 30;
            for (int k = 0; k < 3; ++k) {
                const double dx = x - (i * 13 + k * 29) % 48, dy = y - (i * 7 + k * k * 17) % 48;
                v += (90 + 40 * k) * std::exp(-(dx * dx + dy * dy) / (60.0 + i));
            }
            return int(v);
        };
    };
    for (int i = 0; i < 30; ++i)
        folder.write((i % 2 ? "cat/" : "dog/") + std::to_string(i) + ".png", png(48, scene(i)));
    folder.write("dog/same.png", png(48, scene(4)));
    folder.write("dog/darker.png", png(48, [&](int x, int y) { return scene(6)(x, y) * 9 / 10; }));
    folder.write("cat/blank.png", png(48, [](int, int) { return 200; }));
    const std::string whole = png(48, scene(40));
    folder.write("cat/cut.png", whole.substr(0, whole.size() / 2));
    const auto a = audited(folder.path());
    const auto& store = *a.table->image_column()->pixels();
    const auto names = [&](const DataFinding& f) {
        std::vector<std::string> out;
        for (const auto row : f.rows)
            out.push_back(store.name(row));
        return out;
    };
    const auto found = a.of("pictures");
    ASSERT_EQ(found.size(), 2u) << a.told();
    EXPECT_EQ(title(found[0]), "1 picture is broken");
    EXPECT_EQ(names(found[0]), std::vector<std::string>{"cat/cut.png"});
    EXPECT_EQ(title(found[1]), "1 picture is blank");
    EXPECT_EQ(names(found[1]), std::vector<std::string>{"cat/blank.png"});
    EXPECT_EQ(names(a.one("duplicates")), std::vector<std::string>{"dog/same.png"});
    const auto alike = a.one("near-duplicates");
    EXPECT_EQ(alike.row_count, 1u) << a.told();
}

TEST(Audit, SoundsAreEqualByWhatIsHeard)
{
    const test::DataFolder folder;
    const auto tone = [](int i) { // All of one length.
        std::vector<std::int16_t> samples(400);
        for (std::size_t k = 0; k < samples.size(); ++k)
            samples[k] = std::int16_t(8000 * std::sin(0.01 * double(i + 5) * double(k)));
        return test::wav(samples);
    };
    for (int i = 0; i < 20; ++i)
        for (const std::string part : {"train", "test"})
            folder.write(part + "/" + (i % 2 ? "a" : "b") + "/" + std::to_string(i) + ".wav", tone(part == "train" ? i : 100 + i));
    EXPECT_TRUE(audited(folder.path()).of("duplicates").empty());
    folder.write("test/a/copy.wav", tone(3));
    const auto a = audited(folder.path());
    EXPECT_EQ(title(a.one("duplicates")), "1 row is there twice");
    EXPECT_EQ(a.one("duplicates").severity, Severity::Warning);
    EXPECT_EQ(a.of("split-overlap").size(), 1u) << a.told();
}

TEST(Audit, RowsThatWereSetAside)
{
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", "a,b,label\n1,2,x\n3,4,y\n5,6\n7,8,x\n10,11,y\n"));
    EXPECT_EQ(title(a.one("unusable-rows")), "Set aside: 1 row (20%)");
}

TEST(Audit, IsTheSameOnAnyNumberOfThreads)
{
    const test::DataFolder folder;
    const auto a = audited(folder.write("t.csv", plain_rows("x,y,group,z,label", 3000, [](std::size_t i, double x, const std::string& label) {
                                            return i % 9 == 0 ? "" : label == "good" ? "1" : std::to_string(x > 3);
                                        })));
    std::vector<ColumnStatistics> all;
    for (const Column& c : a.table->columns)
        all.push_back(statistics(c, 1));
    const auto alone = audit(*a.table, a.dataset.get(), all, {}, 1);
    ASSERT_EQ(alone.size(), a.findings.size());
    ASSERT_FALSE(alone.empty());
    for (std::size_t i = 0; i < alone.size(); ++i)
        EXPECT_EQ(to_json(alone[i]), to_json(a.findings[i]));
}

TEST(Significance, EqualsSciPy)
{
    EXPECT_NEAR(chi_square_tail(10, 3), 0.018566135463043258, 1e-14);
    EXPECT_NEAR(chi_square_tail(2, 5), 0.8491450360846096, 1e-13);
    EXPECT_NEAR(chi_square_tail(150, 100), 0.0009039320423540184, 1e-14);
    EXPECT_EQ(chi_square_tail(0, 3), 1);
    const std::vector<double> a = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, b = {6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    EXPECT_NEAR(kolmogorov_smirnov(a, b).distance, 0.5, 1e-15);
    EXPECT_EQ(kolmogorov_smirnov(a, a).probability, 1);
    std::vector<double> c(200), d(150);
    std::iota(c.begin(), c.end(), 0.0);
    std::iota(d.begin(), d.end(), 30.0);
    const auto shifted = kolmogorov_smirnov(c, d);
    EXPECT_NEAR(shifted.distance, 0.15, 1e-15);
    EXPECT_NEAR(shifted.probability, 0.0386, 0.003); // By its exact method.
}

TEST(Relations, CorrelationsAndCramersV)
{
    const test::DataFolder folder;
    std::string text = "a,b,c,k,m,label\n";
    for (int i = 0; i < 200; ++i)
        text += std::to_string(i) + "," + std::to_string(-2 * i) + "," + (i % 4 == 3 ? "" : std::to_string(i * i * i)) + "," + (i % 2 ? "u" : "v") + "," +
                (i % 2 ? "s" : i % 4 ? "t" : "r") + "," + (i % 3 ? "x" : "y") + "\n";
    const auto table = open_data(folder.write("t.csv", text));
    ASSERT_TRUE(table);
    const Correlations c = correlations(**table);
    ASSERT_EQ(c.numbers.size(), 3u);
    EXPECT_NEAR(c.pearson[1], -1, 1e-12);
    EXPECT_NEAR(c.spearman[2], 1, 1e-12); // Grows with it, though not in a line.
    EXPECT_LT(c.pearson[2], 0.95);
    ASSERT_EQ(c.categories.size(), 3u);
    EXPECT_NEAR(c.cramers_v[1], 1, 1e-12);
    EXPECT_NEAR(c.cramers_v[2], 0, 0.1);
}

TEST(Relations, ProjectionFindsThePlaneOfTheRows)
{
    // Ten and three hundred features, made of two: all variance lies in a plane, whichever way it is found.
    for (const std::size_t width : {std::size_t{10}, std::size_t{300}}) {
        Random random(8, width);
        std::vector<double> p(width), q(width);
        for (std::size_t f = 0; f < width; ++f) {
            p[f] = random.normal();
            q[f] = random.normal();
        }
        auto table = std::make_shared<Table>();
        table->rows = 400;
        std::vector<std::vector<double>> features(width, std::vector<double>(400));
        std::vector<std::int64_t> label(400);
        std::vector<double> u(400);
        for (std::size_t i = 0; i < 400; ++i) {
            u[i] = random.normal();
            const double v = random.normal();
            for (std::size_t f = 0; f < width; ++f)
                features[f][i] = 5 + u[i] * p[f] + v * q[f];
            label[i] = u[i] > 0;
        }
        for (std::size_t f = 0; f < width; ++f)
            table->columns.push_back({"f" + std::to_string(f), ColumnType::Number, std::move(features[f])});
        table->columns.push_back({"label", ColumnType::Integer, std::move(label)});
        const auto data = Dataset::make(table, {});
        ASSERT_TRUE(data);
        const Projection plane = projection(**data);
        ASSERT_EQ(plane.rows.size(), 400u);
        EXPECT_NEAR(plane.explained[0] + plane.explained[1], 1, 1e-5);
        EXPECT_GE(plane.explained[0], plane.explained[1]);
        const Projection again = projection(**data, 1, 1);
        EXPECT_EQ(plane.x, again.x);
        const double xy = std::inner_product(plane.x.begin(), plane.x.end(), plane.y.begin(), 0.0);
        EXPECT_NEAR(xy / 400, 0, 1e-2); // Uncorrelated.
    }
}

} // namespace audit_test
} // namespace loom
