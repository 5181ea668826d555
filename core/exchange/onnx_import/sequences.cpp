// Recurrent operators: RNN, LSTM and GRU (its reset behind the product), from a state of 0.
#include "exchange/onnx_import/import.h"

#include <algorithm>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

Cell cell_of(const Node& n)
{
    bool relu = false;
    if (const auto* given = n.attribute("activations")) {
        const auto& names = given->strings();
        relu = n.op() == "RNN" && std::ranges::all_of(names, [](const auto& s) { return s == "Relu"; });
        n.need(relu || (n.op() == "RNN" && std::ranges::all_of(names, [](const auto& s) { return s == "Tanh"; })));
    }
    n.need(!n.attribute("clip") && n.whole("input_forget", 0) == 0);
    if (n.op() == "GRU")
        n.need(n.whole("linear_before_reset", 0) != 0);
    return n.op() == "LSTM" ? Cell::Lstm : n.op() == "GRU" ? Cell::Gru : relu ? Cell::Relu : Cell::Tanh;
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

Values recurrent(const Node& n)
{
    const Cell cell = cell_of(n);
    const std::string direction = n.text("direction", "forward");
    const std::int64_t directions = direction == "bidirectional" ? 2 : 1, hidden = n.whole("hidden_size", 0);
    n.need(direction == "forward" || direction == "reverse" || directions == 2);
    n.need(n.rank(n.in(0)) == 3 && hidden > 0 && hidden <= (std::int64_t{1} << 24));
    n.need(n.whole("layout", 0) == 0 || n.whole("layout", 0) == 1);
    const bool batch_first = n.whole("layout", 0) == 1;
    const TensorId x = batch_first ? n.b.permute(n.in(0), {1, 0, 2}) : n.in(0);
    const Shape in = n.shape(x);
    const auto steps = in[0], batch = in[1], features = in[2], width = gate_count(cell) * hidden;
    n.need(n.dtype(x) == DType::F32 && steps > 0 && batch > 0 && features > 0);
    n.need(n.shape(n.in(1)) == Shape{directions, width, features} && n.shape(n.in(2)) == Shape{directions, width, hidden});
    // States to begin with, and the peepholes of an LSTM, must be absent or 0.
    for (int i = 5; i < n.inputs(); ++i)
        if (n.has(i)) {
            const auto known = n.known_reals(i);
            n.need(known && std::ranges::all_of(*known, [](double v) { return v == 0; }));
        }
    TensorId lengths = no_tensor;
    if (n.has(4)) {
        lengths = n.cast(n.in(4), DType::I32);
        n.need(n.shape(lengths) == Shape{batch});
    }
    Values ys, lasts;
    for (std::int64_t d = 0; d < directions; ++d) {
        const TensorId wx = n.b.permute(rows_of(n, cell, n.in(1), d, hidden), {1, 0}),
                       wh = n.b.permute(rows_of(n, cell, n.in(2), d, hidden), {1, 0});
        TensorId bias = n.b.constant({width}, {}), own = no_tensor;
        if (n.has(3)) {
            n.need(n.shape(n.in(3)) == Shape{directions, 2 * width});
            const TensorId both = n.reshape(n.in(3), {directions, 2 * width, 1});
            auto half = [&](std::int64_t begin) {
                return n.reshape(rows_of(n, cell, n.b.slice(both, 1, begin, width), d, hidden), {width});
            };
            bias = half(0);
            own = half(width);
        }
        if (cell == Cell::Gru && own == no_tensor)
            own = n.b.constant({width}, {});
        if (cell != Cell::Gru && own != no_tensor) {
            bias = n.binary(BinaryKind::Add, bias, own);
            own = no_tensor;
        }
        const auto made = n.b.recurrent(cell, x, wx, wh, bias, own, lengths, no_tensor, direction == "reverse" || d == 1);
        ys.push_back(n.reshape(made.y, {steps, 1, batch, hidden}));
        lasts.push_back(n.reshape(made.last, {1, batch, hidden}));
    }
    const TensorId y = directions == 1 ? ys[0] : n.b.concat(ys, 1), last = directions == 1 ? lasts[0] : n.b.concat(lasts, 0);
    n.need(!n.wants(2)); // The LSTM's cell at the end.
    if (batch_first)
        return {n.b.permute(y, {2, 0, 1, 3}), n.b.permute(last, {1, 0, 2})};
    return {y, last};
}

constexpr Operator operators[] = {{"RNN", 3, recurrent}, {"LSTM", 3, recurrent}, {"GRU", 3, recurrent}};

} // namespace

std::span<const Operator> sequence_operators()
{
    return operators;
}

} // namespace loom::onnx_import
