// Programs of whole documents, against the same computed by hand.
#include "base/random.h"
#include "engine/backend.h"
#include "lowering/lowering.h"
#include "train_kit.h"

#include <cmath>

namespace loom {
namespace lowering_test {

using test::chain;
using test::perform;
using test::set_recipe;
using test::with;
using Numbers = std::vector<double>;

NodeId add(Document& d, std::string_view layer, const test::Settings& settings, const std::vector<NodeId>& behind)
{
    const LayerType& type = *find_layer(layer);
    const NodeId id = d.new_id();
    perform(d, AddNode{id, {std::string(layer), d.new_name(type, Language::English), with(type, settings), {}}});
    for (std::size_t port = 0; port < behind.size(); ++port)
        perform(d, Connect{{behind[port], id, int(port)}});
    return id;
}

Numbers random_numbers(std::size_t n, std::string_view what)
{
    Random random(1, stream_of(std::string(what)));
    Numbers out(n);
    std::ranges::generate(out, [&] { return 2 * random.uniform() - 1; });
    return out;
}

/// A program on a device, with every weight drawn from its name.
struct Running {
    Lowered lowered;
    std::unique_ptr<Executable> executable;
    Running(std::string_view device, Lowered l) : lowered(std::move(l))
    {
        auto made = (*open_device(device))->compile(lowered.program, {2});
        EXPECT_TRUE(bool(made));
        executable = std::move(*made);
        for (TensorId id = 0; id < TensorId(lowered.program.tensors.size()); ++id)
            if (const Tensor& t = lowered.program.at(id); t.role == Role::Weight)
                executable->write(id, std::span<const double>(random_numbers(count(t.shape), t.name)));
    }
    Numbers read(TensorId id) const
    {
        Numbers out(count(lowered.program.at(id).shape));
        executable->read(id, std::span<double>(out));
        return out;
    }
    Numbers read(std::string_view name) const { return read(lowered.program.find(name)); }
};

using Codes = std::vector<std::string>;
Codes faults(const Document& d, const DataFacts& facts)
{
    Codes found;
    for (const Finding& f : analyse(d, &facts).findings)
        if (f.severity == Severity::Error)
            found.push_back(f.code);
    return found;
}

class Devices : public testing::TestWithParam<std::string> {};

/// Three features at each of five steps, four classes at each step.
Document tagger()
{
    Document d = chain({{"input", {{"shape", std::vector<std::int64_t>{5, 3}}, {"scaling", "none"}}},
                        {"dense", {{"units", std::int64_t{4}}, {"each_place", true}}},
                        {"output", {{"each_place", true}}}});
    set_recipe(d, "cross_entropy", {"sgd", {}}, {});
    return d;
}
DataFacts tagged()
{
    DataFacts facts{.sample = {3, 5}, .classes = {"a", "b", "c", "d"}};
    facts.label_shape = {5};
    return facts;
}

TEST_P(Devices, ALabelAtEachPlace)
{
    auto lowered = lower(tagger(), tagged(), Purpose::Evaluate, 2);
    ASSERT_TRUE(lowered) << render(lowered.error().message);
    ASSERT_EQ(lowered->program.at(lowered->target).shape, (Shape{2, 5}));
    ASSERT_EQ(lowered->program.at(lowered->scores).shape, (Shape{2, 4, 5}));
    Running r(GetParam(), std::move(*lowered));
    const Numbers x = random_numbers(30, "samples"), rows{1, 0.25};
    const std::vector<std::int32_t> labels{0, 1, 2, 3, 0, 3, 2, 1, 1, 1};
    r.executable->write(r.lowered.samples, std::span(x));
    r.executable->write(r.lowered.target, std::span(labels));
    r.executable->write(r.lowered.weights, std::span(rows));
    ASSERT_TRUE(r.executable->run());

    const Numbers w = r.read("dense_2.weight"), b = r.read("dense_2.bias"), scores = r.read("scores");
    double loss = 0, right = 0;
    for (std::size_t n = 0; n < 2; ++n)
        for (std::size_t t = 0; t < 5; ++t) {
            Numbers logits = b;
            for (std::size_t c = 0; c < 4; ++c)
                for (std::size_t f = 0; f < 3; ++f)
                    logits[c] += x[(n * 3 + f) * 5 + t] * w[f * 4 + c];
            double sum = 0;
            for (double v : logits)
                sum += std::exp(v);
            const auto label = std::size_t(labels[n * 5 + t]);
            loss += rows[n] * (std::log(sum) - logits[label]) / (5 * 1.25);
            right += logits[label] == *std::ranges::max_element(logits) ? 0.2 : 0;
            for (std::size_t c = 0; c < 4; ++c)
                EXPECT_NEAR(scores[(n * 4 + c) * 5 + t], std::exp(logits[c]) / sum, 1e-6);
        }
    EXPECT_NEAR(r.read("loss")[0], loss, 1e-6);
    EXPECT_NEAR(r.read("correct")[0], right, 1e-6);
}

TEST(Lowering, LabelsThatTheNetworkDoesNotGiveAreFound)
{
    const Document d = tagger();
    EXPECT_TRUE(lower(d, tagged(), Purpose::Train, 2));
    DataFacts facts = tagged();
    facts.label_shape = {4};
    EXPECT_FALSE(lower(d, facts, Purpose::Train, 2));
    facts.label_shape = {};
    EXPECT_FALSE(lower(d, facts, Purpose::Train, 2));
    facts = tagged();
    facts.classes.pop_back();
    EXPECT_EQ(faults(d, facts), Codes{"output-width"});
}

// ---- Two players ---------------------------------------------------------------------------------------------------

struct Game {
    Document document;
    NodeId noise, maker, meeting, hidden, judge;
    Game()
    {
        const NodeId input = add(document, "input", {{"shape", std::vector<std::int64_t>{2}}, {"scaling", "none"}}, {});
        noise = add(document, "noise", {{"size", std::int64_t{3}}}, {});
        maker = add(document, "dense", {{"units", std::int64_t{2}}}, {noise});
        meeting = add(document, "real_and_made", {}, {input, maker});
        hidden = add(document, "dense", {{"units", std::int64_t{4}}, {"activation", "leaky_relu"}}, {meeting});
        judge = add(document, "dense", {{"units", std::int64_t{1}}}, {hidden});
        add(document, "output", {}, {judge});
        set_recipe(document, "adversarial", {"sgd", {}}, {});
    }
    static DataFacts facts() { return {.sample = {2}, .classes = {"a", "b"}}; }
};

Numbers dense(const Numbers& x, const Numbers& w, const Numbers& b, double slope)
{
    const std::size_t in = w.size() / b.size();
    Numbers out;
    for (std::size_t n = 0; n < x.size() / in; ++n)
        for (std::size_t j = 0; j < b.size(); ++j) {
            double v = b[j];
            for (std::size_t i = 0; i < in; ++i)
                v += x[n * in + i] * w[i * b.size() + j];
            out.push_back(v > 0 ? v : slope * v);
        }
    return out;
}

TEST(PartsSideBySide, AreNotForTwoPlayers)
{
    Game game;
    Recipe r = game.document.recipe();
    r.settings[recipe_type().index_of("parts").value()] = std::int64_t{2};
    perform(game.document, SetRecipe{r});
    const auto slices = [&](int side_by_side) {
        const auto lowered = lower(game.document, Game::facts(), Purpose::Train, 4096, Keep::EndsOnly, side_by_side);
        EXPECT_TRUE(lowered);
        return std::ranges::count_if(lowered->program.ops, [&](const Op& op) {
            const auto* slice = std::get_if<Slice>(&op);
            return slice && lowered->program.at(slice->x).role == Role::Input;
        });
    };
    EXPECT_EQ(slices(1), 0);
    r.settings[recipe_type().index_of("parts").value()] = std::int64_t{1};
    perform(game.document, SetRecipe{r});
    EXPECT_EQ(slices(2), 0);
}

TEST_P(Devices, TheDiscriminatorLearnsAndThenTheGenerator)
{
    constexpr std::int64_t batch = 3;
    constexpr double rate = 0.5;
    const Game game;
    auto lowered = lower(game.document, Game::facts(), Purpose::Train, batch);
    ASSERT_TRUE(lowered) << render(lowered.error().message);
    std::uint64_t stream = 0;
    for (const Op& op : lowered->program.ops)
        if (const auto* noise = std::get_if<NormalNoise>(&op))
            stream = noise->stream;
    Running r(GetParam(), std::move(*lowered));

    const std::vector<std::string> of_judge{"dense_5.weight", "dense_5.bias", "dense_6.weight", "dense_6.bias"},
        of_maker{"dense_3.weight", "dense_3.bias"};
    std::map<std::string, Numbers> weights;
    for (const auto* names : {&of_judge, &of_maker})
        for (const std::string& name : *names)
            weights[name] = r.read(name);

    const Numbers real = random_numbers(2 * batch, "samples");
    const std::int64_t clock[2] = {7, 4};
    Numbers drawn;
    for (std::uint64_t i = 0; i < 3 * batch; ++i)
        drawn.push_back(normal_draw(7, stream, 4, i));
    r.executable->write(r.lowered.samples, std::span(real));
    r.executable->write(r.lowered.weights, std::span<const double>(Numbers(batch, 1)));
    r.executable->write(r.lowered.rate, std::span<const double>(&rate, 1));
    r.executable->write(r.lowered.clock, std::span<const std::int64_t>(clock));
    ASSERT_TRUE(r.executable->run());

    auto softplus = [](double v) { return std::log1p(std::exp(v)); };
    auto made = [&](const auto& w) { return dense(drawn, w.at("dense_3.weight"), w.at("dense_3.bias"), 1); };
    auto judged = [&](const Numbers& x, const auto& w) {
        return dense(dense(x, w.at("dense_5.weight"), w.at("dense_5.bias"), 0.01), w.at("dense_6.weight"), w.at("dense_6.bias"), 1);
    };
    auto mean = [&](const Numbers& logits, double sign) {
        double sum = 0;
        for (double v : logits)
            sum += softplus(sign * v);
        return sum / double(logits.size());
    };
    auto judge_loss = [&](const auto& w) { return mean(judged(real, w), -1) + mean(judged(made(w), w), 1); };
    auto maker_loss = [&](const auto& w) { return mean(judged(made(w), w), -1); };
    auto learned = [&](const std::vector<std::string>& names, auto loss) {
        const auto before = weights;
        auto after = weights;
        for (const std::string& name : names)
            for (std::size_t i = 0; i < before.at(name).size(); ++i) {
                auto nudged = before;
                nudged[name][i] += 1e-5;
                const double up = loss(nudged);
                nudged[name][i] -= 2e-5;
                after[name][i] -= rate * (up - loss(nudged)) / 2e-5;
            }
        weights = after;
    };
    EXPECT_NEAR(r.read("loss")[0], judge_loss(weights), 1e-5);
    learned(of_judge, judge_loss);
    learned(of_maker, maker_loss);
    for (const auto& [name, expected] : weights) {
        const Numbers found = r.read(name);
        for (std::size_t i = 0; i < found.size(); ++i)
            EXPECT_NEAR(found[i], expected[i], 2e-5) << name << " " << i;
    }
}

TEST(Lowering, TheFormsOfTheGameAreTheirFormulas)
{
    const LossType& type = *find_loss("adversarial");
    const Numbers real{0.4, -1.7, 2.5}, made{-0.3, 1.9, 0.8}, rows{1, 0, 3};
    auto softplus = [](double v) { return std::log1p(std::exp(v)); };
    auto square = [](double v) { return v * v; };
    auto positive = [](double v) { return std::max(v, 0.0); };
    struct Form {
        test::Settings settings;
        std::function<double(double)> of_real, of_made, of_maker;
    };
    const std::vector<Form> forms{
        {{}, [=](double r) { return softplus(-r); }, softplus, [=](double m) { return softplus(-m); }},
        {{{"smoothing", 0.1}}, [=](double r) { return 0.9 * softplus(-r) + 0.1 * softplus(r); }, softplus,
         [=](double m) { return softplus(-m); }},
        {{{"form", "least_squares"}}, [=](double r) { return square(r - 1); }, square, [=](double m) { return square(m - 1); }},
        {{{"form", "hinge"}}, [=](double r) { return positive(1 - r); }, [=](double m) { return positive(1 + m); },
         [](double m) { return -m; }},
    };
    for (const Form& form : forms) {
        Builder b;
        const Values values = with(type, form.settings);
        const TensorId both = b.input("both", {6, 1}), one = b.input("made", {3, 1}), weights = b.input("weights", {3});
        b.mark_output(type.lower(b, values, both, no_tensor, weights, {}), "judge");
        b.mark_output(type.lower_generator(b, values, one, weights), "maker");
        auto executable = (*open_device("reference"))->compile(b.program(), {});
        Numbers joined = real;
        joined.insert(joined.end(), made.begin(), made.end());
        (*executable)->write(both, std::span<const double>(joined));
        (*executable)->write(one, std::span<const double>(made));
        auto told = [&](const char* name, const Numbers& counted) {
            (*executable)->write(weights, std::span<const double>(counted));
            EXPECT_TRUE((*executable)->run());
            double value = 0;
            (*executable)->read(b.program().find(name), std::span<double>(&value, 1));
            return value;
        };
        double judge = 0, maker = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            judge += rows[i] / 4 * (form.of_real(real[i]) + form.of_made(made[i]));
            maker += rows[i] / 4 * form.of_maker(made[i]);
        }
        EXPECT_NEAR(told("judge", rows), judge, 1e-7);
        EXPECT_NEAR(told("maker", rows), maker, 1e-7);
        EXPECT_EQ(told("judge", {0, 0, 0}), 0);
        EXPECT_EQ(told("maker", {0, 0, 0}), 0);
    }
}

TEST_P(Devices, WhatIsMadeIsWhatPeopleRead)
{
    const Game game;
    Running r(GetParam(), *lower(game.document, Game::facts(), Purpose::Predict, 3));
    ASSERT_EQ(r.lowered.program.at(r.lowered.scores).shape, (Shape{3, 2}));
    r.executable->write(r.lowered.samples, std::span<const double>(Numbers(6, 0)));
    ASSERT_TRUE(r.executable->run());
    std::uint64_t stream = 0;
    for (const Op& op : r.lowered.program.ops)
        if (const auto* noise = std::get_if<NormalNoise>(&op))
            stream = noise->stream;
    Numbers drawn;
    for (std::uint64_t i = 0; i < 9; ++i)
        drawn.push_back(normal_draw(0, stream, 0, i));
    const Numbers made = dense(drawn, r.read("dense_3.weight"), r.read("dense_3.bias"), 1), scores = r.read("scores");
    for (std::size_t i = 0; i < made.size(); ++i)
        EXPECT_NEAR(scores[i], made[i], 1e-5);
}

INSTANTIATE_TEST_SUITE_P(Lowering, Devices, testing::Values("reference", "cpu"));

TEST(Lowering, WhatTwoPlayersNeedIsFound)
{
    const DataFacts facts = Game::facts();
    auto codes = [&](const Document& d) { return faults(d, facts); };
    EXPECT_EQ(codes(Game().document), Codes{});
    Game other_loss;
    set_recipe(other_loss.document, "mse", {"sgd", {}}, {});
    EXPECT_EQ(codes(other_loss.document), (Codes{"players-without-loss", "output-width"}));
    Document alone = chain({{"input", {{"scaling", "none"}}}, {"dense", {{"units", std::int64_t{1}}}}, {"output", {}}});
    set_recipe(alone, "adversarial", {"sgd", {}}, {});
    EXPECT_EQ(codes(alone), Codes{"loss-without-players"});
    // The noise goes past the meeting to a second input of the judge.
    Game past;
    const NodeId more = add(past.document, "dense", {{"units", std::int64_t{4}}}, {past.noise});
    const NodeId sum = add(past.document, "add", {{"inputs", std::int64_t{2}}}, {past.hidden, more});
    perform(past.document, Disconnect{{past.hidden, past.judge, 0}});
    perform(past.document, Connect{{sum, past.judge, 0}});
    EXPECT_EQ(codes(past.document), Codes{"past-the-meeting"});
    // Of another shape.
    Game wide;
    perform(wide.document, SetSetting{wide.maker, *find_layer("dense")->index_of("units"), Value(std::int64_t{5})});
    EXPECT_EQ(codes(wide.document), Codes{"shape"});
}

} // namespace lowering_test
} // namespace loom
