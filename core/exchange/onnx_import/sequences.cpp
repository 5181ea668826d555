// Recurrent operators: RNN, LSTM and GRU as the instruction has them, from a state of 0; with a state to begin with,
// peepholes or the LSTM's cell at the end, or of doubles, step by step.
#include "base/letters.h"
#include "exchange/onnx_import/import.h"

#include <algorithm>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

/// Of one direction, whose activations are those that the cell has by default, but for an RNN's.
Cell cell_of(const Node& n, std::size_t direction, std::size_t directions)
{
    n.need(!n.attribute("clip"), LOOM_TEXT("clip bounds what its cells see, which cannot be read"));
    n.need_between("input_forget", n.whole("input_forget", 0), 0, 0);
    const std::vector<std::string_view> usual = n.op() == "RNN" ? std::vector<std::string_view>{"tanh"}
                                                : n.op() == "GRU"
                                                    ? std::vector<std::string_view>{"sigmoid", "tanh"}
                                                    : std::vector<std::string_view>{"sigmoid", "tanh", "tanh"};
    bool relu = false;
    if (const auto* given = n.attribute("activations")) {
        n.need_count("activations", std::size_t(given->strings_size()), directions * usual.size());
        for (std::size_t i = 0; i < usual.size(); ++i) {
            const std::string name = small_letters(given->strings(int(direction * usual.size() + i))); // Other runtimes read any case.
            relu = n.op() == "RNN" && name == "relu";
            if (!relu)
                n.need_one_of("activations", name, {usual[i]});
        }
    }
    if (n.op() == "GRU")
        return n.whole("linear_before_reset", 0) != 0 ? Cell::Gru : Cell::GruResetFirst;
    return n.op() == "LSTM" ? Cell::Lstm : relu ? Cell::Relu : Cell::Tanh;
}

/// {width, columns} of one direction of a file's {directions, width, columns}; an LSTM's gates in our order instead of
/// the file's i, o, f, c.
TensorId rows_of(const Node& n, Cell cell, TensorId all, std::int64_t direction, std::int64_t hidden)
{
    const Shape from = n.shape(all);
    TensorId rows = n.reshape(n.b.slice(all, 0, direction, 1), {from[1], from[2]});
    if (cell == Cell::Lstm)
        rows = n.b.concat({n.b.slice(rows, 0, 0, hidden), n.b.slice(rows, 0, 2 * hidden, 2 * hidden),
                           n.b.slice(rows, 0, hidden, hidden)},
                          0);
    return rows;
}

/// What one direction walks with. wx {I, G·H}, wh {H, G·H}, bias and own {G·H}; own, of a Gru alone, meets h.
struct Walk {
    Cell cell;
    TensorId x, wx, wh, bias, own, lengths;
    bool reverse;
};

/// What comes out of a direction: y {T, N, H}, h and c {N, H} at its end; c of an LSTM alone.
struct Ends {
    TensorId y, h, c;
};

/// Step by step, from h and c {N, H}, with peepholes {H} of an LSTM's i, o and f where there are any (Gers and
/// Schmidhuber 2000; as the operator's specification has them).
Ends step_by_step(const Node& n, const Walk& w, TensorId h, TensorId c, const Values& peepholes)
{
    const auto steps = n.shape(w.x)[0], batch = n.shape(w.x)[1], hidden = n.shape(w.wh)[0];
    n.need(steps <= most_walked_steps && n.walks(steps),
           LOOM_TEXT("it has %1 steps; up to %2 in all can be read where it starts from a state, has peepholes, gives "
                     "its cells, or is of type double"),
           steps, most_walked_steps);
    auto add = [&](TensorId a, TensorId b) { return n.binary(BinaryKind::Add, a, b); };
    auto times = [&](TensorId a, TensorId b) { return n.binary(BinaryKind::Multiply, a, b); };
    auto curve = [&](Curve which, TensorId x) { return n.b.eltwise(which, x); };
    auto sigmoid = [&](TensorId x) { return curve(Curve::Sigmoid, x); };
    auto tanh = [&](TensorId x) { return curve(Curve::Tanh, x); };
    auto part = [&](TensorId of, std::int64_t gate) {
        return n.b.slice(of, int(n.rank(of)) - 1, gate * hidden, hidden);
    };
    auto mixed = [&](TensorId z, TensorId made) { // (1 − z)∘made + z∘h.
        return add(times(n.b.affine(z, -1, 1), made), times(z, h));
    };
    const TensorId inputs = add(n.b.matmul(w.x, w.wx), w.bias); // Of all steps at once.
    Values ys(std::size_t(steps), no_tensor);
    for (std::int64_t i = 0; i < steps; ++i) {
        const std::int64_t t = w.reverse ? steps - 1 - i : i;
        const TensorId in = n.reshape(n.b.slice(inputs, 0, t, 1), {batch, n.shape(w.wx)[1]});
        TensorId back = n.b.matmul(h, w.wh), made = no_tensor, cell = no_tensor;
        if (w.own != no_tensor)
            back = add(back, w.own);
        auto sum = [&](std::int64_t gate) { return add(part(in, gate), part(back, gate)); };
        auto peeping = [&](std::int64_t gate, std::size_t peephole, TensorId at) {
            return peepholes.empty() ? sum(gate) : add(sum(gate), times(peepholes[peephole], at));
        };
        switch (w.cell) {
        case Cell::Tanh:
            made = tanh(sum(0));
            break;
        case Cell::Relu:
            made = curve(Curve::Relu, sum(0));
            break;
        case Cell::Lstm:
            cell = add(times(sigmoid(peeping(1, 2, c)), c), times(sigmoid(peeping(0, 0, c)), tanh(sum(2))));
            made = times(sigmoid(peeping(3, 1, cell)), tanh(cell));
            break;
        case Cell::Gru:
            made = mixed(sigmoid(sum(0)), tanh(add(part(in, 2), times(sigmoid(sum(1)), part(back, 2)))));
            break;
        case Cell::GruResetFirst:
            made = mixed(sigmoid(sum(0)), tanh(add(part(in, 2), n.b.matmul(times(sigmoid(sum(1)), h), part(w.wh, 2)))));
            break;
        }
        ys[std::size_t(t)] = made;
        if (w.lengths != no_tensor) { // A row whose steps are over stays as it is, and gives 0.
            const TensorId there = n.reshape(
                n.compare(CompareKind::Less, n.whole_constant({}, {t}), n.cast(w.lengths, DType::I64)), {batch, 1});
            ys[std::size_t(t)] = n.b.where(there, made, n.number(0, n.dtype(w.x)));
            made = n.b.where(there, made, h);
            if (cell != no_tensor)
                cell = n.b.where(there, cell, c);
        }
        h = made;
        c = cell;
    }
    for (TensorId& y : ys)
        y = n.reshape(y, {1, batch, hidden});
    return {n.b.concat(std::move(ys), 0), h, c};
}

Values recurrent(const Node& n)
{
    const std::string direction = n.text("direction", "forward");
    const std::int64_t directions = direction == "bidirectional" ? 2 : 1, hidden = n.whole("hidden_size", 0);
    n.need_one_of("direction", direction, {"forward", "reverse", "bidirectional"});
    n.need_rank(n.in(0), 3, 3);
    n.need_real(n.in(0));
    n.need_between("hidden_size", hidden, 1, std::int64_t{1} << 24);
    n.need_between("layout", n.whole("layout", 0), 0, 1);
    std::vector<Cell> kinds;
    for (std::int64_t d = 0; d < directions; ++d)
        kinds.push_back(cell_of(n, std::size_t(d), std::size_t(directions)));
    const DType type = n.dtype(n.in(0));
    const bool batch_first = n.whole("layout", 0) == 1;
    const TensorId x = batch_first ? n.b.permute(n.in(0), {1, 0, 2}) : n.in(0);
    const Shape in = n.shape(x);
    const auto steps = in[0], batch = in[1], features = in[2], width = gate_count(kinds[0]) * hidden;
    n.need(features > 0, LOOM_TEXT("axis %1 has no elements"), 2);
    n.need_shape("W", n.in(1), {directions, width, features});
    n.need_shape("R", n.in(2), {directions, width, hidden});
    for (int i : {1, 2, 3, 5, 6, 7})
        if (n.has(i))
            n.need_same_type(n.in(i), x);
    // States to begin with {directions, batch, hidden} (the batch in front where it is so everywhere), and the
    // peepholes of an LSTM {directions, 3·hidden}; those of 0 are none.
    auto there = [&](int i) {
        if (!n.has(i))
            return false;
        const auto known = n.known_reals(i);
        return !known || std::ranges::any_of(*known, [](double v) { return v != 0; });
    };
    auto state = [&](int i, std::int64_t d) {
        if (!n.has(i))
            return n.b.constant({batch, hidden}, {}, type);
        const TensorId all = batch_first ? n.b.permute(n.in(i), {1, 0, 2}) : n.in(i);
        n.need_shape(i == 5 ? "initial_h" : "initial_c", all, {directions, batch, hidden});
        return n.reshape(n.b.slice(all, 0, d, 1), {batch, hidden});
    };
    if (n.has(7))
        n.need_shape("P", n.in(7), {directions, 3 * hidden});
    // Without steps the states stay as they are; with no sample there are none.
    const bool nothing = steps == 0 || batch == 0;
    const bool walks = there(5) || there(6) || there(7) || n.wants(2) || type != DType::F32;
    TensorId lengths = no_tensor;
    if (n.has(4)) {
        lengths = n.cast(n.in(4), DType::I32);
        n.need_shape("sequence_lens", lengths, {batch});
    }
    Values ys, lasts, cells;
    for (std::int64_t d = 0; d < directions; ++d) {
        const Cell cell = kinds[std::size_t(d)];
        const TensorId wx = n.b.permute(rows_of(n, cell, n.in(1), d, hidden), {1, 0}),
                       wh = n.b.permute(rows_of(n, cell, n.in(2), d, hidden), {1, 0});
        TensorId bias = n.b.constant({width}, {}, type), own = no_tensor;
        if (n.has(3)) {
            n.need_shape("B", n.in(3), {directions, 2 * width});
            const TensorId both = n.reshape(n.in(3), {directions, 2 * width, 1});
            auto half = [&](std::int64_t begin) {
                return n.reshape(rows_of(n, cell, n.b.slice(both, 1, begin, width), d, hidden), {width});
            };
            bias = half(0);
            own = half(width);
        }
        if (cell == Cell::Gru && own == no_tensor)
            own = n.b.constant({width}, {}, type);
        if (cell != Cell::Gru && own != no_tensor) {
            bias = n.binary(BinaryKind::Add, bias, own);
            own = no_tensor;
        }
        const Walk walk{cell, x, wx, wh, bias, own, lengths, direction == "reverse" || d == 1};
        Ends ends{no_tensor, no_tensor, no_tensor};
        if (nothing) {
            ends = {n.b.constant({steps, batch, hidden}, {}, type), state(5, d),
                    cell == Cell::Lstm ? state(6, d) : no_tensor};
        } else if (walks) {
            Values peepholes;
            for (std::int64_t i = 0; there(7) && i < 3; ++i)
                peepholes.push_back(n.reshape(n.b.slice(n.b.slice(n.in(7), 0, d, 1), 1, i * hidden, hidden), {hidden}));
            ends = step_by_step(n, walk, state(5, d), cell == Cell::Lstm ? state(6, d) : no_tensor, peepholes);
        } else {
            const auto made = n.b.recurrent(cell, x, wx, wh, bias, own, lengths, no_tensor, walk.reverse);
            ends = {made.y, made.last, no_tensor};
        }
        ys.push_back(n.reshape(ends.y, {steps, 1, batch, hidden}));
        lasts.push_back(n.reshape(ends.h, {1, batch, hidden}));
        if (ends.c != no_tensor)
            cells.push_back(n.reshape(ends.c, {1, batch, hidden}));
    }
    Values out{directions == 1 ? ys[0] : n.b.concat(ys, 1)};
    if (batch_first)
        out[0] = n.b.permute(out[0], {2, 0, 1, 3});
    for (const Values& of : {lasts, cells})
        if (!of.empty()) {
            const TensorId all = directions == 1 ? of[0] : n.b.concat(of, 0);
            out.push_back(batch_first ? n.b.permute(all, {1, 0, 2}) : all);
        }
    return out;
}

constexpr Operator operators[] = {{"RNN", 3, recurrent}, {"LSTM", 3, recurrent}, {"GRU", 3, recurrent}};

} // namespace

std::span<const Operator> sequence_operators()
{
    return operators;
}

} // namespace loom::onnx_import
