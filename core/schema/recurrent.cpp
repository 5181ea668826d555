#include "schema/recurrent.h"
#include "schema/initializers.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

#include <algorithm>
#include <cmath>

namespace loom {

Inferred RecurrentLayer::infer(const Shape& in) const
{
    if (in.size() != 2)
        return needs_sequence(title, in, 0, [this](const Shape& s) { return infer(s); });
    const auto width = units * directions(), gates = units * gate_count(cell);
    if (const Shape weight{std::max({in[0], width}), gates}; too_large(weight))
        return too_large_fault(title, weight, "units");
    if (const Shape kept{in[1], gates}; too_large(kept))
        return too_large_fault(title, kept, "units");
    return returns == Returns::AllSteps ? Shape{width, in[1]} : Shape{width};
}

TensorId RecurrentLayer::lower(Builder& b, TensorId x) const
{
    const TensorId lengths = skip_padding ? b.lengths(features_last(b, x)) : no_tensor;
    TensorId steps = time_first(b, x), result = no_tensor;
    const auto gates = units * gate_count(cell);
    Init bias{};
    if (cell == Cell::Lstm) {
        bias.values.assign(std::size_t(gates), 0.0);
        std::fill_n(bias.values.begin() + units, units, 1.0);
    }
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        if (layer > 0 && dropout > 0 && b.mode() == Mode::Train) // Drawn batch first, so that parts draw what the whole would.
            steps = time_first(b, b.dropout(from_time_first(b, steps), dropout));
        const auto features = b.shape(steps)[2], batch = b.shape(steps)[1];
        std::vector<TensorId> all, last;
        for (std::int64_t d = 0; d < directions(); ++d) {
            auto weight = [&](const char* name, Shape shape, Init init) {
                return b.weight(weight_name(name, layer, d), std::move(shape), std::move(init));
            };
            const TensorId wx = weight("input", {features, gates}, init_of(Initializer::GlorotUniform, features, gates)),
                           wh = weight("recurrent", {units, gates}, {InitKind::Uniform, 1 / std::sqrt(double(units))}),
                           first = weight("bias", {gates}, bias),
                           second = cell == Cell::Gru ? weight("recurrent_bias", {gates}, {}) : no_tensor;
            TensorId mask = no_tensor;
            if (recurrent_dropout > 0 && b.mode() == Mode::Train)
                mask = b.dropout(b.constant({batch, units}, {.a = 1}), recurrent_dropout);
            const auto made = b.recurrent(cell, steps, wx, wh, first, second, lengths, mask, d == 1);
            all.push_back(made.y);
            last.push_back(made.last);
        }
        const bool ends = layer + 1 == layers && returns == Returns::LastStep;
        if (ends)
            result = last.size() == 1 ? last[0] : b.concat(last, 1);
        else
            steps = all.size() == 1 ? all[0] : b.concat(all, 2);
    }
    return returns == Returns::LastStep ? result : from_time_first(b, steps);
}

std::string RecurrentLayer::weight_name(const char* name, std::int64_t layer, std::int64_t direction)
{
    return (direction == 0 ? "" : "backward_") + std::string(name) + (layer == 0 ? "" : "_" + std::to_string(layer + 1));
}

namespace {

constexpr std::string_view torch_run_padded = R"(def run_padded(cells, x):
    """What the cells give for each step before the padding, and 0 behind; samples that are padding alone give 0."""
    real = real_steps(x)
    lengths = real.sum(dim=1).clamp(min=1).cpu()
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    y, _ = nn.utils.rnn.pad_packed_sequence(cells(packed)[0], batch_first=True, total_length=x.shape[1])
    return y * real.unsqueeze(2))";

constexpr std::string_view torch_reset_first = R"(class ResetFirstGRU(nn.GRU):
    """A GRU whose reset gate works in front of the product with the recurrent weights, step by step."""

    def forward(self, x):
        packed = isinstance(x, nn.utils.rnn.PackedSequence)
        if packed:
            x, lengths = nn.utils.rnn.pad_packed_sequence(x, batch_first=True)
        else:
            lengths = torch.full((len(x),), x.shape[1])
        ends = ["", "_reverse"] if self.bidirectional else [""]
        for layer in range(self.num_layers):
            x = torch.cat([self.walk(x, lengths.to(x.device), f"_l{layer}{end}") for end in ends], dim=2)
        if packed:
            x = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        return x, None

    def walk(self, x, lengths, end):
        inputs = F.linear(x, getattr(self, "weight_ih" + end), getattr(self, "bias_ih" + end))
        of_reset, of_update, of_new = getattr(self, "weight_hh" + end).chunk(3)
        h = x.new_zeros(len(x), self.hidden_size)
        steps = list(range(x.shape[1]))
        y = [h] * len(steps)
        for t in reversed(steps) if end.endswith("_reverse") else steps:
            reset, update, new = inputs[:, t].chunk(3, dim=1)
            update = torch.sigmoid(update + F.linear(h, of_update))
            new = torch.tanh(new + F.linear(torch.sigmoid(reset + F.linear(h, of_reset)) * h, of_new))
            real = (t < lengths).unsqueeze(1)
            h = torch.where(real, (1 - update) * new + update * h, h)
            y[t] = h * real
        return torch.stack(y, dim=1))";

constexpr std::string_view torch_last_step = R"(def last_step(y, real, both_directions):
    """The result of the last step: of the backward direction, where there is one, the first, at which it ends."""
    at = real.sum(dim=1).clamp(min=1) - 1
    last = y[torch.arange(len(y), device=y.device), at]
    if both_directions:
        half = y.shape[2] // 2
        last = torch.cat([last[:, :half], y[:, 0, half:]], dim=1)
    return last)";

} // namespace

std::string RecurrentLayer::torch(SourceWriter& w, const SourceValue& x) const
{
    const bool before = cell == Cell::GruResetFirst, gru = cell == Cell::Gru || before, lstm = cell == Cell::Lstm;
    if (before)
        w.helper(torch_reset_first);
    SourceWriter::Arguments arguments{python(x.sample[0]), python(units)};
    if (layers > 1)
        arguments.push_back(keyword("num_layers", python(layers)));
    if (cell == Cell::Relu)
        arguments.push_back(keyword("nonlinearity", python_string("relu")));
    arguments.push_back(keyword("batch_first", python(true)));
    if (layers > 1 && dropout > 0)
        arguments.push_back(keyword("dropout", python(dropout)));
    if (bidirectional)
        arguments.push_back(keyword("bidirectional", python(true)));
    if (recurrent_dropout > 0)
        w.note("Its recurrent dropout of " + python(recurrent_dropout) +
               " is left out: PyTorch has none, and it matters in training only.");
    const std::string plain = lstm ? "LSTM" : "RNN";
    if (!gru)
        w.helper("class OneBias" + plain + "(nn." + plain + R"():
    """PyTorch adds two biases where one says as much: the second is 0."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        for name, bias in self.named_parameters():
            if name.startswith("bias_hh"):
                nn.init.zeros_(bias))");
    const std::string cells = w.make(before ? "ResetFirstGRU" : gru ? "nn.GRU" : "OneBias" + plain, arguments);
    for (std::int64_t layer = 0; layer < layers; ++layer)
        for (std::int64_t d = 0; d < directions(); ++d) {
            const std::string end = "_l" + std::to_string(layer) + (d == 1 ? "_reverse" : "");
            const auto own = [&](const char* name) {
                const Array a = w.own(weight_name(name, layer, d));
                return gru ? reordered(a, {1, 0, 2}) : a; // PyTorch has the reset gate first.
            };
            w.weight("weight_ih" + end, permuted(own("input"), {1, 0}));
            w.weight("weight_hh" + end, permuted(own("recurrent"), {1, 0}));
            const Array bias = own("bias");
            w.weight("bias_ih" + end, bias);
            w.weight("bias_hh" + end, cell == Cell::Gru ? own("recurrent_bias") : filled(bias.shape, 0));
        }
    const std::string steps = x.text + ".transpose(1, 2)";
    if (skip_padding) {
        torch_real_steps(w);
        w.helper(torch_run_padded);
        const std::string y = "run_padded(" + cells + ", " + steps + ")";
        if (returns == Returns::AllSteps)
            return y + ".transpose(1, 2)";
        w.helper(torch_last_step);
        return "last_step(" + w.let(y, "steps") + ", real_steps(" + steps + "), " + python(bidirectional) + ")";
    }
    const std::string y = cells + "(" + steps + ")[0]";
    if (returns == Returns::AllSteps)
        return y + ".transpose(1, 2)";
    if (!bidirectional)
        return y + "[:, -1]";
    const std::string all = w.let(y, "steps"), half = python(units);
    return "torch.cat([" + all + "[:, -1, :" + half + "], " + all + "[:, 0, " + half + ":]], dim=1)";
}

std::string RecurrentLayer::keras(SourceWriter& w, const SourceValue& x) const
{
    const char* type = cell == Cell::Gru || cell == Cell::GruResetFirst ? "layers.GRU" : cell == Cell::Lstm ? "layers.LSTM" : "layers.SimpleRNN";
    std::string y = x.text, real;
    if (skip_padding) {
        keras_real_steps(w);
        real = w.let("real_steps(" + x.text + ")", "real");
    }
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        const std::string part = layers == 1 ? "" : "layer_" + std::to_string(layer + 1);
        const bool all = returns == Returns::AllSteps || layer + 1 < layers;
        std::string arguments = python(units);
        if (cell == Cell::Relu)
            arguments += ", activation=\"relu\"";
        if (cell == Cell::GruResetFirst)
            arguments += ", reset_after=False";
        if (all)
            arguments += ", return_sequences=True";
        if (recurrent_dropout > 0)
            arguments += ", recurrent_dropout=" + python(recurrent_dropout);
        if (layer > 0 && dropout > 0)
            y = w.make("layers.Dropout", {python(dropout)}, "dropout_" + std::to_string(layer + 1)) + "(" + y + ")";
        const std::string cells =
            bidirectional ? w.make("layers.Bidirectional", {std::string(type) + "(" + arguments + ")"}, part)
                          : w.make(type, {arguments}, part);
        for (std::int64_t d = 0; d < directions(); ++d) {
            const auto own = [&](const char* name) { return w.own(weight_name(name, layer, d)); };
            const std::string direction = d == 0 ? "" : "backward_";
            w.weight(direction + "kernel", own("input"), part);
            w.weight(direction + "recurrent_kernel", own("recurrent"), part);
            Array bias = own("bias");
            if (cell == Cell::Gru) {
                const auto width = bias.shape[0];
                bias = stacked({reshaped(std::move(bias), {1, width}), reshaped(own("recurrent_bias"), {1, width})});
            }
            w.weight(direction + "bias", std::move(bias), part);
        }
        y = cells + "(" + y + (skip_padding ? ", mask=" + real : "") + ")";
        if (layer + 1 < layers)
            y = w.let(y, part);
    }
    // Keras repeats the last result while padding lasts.
    if (skip_padding && returns == Returns::AllSteps)
        return y + " * ops.expand_dims(ops.cast(" + real + ", \"float32\"), 2)";
    return y;
}

Formula RecurrentLayer::formula() const
{
    const auto part = [](const char* gate) { return std::string("W_") + gate + " x_t + U_" + gate + " h_{t-1} + b_" + gate; };
    std::vector<Formula::Word> where{{"x_t", LOOM_TEXT("what comes in at step t")},
                                     {"h_t", LOOM_TEXT("what the layer says after step t; 0 before the first")},
                                     {"W", LOOM_TEXT("learned weights of the input")},
                                     {"U", LOOM_TEXT("learned weights of what was said before")}};
    std::string text;
    switch (cell) {
    case Cell::Tanh:
        text = "h_t = tanh(W x_t + U h_{t-1} + b)";
        break;
    case Cell::Relu:
        text = "h_t = max(0, W x_t + U h_{t-1} + b)";
        break;
    case Cell::Lstm: // Hochreiter and Schmidhuber 1997.
        text = "i_t = sigmoid(" + part("i") + ") ;; f_t = sigmoid(" + part("f") + ") ;; g_t = tanh(" + part("g") +
               ") ;; o_t = sigmoid(" + part("o") + ") ;; c_t = f_t odot c_{t-1} + i_t odot g_t ;; h_t = o_t odot tanh(c_t)";
        where.insert(where.end(), {{"i_t", LOOM_TEXT("how much of the new goes into memory")},
                                   {"f_t", LOOM_TEXT("how much of memory is kept")},
                                   {"g_t", LOOM_TEXT("what is new")},
                                   {"o_t", LOOM_TEXT("how much of memory is shown")},
                                   {"c_t", LOOM_TEXT("what the cell remembers")}});
        break;
    case Cell::Gru: // Cho et al. 2014.
    case Cell::GruResetFirst:
        text = "z_t = sigmoid(" + part("z") + ") ;; r_t = sigmoid(" + part("r") + ") ;; n_t = tanh(" +
               (cell == Cell::Gru ? "W_n x_t + b_n + r_t odot (U_n h_{t-1} + d_n)" : "W_n x_t + b_n + U_n (r_t odot h_{t-1})") +
               ") ;; h_t = (1 - z_t) odot n_t + z_t odot h_{t-1}";
        where.insert(where.end(), {{"z_t", LOOM_TEXT("how much stays as it was")},
                                   {"r_t", LOOM_TEXT("how much of the past the new one sees")},
                                   {"n_t", LOOM_TEXT("what is new")}});
        if (cell == Cell::Gru)
            where.push_back({"d", LOOM_TEXT("second bias, behind the recurrent weights")});
        break;
    }
    const std::string last = bidirectional ? "[h_T, h'_1]" : "h_T", each = bidirectional ? "[h_t, h'_t]" : "h_t";
    text += returns == Returns::LastStep ? " ;; y = " + last : " ;; y_t = " + each;
    if (bidirectional)
        where.push_back({"h'", LOOM_TEXT("the same from the last step to the first, with weights of its own")});
    if (layers > 1)
        where.push_back({"x_t", Message(LOOM_TEXT("what comes in at step t; of %1 stacked layers, h of the one below"), layers)}),
            where.erase(where.begin());
    return {std::move(text), std::move(where)};
}

Message RecurrentLayer::summary() const
{
    std::vector<Message> parts{units == 1 ? LOOM_TEXT("1 unit") : Message(LOOM_TEXT("%1 units"), units)};
    if (layers > 1)
        parts.emplace_back(LOOM_TEXT("%1 layers"), layers);
    if (bidirectional)
        parts.emplace_back(LOOM_TEXT("both directions"));
    parts.emplace_back(returns == Returns::LastStep ? LOOM_TEXT("last step") : LOOM_TEXT("all steps"));
    return joined(parts);
}

} // namespace loom
