#include "suggest/network.h"
#include "schema/boxes.h"
#include "schema/shapes.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr double too_unbalanced = 20;      // Times as many rows.
constexpr std::size_t enough_to_weight = 20; // Rows of the rarest class: fewer would rule the training.
constexpr std::size_t enough_for_batch_norm = 2000, few_rows = 5000;
constexpr std::int64_t widest = 512;

using Size = std::vector<std::int64_t>;

std::string count_text(std::size_t n)
{
    return quantity_text(std::int64_t(n));
}

void say_of_network(std::vector<Decision>& into, Message what, Message why)
{
    into.push_back({Decision::About::Network, std::move(what), std::move(why)});
}

// --- Tables ---------------------------------------------------------------------------------------------------------

/// Units of the hidden layers: more rows bear more, and few features need few.
std::vector<std::int64_t> widths(std::size_t rows, std::int64_t features)
{
    const auto at_most = [&](std::int64_t wide) { return std::min(wide, std::max<std::int64_t>(16, 16 * features)); };
    if (rows < 200)
        return {at_most(16)};
    if (rows < 1000)
        return {at_most(32)};
    if (rows < 5000)
        return {at_most(64), at_most(32)};
    if (rows < 100'000)
        return {at_most(128), at_most(64)};
    return {at_most(256), at_most(128), at_most(64)};
}

double dropout_rate(std::size_t rows)
{
    return rows < 1000 ? 0.3 : rows < 50'000 ? 0.2 : 0.1;
}

void add_dense(Chain& chain, std::int64_t units, bool norm, double dropout)
{
    if (norm)
        chain.add("dense", {{"units", units}, {"bias", false}}).add("batch_norm").add("activation", {{"curve", std::string("relu")}});
    else
        chain.add("dense", {{"units", units}, {"activation", std::string("relu")}});
    if (dropout > 0)
        chain.add("dropout", {{"rate", dropout}});
}

void table_network(Chain& chain, const Task& task, std::vector<Decision>& decisions)
{
    const auto features = task.facts.sample[0];
    const std::vector<std::int64_t> units = widths(task.rows, features);
    const bool norm = task.rows >= enough_for_batch_norm;
    // A regression gets its steps blurred by what is dropped, so only few rows are worth it.
    const double dropout = task.classes() || task.rows < few_rows ? dropout_rate(task.rows) : 0;
    chain.add("input");
    for (const std::int64_t n : units)
        add_dense(chain, n, norm, dropout);

    std::string wide;
    for (const std::int64_t n : units)
        wide += (wide.empty() ? "" : ", ") + std::to_string(n);
    say_of_network(decisions, Message(LOOM_TEXT("Input standardises %1 numbers per row"), features),
        LOOM_TEXT("Columns of very different size count alike, and exported models take raw values."));
    const Message rows = Message(LOOM_TEXT("%1 rows to learn from"), count_text(task.rows));
    say_of_network(decisions, units.size() == 1 ? Message(LOOM_TEXT("One hidden layer of %1 units"), wide)
                                     : Message(LOOM_TEXT("%1 hidden layers of %2 units"), units.size(), wide),
        task.rows < few_rows ? Message(LOOM_TEXT("%1: few, so a small network; a large one would learn them by heart."), rows)
                             : Message(LOOM_TEXT("%1: enough to learn how columns act together."), rows));
    if (norm)
        say_of_network(decisions, LOOM_TEXT("Batch norm behind each hidden layer"), Message(LOOM_TEXT("%1: batches are large enough for steady means, and training goes faster."), rows));
    if (dropout > 0)
        say_of_network(decisions, Message(LOOM_TEXT("Dropout of %1"), percent(dropout)),
            Message(LOOM_TEXT("Against overfitting: %1, and a first layer with %2 weights."), rows, count_text(std::size_t(features * units.front()))));
}

// --- Pictures -------------------------------------------------------------------------------------------------------

void conv(Chain& chain, std::int64_t filters, std::int64_t kernel, std::int64_t stride)
{
    chain.add("conv2d", {{"filters", filters}, {"kernel", Size{kernel, kernel}}, {"stride", Size{stride, stride}}, {"padding", std::string("same")}, {"bias", false}})
        .add("batch_norm");
}

void relu(Chain& chain)
{
    chain.add("activation", {{"curve", std::string("relu")}});
}

/// Half the size, two convolutions and a short way around them. He et al. 2016, "Deep residual learning".
void residual_block(Chain& chain, std::int64_t filters)
{
    const NodeId before = chain.last();
    conv(chain, filters, 1, 2);
    const NodeId around = chain.last();
    chain.from(before);
    conv(chain, filters, 3, 2);
    relu(chain);
    conv(chain, filters, 3, 1);
    chain.add("add").join(around);
    relu(chain);
}

void picture_network(Chain& chain, const Task& task, std::vector<Decision>& decisions)
{
    constexpr std::int64_t small_side = 40, last_side = 8;
    const Shape& sample = task.facts.sample;
    const auto side = std::max(sample[1], sample[2]), shorter = std::min(sample[1], sample[2]);
    const bool few = task.rows < 2000;
    const bool sounds = !task.facts.pictures;
    const Message size = Message(sounds ? LOOM_TEXT("Spectrograms of %1") : LOOM_TEXT("Pictures of %1"),
                                 std::to_string(sample[1]) + "×" + std::to_string(sample[2]));
    const Message rows = Message(sounds ? LOOM_TEXT("%1 sounds to learn from") : LOOM_TEXT("%1 pictures to learn from"), count_text(task.rows));
    chain.add("input");
    std::int64_t filters = few ? 16 : 32;
    std::size_t blocks = 0;
    if (side <= small_side) {
        std::int64_t left = shorter;
        do {
            conv(chain, filters, 3, 1);
            relu(chain);
            if (left >= 2)
                chain.add("max_pool", {{"size", Size{2, 2}}, {"stride", Size{2, 2}}});
            left /= 2;
            filters = std::min<std::int64_t>(2 * filters, 128);
        } while (++blocks < 3 && left > last_side / 2);
        chain.add("flatten");
        add_dense(chain, few ? 64 : 128, false, few ? 0.5 : 0.3);
        say_of_network(decisions, Message(LOOM_TEXT("%1 convolutions with pooling, then a dense layer"), blocks),
            Message(LOOM_TEXT("%1: small, so a few convolutions see all of them."), size));
        say_of_network(decisions, Message(LOOM_TEXT("Dropout of %1"), percent(few ? 0.5 : 0.3)), Message(LOOM_TEXT("Against overfitting: %1."), rows));
    } else {
        conv(chain, filters, 3, side >= 96 ? 2 : 1);
        relu(chain);
        for (std::int64_t left = side >= 96 ? shorter / 2 : shorter; blocks < 4 && (left > last_side || blocks == 0); left = (left + 1) / 2, ++blocks) {
            residual_block(chain, filters);
            filters = std::min<std::int64_t>(2 * filters, 256);
        }
        chain.add("global_avg_pool").add("dropout", {{"rate", 0.3}});
        say_of_network(decisions, Message(LOOM_TEXT("%1 residual blocks, then the mean of each channel"), blocks),
            Message(LOOM_TEXT("%1: large, so each block halves them, and the short ways keep a deep network easy to train."), size));
        say_of_network(decisions, Message(LOOM_TEXT("Dropout of %1"), percent(0.3)), Message(LOOM_TEXT("Against overfitting: %1."), rows));
    }
    say_of_network(decisions, Message(LOOM_TEXT("%1 filters at first"), few ? 16 : 32),
        few ? Message(LOOM_TEXT("%1: few, so a narrow network."), rows) : Message(LOOM_TEXT("%1: enough for usual widths."), rows));
}

// --- Texts and sequences --------------------------------------------------------------------------------------------

/// Words as vectors, runs of five of them looked for anywhere in the text. Kim 2014, “Convolutional neural networks for
/// sentence classification”.
void text_network(Chain& chain, const Task& task, std::vector<Decision>& decisions)
{
    const bool few = task.rows < few_rows;
    const std::int64_t width = few ? 32 : 64, filters = few ? 64 : 128;
    chain.add("input")
        .add("embedding", {{"vocabulary", task.facts.vocabulary}, {"width", width}, {"padding", std::int64_t{0}}})
        .add("dropout", {{"rate", 0.2}})
        .add("conv1d", {{"filters", filters}, {"kernel", Size{5}}, {"padding", std::string("same")}, {"activation", std::string("relu")}})
        .add("global_max_pool")
        .add("dropout", {{"rate", 0.5}});
    const Message rows = Message(LOOM_TEXT("%1 texts to learn from"), count_text(task.rows));
    say_of_network(decisions, Message(LOOM_TEXT("Each of %1 words as %2 numbers"), count_text(std::size_t(task.facts.vocabulary)), width),
        Message(LOOM_TEXT("Words that mean alike come to lie close together. %1."), rows));
    say_of_network(decisions, Message(LOOM_TEXT("%1 patterns of five words each"), filters),
        Message(LOOM_TEXT("Each looks for a phrase anywhere among the %1 places of a text; the strongest match counts."), task.facts.sample[0]));
    say_of_network(decisions, Message(LOOM_TEXT("Dropout of %1"), percent(0.5)), Message(LOOM_TEXT("Against overfitting: %1."), rows));
}

/// Values over time, {features, steps}.
void sequence_network(Chain& chain, const Task& task, std::vector<Decision>& decisions)
{
    constexpr std::int64_t long_steps = 200; // A recurrent layer takes one after the other.
    const std::int64_t units = task.rows < few_rows ? 32 : 64, steps = task.facts.sample[1];
    chain.add("input");
    if (steps > long_steps) {
        chain.add("conv1d", {{"filters", units}, {"kernel", Size{5}}, {"stride", Size{4}}, {"padding", std::string("same")}, {"activation", std::string("relu")}});
        say_of_network(decisions, LOOM_TEXT("A convolution that keeps every fourth step"), Message(LOOM_TEXT("%1 steps: a recurrent layer takes them one by one."), steps));
    }
    chain.add("gru", {{"units", units}}).add("dropout", {{"rate", 0.2}});
    say_of_network(decisions, Message(LOOM_TEXT("GRU with %1 units"), units),
        Message(LOOM_TEXT("It reads %1 steps in their order and remembers what matters at the end; %2."), steps,
                Message(LOOM_TEXT("%1 rows to learn from"), count_text(task.rows))));
}

// --- The end --------------------------------------------------------------------------------------------------------

std::string short_number(double v)
{
    if (v == 0)
        return "0";
    const double digits = std::pow(10, 3 - std::floor(std::log10(std::abs(v))));
    return number_text(std::round(v * digits) / digits);
}

void finish(Chain& chain, const Task& task, std::vector<Decision>& decisions)
{
    chain.add("dense", {{"units", task.outputs()}});
    if (task.classes() && task.outputs() == 1)
        say_of_network(decisions, LOOM_TEXT("One value at the end"), Message(LOOM_TEXT("“%1” has 2 classes: the probability of one of them is enough."), task.target));
    else if (task.classes())
        say_of_network(decisions, Message(LOOM_TEXT("%1 values at the end"), task.outputs()), Message(LOOM_TEXT("“%1” has %2 classes, and each gets a probability."), task.target, task.outputs()));
    const bool near = std::abs(task.mean) <= 2 && task.deviation >= 0.3 && task.deviation <= 3;
    if (!task.classes() && near)
        say_of_network(decisions, LOOM_TEXT("One value at the end"), Message(LOOM_TEXT("“%1” is a number, around %2 ± %3 as networks give them by themselves."), task.target, figure(task.mean), figure(task.deviation)));
    if (!task.classes() && !near) {
        const std::string mean = short_number(task.mean), deviation = short_number(task.deviation > 0 ? task.deviation : 1);
        chain.add("lambda", {{"formula", mean + " + " + deviation + " * x"}});
        say_of_network(decisions, Message(LOOM_TEXT("One value at the end, times %1 plus %2"), deviation, mean),
            Message(LOOM_TEXT("“%1” is a number, around %2 ± %3. A network's own values lie around 0 ± 1; the formula brings them there."),
                    task.target, figure(task.mean), figure(task.deviation)));
    }
    chain.add("output");
}

} // namespace

bool Task::weighted() const
{
    return classes() && fewest >= enough_to_weight && double(most) > too_unbalanced * double(fewest);
}

std::int64_t Task::outputs() const
{
    if (!classes())
        return facts.target_width;
    const auto n = std::int64_t(facts.classes.size());
    // Weights by class are a setting of the loss for several values.
    return n == 2 && !weighted() ? 1 : n;
}

Task task_of(const Dataset& data)
{
    const auto train = data.rows(Part::Train);
    Task task{.facts = data.facts(), .rows = train.size(), .validation = data.rows(Part::Validation).size(), .target = data.target()};
    if (task.classes()) {
        for (const std::int64_t n : task.facts.class_counts)
            if (n > 0) {
                task.fewest = task.fewest == 0 ? std::size_t(n) : std::min(task.fewest, std::size_t(n));
                task.most = std::max(task.most, std::size_t(n));
            }
        return task;
    }
    if (holds_boxes(task.facts)) // Not one number a row; suggestion.cpp has a network of its own for them.
        return task;
    std::vector<float> values(train.size());
    data.targets(train, values);
    const double n = double(values.size());
    for (const float v : values)
        task.mean += double(v) / n;
    double squares = 0, far = 0;
    for (const float v : values) {
        squares += (double(v) - task.mean) * (double(v) - task.mean) / n;
        far = std::max(far, std::abs(double(v) - task.mean));
    }
    task.deviation = std::sqrt(squares);
    task.farthest = task.deviation > 0 ? far / task.deviation : 0;
    return task;
}

Chain advise_network(const Task& task, std::vector<Decision>& decisions)
{
    Chain chain;
    if (task.facts.vocabulary > 0)
        text_network(chain, task, decisions);
    else if (task.facts.sample.size() == 2)
        sequence_network(chain, task, decisions);
    else if (task.whole())
        picture_network(chain, task, decisions);
    else
        table_network(chain, task, decisions);
    finish(chain, task, decisions);
    return chain;
}

Message network_line(const Document& document)
{
    std::vector<Message> parts;
    for (const auto& [id, node] : document.nodes()) {
        const LayerType& type = *find_layer(node.type);
        if (node.type == "input" || node.type == "output" || node.type == "activation")
            continue;
        std::optional<std::size_t> size = type.index_of("units");
        if (!size)
            size = type.index_of("filters");
        parts.push_back(size ? Message(LOOM_TEXT("%1 %2"), type.title, value_text(node.values[*size])) : Message(type.title));
    }
    return joined(parts);
}

} // namespace loom
