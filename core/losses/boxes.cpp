#include "schema/boxes.h"
#include "schema/formula.h"
#include "schema/rows.h"

#include <array>
#include <numeric>

namespace loom {
namespace {

/// A detector of one shot (Redmon et al. 2016): at each cell of the grid one object, a box, and the classes' logits. Whether
/// there is one: focal (Lin et al. 2017); the box: 1 − IoU + ρ²/c² (DIoU, Zheng et al. 2020); the class: cross-entropy, as
/// in FCOS (Tian et al. 2019) without anchors.
struct BoxesLoss {
    double gamma = 2, box_weight = 5, class_weight = 1;

    TensorId lower(Builder& b, TensorId prediction, TensorId target, TensorId weights) const
    {
        const Cells cells(b, prediction);
        const Truth truth = on_grid(b, cells, target);
        const auto times = [&](TensorId x, TensorId y) { return b.binary(BinaryKind::Multiply, x, y); };
        const auto plus = [&](TensorId x, TensorId y) { return b.binary(BinaryKind::Add, x, y); };
        // Towards the truth: log p = −softplus(−z) and log(1 − p) = −softplus(z), as in binary_focal.
        const TensorId z = times(cells.logit(b, 0), b.affine(truth.there, 2, -1));
        const TensorId found = times(b.eltwise(Curve::Exp, b.affine(b.eltwise(Curve::Softplus, z), -gamma, 0)),
                                     b.eltwise(Curve::Softplus, b.affine(z, -1, 0)));
        const TensorId off = times(truth.there, distance(b, cells.box(b), truth.box));
        const TensorId classes = cells.classes(b);
        const TensorId named = b.reduce(ReduceKind::Sum, times(classes, truth.classes), {1});
        const TensorId wrong = times(truth.there, b.binary(BinaryKind::Subtract, b.reduce(ReduceKind::LogSumExp, classes, {1}), named));
        const TensorId each = plus(found, plus(b.affine(off, box_weight, 0), b.affine(wrong, class_weight, 0)));
        const TensorId objects = b.binary(BinaryKind::Maximum, b.reduce(ReduceKind::Sum, truth.there, {1}), b.constant({1}, {.a = 1}));
        return weighted_mean(b, b.binary(BinaryKind::Divide, b.reduce(ReduceKind::Sum, each, {1}), objects), weights);
    }

    Formula formula() const
    {
        return {"L = frac{1}{max(1, n)} (sum_{i} -(1 - q_i)^{" + number_text(gamma) + "} ln(q_i) + sum_{j} (" + number_text(box_weight) +
                    " (1 - I_j + frac{d_j^2}{c_j^2}) - " + number_text(class_weight) + " ln(p_j)))",
                {{"i", LOOM_TEXT("all cells of the grid in turn")},
                 {"j", LOOM_TEXT("those that hold the middle of an object")},
                 {"n", LOOM_TEXT("how many these are")},
                 {"q", LOOM_TEXT("how likely the cell's truth is, object or none, by sigmoid of its logit")},
                 {"I", LOOM_TEXT("shared area of the true and the predicted box, divided by the area that both cover")},
                 {"d", LOOM_TEXT("distance of their middles")},
                 {"c", LOOM_TEXT("diagonal of the smallest box around both")},
                 {"p", LOOM_TEXT("probability of the right class, by softmax of the cell's classes")}}};
    }

    /// {N, cells, 4 + classes}: x and y of the middle, width and height, in shares of the picture, and how likely an object
    /// of each class is there.
    TensorId scores(Builder& b, TensorId prediction) const
    {
        const Cells cells(b, prediction);
        std::vector<TensorId> columns;
        for (const TensorId side : cells.box(b))
            columns.push_back(b.reshape(side, {cells.rows, 1, cells.size()}));
        const TensorId shares = b.permute(b.softmax(b.permute(cells.classes(b), {0, 2, 1})), {0, 2, 1});
        const TensorId there = b.reshape(b.eltwise(Curve::Sigmoid, cells.logit(b, 0)), {cells.rows, 1, cells.size()});
        columns.push_back(b.binary(BinaryKind::Multiply, shares, there));
        return b.permute(b.concat(std::move(columns), 1), {0, 2, 1});
    }

private:
    using Box = std::array<TensorId, 4>; // x and y of the middle, width, height: {N, cells}.

    /// The prediction {N, 5 + C, H, W}: object, x and y within the cell, width, height, and classes, all as logits.
    struct Cells {
        std::int64_t rows, channels, height, width;
        TensorId all; // {N, 5 + C, cells}

        Cells(Builder& b, TensorId prediction)
        {
            const Shape shape = b.shape(prediction);
            rows = shape[0];
            channels = shape[1];
            height = shape[2];
            width = shape[3];
            all = b.reshape(prediction, {rows, channels, size()});
        }
        std::int64_t size() const { return height * width; }
        TensorId logit(Builder& b, std::int64_t channel) const { return b.reshape(b.slice(all, 1, channel, 1), {rows, size()}); }
        TensorId classes(Builder& b) const { return b.slice(all, 1, 5, channels - 5); }
        /// {1, cells}: in which column, or in which line, each cell stands.
        TensorId place(Builder& b, bool line) const
        {
            std::vector<double> places;
            for (std::int64_t i = 0; i < size(); ++i)
                places.push_back(double(line ? i / width : i % width));
            return b.constant({1, size()}, {.values = std::move(places)});
        }
        Box box(Builder& b) const
        {
            const auto middle = [&](std::int64_t channel, bool line) {
                return b.affine(b.binary(BinaryKind::Add, b.eltwise(Curve::Sigmoid, logit(b, channel)), place(b, line)), 1 / double(line ? height : width), 0);
            };
            return {middle(1, false), middle(2, true), b.eltwise(Curve::Sigmoid, logit(b, 3)), b.eltwise(Curve::Sigmoid, logit(b, 4))};
        }
    };

    /// What each cell should say; zeros where it holds the middle of no object.
    struct Truth {
        TensorId there, classes; // {N, cells}: 1 or 0; {N, C, cells}: 1 at its class.
        Box box;
    };
    static Truth on_grid(Builder& b, const Cells& cells, TensorId target)
    {
        const std::int64_t classes = cells.channels - 5;
        const auto of_object = [&](std::int64_t i) { return b.slice(target, 2, i, 1); }; // {N, objects, 1}
        const auto truth = [&](TensorId condition) { return b.cast(condition, DType::F32); };
        const auto both = [&](TensorId x, TensorId y) { return b.binary(BinaryKind::Multiply, x, y); };
        const auto within = [&](std::int64_t i, std::int64_t size, bool line) {
            const TensorId at = b.eltwise(Curve::Clip, b.eltwise(Curve::Floor, b.affine(of_object(i), double(size), 0)), 0, double(size - 1));
            return truth(b.compare(CompareKind::Equal, at, b.reshape(cells.place(b, line), {1, 1, cells.size()})));
        };
        const TensorId real = truth(b.compare(CompareKind::GreaterEqual, of_object(0), b.constant({1}, {.a = 0})));
        const TensorId inside = both(real, both(within(1, cells.width, false), within(2, cells.height, true))); // {N, objects, cells}
        // Of several in one cell, the first.
        const TensorId before = b.cum_sum(inside, 1, true);
        const TensorId own = both(inside, truth(b.compare(CompareKind::Less, before, b.constant({1}, {.a = 0.5}))));
        const auto of_cell = [&](std::int64_t i) { return b.reduce(ReduceKind::Sum, both(own, of_object(i)), {1}); };
        std::vector<double> names(static_cast<std::size_t>(classes));
        std::iota(names.begin(), names.end(), 0.0);
        const TensorId is_class = truth(b.compare(CompareKind::Equal, of_object(0), b.constant({1, 1, classes}, {.values = std::move(names)})));
        return {b.reduce(ReduceKind::Sum, own, {1}), b.matmul(is_class, own, true), {of_cell(1), of_cell(2), of_cell(3), of_cell(4)}};
    }

    /// 1 − IoU + ρ²/c² of each cell.
    static TensorId distance(Builder& b, const Box& p, const Box& t)
    {
        const auto of = [&](BinaryKind kind, TensorId x, TensorId y) { return b.binary(kind, x, y); };
        const auto edge = [&](const Box& box, int axis, double side) { return of(BinaryKind::Add, box[std::size_t(axis)], b.affine(box[std::size_t(axis + 2)], side, 0)); };
        const auto squared = [&](TensorId x) { return of(BinaryKind::Multiply, x, x); };
        std::array<TensorId, 2> shared, around, apart;
        for (int axis = 0; axis < 2; ++axis) {
            const auto i = std::size_t(axis);
            const TensorId p0 = edge(p, axis, -0.5), p1 = edge(p, axis, 0.5), t0 = edge(t, axis, -0.5), t1 = edge(t, axis, 0.5);
            shared[i] = b.eltwise(Curve::Relu, of(BinaryKind::Subtract, of(BinaryKind::Minimum, p1, t1), of(BinaryKind::Maximum, p0, t0)));
            around[i] = squared(of(BinaryKind::Subtract, of(BinaryKind::Maximum, p1, t1), of(BinaryKind::Minimum, p0, t0)));
            apart[i] = squared(of(BinaryKind::Subtract, p[i], t[i]));
        }
        const TensorId common = of(BinaryKind::Multiply, shared[0], shared[1]);
        const TensorId areas = of(BinaryKind::Add, of(BinaryKind::Multiply, p[2], p[3]), of(BinaryKind::Multiply, t[2], t[3]));
        const auto share = [&](TensorId part, TensorId whole) { return of(BinaryKind::Divide, part, b.affine(whole, 1, 1e-9)); };
        const TensorId iou = share(common, of(BinaryKind::Subtract, areas, common));
        const TensorId far = share(of(BinaryKind::Add, apart[0], apart[1]), of(BinaryKind::Add, around[0], around[1]));
        return b.affine(of(BinaryKind::Subtract, far, iou), 1, 1);
    }
};

} // namespace

const LossType& boxes_loss()
{
    static const LossType type = loss<BoxesLoss>({
        .id = "boxes",
        .title = LOOM_TEXT("Boxes"),
        .help = LOOM_TEXT("For finding objects in pictures. Each cell of the prediction's grid says whether the middle of an "
                          "object lies in it, where its box is, and of which class it is: 5 values and one for each class. "
                          "Of several objects in one cell, the smallest is learned."),
        .needs = LossType::Needs::Numbers,
        .applies = "sigmoid",
        .settings = {gamma_setting(&BoxesLoss::gamma),
                     setting(&BoxesLoss::box_weight, {.key = "box_weight",
                                                      .label = LOOM_TEXT("Weight of boxes"),
                                                      .help = LOOM_TEXT("How much it counts where a box lies and how large it is, beside whether there is an object."),
                                                      .min = 0,
                                                      .max = 100}),
                     setting(&BoxesLoss::class_weight, {.key = "class_weight",
                                                        .label = LOOM_TEXT("Weight of classes"),
                                                        .help = LOOM_TEXT("How much it counts of which class an object is."),
                                                        .min = 0,
                                                        .max = 100})},
    });
    return type;
}

} // namespace loom
