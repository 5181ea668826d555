#pragma once
#include "ir/builder.h"
#include "schema/data_facts.h"
#include "schema/declare.h"
#include "schema/source.h"

#include <memory>

namespace loom {

struct Formula; // schema/formula.h

// ---- Layers ---------------------------------------------------------------------------------------------------------

struct Port {
    std::string name;
    Text help;
};

enum class Category { InputOutput, Dense, Convolution, Pooling, Normalise, Activation, Recurrent, Attention, Merge };

/// A way to mend a fault, in terms of the node itself; the graph turns it into edits.
struct InsertBefore { int port; std::string layer; std::vector<std::pair<std::string, Value>> settings; };
struct ChangeSetting { std::string key; Value value; };
struct TakeOut {}; // Takes the node out and joins what it joined.
struct Repair {
    Message label; // A verb and its result: "Insert Flatten".
    std::variant<InsertBefore, ChangeSetting, TakeOut> action;
};

/// Why a layer cannot take what flows into it.
struct Fault {
    Message message; // What is wrong, in one sentence, with the numbers.
    Message hint;    // What to do.
    int port = -1;   // The input that does not fit, if one is to blame.
    std::string setting = {}; // The setting to blame, if one is.
    std::optional<Shape> expected = {}, found = {}; // Of that port, per sample.
    std::vector<Repair> repairs = {};
    std::optional<Shape> assumed = {}; // The output's shape once repaired, so that shapes go on.
};

/// Shapes here and in infer() are those of one sample, without the batch.
using Inferred = std::variant<Shape, Fault>;

/// What a layer may know beside its inputs' shapes.
struct Surroundings {
    const DataFacts* data = nullptr; // Null without data.
};

struct LayerType : TypeInfo {
    Category category = Category::Pooling;
    std::function<std::vector<Port>(const Values&)> inputs; // May depend on settings.
    bool has_output = true;
    bool learns = false; // Has weights; the settings of Learning stand behind its own.
    std::function<Inferred(const Values&, std::span<const Shape>, const Surroundings&)> infer;
    /// Operands carry the batch in front. Called only where infer() gave a shape.
    std::function<TensorId(Builder&, const Values&, std::span<const TensorId>, const Surroundings&)> lower;
    /// Why the layer must see these sequences whole; nothing where one step after the other gives the same, so that
    /// lower() may be called with a Builder that walks: operands then have one step, and the result must.
    std::function<std::optional<Text>(const Values&, std::span<const Shape>)> needs_whole;
    /// The one line under the node's name: "32 filters · 3×3 · same".
    Message summary(const Values& values, const Surroundings& around = {}) const;
    std::function<Message(const Values&, const Surroundings&)> summarise;
    /// Writes the layer as Python and gives the expression of its result; the error says which settings cannot be
    /// written. Called only where infer() gave a shape. Empty where the type does not say how it is written.
    using Write = std::function<Result<std::string>(SourceWriter&, const Values&, std::span<const SourceValue>,
                                                    const Surroundings&)>;
    Write torch, keras;
    /// What lower() computes, with these settings. Empty for what computes nothing itself: units and their ends.
    std::function<Formula(const Values&)> formula;
};

/// What every layer with weights can be told, beside its own settings.
struct Learning {
    bool frozen = false;    // Weights do not learn; Batch norm uses its running values and leaves them alone.
    double rate_factor = 1; // Times the learning rate, for this layer's weights.
    double l1 = 0, l2 = 0;  // Of the loss λ₁·Σ|w| + λ₂/2·Σw² over this layer's weights, biases and scales left out.
};
const std::vector<SettingBinding<Learning>>& learning_settings();
/// Of a layer with these (valid) values.
Learning learning_of(const LayerType&, const Values&);

/// All layer types, in file-name order. Generated from the files in core/layers.
std::span<const LayerType* const> layer_types();
const LayerType* find_layer(std::string_view id);

template <class P>
struct LayerDeclaration {
    std::string_view id;
    Text title, help;
    Category category;
    bool learns = false; // A test sees to it that what has weights says so.
    std::vector<Port> inputs;
    bool has_output = true;
    std::vector<SettingBinding<P>> settings = {};
};

/// A layer is a struct P with defaulted fields and
///   Inferred infer(std::span<const Shape>) const            or with (…, const Surroundings&)
///   TensorId lower(Builder&, std::span<const TensorId>) const or with (…, const Surroundings&)
///   Message summary() const                               or with (const Surroundings&)
///   Formula formula() const                                   true to lower(); see schema/formula.h
///   std::vector<Port> inputs() const                          only where ports depend on settings
///   std::string torch(SourceWriter&, std::span<const SourceValue>) const  or with (…, const Surroundings&), or as a Result
///   std::string keras(SourceWriter&, std::span<const SourceValue>) const  likewise
///   std::optional<Text> needs_whole(std::span<const Shape>) const   where steps may come one by one; else it mixes them
template <class P>
LayerType layer(LayerDeclaration<P> d)
{
    LayerType type;
    static_cast<TypeInfo&>(type) = describe<P>(d.id, d.title, d.help, d.settings);
    type.category = d.category;
    type.has_output = d.has_output;
    type.learns = d.learns;
    if (d.learns)
        for (const auto& binding : learning_settings()) {
            type.settings.push_back(binding.spec);
            ++type.field_count;
        }
    const auto unpack = std::make_shared<const Unpack<P>>(std::move(d.settings));
    type.inputs = [unpack, fixed = std::move(d.inputs)](const Values& v) {
        if constexpr (requires(const P& p) { p.inputs(); })
            return (*unpack)(v).inputs();
        else
            return fixed;
    };
    type.infer = [unpack](const Values& v, std::span<const Shape> in, const Surroundings& around) -> Inferred {
        if constexpr (requires(const P& p) { p.infer(in, around); })
            return (*unpack)(v).infer(in, around);
        else
            return (*unpack)(v).infer(in);
    };
    type.lower = [unpack](Builder& b, const Values& v, std::span<const TensorId> in, const Surroundings& around) {
        if constexpr (requires(const P& p) { p.lower(b, in, around); })
            return (*unpack)(v).lower(b, in, around);
        else
            return (*unpack)(v).lower(b, in);
    };
    type.needs_whole = [unpack](const Values& v, std::span<const Shape> in) -> std::optional<Text> {
        if constexpr (requires(const P& p) { p.needs_whole(in); })
            return (*unpack)(v).needs_whole(in);
        else
            return LOOM_TEXT("It mixes the values of several steps.");
    };
    type.summarise = [unpack](const Values& v, const Surroundings& around) {
        if constexpr (requires(const P& p) { p.summary(around); })
            return (*unpack)(v).summary(around);
        else
            return (*unpack)(v).summary();
    };
    if constexpr (requires(const P& p) { p.formula(); })
        type.formula = [unpack](const Values& v) { return (*unpack)(v).formula(); };
    using In = std::span<const SourceValue>;
    if constexpr (requires(const P& p, SourceWriter& w, In in) { p.torch(w, in); })
        type.torch = [unpack](SourceWriter& w, const Values& v, In in, const Surroundings&) {
            return Result<std::string>((*unpack)(v).torch(w, in));
        };
    else if constexpr (requires(const P& p, SourceWriter& w, In in, const Surroundings& s) { p.torch(w, in, s); })
        type.torch = [unpack](SourceWriter& w, const Values& v, In in, const Surroundings& around) {
            return Result<std::string>((*unpack)(v).torch(w, in, around));
        };
    if constexpr (requires(const P& p, SourceWriter& w, In in) { p.keras(w, in); })
        type.keras = [unpack](SourceWriter& w, const Values& v, In in, const Surroundings&) {
            return Result<std::string>((*unpack)(v).keras(w, in));
        };
    else if constexpr (requires(const P& p, SourceWriter& w, In in, const Surroundings& s) { p.keras(w, in, s); })
        type.keras = [unpack](SourceWriter& w, const Values& v, In in, const Surroundings& around) {
            return Result<std::string>((*unpack)(v).keras(w, in, around));
        };
    return type;
}

/// What one layer costs for one sample.
struct Cost {
    std::int64_t parameters = 0;       // Trainable ones.
    std::int64_t multiply_adds = 0;    // Forward.
    std::int64_t activation_bytes = 0; // Of its outputs, f32.
};
/// By lowering the layer alone. `inputs` must be shapes that infer() takes.
Cost cost(const LayerType&, const Values&, std::span<const Shape> inputs, const Surroundings&);

// ---- Losses ---------------------------------------------------------------------------------------------------------

struct LossType : TypeInfo {
    /// What the target must be. Nothing: the loss judges the prediction alone. LabelSequence: so many labels as a sample
    /// has, −1 behind them, whatever the prediction's length.
    enum class Needs { Label, LabelSequence, Binary, Numbers, Nothing };
    Needs needs = Needs::Label;
    /// 0: the prediction is scores, as many as the target asks for. Else it is so many vectors of equal length side by
    /// side (embeddings), and nothing in it is right or wrong by itself.
    std::int64_t vectors = 0;
    bool across_rows = false; // Compares samples with each other, so parts of a batch are not the batch.
    /// The curve that the loss applies itself, so that the network must not: "softmax", "sigmoid" or "".
    std::string_view applies;
    /// Appends the loss {1}. prediction {N,…}; target from target_input(); weights {N}, 0 for rows that only fill up the batch.
    std::function<TensorId(Builder&, const Values&, TensorId prediction, TensorId target, TensorId weights,
                           const Surroundings&)>
        lower;
    /// Appends what the loss divides by, {1}: the sum of the rows' weights, unless the loss says otherwise. `prediction`
    /// is its shape; the others are as in lower().
    std::function<TensorId(Builder&, const Values&, const Shape& prediction, TensorId target, TensorId weights,
                           const Surroundings&)>
        total_weight;
    /// Only of a loss for two players (Goodfellow et al. 2014): what the generator loses, by the judgement {N,…} of what
    /// it made. prediction of lower() is then {2N,…}: the judgement of the real samples and behind it that of the made.
    std::function<TensorId(Builder&, const Values&, TensorId judgement, TensorId weights)> lower_generator;
    /// Appends what people read: probabilities from logits; the prediction itself for numbers.
    std::function<TensorId(Builder&, const Values&, TensorId prediction)> scores;
    /// What lower() computes of one sample.
    std::function<Formula(const Values&)> formula;
};
std::span<const LossType* const> loss_types();
const LossType* find_loss(std::string_view id);

/// Makes the input "target" for a prediction of this shape, {N, …}: {N, labels…} I32 for Label and LabelSequence, `labels`
/// being DataFacts::label_shape; else f32, {N} for vectors and of prediction's shape for scores. no_tensor where the loss
/// needs none.
TensorId target_input(Builder&, const LossType&, const Shape& prediction, const Shape& labels);

template <class P>
struct LossDeclaration {
    std::string_view id;
    Text title, help;
    LossType::Needs needs;
    std::string_view applies = {};
    std::int64_t vectors = 0;
    bool across_rows = false;
    std::vector<SettingBinding<P>> settings = {};
};

/// A loss is a struct P with lower(), scores(), formula() and, for two players, lower_generator() as in LossType, without the
/// Values; lower() may do without the Surroundings. Where it does not divide by the sum of the weights it has
/// total_weight() too.
template <class P>
LossType loss(LossDeclaration<P> d)
{
    LossType type;
    static_cast<TypeInfo&>(type) = describe<P>(d.id, d.title, d.help, d.settings);
    type.needs = d.needs;
    type.applies = d.applies;
    type.vectors = d.vectors;
    type.across_rows = d.across_rows;
    const auto unpack = std::make_shared<const Unpack<P>>(std::move(d.settings));
    type.lower = [unpack](Builder& b, const Values& v, TensorId p, TensorId t, TensorId w, const Surroundings& around) {
        if constexpr (requires(const P& settings) { settings.lower(b, p, t, w, around); })
            return (*unpack)(v).lower(b, p, t, w, around);
        else
            return (*unpack)(v).lower(b, p, t, w);
    };
    if constexpr (requires(const P& settings, Builder& b, TensorId t) { settings.lower_generator(b, t, t); })
        type.lower_generator = [unpack](Builder& b, const Values& v, TensorId p, TensorId w) {
            return (*unpack)(v).lower_generator(b, p, w);
        };
    type.total_weight = [unpack](Builder& b, const Values& v, const Shape& p, TensorId t, TensorId w,
                                 const Surroundings& around) {
        if constexpr (requires(const P& settings) { settings.total_weight(b, p, t, w, around); })
            return (*unpack)(v).total_weight(b, p, t, w, around);
        else
            return b.reshape(b.reduce(ReduceKind::Sum, w, {0}), {1});
    };
    type.scores = [unpack](Builder& b, const Values& v, TensorId p) { return (*unpack)(v).scores(b, p); };
    if constexpr (requires(const P& p) { p.formula(); })
        type.formula = [unpack](const Values& v) { return (*unpack)(v).formula(); };
    return type;
}

// ---- Optimisers -----------------------------------------------------------------------------------------------------

struct OptimizerType : TypeInfo {
    /// Appends the update of one parameter. rate {1} is the learning rate of the step.
    std::function<void(Builder&, const Values&, TensorId param, TensorId grad, TensorId rate)> lower;
    /// The learning rate before any schedule.
    std::function<double(const Values&)> learning_rate;
    /// What lower() does to one weight.
    std::function<Formula(const Values&)> formula;
};
std::span<const OptimizerType* const> optimizer_types();
const OptimizerType* find_optimizer(std::string_view id);

template <class P>
struct OptimizerDeclaration {
    std::string_view id;
    Text title, help;
    std::vector<SettingBinding<P>> settings;
};

/// An optimiser is a struct P with a field learning_rate, formula() and lower() as in OptimizerType, without the Values.
template <class P>
OptimizerType optimizer(OptimizerDeclaration<P> d)
{
    OptimizerType type;
    static_cast<TypeInfo&>(type) = describe<P>(d.id, d.title, d.help, d.settings);
    const auto unpack = std::make_shared<const Unpack<P>>(std::move(d.settings));
    type.lower = [unpack](Builder& b, const Values& v, TensorId p, TensorId g, TensorId r) { (*unpack)(v).lower(b, p, g, r); };
    type.learning_rate = [unpack](const Values& v) { return (*unpack)(v).learning_rate; };
    if constexpr (requires(const P& p) { p.formula(); })
        type.formula = [unpack](const Values& v) { return (*unpack)(v).formula(); };
    return type;
}

// ---- Sources --------------------------------------------------------------------------------------------------------

struct Table; // data/table.h
class Place;  // data/place.h
struct Progress;

struct SourceType : TypeInfo {
    /// How sure this source is that it can read the path, 0 (cannot) to 1. Looks at names and first bytes only.
    std::function<double(const Place&)> recognises;
    /// Reads it. `progress` may be null.
    std::function<Result<std::shared_ptr<const Table>>(const Values&, const Place&, Progress*)> open;
    /// All files that open() reads or would read if they were there. Empty where the source does not say.
    std::function<std::vector<Place>(const Values&, const Place&)> reads;
    /// The first rows of what open() reads, at once, their types by themselves; null where they would not come sooner.
    std::function<Result<std::shared_ptr<const Table>>(const Values&, const Place&)> first_rows;
    bool generated = false; // Needs no path.
};
std::span<const SourceType* const> source_types();
const SourceType* find_source(std::string_view id);

template <class P>
struct SourceDeclaration {
    std::string_view id;
    Text title, help;
    bool generated = false;
    std::vector<SettingBinding<P>> settings = {};
};

/// A source is a struct P with static double recognises(const Place&) and open(place, progress) const; one whose tables are
/// worth keeping (data/table_cache.h) says std::vector<Place> reads(const Place&) const, and one that can show a beginning
/// first_rows(place) const.
template <class P>
SourceType source(SourceDeclaration<P> d)
{
    SourceType type;
    static_cast<TypeInfo&>(type) = describe<P>(d.id, d.title, d.help, d.settings);
    type.generated = d.generated;
    const auto unpack = std::make_shared<const Unpack<P>>(std::move(d.settings));
    type.recognises = [](const Place& place) { return P::recognises(place); };
    type.open = [unpack](const Values& v, const Place& place, Progress* progress) { return (*unpack)(v).open(place, progress); };
    if constexpr (requires(const P& p, const Place& place) { p.reads(place); })
        type.reads = [unpack](const Values& v, const Place& place) { return (*unpack)(v).reads(place); };
    if constexpr (requires(const P& p, const Place& place) { p.first_rows(place); })
        type.first_rows = [unpack](const Values& v, const Place& place) { return (*unpack)(v).first_rows(place); };
    return type;
}

} // namespace loom
