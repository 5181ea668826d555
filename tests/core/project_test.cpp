#include "base/processes.h"
#include "graph/analysis.h"
#include "project/lock.h"
#include "project/project.h"
#include "project/recovery.h"
#include "project/templates.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

using namespace loom;

namespace {

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

} // namespace

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

TEST_F(ProjectTest, EditsComeBack)
{
    const fs::path file = folder / "a.loom";
    const Document saved = digits();
    ASSERT_TRUE(create_project({file, saved}));
    EXPECT_FALSE(find_recovery(file));

    Document edited = saved;
    ASSERT_TRUE(edited.apply(RenameNode{edited.nodes().begin()->first, "renamed"}));
    ASSERT_TRUE(write_autosave(file, edited));
    const auto found = find_recovery(file);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->document, edited);
    EXPECT_EQ(load_project(file)->document, saved) << "an autosave never touches the project";

    // A damaged project does not take its recovery with it.
    put(file, "{");
    EXPECT_TRUE(find_recovery(file));
    ASSERT_TRUE(save_project({file, edited}));
    EXPECT_FALSE(find_recovery(file)) << "it says the same as the project";
    discard_autosave(file);
    EXPECT_FALSE(fs::exists(*autosave_file(file)));
}

TEST_F(ProjectTest, ADamagedAutosaveIsNoRecovery)
{
    const fs::path file = folder / "a.loom";
    ASSERT_TRUE(create_project({file, digits()}));
    put(*autosave_file(file), "{\"docu");
    EXPECT_FALSE(find_recovery(file));
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
