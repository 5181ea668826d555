#include "canvas/scene.h"
#include "graph/arrange.h"
#include "graph/change.h"

#include <QtTest>

#include <random>

using namespace loom;

/// Graphs as people build them, arranged: wires go past nodes, and each has a way of its own.
class RoutingTest : public QObject {
    Q_OBJECT

    struct Net {
        Document document = {};
        NodeId add(const char* type, std::initializer_list<NodeId> from)
        {
            const LayerType& layer = *find_layer(type);
            const NodeId id = document.new_id();
            Values values = defaults(layer);
            if (from.size() > 2)
                values[*layer.index_of("inputs")] = std::int64_t(from.size());
            (void)document.apply(AddNode{id, {type, "n" + std::to_string(std::int64_t(id)), values, {}}});
            int port = 0;
            for (NodeId source : from)
                if (!document.apply(Connect{{source, id, port++}}))
                    qFatal("a link of the test cannot be made");
            return id;
        }
    };

    static Net residual()
    {
        Net net;
        NodeId at = net.add("input", {});
        for (int i = 0; i < 8; ++i) {
            const NodeId a = net.add("conv2d", {at}), b = net.add("conv2d", {a});
            if (i % 3 == 2)
                at = net.add("add", {b, net.add("conv2d", {at})});
            else
                at = net.add("add", {b, at});
        }
        net.add("output", {at});
        return net;
    }
    static Net u_net()
    {
        Net net;
        NodeId at = net.add("input", {});
        std::vector<NodeId> skips;
        for (int i = 0; i < 4; ++i) {
            at = net.add("conv2d", {at});
            skips.push_back(at);
            at = net.add("max_pool", {at});
        }
        at = net.add("conv2d", {at});
        for (; !skips.empty(); skips.pop_back())
            at = net.add("conv2d", {net.add("concat", {net.add("upsample", {at}), skips.back()})});
        net.add("output", {at});
        return net;
    }
    static Net transformer()
    {
        Net net;
        NodeId at = net.add("embedding", {net.add("input", {})});
        for (int i = 0; i < 3; ++i) {
            const NodeId normed = net.add("layer_norm", {at});
            const NodeId q = net.add("dense", {normed}), k = net.add("dense", {normed}), v = net.add("dense", {normed});
            const NodeId mixed = net.add("multiply", {net.add("softmax", {net.add("multiply", {q, k})}), v});
            at = net.add("add", {at, net.add("dense", {mixed})});
            at = net.add("add", {at, net.add("dense", {net.add("dense", {net.add("layer_norm", {at})})})});
        }
        net.add("output", {at});
        return net;
    }
    static Net any(std::mt19937& random)
    {
        Net net;
        std::vector<NodeId> all{net.add("input", {})};
        const auto pick = [&] { return all[random() % all.size()]; };
        for (int n = 4 + int(random() % 36); n > 0; --n)
            switch (random() % 4) {
            case 0: all.push_back(net.add("add", {pick(), all.back()})); break;
            case 1: all.push_back(net.add("concat", {pick(), pick(), all.back()})); break;
            default: all.push_back(net.add("dense", {random() % 3 ? all.back() : pick()}));
            }
        return net;
    }

    static Scene arranged_scene(Document& document, Flow flow, double width)
    {
        const Change change = placing(document, arranged(document, {width, [&](const Node& node) { return height_of(document, node); }, flow}));
        for (const Edit& edit : change.edits)
            (void)document.apply(edit);
        Scene scene;
        scene.build(document, {});
        return scene;
    }

    /// The first wire that runs through a node; empty where none does.
    static QString through_a_node(const Scene& scene)
    {
        for (const Wire& wire : scene.wires()) {
            const QPolygonF line = wire.path.toSubpathPolygons().value(0);
            for (qsizetype i = 1; i < line.size(); ++i) {
                const int parts = 1 + int(QLineF(line[i - 1], line[i]).length() / 8);
                for (int k = 0; k <= parts; ++k) {
                    const QPointF at = line[i - 1] + (line[i] - line[i - 1]) * k / parts;
                    if (const Box* box = scene.box_at(at); box && box->rect.adjusted(1, 1, -1, -1).contains(at))
                        return QStringLiteral("%1 to %2 through %3").arg(qint64(wire.link.from)).arg(qint64(wire.link.to)).arg(qint64(box->id));
                }
            }
        }
        return {};
    }

    /// Two wires of different sources that lie on each other for a while; empty where none do.
    static QString on_each_other(const Scene& scene)
    {
        struct Run {
            double at, from, to;
            bool level;
            int source;
        };
        std::vector<Run> runs;
        for (const Wire& wire : scene.wires()) {
            const QPolygonF line = wire.path.toSubpathPolygons().value(0);
            for (qsizetype i = 1; i < line.size(); ++i) {
                const QPointF a = line[i - 1], b = line[i];
                if (std::abs(a.y() - b.y()) < 0.01 && std::abs(a.x() - b.x()) > 24)
                    runs.push_back({a.y(), std::min(a.x(), b.x()), std::max(a.x(), b.x()), true, wire.from});
                else if (std::abs(a.x() - b.x()) < 0.01 && std::abs(a.y() - b.y()) > 24)
                    runs.push_back({a.x(), std::min(a.y(), b.y()), std::max(a.y(), b.y()), false, wire.from});
            }
        }
        for (std::size_t i = 0; i < runs.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const Run &a = runs[i], &b = runs[j];
                if (a.level == b.level && a.source != b.source && std::abs(a.at - b.at) < 2 &&
                    std::min(a.to, b.to) - std::max(a.from, b.from) > 24)
                    return QStringLiteral("%1 and %2 at %3").arg(a.source).arg(b.source).arg(a.at);
            }
        return {};
    }

private slots:
    void real_networks()
    {
        Net nets[] = {residual(), u_net(), transformer()};
        for (int n = 0; n < 3; ++n)
            for (const Flow flow : {Flow::Right, Flow::Down})
                for (const double width : {4 * 216.0, 8 * 216.0, 100 * 216.0}) {
                    const Scene scene = arranged_scene(nets[n].document, flow, width);
                    const QString where = QStringLiteral("net %1 flow %2 width %3: ").arg(n).arg(int(flow)).arg(width);
                    const QString through = through_a_node(scene), on = on_each_other(scene);
                    QVERIFY2(through.isEmpty(), qPrintable(where + through));
                    QVERIFY2(on.isEmpty(), qPrintable(where + on));
                }
    }

    void random_networks()
    {
        std::mt19937 random(20261128);
        for (int round = 0; round < 40; ++round) {
            Net net = any(random);
            for (const Flow flow : {Flow::Right, Flow::Down}) {
                const Scene scene = arranged_scene(net.document, flow, (3 + round % 6) * 216.0);
                const QString through = through_a_node(scene);
                QVERIFY2(through.isEmpty(), qPrintable(QStringLiteral("round %1 flow %2: ").arg(round).arg(int(flow)) + through));
            }
        }
    }

    // By hand nodes lie anywhere: a wire forward goes round what stands in its way.
    void a_node_in_the_way_is_passed()
    {
        Net net;
        const NodeId a = net.add("input", {}), b = net.add("dense", {a}), c = net.add("dense", {});
        (void)net.document.apply(MoveNode{b, {900, 0}});
        for (double x = 230; x < 690; x += 37)
            for (double y = -60; y <= 60; y += 15) {
                (void)net.document.apply(MoveNode{c, {x, y}});
                Scene scene;
                scene.build(net.document, {});
                QVERIFY2(through_a_node(scene).isEmpty(), qPrintable(QStringLiteral("%1 %2").arg(x).arg(y)));
            }
    }
};

QTEST_MAIN(RoutingTest)
#include "routing_test.moc"
