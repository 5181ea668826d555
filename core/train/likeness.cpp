#include "train/likeness.h"
#include "base/random.h"
#include "engine/backend.h"
#include "graph/assumed_data.h"
#include "lowering/lowering.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <thread>

namespace loom {
namespace {

constexpr std::int64_t usual_batch = 2;
constexpr int draws = 2;
constexpr double apart = std::numeric_limits<double>::infinity();

Result<std::unique_ptr<Executable>> made_ready(const Program& program)
{
    const auto device = open_device("auto");
    if (!device)
        return device.error();
    return (*device)->compile(program, {.threads = int(std::max(1u, std::thread::hardware_concurrency()))});
}

std::vector<float> values_of(const Executable& e, const Program& program, TensorId id)
{
    std::vector<float> values(count(program.at(id).shape));
    e.read(id, std::span(values));
    return values;
}

/// The file's numbers in the order of what our Output is given; nothing where they cannot lie so.
std::optional<std::vector<float>> in_our_order(const std::vector<float>& theirs, Shape shape, const OnnxNetwork::End& end)
{
    std::vector<std::size_t> order;
    if (!end.rows.empty()) {
        const auto channels = shape.back();
        shape = end.rows;
        shape.back() = channels;
        shape[0] = 1;
        shape[0] = std::int64_t(theirs.size()) / std::max<std::int64_t>(1, std::int64_t(count(shape)));
        order = {0, shape.size() - 1};
        for (std::size_t a = 1; a + 1 < shape.size(); ++a)
            order.push_back(a);
    } else {
        for (const auto& group : end.axes)
            order.insert(order.end(), group.begin(), group.end());
    }
    std::vector<std::size_t> steps(shape.size(), 1);
    for (std::size_t a = shape.size(); a-- > 1;)
        steps[a - 1] = steps[a] * std::size_t(shape[a]);
    std::size_t all = 1;
    for (const std::size_t a : order) {
        if (a >= shape.size())
            return {};
        all *= std::size_t(shape[a]);
    }
    if (all != theirs.size()) // An axis of theirs is none of ours.
        return {};
    std::vector<float> out(all);
    for (std::size_t i = 0; i < all; ++i) {
        std::size_t rest = i, from = 0;
        for (std::size_t k = order.size(); k-- > 0; rest /= std::size_t(shape[order[k]]))
            from += rest % std::size_t(shape[order[k]]) * steps[order[k]];
        out[i] = theirs[from];
    }
    return out;
}

/// As a share of the largest finite one of the file's.
double difference_of(const std::vector<float>& theirs, const std::vector<float>& ours)
{
    if (theirs.size() != ours.size())
        return apart;
    double largest = 1e-6, off = 0; // Below it nearly all is what rounding left over.
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const double a = theirs[i], b = ours[i];
        if (!std::isfinite(a) || !std::isfinite(b)) {
            if (std::isnan(a) ? !std::isnan(b) : a != b)
                return apart;
            continue;
        }
        largest = std::max(largest, std::abs(a));
        off = std::max(off, std::abs(a - b));
    }
    return off / largest;
}

/// What the softmax, its logarithm or the sigmoid at the end of a file's program is given, in the order of its output. It can be
/// read from then on.
std::optional<TensorId> readable_logits(Program& program, TensorId output)
{
    const auto maker = [&](TensorId id) -> const Op* {
        for (const Op& op : program.ops)
            for (const TensorId made : written(op))
                if (made == id)
                    return &op;
        return nullptr;
    };
    const Op* op = maker(output);
    while (op && std::holds_alternative<Reshape>(*op))
        op = maker(std::get<Reshape>(*op).x);
    std::optional<TensorId> logits;
    if (op) {
        if (const auto* e = std::get_if<Eltwise>(op); e && e->curve == Curve::Sigmoid)
            logits = e->x;
        else if (e && e->curve == Curve::Exp)
            op = maker(e->x);
        if (const auto* s = op ? std::get_if<Softmax>(op) : nullptr)
            logits = s->x;
        else if (const auto* b = op ? std::get_if<Binary>(op) : nullptr; b && b->kind == BinaryKind::Subtract) // Along another axis: x − log Σ exp(x).
            logits = b->a;
    }
    if (!logits || count(program.at(*logits).shape) != count(program.at(output).shape))
        return {};
    Tensor& t = program.at(*logits);
    if (t.role == Role::Intermediate) {
        t.role = Role::Output;
        t.name = "logits of " + program.at(output).name;
    }
    return t.role == Role::Output ? logits : std::nullopt;
}

/// How many rows the smallest table has that an Input's numbers are places in, as they are; 0 where it has none.
std::int64_t rows_of_tables(const Document& document, NodeId input)
{
    std::int64_t rows = 0;
    std::set<NodeId> seen;
    std::vector<NodeId> open{input};
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        for (const Link& link : document.links()) {
            if (link.from != id || !seen.insert(link.to).second)
                continue;
            const loom::Node& to = document.nodes().at(link.to);
            if (to.type == "embedding") {
                const auto own = std::get<std::int64_t>(to.values[*find_layer(to.type)->index_of("vocabulary")]);
                rows = rows == 0 ? own : std::min(rows, own);
            } else if (onnx_network::only_moves(to.type)) {
                open.push_back(link.to);
            }
        }
    }
    return rows;
}

float drawn(Random& random, DType type, std::int64_t rows)
{
    if (type == DType::Bool)
        return float(random.below(2));
    if (rows > 0)
        return float(random.below(std::uint64_t(rows)));
    if (is_real(type))
        return float(random.normal());
    const float size = std::floor(std::exp2(10 * unit_float(random.bits()))) - 1; // Small ones as often as large ones.
    return random.below(2) ? size : -size;
}

} // namespace

Result<Likeness> likeness(const fs::path& onnx, const OnnxNetwork& network, const std::map<std::string, std::vector<float>>& weights)
{
    auto file = read_onnx(onnx, {.batch = usual_batch});
    if (!file)
        return file.error();
    const auto [document, facts] = with_assumed_data(network.document);
    const std::int64_t batch = file->inputs.empty() ? usual_batch : file->program.at(file->inputs[0]).shape[0];
    const auto own = lower(document, facts, Purpose::Predict, batch, Keep::AllNodes);
    if (!own)
        return Likeness{{}, own.error().message};
    const auto logits = network.gives_logits ? readable_logits(file->program, file->outputs[0]) : std::nullopt;
    const auto theirs = made_ready(file->program), ours = made_ready(own->program);
    if (!theirs || !ours)
        return theirs ? ours.error() : theirs.error();
    for (TensorId id = 0; id < TensorId(own->program.tensors.size()); ++id)
        if (const auto values = weights.find(own->program.at(id).name); values != weights.end() && values->second.size() == count(own->program.at(id).shape))
            (*ours)->write(id, std::span<const float>(values->second));
    Random random(1, 1);
    double largest = 0;
    bool any = false;
    for (int draw = 0; draw < draws; ++draw) {
        for (std::size_t i = 0; i < file->inputs.size() && i < own->entries.size(); ++i) {
            const Tensor& t = file->program.at(file->inputs[i]);
            const std::int64_t rows = rows_of_tables(document, own->entries[i].node);
            std::vector<float> samples(count(t.shape));
            for (float& v : samples)
                v = drawn(random, t.dtype, rows);
            if (samples.size() != count(own->program.at(own->entries[i].samples).shape))
                return Likeness{apart};
            (*ours)->write(own->entries[i].samples, std::span<const float>(samples));
            if (is_real(t.dtype))
                (*theirs)->write(file->inputs[i], std::span<const float>(samples));
            else
                (*theirs)->write(file->inputs[i], std::span<const std::int64_t>(std::vector<std::int64_t>(samples.begin(), samples.end())));
        }
        for (const auto* executable : {&*theirs, &*ours})
            if (auto done = (*executable)->run(); !done)
                return done.error();
        const auto compare = [&](std::size_t output, TensorId given, TensorId id) {
            auto told = values_of(**theirs, file->program, given);
            if (given == file->outputs[output] && network.ends[output].logarithms)
                std::ranges::transform(told, told.begin(), [](float v) { return std::exp(v); });
            const auto wanted = in_our_order(told, file->program.at(file->outputs[output]).shape, network.ends[output]);
            const auto found = values_of(**ours, own->program, id);
            any = any || std::ranges::any_of(found, [](float v) { return std::isfinite(v) && v != 0; });
            largest = std::max(largest, wanted ? difference_of(*wanted, found) : apart);
        };
        std::size_t i = 0;
        for (const auto& [node, of] : document.nodes()) { // Outputs are drawn in the file's order.
            if (of.type != "output" || i >= file->outputs.size())
                continue;
            const TensorId end = own->outputs.at(document.link_into(node, 0)->from);
            const bool curved = i == 0 && network.gives_logits;
            compare(i, file->outputs[i], curved ? std::ranges::find(own->heads, node, &Lowered::Head::node)->scores : end);
            if (curved && logits)
                compare(i, *logits, end);
            ++i;
        }
    }
    if (!any && largest == 0)
        return Likeness{{}, LOOM_TEXT("on the samples drawn it gives nothing but 0, or no finite number")};
    return Likeness{largest};
}

} // namespace loom
