#include "evaluate/selftest.h"
#include "base/random.h"
#include "ir/gradient.h"
#include "schema/boxes.h"
#include "schema/sequences.h"

#include <cmath>
#include <limits>
#include <map>

namespace loom {
namespace {

std::vector<Shape> sample_shapes(SizeClass size)
{
    switch (size) {
    case SizeClass::One: // Windows of three pixels need three.
        return {{1, 1, 1}, {1}, {1, 1}, {1, 1, 1, 1}, {8, 1, 1}, {8, 1}, {1, 6}, {1, 3, 4}, {1, 3, 3, 4}};
    case SizeClass::Small:
        return {{4, 8, 8}, {12}, {8, 5}, {4, 4, 5, 6}};
    case SizeClass::Medium:
        return {{8, 16, 16}, {256}, {16, 24}, {8, 6, 8, 8}};
    case SizeClass::Odd:
        return {{3, 15, 9}, {4, 5, 7}, {37}, {30}, {12, 7}, {4, 5, 7, 3}};
    case SizeClass::Large:
        return {{32, 12, 12}, {640}, {64, 40}, {32, 3, 5, 6}};
    }
    return {};
}

std::int64_t batch_of(SizeClass size)
{
    switch (size) {
    case SizeClass::One:
        return 1;
    case SizeClass::Small:
        return 2;
    case SizeClass::Medium:
        return 8;
    case SizeClass::Odd:
        return 3;
    case SizeClass::Large:
        return 4;
    }
    return 1;
}

/// Rows and width of a loss's prediction.
std::pair<std::int64_t, std::int64_t> loss_shape(SizeClass size)
{
    switch (size) {
    case SizeClass::One:
        return {1, 2};
    case SizeClass::Small:
        return {8, 3};
    case SizeClass::Medium:
        return {32, 64};
    case SizeClass::Odd:
        return {12, 7};
    case SizeClass::Large:
        return {32, 1000};
    }
    return {};
}

bool is_norm(const Op& op)
{
    return std::holds_alternative<LayerNorm>(op) || std::holds_alternative<BatchNorm>(op);
}

/// A value that the setting allows; sizes stay small.
Value drawn_value(const Setting& s, Random& random)
{
    auto whole = [&](double cap) {
        const double low = s.min.value_or(0), high = std::max(low, std::min(s.max.value_or(cap), cap));
        return std::int64_t(low) + std::int64_t(random.below(std::uint64_t(high - low) + 1));
    };
    return std::visit(
        overloaded{[&](bool) -> Value { return random.below(2) == 1; }, [&](std::int64_t) -> Value { return whole(8); },
                   [&](double) -> Value {
                       const double low = s.min.value_or(0), high = std::min(s.max.value_or(1), 1.0);
                       return low + (high - low) * random.uniform();
                   },
                   [&](const std::string& v) -> Value {
                       return s.choices.empty()
                                  ? v
                                  : std::string(s.choices[std::size_t(random.below(s.choices.size()))].id);
                   },
                   [&](const std::vector<std::int64_t>& v) -> Value {
                       std::vector<std::int64_t> list(s.entries ? s.entries : v.size());
                       for (auto& entry : list)
                           entry = whole(3);
                       return list;
                   }},
        s.fallback);
}

class Collector {
public:
    Collector(Backend& device, int threads, const std::function<void(const Comparison&)>& report)
        : device_(device), reference_(make_reference_backend()), threads_(threads), report_(report)
    {
    }

    /// Runs the program on both and compares everything it keeps, under this heading.
    void compare(const std::string& heading, const Program& program, SizeClass size)
    {
        // Of single numbers little may be left but rounding: x/|x| has no slope. A norm of a single value divides by √ε:
        // 316 times the rounding, in a block of several norms more than once.
        const double least = size != SizeClass::One ? 0 : std::ranges::any_of(program.ops, is_norm) ? 5 : 0.1;
        auto ours = device_.compile(program, {threads_});
        auto truth = reference_->compile(program, {threads_});
        if (!ours || !truth)
            return fail(heading, !ours ? ours.error().message : truth.error().message);
        for (const auto executable : {ours->get(), truth->get()}) {
            write(*executable, program);
            if (auto status = executable->run(); !status)
                return fail(heading, status.error().message);
        }
        // A gradient that has all but vanished is rounded as those it comes from are.
        std::vector<std::pair<const Tensor*, Difference>> found;
        double largest_gradient = 0;
        for (TensorId id = 0; id < TensorId(program.tensors.size()); ++id)
            if (const Tensor& t = program.at(id); t.role == Role::Output) {
                found.emplace_back(&t, difference(**ours, **truth, id, count(t.shape)));
                if (is_gradient(t))
                    largest_gradient = std::max(largest_gradient, found.back().second.size);
            }
        for (const auto& [t, d] : found)
            note(heading + "/" + t->name, d.relative(std::max(least, is_gradient(*t) ? vanished * largest_gradient : 0)));
    }

    /// What was gathered since the last call, told and kept.
    void tell()
    {
        for (auto& [name, c] : open_) {
            c.passed = c.trouble.empty() && c.error <= selftest_limit;
            if (report_)
                report_(c);
            done_.push_back(std::move(c));
        }
        open_.clear();
    }

    std::vector<Comparison> take() { return std::move(done_); }

private:
    static void write(Executable& e, const Program& program)
    {
        for (TensorId id = 0; id < TensorId(program.tensors.size()); ++id) {
            const Tensor& t = program.at(id);
            if (t.role != Role::Input && t.role != Role::Weight && t.role != Role::State && t.role != Role::Moment)
                continue;
            const std::vector<float> values = probe_values(program, id);
            if (t.dtype == DType::I64)
                e.write(id, std::vector<std::int64_t>(values.begin(), values.end()));
            else if (t.dtype == DType::I32)
                e.write(id, std::vector<std::int32_t>(values.begin(), values.end()));
            else
                e.write(id, std::span(values));
        }
    }

    static constexpr double vanished = 1e-2;
    static bool is_gradient(const Tensor& t) { return t.name.starts_with("gradient"); }

    /// Root mean squares.
    struct Difference {
        double off, size;
        double relative(double least) const { return off / std::max({size, least, std::numeric_limits<double>::min()}); }
    };
    static Difference difference(const Executable& ours, const Executable& truth, TensorId id, std::size_t n)
    {
        std::vector<double> a(n), b(n);
        ours.read(id, std::span(a));
        truth.read(id, std::span(b));
        Difference d{};
        for (std::size_t i = 0; i < n; ++i) {
            d.off += (a[i] - b[i]) * (a[i] - b[i]) / double(n);
            d.size += b[i] * b[i] / double(n);
        }
        return {std::sqrt(d.off), std::sqrt(d.size)};
    }

    void note(const std::string& name, double error)
    {
        Comparison& c = open_[name];
        c.name = name;
        c.error = std::isnan(error) ? std::numeric_limits<double>::infinity() : std::max(c.error, error);
    }

    void fail(const std::string& heading, Message trouble)
    {
        const std::string name = heading + "/output";
        note(name, std::numeric_limits<double>::infinity());
        open_[name].trouble = std::move(trouble);
    }

    Backend& device_;
    std::unique_ptr<Backend> reference_;
    int threads_;
    const std::function<void(const Comparison&)>& report_;
    std::map<std::string, Comparison> open_; // By name, so settings of one layer share a comparison.
    std::vector<Comparison> done_;
};

/// The tensor under a name of its own, so that what it was made by keeps its role.
void keep(Builder& b, TensorId id, std::string name)
{
    b.mark_output(b.affine(id, 1, 0), std::move(name));
}

/// Objects of these classes, or none, within the picture, from any numbers {N, objects, 5}.
TensorId as_boxes(Builder& b, TensorId drawn, std::int64_t classes)
{
    const TensorId shares = b.eltwise(Curve::Sigmoid, drawn);
    const TensorId names = b.affine(b.eltwise(Curve::Floor, b.affine(b.slice(shares, 2, 0, 1), double(classes + 1), 0)), 1, -1);
    return b.concat({names, b.slice(shares, 2, 1, 2), b.affine(b.slice(shares, 2, 3, 2), 0.5, 0.05)}, 2);
}

Program loss_program(const LossType& type, const Values& values, std::int64_t batch, std::int64_t width,
                     const DataFacts& data)
{
    Builder b;
    const bool sequence = type.needs == LossType::Needs::LabelSequence, boxes = finds_boxes(type);
    Shape shape{type.lower_generator ? 2 * batch : batch, width * std::max<std::int64_t>(type.vectors, 1)};
    if (sequence)
        shape.push_back(6);
    if (boxes)
        shape = {batch, box_values + width, 3, 2};
    const TensorId x = b.input("prediction", shape);
    shape[0] = batch;
    TensorId target = target_input(b, type, shape, sequence ? Shape{2} : boxes ? Shape{3, box_values} : Shape());
    if (boxes)
        target = as_boxes(b, target, width);
    const TensorId loss = type.lower(b, values, x, target, b.input("weights", {batch}), {&data});
    const TensorId one = b.constant({1}, {.a = 1});
    const auto gradient = differentiate(b.program(), loss, one, Wanted::WeightsAndInputs);
    keep(b, loss, "output");
    keep(b, type.scores(b, values, x), "scores");
    keep(b, gradient[std::size_t(x)], "gradient:prediction");
    return b.take();
}

Program update_program(const OptimizerType& type, const Values& values, const Shape& shape)
{
    Builder b;
    b.set_scope("layer");
    const TensorId param = b.weight("weight", shape, {});
    type.lower(b, values, param, b.input("gradient", shape), b.input("rate", {1}));
    keep(b, param, "output");
    return b.take();
}

std::string heading_of(const TypeInfo& type, SizeClass size)
{
    return std::string(type.id) + "/" + std::string(name_of(size));
}

/// The defaults, and for each setting with choices or a switch every other answer.
std::vector<Values> answers(const TypeInfo& type)
{
    std::vector<Values> all{defaults(type)};
    for (std::size_t i = 0; i < type.settings.size(); ++i) {
        const Setting& s = type.settings[i];
        std::vector<Value> others;
        if (const bool* on = std::get_if<bool>(&s.fallback))
            others.emplace_back(!*on);
        for (const Choice& c : s.choices)
            others.emplace_back(std::string(c.id));
        for (Value& v : others)
            if (v != s.fallback) {
                all.push_back(all.front());
                all.back()[i] = std::move(v);
            }
    }
    return all;
}

/// The same with every setting drawn, `n` times.
void add_drawn(std::vector<Values>& all, const TypeInfo& type, int n, Random random)
{
    for (int i = 0; i < n; ++i) {
        Values values;
        for (const Setting& s : type.settings)
            values.push_back(drawn_value(s, random));
        all.push_back(std::move(values));
    }
}

/// Inputs of this name are sequences with steps of zeros at their ends, as many as fill up to the longest.
constexpr std::string_view padded = "padded";

} // namespace

std::string_view name_of(SizeClass size)
{
    constexpr std::string_view names[] = {"one", "small", "medium", "odd", "large"};
    return names[std::size_t(size)];
}

std::vector<LayerTrial> layer_trials(const LayerType& type, SizeClass size, int drawn)
{
    TypeInfo own = type; // What Learning says is not the layer's to lower.
    own.settings.resize(own.settings.size() - (type.learns ? learning_settings().size() : 0));
    std::vector<Values> all = size == SizeClass::Medium ? std::vector<Values>{defaults(own)} : answers(own);
    if (size != SizeClass::Medium && size != SizeClass::Large)
        for (Values& values : all)
            for (Value& v : values)
                if (auto* n = std::get_if<std::int64_t>(&v))
                    *n = std::min<std::int64_t>(*n, 8);
    add_drawn(all, own, drawn, Random(1, stream_of(type.id)));
    std::vector<LayerTrial> trials;
    for (Values& values : all) {
        for (std::size_t i = values.size(); i < type.settings.size(); ++i)
            values.push_back(type.settings[i].fallback);
        const std::vector<Port> ports = type.inputs(values);
        for (const Shape& shape : sample_shapes(size)) {
            std::vector<Shape> inputs(std::max<std::size_t>(ports.size(), 1), shape);
            for (std::size_t i = 0; i < ports.size(); ++i)
                if (takes_ids(ports[i]))
                    inputs[i] = {shape.back()}; // One for each step.
            const Surroundings none;
            const Inferred made =
                type.infer(values, ports.empty() ? std::span<const Shape>() : std::span<const Shape>(inputs), none);
            const Shape* output = std::get_if<Shape>(&made);
            if (!output)
                continue;
            if (ports.empty())
                inputs = {*output}; // The data itself is its operand.
            trials.push_back({&type, values, std::move(inputs), *output, batch_of(size)});
        }
    }
    return trials;
}

Probe probe(const LayerTrial& trial, Mode mode, bool gradients)
{
    Builder b(mode);
    b.set_scope("layer");
    std::vector<TensorId> operands;
    auto batched = [&](const Shape& sample) {
        Shape shape{trial.batch};
        shape.insert(shape.end(), sample.begin(), sample.end());
        return shape;
    };
    const std::vector<Port> ports = trial.type->inputs(trial.values);
    const std::string samples(knows_padding(*trial.type, trial.values) ? padded : "x");
    for (std::size_t i = 0; i < trial.inputs.size(); ++i)
        operands.push_back(b.input((i < ports.size() && takes_ids(ports[i]) ? "ids" : samples) + std::to_string(i),
                                   batched(trial.inputs[i])));
    const TensorId y = trial.type->lower(b, trial.values, operands, {});
    Probe p;
    p.seed = b.input("seed", Shape(b.shape(y)));
    std::vector<TensorId> gradient;
    if (gradients)
        gradient = differentiate(b.program(), y, p.seed, Wanted::WeightsAndInputs);
    for (TensorId id = 0; id < TensorId(gradient.size()); ++id) {
        const Role role = b.program().at(id).role;
        if (id == p.seed || gradient[std::size_t(id)] == no_tensor || (role != Role::Input && role != Role::Weight))
            continue;
        const std::string name = b.program().at(id).name;
        const std::string of = role == Role::Weight ? name.substr(name.find('.') + 1) : name;
        const TensorId at = b.affine(gradient[std::size_t(id)], 1, 0);
        b.mark_output(at, "gradient:" + of);
        p.gradients.push_back({id, at});
    }
    p.output = b.affine(y, 1, 0);
    b.mark_output(p.output, "output");
    p.program = b.take();
    return p;
}

std::vector<float> probe_values(const Program& program, TensorId id)
{
    const Tensor& t = program.at(id);
    std::vector<float> values(count(t.shape));
    Random random(2, stream_of(t.name));
    if (t.dtype == DType::I64) {
        values = {7, 3}; // The clock: seed and step.
    } else if (t.dtype == DType::I32) {
        for (float& v : values)
            v = float(random.below(3));
    } else if (t.name == "target" || t.name == "weights") { // Right for yes or no and for numbers.
        for (float& v : values)
            v = float(random.below(2));
        values[0] = 1;
    } else if (t.name.starts_with("ids")) { // Some outside of the smaller vocabularies.
        for (float& v : values)
            v = float(random.below(12));
    } else if (t.role == Role::State || t.role == Role::Moment || t.name == "rate") {
        for (float& v : values)
            v = float(0.5 + random.uniform());
    } else {
        // Products give numbers of size one, as when a network starts: saturated curves have little but rounding for a slope.
        const bool product = t.role == Role::Weight && t.shape.size() >= 2;
        const double summed = !product             ? 1
                              : t.shape.size() == 2 ? double(t.shape[0])
                                                    : double(count(t.shape)) / double(t.shape[0]);
        const double size = 1 / std::sqrt(summed);
        for (float& v : values)
            v = float(size * (2 * random.uniform() - 1));
        if (t.name.starts_with(padded) && t.shape.size() == 3) // {batch, features, steps}: row r has r steps less.
            for (std::size_t i = 0; i < values.size(); ++i) {
                const auto steps = std::size_t(t.shape[2]), row = i / (std::size_t(t.shape[1]) * steps);
                if (i % steps + row % steps >= steps)
                    values[i] = 0;
            }
    }
    return values;
}

std::vector<Comparison> selftest(Backend& device, int threads, const std::function<void(const Comparison&)>& report,
                                 std::span<const SizeClass> sizes)
{
    Collector collector(device, threads, report);
    const auto name = [](const Op& op) { return name_of(op); };
    for (const LayerType* type : layer_types())
        for (const SizeClass size : sizes) {
            const std::string heading = heading_of(*type, size);
            for (const LayerTrial& trial : layer_trials(*type, size, 4)) {
                const Program train = probe(trial, Mode::Train).program, use = probe(trial, Mode::Infer).program;
                collector.compare(heading, train, size);
                if (!std::ranges::equal(train.ops, use.ops, {}, name, name))
                    collector.compare(heading + "/predict", use, size);
            }
            collector.tell();
        }
    DataFacts data;
    for (const LossType* type : loss_types())
        for (const SizeClass size : sizes) {
            const auto [rows, width] = loss_shape(size);
            data.class_counts.assign(std::size_t(width), 5);
            data.class_counts[0] = 20;
            std::vector<Values> all = answers(*type);
            add_drawn(all, *type, 4, Random(1, stream_of(type->id)));
            for (const Values& values : all)
                collector.compare(heading_of(*type, size), loss_program(*type, values, rows, width, data), size);
            collector.tell();
        }
    for (const OptimizerType* type : optimizer_types())
        for (const SizeClass size : sizes) {
            std::vector<Values> all = answers(*type);
            add_drawn(all, *type, 4, Random(1, stream_of(type->id)));
            for (const Values& values : all)
                collector.compare(heading_of(*type, size), update_program(*type, values, sample_shapes(size)[0]), size);
            collector.tell();
        }
    return collector.take();
}

} // namespace loom
