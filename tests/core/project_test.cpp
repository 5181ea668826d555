#include "base/processes.h"
#include "graph/analysis.h"
#include "project/drafts.h"
#include "project/lock.h"
#include "project/project.h"
#include "project/templates.h"
#include "schema/recipe.h"
#include "train/runs.h"
#include "train/shortage.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

using namespace loom;

namespace project_test {

/// A folder of its own for each test.
struct ProjectTest : testing::Test {
    ProjectTest()
    {
        std::string name = (fs::temp_directory_path() / "layerloom-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~ProjectTest() override { fs::remove_all(folder); }
    fs::path folder;
};

std::string file_text(const fs::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

void put(const fs::path& file, std::string_view text)
{
    std::ofstream(file) << text;
}

Document digits()
{
    return *make_template("digits-cnn");
}

Document with_data(std::string path)
{
    DataSetup setup;
    setup.path = std::move(path);
    return *make_template("digits-cnn", setup);
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return at == text.npos ? text : text.replace(at, from.size(), to);
}

TEST_F(ProjectTest, IsTheSameAfterSavingAndLoading)
{
    for (const Template& t : templates()) {
        const Project project{folder / "a.loom", *make_template(t.id)};
        ASSERT_TRUE(save_project(project));
        const auto loaded = load_project(project.file);
        ASSERT_TRUE(loaded) << render(loaded.error().message);
        EXPECT_EQ(loaded->document, project.document) << t.id;
    }
}

TEST_F(ProjectTest, IsOneNodeALineWithSortedKeys)
{
    const std::string text = project_text(digits(), folder / "a.loom");
    std::istringstream lines(text);
    int nodes = 0;
    for (std::string line; std::getline(lines, line);)
        nodes += line.find("\"type\": \"conv2d\"") != line.npos || line.find("\"type\":\"conv2d\"") != line.npos;
    EXPECT_EQ(nodes, 1);
    EXPECT_LT(text.find("\"document\""), text.find("\"format\""));
    EXPECT_LT(text.find("\"format\""), text.find("\"version\""));
}

TEST_F(ProjectTest, NewNeverOverwrites)
{
    const fs::path file = folder / "mine.loom";
    put(file, "mine");
    const auto made = create_project({file, digits()});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().blame, Blame::Input);
    EXPECT_EQ(file_text(file), "mine");
    int others = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder))
        ++others;
    EXPECT_EQ(others, 1) << "a temporary file was left behind";
}

TEST_F(ProjectTest, CutAnywhereIsRefused)
{
    const std::string text = project_text(digits(), folder / "a.loom");
    ASSERT_TRUE(parse_project(text, folder / "a.loom"));
    const std::size_t whole = text.find_last_of('}');
    for (std::size_t size = 0; size <= whole; ++size) {
        const auto parsed = parse_project(std::string_view(text).substr(0, size), folder / "a.loom");
        ASSERT_FALSE(parsed) << "cut at " << size;
        for (const Language l : {Language::English, Language::Chinese}) {
            EXPECT_FALSE(render(parsed.error().message, l).empty());
            EXPECT_FALSE(render(parsed.error().hint, l).empty());
        }
    }
    const auto half = parse_project(std::string_view(text).substr(0, text.size() / 2), folder / "a.loom");
    EXPECT_NE(render(half.error().message, Language::English).find("byte " + std::to_string(text.size() / 2)),
              std::string::npos);
}

TEST_F(ProjectTest, AFlippedByteNeverCrashes)
{
    const std::string text = project_text(digits(), folder / "a.loom");
    for (std::size_t i = 0; i < std::min<std::size_t>(text.size(), 4096); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = text;
            damaged[i] = char(damaged[i] ^ (1 << bit));
            const auto parsed = parse_project(damaged, folder / "a.loom");
            EXPECT_TRUE(parsed || !render(parsed.error().message).empty());
        }
}

TEST_F(ProjectTest, ANewerVersionIsRefusedAsSuch)
{
    const std::string text = replaced(project_text(digits(), folder / "a.loom"), "\"version\": 1", "\"version\": 2");
    const auto parsed = parse_project(text, folder / "a.loom");
    ASSERT_FALSE(parsed);
    EXPECT_NE(render(parsed.error().message, Language::English).find("newer"), std::string::npos);
}

TEST_F(ProjectTest, AnUnknownLayerIsNamed)
{
    const std::string text = replaced(project_text(digits(), folder / "a.loom"), "conv2d", "conv9d");
    const auto parsed = parse_project(text, folder / "a.loom");
    ASSERT_FALSE(parsed);
    EXPECT_NE(render(parsed.error().message, Language::English).find("conv9d"), std::string::npos);
}

TEST_F(ProjectTest, DataPathsMoveWithTheProject)
{
    fs::create_directories(folder / "before" / "data");
    const fs::path file = folder / "before" / "work" / "a.loom";
    fs::create_directories(file.parent_path());
    ASSERT_TRUE(create_project({file, with_data((folder / "before" / "data").string())}));
    EXPECT_NE(file_text(file).find("\"path\":\"../data\""), std::string::npos) << file_text(file);
    fs::rename(folder / "before", folder / "after");
    const auto moved = load_project(folder / "after" / "work" / "a.loom");
    ASSERT_TRUE(moved);
    EXPECT_EQ(fs::path(moved->document.data().path), fs::weakly_canonical(folder / "after" / "data"));
}

TEST_F(ProjectTest, DataElsewhereKeepsItsPath)
{
    const fs::path file = folder / "a.loom";
    ASSERT_TRUE(create_project({file, with_data("/nowhere/at/all")}));
    EXPECT_EQ(load_project(file)->document.data().path, "/nowhere/at/all");
}

TEST_F(ProjectTest, AnyBytesAreAPath)
{
    for (const std::string name : {"\xff\xfe", "100%25", "file:x", "数据 集", "a\"b\\c", "new\nline"}) {
        const Project project{folder / "a.loom", with_data((folder / name).string())};
        ASSERT_TRUE(save_project(project));
        const auto loaded = load_project(project.file);
        ASSERT_TRUE(loaded) << render(loaded.error().message);
        EXPECT_EQ(fs::path(loaded->document.data().path), fs::weakly_canonical(folder) / name);
    }
}

TEST_F(ProjectTest, DraftsAreKeptApart)
{
    ::setenv("XDG_STATE_HOME", folder.c_str(), 1);
    EXPECT_TRUE(drafts().empty());
    const fs::path first = *new_draft("Handwritten digits"), second = *new_draft("Handwritten digits"), third = *new_draft("");
    EXPECT_NE(first, second);
    EXPECT_NE(Runs::beside(first), Runs::beside(second));
    EXPECT_TRUE(is_draft(first));
    EXPECT_FALSE(is_draft(folder / "a.loom"));
    EXPECT_TRUE(drafts().empty()) << "nothing was written yet";
    ASSERT_TRUE(save_project({first, digits()}));
    ASSERT_TRUE(save_project({second, digits()}));
    fs::last_write_time(first, fs::last_write_time(second) - std::chrono::seconds(5));
    ASSERT_TRUE(save_project({third, Document()}));
    fs::last_write_time(third, fs::last_write_time(second) - std::chrono::seconds(9));
    fs::create_directories(Runs::beside(first) / "run-1");
    auto found = drafts();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].file, second);
    EXPECT_EQ(found[1].name, "Handwritten digits");
    EXPECT_EQ(found[2].name, "");
    EXPECT_FALSE(found[0].interrupted);

    // One whose program is gone was interrupted; what another program has open is not offered.
    const auto held_by = [](std::int64_t process, std::int64_t started) {
        return "{\"host\":\"" + this_process().host + "\",\"process\":" + std::to_string(process) + ",\"started\":" + std::to_string(started) + "}\n";
    };
    put(first.string() + ".lock", held_by(999999999, 1));
    put(second.string() + ".lock", "{\"host\":\"elsewhere\",\"process\":1,\"started\":1}\n");
    found = drafts();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].file, first);
    EXPECT_TRUE(found[0].interrupted);
    EXPECT_FALSE(found[1].interrupted);

    remove_draft(first);
    EXPECT_FALSE(fs::exists(first.parent_path()));
    EXPECT_TRUE(fs::exists(second));
    put(folder / "a.loom", "mine");
    remove_draft(folder / "a.loom");
    EXPECT_TRUE(fs::exists(folder / "a.loom")) << "no draft";
}

TEST_F(ProjectTest, ADraftIsCalledAsAFileCan)
{
    ::setenv("XDG_STATE_HOME", folder.c_str(), 1);
    EXPECT_EQ(new_draft("a/b")->stem(), "ab");
    EXPECT_EQ(new_draft("../..")->parent_path().parent_path(), folder / "layerloom" / "drafts");
    EXPECT_EQ(new_draft("手写数字")->filename(), "手写数字.loom");
    std::string longest;
    for (int i = 0; i < 200; ++i)
        longest += "数";
    const auto file = new_draft(longest);
    EXPECT_TRUE(save_project({*file, digits()}));
    EXPECT_EQ(file->stem().string().size() % 3, 0u) << "no half character";

    // Where the state folder cannot be written, there is another place.
    put(folder / "file", "no folder");
    ::setenv("XDG_STATE_HOME", (folder / "file").c_str(), 1);
    const auto elsewhere = new_draft("digits");
    ASSERT_TRUE(elsewhere);
    EXPECT_TRUE(is_draft(*elsewhere));
    ASSERT_TRUE(save_project({*elsewhere, digits()}));
    EXPECT_TRUE(std::ranges::any_of(drafts(), [&](const Draft& d) { return d.file == *elsewhere; }));
    remove_draft(*elsewhere);
    EXPECT_FALSE(fs::exists(elsewhere->parent_path()));
}

TEST_F(ProjectTest, IsOpenOnce)
{
    const fs::path file = folder / "a.loom";
    {
        auto first = Lock::take(file);
        ASSERT_TRUE(first);
        const auto second = Lock::take(file);
        ASSERT_FALSE(second);
        EXPECT_NE(render(second.error().message, Language::English).find(std::to_string(this_process().id)),
                  std::string::npos);
    }
    EXPECT_FALSE(fs::exists(folder / "a.loom.lock"));
    EXPECT_TRUE(Lock::take(file));
}

TEST_F(ProjectTest, ALockOfADeadProcessIsTakenOver)
{
    const fs::path file = folder / "a.loom";
    put(folder / "a.loom.lock", "{\"host\":\"" + this_process().host + "\",\"process\":999999999,\"started\":1}\n");
    EXPECT_TRUE(Lock::take(file));
    put(folder / "a.loom.lock", "{\"host\":\"" + this_process().host +
                                    "\",\"process\":" + std::to_string(this_process().id) + ",\"started\":1}\n");
    EXPECT_TRUE(Lock::take(file)) << "the same number, but another process";
    put(folder / "a.loom.lock", "{\"host\":\"elsewhere\",\"process\":1,\"started\":1}\n");
    EXPECT_FALSE(Lock::take(file)) << "nobody knows what runs on another machine";
}

TEST_F(ProjectTest, OfSeveralWhoFindALockStaleOneGetsIt)
{
    const fs::path file = folder / "a.loom";
    for (int round = 0; round < 100; ++round) {
        put(folder / "a.loom.lock", "{\"host\":\"" + this_process().host + "\",\"process\":999999999,\"started\":1}\n");
        constexpr int takers = 4;
        std::atomic<int> waiting = takers, holders = 0, tried = 0;
        std::vector<std::jthread> threads;
        for (int t = 0; t < takers; ++t)
            threads.emplace_back([&] {
                for (--waiting; waiting > 0;)
                    std::this_thread::yield();
                const auto lock = Lock::take(file);
                holders += bool(lock);
                // Nobody lets go before all have tried.
                for (++tried; tried < takers;)
                    std::this_thread::yield();
            });
        threads.clear();
        ASSERT_EQ(holders, 1) << "round " << round;
        ASSERT_FALSE(fs::exists(folder / "a.loom.lock"));
    }
}

TEST(Templates, AreTheNetworksOfTheirTitles)
{
    const auto parameters = [](std::string_view id, Shape sample, std::size_t classes) {
        DataFacts facts{.sample = std::move(sample), .pictures = id != "two-features"};
        facts.classes.resize(classes, "c");
        const Analysis analysis = analyse(*make_template(id), &facts);
        EXPECT_TRUE(analysis.sound()) << id << ": "
                                      << (analysis.findings.empty() ? "" : render(analysis.findings[0].message));
        return analysis.total.parameters;
    };
    EXPECT_EQ(parameters("digits-mlp", {1, 28, 28}, 10), 784 * 100 + 100 + 100 * 10 + 10);
    EXPECT_EQ(parameters("digits-cnn", {1, 28, 28}, 10), 9 * 32 + 32 + 13 * 13 * 32 * 128 + 128 + 1290);
    EXPECT_EQ(parameters("cifar-cnn", {3, 32, 32}, 10), 122570); // As the tutorial of TensorFlow prints.
    EXPECT_EQ(parameters("two-features", {2}, 2), 41);
}

TEST(Templates, LieTidily)
{
    for (const Template& t : templates()) {
        const Document document = *make_template(t.id);
        std::vector<Point> taken;
        for (const auto& [id, node] : document.nodes()) {
            for (const Point& p : taken)
                EXPECT_FALSE(std::abs(p.x - node.at.x) < 176 && std::abs(p.y - node.at.y) < 124)
                    << t.id << " " << node.name;
            taken.push_back(node.at);
        }
    }
}

TEST(Templates, AnUnknownOneIsAWrongCall)
{
    const auto made = make_template("digits-qnn");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().blame, Blame::Call);
    EXPECT_NE(render(made.error().hint).find("digits-cnn"), std::string::npos);
}

/// As MNIST's and Fashion-MNIST's files are called.
void put_labels(const fs::path& folder, std::size_t train, std::size_t test)
{
    fs::create_directories(folder);
    const auto head = [](std::size_t n) {
        std::string text{0, 0, 8, 1};
        for (int shift = 24; shift >= 0; shift -= 8)
            text += char(n >> shift & 0xff);
        return text;
    };
    std::ofstream(folder / "train-labels-idx1-ubyte", std::ios::binary) << head(train) << std::string(train, 3);
    std::ofstream(folder / "t10k-labels-idx1-ubyte", std::ios::binary) << head(test) << std::string(test, 3);
}

TEST_F(ProjectTest, OnlyMnistCountsAsDigits)
{
    put_labels(folder / "mnist", 60000, 10000);
    EXPECT_FALSE(is_mnist(folder / "mnist")) << "the name and the sizes are not enough";
    const fs::path wrong[] = {folder / "none", folder / "mnist"};
    for (const char* id : {"digits-cnn", "digits-mlp"}) {
        const DataSetup drawn = default_data(id, wrong);
        EXPECT_EQ(drawn.source, "generated_digits");
        EXPECT_EQ(drawn.path, "");
        EXPECT_EQ(std::string(title_with(*find_template(id), drawn).source).find("Handwritten"), std::string::npos);
    }
    const fs::path fashion = "/usr/share/datasets/fashion-mnist";
    if (fs::exists(fashion)) {
        EXPECT_FALSE(is_mnist(fashion));
        EXPECT_NE(fs::path(default_data("digits-cnn").path), fashion);
    }
    const fs::path real = fs::path(LOOM_SHARED) / "data" / "mnist";
    if (!fs::exists(real))
        GTEST_SKIP() << "no MNIST here";
    EXPECT_TRUE(is_mnist(real));
    const fs::path both[] = {folder / "mnist", real};
    const DataSetup data = default_data("digits-cnn", both);
    EXPECT_EQ(data.source, "idx");
    EXPECT_EQ(data.path, real.string());
    EXPECT_EQ(title_with(*find_template("digits-cnn"), data), find_template("digits-cnn")->title);
}

TEST_F(ProjectTest, ATooLargeTrainingIsAFindingWithARepair)
{
    const Document document = digits(); // Batches of 32.
    const Finding finding = finding_of({std::size_t{182} << 30, std::size_t{23} << 30}, document);
    EXPECT_EQ(finding.code, "memory");
    EXPECT_EQ(finding.severity, Severity::Warning);
    const std::string text = render(finding.message, Language::English);
    EXPECT_NE(text.find("182.0 GiB"), std::string::npos) << text;
    EXPECT_NE(text.find("23.0 GiB"), std::string::npos) << text;
    ASSERT_EQ(finding.fixes.size(), 1u);
    Document repaired = document;
    for (const Edit& edit : finding.fixes[0].edits)
        ASSERT_TRUE(repaired.apply(edit));
    EXPECT_EQ(unpack_recipe(repaired.recipe().settings).batch_size, 4);
    EXPECT_FALSE(memory_shortage(Forecast{.added_bytes = 1}));
    ASSERT_TRUE(memory_shortage(Forecast{.added_bytes = std::size_t{1} << 50}));
    EXPECT_TRUE(finding_of({std::size_t{182} << 30, std::size_t{1} << 30}, document).fixes.empty()) << "no batch is that small";
}

} // namespace project_test
