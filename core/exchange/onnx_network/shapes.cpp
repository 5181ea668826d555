// What moves values: mostly nothing but another look at the same layer's output.
#include "exchange/onnx_network/draft.h"
#include "schema/shapes.h"

#include <algorithm>

namespace loom::onnx_network {
namespace {

using Made = std::span<const TensorId>;

/// Another shape of the same values. Where only axes of size 1 come or go, or axes that one axis of the layer's is made of
/// become one, nothing has to be done.
bool reshape(Draft& d, const Node& n, Made made)
{
    const TensorId id = n.in(0);
    const Shape from = n.shape(id), to = n.shape(made[0]);
    const Place* place = d.place(id);
    if (!place)
        return false;
    if (from == to) {
        d.put(made[0], *place);
        return true;
    }
    // Nothing but axes of size 1 that come or go.
    const auto wide = [](const Shape& shape) {
        std::vector<int> axes;
        for (std::size_t a = 0; a < shape.size(); ++a)
            if (shape[a] != 1)
                axes.push_back(int(a));
        return axes;
    };
    const auto now = wide(from), then = wide(to);
    const bool ones = place->rows.empty() && std::ranges::equal(now, then, [&](int a, int b) { return from[std::size_t(a)] == to[std::size_t(b)]; }) &&
                      place->axes[0].size() == 1 && from[std::size_t(place->axes[0][0])] != 1;
    if (ones) {
        Place same = *place;
        for (auto& group : same.axes) {
            std::erase_if(group, [&](int a) { return from[std::size_t(a)] == 1; });
            for (int& a : group)
                a = then[std::size_t(std::ranges::find(now, a) - now.begin())];
        }
        d.put(made[0], same);
        return true;
    }
    // Of each axis that is not 1, or is the batch: which of the layer's it belongs to.
    std::vector<int> owner(from.size(), -1);
    for (std::size_t g = 0; g < place->axes.size(); ++g)
        for (int a : place->axes[g])
            owner[std::size_t(a)] = int(g);
    struct Run {
        int owner;
        std::int64_t size;
    };
    std::vector<Run> runs;
    bool in_line = true; // The axes of each group lie side by side, in their order.
    std::vector<std::size_t> next(place->axes.size(), 0);
    for (std::size_t a = 0; a < from.size(); ++a) {
        const bool batch = owner[a] == 0;
        if (from[a] == 1 && !batch)
            continue;
        if (owner[a] < 0) {
            in_line = false;
            break;
        }
        const auto& group = place->axes[std::size_t(owner[a])];
        auto& at = next[std::size_t(owner[a])];
        while (at < group.size() && from[std::size_t(group[at])] == 1 && owner[a] != 0)
            ++at;
        in_line = in_line && at < group.size() && group[at] == int(a);
        ++at;
        if (!runs.empty() && runs.back().owner == owner[a])
            runs.back().size *= from[a];
        else if (std::ranges::find(runs, owner[a], &Run::owner) != runs.end())
            in_line = false;
        else
            runs.push_back({owner[a], from[a]});
    }
    if (in_line && place->rows.empty()) {
        Place same = *place;
        for (auto& group : same.axes)
            group.clear();
        std::size_t run = 0;
        bool fits = true;
        std::int64_t left = runs.empty() ? 1 : runs[0].size; // Of the run, which several axes may share.
        for (std::size_t a = 0; a < to.size() && fits; ++a) {
            if (to[a] == 1 && (run == runs.size() || left != 1))
                continue;
            fits = run < runs.size() && to[a] > 0 && left % to[a] == 0;
            if (!fits)
                break;
            same.axes[std::size_t(runs[run].owner)].push_back(int(a));
            left /= to[a];
            if (left == 1 && ++run < runs.size())
                left = runs[run].size;
        }
        if (fits && run == runs.size() && same.axes[0].size() == 1) {
            d.put(made[0], same);
            return true;
        }
    }
    if (!place->rows.empty()) { // Back to what the rows were.
        Shape before = place->rows;
        before.back() = from[1];
        if (to != before)
            not_ours(LOOM_TEXT("it mixes samples"));
        Place back = *place;
        back.rows.clear();
        back.axes = {{0}, {int(to.size()) - 1}};
        for (int a = 1; a + 1 < int(to.size()); ++a)
            back.axes.push_back({a});
        d.put(made[0], back);
        return true;
    }
    if (to.size() == 2 && from.size() > 2 && to[0] != from[0] && to[1] == from.back()) { // The places of all samples as rows.
        auto rows = d.with_channels(n, id, int(from.size()) - 1);
        if (rows.place.axes[0] != std::vector{0})
            not_ours(LOOM_TEXT("it mixes samples"));
        rows.place.rows = from;
        for (auto& group : rows.place.axes)
            group = {0};
        rows.place.axes[1] = {1};
        d.put(made[0], rows.item, rows);
        return true;
    }
    if (to.size() < 2 || to.size() > 5 || to[0] != from[0])
        not_ours(LOOM_TEXT("it mixes samples"));
    const int item = d.in_order(n, id);
    const Shape sample(to.begin() + 1, to.end());
    d.put(n, made[0], sample.size() == 1 ? d.add(n, "flatten", {}, {item}) : d.add(n, "reshape", {{"shape", sizes_from_shape(sample)}}, {item}));
    return true;
}

bool transpose(Draft& d, const Node& n, Made made)
{
    const Place* place = d.place(n.in(0));
    if (!place)
        return false;
    std::vector<int> order;
    const int rank = int(n.rank(n.in(0)));
    if (const auto given = n.list("perm"))
        for (auto a : *given)
            order.push_back(n.axis(a, rank));
    else
        for (int a = rank; a-- > 0;)
            order.push_back(a);
    Place turned = *place;
    for (auto& group : turned.axes)
        for (int& axis : group)
            axis = int(std::ranges::find(order, axis) - order.begin());
    d.put(made[0], turned);
    return true;
}

bool concat(Draft& d, const Node& n, Made made)
{
    const int axis = n.axis(n.whole("axis", 1), n.rank(n.in(0)));
    std::vector<int> items;
    Draft::Channels last{-1, {}};
    for (TensorId id : n.all()) {
        const auto here = d.with_channels(n, id, axis);
        if (last.item >= 0 && (here.place.axes != last.place.axes || here.place.rows != last.place.rows))
            not_ours(LOOM_TEXT("its samples do not lie one behind the other"));
        items.push_back(here.item);
        last = here;
    }
    if (items.size() < 2 || items.size() > 8)
        return items.size() == 1 && reshape(d, n, made);
    d.put(made[0], d.add(n, "concat", {{"inputs", std::int64_t(items.size())}}, items), last);
    return true;
}

/// A run of elements along one axis.
int slice(Draft& d, const Node& n, const Draft::Channels& from, std::int64_t begin, std::int64_t size)
{
    return d.add(n, "slice", {{"axis", std::int64_t{-1}}, {"begin", begin}, {"size", size}}, {from.item});
}

/// What lies along an axis: as the layer's channels, or as runs of them where the axis is the slower one of several that the
/// channels are.
struct Along {
    Draft::Channels from;
    std::int64_t each = 1; // Channels for one step along the axis.
};
Along along(Draft& d, const Node& n, TensorId id, int axis)
{
    const Place* place = d.place(id);
    if (!place || place->formula != "x" || !place->rows.empty() || place->axes.size() < 2 || place->axes[1].size() < 2 || place->axes[1][0] != axis)
        return {d.with_channels(n, id, axis)};
    Along out{{place->item, *place}};
    for (std::size_t i = 1; i < place->axes[1].size(); ++i)
        out.each *= n.shape(id)[std::size_t(place->axes[1][i])];
    return out;
}

bool slice(Draft& d, const Node& n, Made made)
{
    const Shape &x = n.shape(n.in(0)), &y = n.shape(made[0]);
    const bool attributes = n.opset() < 10;
    const auto list = [&](int input, std::string_view key) { return attributes ? n.list(key) : n.has(input) ? n.known_whole(input) : std::nullopt; };
    const auto starts = list(1, "starts"), axes = list(3, "axes"), steps = attributes ? std::nullopt : list(4, "");
    if (!starts || (steps && std::ranges::any_of(*steps, [](auto s) { return s != 1; })))
        return false;
    Draft::Channels last{-1, {}};
    TensorId id = n.in(0);
    for (std::size_t i = 0; i < starts->size(); ++i) {
        const int axis = axes ? n.axis((*axes)[i], n.rank(id)) : int(i);
        const auto at = std::size_t(axis);
        if (x[at] == y[at])
            continue;
        if (last.item >= 0)
            not_ours(LOOM_TEXT("it cuts along several axes"));
        const auto [from, each] = along(d, n, id, axis);
        last = from;
        const auto begin = std::clamp((*starts)[i] < 0 ? (*starts)[i] + x[at] : (*starts)[i], std::int64_t{0}, x[at]);
        last.item = slice(d, n, last, begin * each, y[at] * each);
    }
    if (last.item < 0) {
        if (const Place* place = d.place(id))
            d.put(made[0], *place);
        return d.place(id) != nullptr;
    }
    d.put(made[0], last.item, last);
    return true;
}

bool split(Draft& d, const Node& n, Made made)
{
    const int axis = n.axis(n.whole("axis", 0), n.rank(n.in(0)));
    const auto [from, each] = along(d, n, n.in(0), axis);
    std::int64_t begin = 0;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const auto size = n.shape(made[i])[std::size_t(axis)];
        if (n.needs(int(i)))
            d.put(made[i], slice(d, n, from, begin * each, size * each), from);
        begin += size;
    }
    return true;
}

/// One place of an axis, which goes; or rows of a table.
bool gather(Draft& d, const Node& n, Made made)
{
    const TensorId table = n.in(0), at = n.in(1);
    const int axis = n.axis(n.whole("axis", 0), n.rank(table));
    if (d.place(table)) {
        const auto known = n.known_whole(1);
        if (!known || known->size() != 1)
            not_ours(LOOM_TEXT("it takes more than one place"));
        const auto [from, each] = along(d, n, table, axis);
        const auto size = n.shape(table)[std::size_t(axis)];
        const auto place = (*known)[0] < 0 ? (*known)[0] + size : (*known)[0];
        const int item = slice(d, n, from, place * each, each);
        Place taken = from.place;
        taken.item = item;
        if (!taken.rows.empty())
            not_ours(LOOM_TEXT("it mixes samples"));
        if (n.shape(at).empty()) // Its axis goes.
            for (auto& group : taken.axes) {
                std::erase(group, axis);
                for (int& a : group)
                    a -= a > axis;
            }
        d.put(made[0], taken);
        return true;
    }
    const auto rows = d.numbers(n, table);
    const Shape &t = n.shape(table), &ids = n.shape(at);
    if (!rows || axis != 0 || t.size() != 2 || t[0] < 1 || ids.size() != 2)
        return false;
    const int item = d.add(n, "embedding", {{"vocabulary", t[0]}, {"width", t[1]}}, {d.as_rows_of_table(n, at, t[0])});
    d.weight(item, "weight", t, *rows, table);
    d.put(n, made[0], item, std::vector{0, 2, 1});
    return true;
}

bool shuffle(Draft& d, const Node& n, Made made)
{
    if (n.text("mode", "DCR") != "CRD" || n.rank(n.in(0)) != 4)
        return false;
    d.put(n, made[0], d.add(n, "pixel_shuffle", {{"factor", n.whole("blocksize", 0)}}, {d.in_order(n, n.in(0))}));
    return true;
}

constexpr Operator shapes_table[] = {{"Reshape", reshape}, {"Flatten", reshape}, {"Squeeze", reshape}, {"Unsqueeze", reshape}, {"Transpose", transpose},
                                 {"Concat", concat},   {"Slice", slice},     {"Split", split},     {"Gather", gather},     {"DepthToSpace", shuffle}};

} // namespace

std::span<const Operator> shape_drawings()
{
    return shapes_table;
}

} // namespace loom::onnx_network
