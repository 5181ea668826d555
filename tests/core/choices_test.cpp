// What the oneDNN device can do in several ways: each way is right, the one that was measured is remembered, and a run
// goes on in the way in which it began.
#include "base/random.h"
#include "core/train_kit.h"
#include "engine/backend.h"
#include "train/runs.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace loom;
using namespace loom::test;

namespace choices_test {

/// A 3×3 convolution, its ways back, and inputs for all of them.
struct Convolution {
    Program program;
    TensorId y, dx, dw;
};

Convolution convolution(std::int64_t batch, std::int64_t in, std::int64_t height, std::int64_t width, std::int64_t out,
                        const std::vector<std::int64_t>& pads)
{
    Convolution c;
    const auto tensor = [&](Shape shape, Role role) {
        std::string name = "t" + std::to_string(c.program.tensors.size());
        c.program.tensors.push_back({.shape = std::move(shape), .role = role, .name = std::move(name)});
        return TensorId(c.program.tensors.size()) - 1;
    };
    const Window window{{3, 3}, {1, 1}, {1, 1}, {pads[0], pads[1]}, {pads[2], pads[3]}};
    const Shape result{batch, out, height + pads[0] + pads[2] - 2, width + pads[1] + pads[3] - 2};
    const TensorId x = tensor({batch, in, height, width}, Role::Input), w = tensor({out, in, 3, 3}, Role::Weight);
    c.y = tensor(result, Role::Output);
    const TensorId grad = tensor(result, Role::Input);
    c.dx = tensor({batch, in, height, width}, Role::Output);
    c.dw = tensor({out, in, 3, 3}, Role::Output);
    c.program.ops = {Conv{x, w, c.y, window}, ConvBackwardData{grad, w, c.dx, window},
                     ConvBackwardWeights{x, grad, c.dw, window}};
    return c;
}

std::vector<std::vector<double>> results(Executable& e, const Convolution& c)
{
    for (std::size_t i = 0; i < c.program.tensors.size(); ++i)
        if (const Tensor& t = c.program.tensors[i]; t.role != Role::Output) {
            Random random(3, i);
            std::vector<float> values(count(t.shape));
            std::ranges::generate(values, [&] { return float(random.uniform() - 0.5); });
            e.write(TensorId(i), std::span<const float>(values));
        }
    EXPECT_TRUE(e.run());
    std::vector<std::vector<double>> out;
    for (TensorId id : {c.y, c.dx, c.dw}) {
        out.emplace_back(count(c.program.at(id).shape));
        e.read(id, std::span<double>(out.back()));
    }
    return out;
}

std::string other_way(const std::string& way) { return way == "winograd" ? "direct" : "winograd"; }

class Ways : public testing::Test {
protected:
    void SetUp() override
    {
        const auto opened = open_device("cpu");
        if (!opened)
            GTEST_SKIP() << render(opened.error().message, Language::English);
        cpu = *opened;
        if (const char* xdg = std::getenv("XDG_CACHE_HOME"))
            before = xdg;
        setenv("XDG_CACHE_HOME", folder.path.c_str(), 1);
    }
    void TearDown() override { before ? setenv("XDG_CACHE_HOME", before->c_str(), 1) : unsetenv("XDG_CACHE_HOME"); }

    std::unique_ptr<Executable> compiled(const Program& program, const CompileOptions& options)
    {
        auto made = cpu->compile(program, options);
        EXPECT_TRUE(made);
        return std::move(*made);
    }
    fs::path cache() const
    {
        std::error_code ignored;
        for (const auto& file : fs::directory_iterator(folder.path / "layerloom", ignored))
            return file.path();
        return {};
    }

    Backend* cpu = nullptr;
    Folder folder;
    std::optional<std::string> before;
};

TEST_F(Ways, EachAgreesWithTheReference)
{
    const Convolution all[] = {convolution(2, 16, 9, 7, 32, {1, 1, 1, 1}),  convolution(3, 48, 13, 13, 16, {0, 0, 0, 0}),
                               convolution(1, 32, 3, 17, 32, {1, 0, 2, 1}), convolution(2, 32, 8, 8, 48, {2, 2, 2, 2}),
                               convolution(5, 64, 1, 1, 64, {1, 1, 1, 1}),  convolution(2, 16, 5, 4, 16, {0, 1, 1, 0})};
    auto& reference = **open_device("reference");
    for (const Convolution& c : all) {
        const auto truth = results(**reference.compile(c.program, {}), c);
        const Choices rule = compiled(c.program, {2})->choices();
        ASSERT_EQ(rule.size(), 1u);
        const auto& [name, way] = *rule.begin();
        SCOPED_TRACE(name);
        for (const std::string& asked : {way, other_way(way)})
            for (int threads : {1, 2}) {
                const auto e = compiled(c.program, {threads, {{name, asked}}});
                EXPECT_EQ(e->choices(), (Choices{{name, asked}}));
                const auto found = results(*e, c);
                for (std::size_t of = 0; of < truth.size(); ++of)
                    for (std::size_t i = 0; i < truth[of].size(); ++i)
                        ASSERT_NEAR(found[of][i], truth[of][i], 2e-4) << asked << ", " << of;
            }
        EXPECT_EQ(compiled(c.program, {2, {{name, "another"}, {"nothing", "winograd"}}})->choices(), rule);
    }
}

TEST_F(Ways, WhatWasMeasuredIsRemembered)
{
    const Convolution c = convolution(4, 32, 12, 12, 32, {1, 1, 1, 1});
    const Choices rule = compiled(c.program, {1})->choices();
    EXPECT_EQ(cache(), fs::path()); // Only who asks for it measures.
    const CompileOptions measure{.threads = 1, .measure = true};
    Choices found = compiled(c.program, measure)->choices();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.begin()->first, rule.begin()->first);
    const std::string written = bytes_of(cache());
    EXPECT_NE(written.find(found.begin()->first), written.npos);

    // What the file says counts, and a choice that was made before even more.
    const std::string way = found.begin()->second, other = other_way(way);
    std::string changed = written;
    changed.replace(changed.find("\"" + way), way.size() + 1, "\"" + other);
    ASSERT_TRUE(write_file(cache(), changed));
    EXPECT_EQ(compiled(c.program, measure)->choices().begin()->second, other);
    EXPECT_EQ(compiled(c.program, {1, found, true})->choices(), found);
    EXPECT_EQ(compiled(c.program, {1})->choices(), rule);
    EXPECT_EQ(bytes_of(cache()), changed);

    // Damaged, of another machine, or of another shape: measured anew.
    std::string elsewhere = changed, nonsense = changed;
    elsewhere.replace(elsewhere.find("oneDNN"), 6, "twoDNN");
    nonsense.replace(nonsense.find("\"" + other), other.size() + 1, "\"sideways");
    for (const std::string& text : {std::string("{\"choices\""), std::string("[]"), std::string("{\"machine\":3}"), elsewhere, nonsense}) {
        ASSERT_TRUE(write_file(cache(), text));
        EXPECT_EQ(compiled(c.program, measure)->choices().size(), 1u) << text;
        EXPECT_NE(bytes_of(cache()), text);
    }
    // A folder that cannot be written is nobody's error.
    setenv("XDG_CACHE_HOME", "/dev/null", 1);
    EXPECT_EQ(compiled(c.program, measure)->choices().size(), 1u);
}

TEST_F(Ways, ARunGoesOnInTheWayInWhichItBegan)
{
    const auto network = [](std::int64_t epochs, bool deterministic) {
        Document d = chain({{"input", {}},
                            {"dense", {{"units", std::int64_t{8 * 8 * 16}}}},
                            {"reshape", {{"shape", std::vector<std::int64_t>{8, 8, 16}}}},
                            {"conv2d", {{"filters", std::int64_t{32}}}},
                            {"flatten", {}},
                            {"dense", {{"units", std::int64_t{2}}}},
                            {"output", {}}});
        set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.001}}},
                   {{"epochs", epochs}, {"batch_size", std::int64_t{16}}, {"deterministic", deterministic}});
        perform(d, SetData{points("moons", 60)});
        return d;
    };
    // What the cache says at the beginning is not what it says later.
    const Job fixed = job_for(network(1, true), folder.path / "fixed.loom", "cpu");
    const Choices rule = Runs(fixed.project).load(train_well(fixed))->choices;
    ASSERT_EQ(rule.size(), 1u);
    EXPECT_EQ(cache(), fs::path());
    Job job = job_for(network(1, false), folder.path / "a.loom", "cpu");
    train_well(job);
    const auto set_cache = [&](const std::string& way) {
        std::string text = bytes_of(cache());
        for (const char* old : {"\"winograd\"", "\"direct\""})
            if (const auto at = text.find(old); at != text.npos)
                text.replace(at, std::strlen(old), "\"" + way + "\"");
        ASSERT_TRUE(write_file(cache(), text));
    };
    const std::string other = other_way(rule.begin()->second);
    set_cache(other);
    Job whole = job_for(network(3, false), folder.path / "whole.loom", "cpu"),
        pieces = job_for(network(1, false), folder.path / "pieces.loom", "cpu");
    const std::string name = train_well(whole);
    pieces.resume = train_well(pieces);
    EXPECT_EQ(Runs(pieces.project).load(name)->choices, (Choices{{rule.begin()->first, other}}));
    set_cache(rule.begin()->second);
    set_epochs(pieces.document, 3);
    train_well(pieces);
    EXPECT_EQ(Runs(pieces.project).load(name)->choices, Runs(whole.project).load(name)->choices);
    EXPECT_TRUE(bytes_of(folder.path / "pieces.runs" / name / "last.safetensors") ==
                bytes_of(folder.path / "whole.runs" / name / "last.safetensors"));
    EXPECT_EQ(Runs(pieces.project).metrics(name)->epochs.back().val_loss,
              Runs(whole.project).metrics(name)->epochs.back().val_loss);
}

} // namespace choices_test
