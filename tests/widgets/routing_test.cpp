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

    /// What two scenes of one document differ in; empty where they show the same.
    static QString difference_of(const Scene& a, const Scene& b, std::mt19937& random)
    {
        if (a.bounds() != b.bounds())
            return QStringLiteral("bounds");
        if (a.boxes().size() != b.boxes().size() || a.wires().size() != b.wires().size() || a.remarks().size() != b.remarks().size())
            return QStringLiteral("how many");
        for (std::size_t i = 0; i < a.boxes().size(); ++i) {
            const Box &x = a.boxes()[i], &y = b.boxes()[i];
            if (x.id != y.id || x.node != y.node || x.type != y.type || x.rect != y.rect || x.inputs != y.inputs || x.links_out != y.links_out ||
                x.worst != y.worst || x.share != y.share || x.facts.output != y.facts.output || x.gives != y.gives)
                return QStringLiteral("box %1").arg(qint64(x.id));
        }
        for (std::size_t i = 0; i < a.wires().size(); ++i) {
            const Wire &x = a.wires()[i], &y = b.wires()[i];
            if (x.link != y.link || x.from != y.from || x.to != y.to || x.state != y.state || x.by != y.by || x.path != y.path || x.bounds != y.bounds)
                return QStringLiteral("wire %1 to %2").arg(qint64(x.link.from)).arg(qint64(x.link.to));
        }
        for (std::size_t i = 0; i < a.remarks().size(); ++i) {
            const RemarkBox &x = a.remarks()[i], &y = b.remarks()[i];
            if (x.id != y.id || x.rect != y.rect || x.nodes != y.nodes || x.parameters != y.parameters)
                return QStringLiteral("frame %1").arg(qint64(x.id));
        }
        // What is found by place.
        for (int i = 0; i < 40; ++i) {
            const QPointF at = a.bounds().topLeft() + QPointF(double(random() % 1000) * a.bounds().width(), double(random() % 1000) * a.bounds().height()) / 1000;
            const Box *box = a.box_at(at), *same_box = b.box_at(at);
            const Wire *wire = a.wire_at(at, 30), *same_wire = b.wire_at(at, 30);
            if (!box != !same_box || (box && box->id != same_box->id) || !wire != !same_wire)
                return QStringLiteral("what lies at %1, %2").arg(at.x()).arg(at.y());
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

    // Beside a frame a wire keeps 12 px; into its own it goes straight across the edge.
    void wires_keep_away_from_frames()
    {
        Net net;
        const NodeId a = net.add("input", {}), b = net.add("dense", {a}), c = net.add("add", {a, b});
        Document& document = net.document;
        // Two rows, and a frame between them that only b, or nothing, stands in.
        (void)document.apply(MoveNode{a, {600, 0}});
        (void)document.apply(MoveNode{c, {0, 500}});
        const QRectF frame(-60, 180, 900, 200);
        (void)document.apply(AddRemark{RemarkId{1}, {.text = "frame", .at = {frame.left(), frame.top()}, .width = frame.width(), .height = frame.height()}});
        const auto worst = [&](const Scene& scene, const Link& link) {
            const QPolygonF line = scene.find(link)->path.toSubpathPolygons().value(0);
            double least = 1e9; // Of what runs level beside the frame or through it.
            for (qsizetype i = 1; i < line.size(); ++i)
                if (const QPointF p = line[i - 1], q = line[i]; std::abs(p.y() - q.y()) < 0.01 && std::abs(p.x() - q.x()) > 24 &&
                                                                std::max(p.x(), q.x()) > frame.left() && std::min(p.x(), q.x()) < frame.right())
                    least = std::min(least, std::max(frame.top() - p.y(), p.y() - frame.bottom()));
            return least;
        };
        for (double y = 0; y < 180; y += 12) { // The row above comes down to the frame.
            (void)document.apply(MoveNode{a, {600, y - 72}});
            (void)document.apply(MoveNode{b, {1400, 500}});
            Scene scene;
            scene.build(document, {});
            const double least = worst(scene, {a, c, 0});
            QVERIFY2(least >= frame_air, qPrintable(QStringLiteral("at %1: %2").arg(y).arg(least)));
            QVERIFY(through_a_node(scene).isEmpty());
            (void)document.apply(MoveNode{b, {300, 220}}); // In the frame.
            scene.build(document, {});
            QCOMPARE(scene.remarks()[0].nodes, std::size_t(1));
            const QPolygonF in = scene.find(Link{a, b, 0})->path.toSubpathPolygons().value(0);
            for (qsizetype i = 1; i < in.size(); ++i)
                if (in[i].y() == in[i - 1].y() && std::abs(in[i].x() - in[i - 1].x()) > 24)
                    QVERIFY2(in[i].y() <= frame.top() - frame_air || in[i].y() > frame.top(), qPrintable(QString::number(in[i].y())));
        }
    }

    void frames_of_others_are_gone_round()
    {
        Net net;
        const NodeId a = net.add("input", {}), b = net.add("dense", {a});
        (void)net.document.apply(MoveNode{a, {800, 0}});
        (void)net.document.apply(MoveNode{b, {0, 600}});
        for (double left = -400; left < 1000; left += 50) {
            const QRectF frame(left, 180, 700, 200);
            (void)net.document.apply(AddRemark{RemarkId{1}, {.text = "frame", .at = {frame.left(), frame.top()}, .width = frame.width(), .height = frame.height()}});
            Scene scene;
            scene.build(net.document, {});
            const QPainterPath path = scene.find(Link{a, b, 0})->path;
            for (double t = 0; t <= 1; t += 1.0 / 512)
                QVERIFY2(!frame.adjusted(-11.5, -11.5, 11.5, 11.5).contains(path.pointAtPercent(t)), qPrintable(QString::number(left)));
            (void)net.document.apply(RemoveRemark{RemarkId{1}});
        }
    }

    // While both of its ends are dragged, a wire's points go along.
    void points_of_a_wire_are_dragged_with_its_nodes()
    {
        Net net;
        const NodeId a = net.add("input", {}), b = net.add("dense", {a});
        (void)net.document.apply(MoveNode{b, {600, 0}});
        (void)net.document.apply(RouteLink{{a, b, 0}, {{300, 200}, {400, 220}}});
        Scene scene;
        scene.build(net.document, {});
        const QPainterPath before = scene.find(Link{a, b, 0})->path;
        scene.shift({a, b}, {40, -30});
        QCOMPARE(scene.find(Link{a, b, 0})->by, QList<QPointF>({{340, 170}, {440, 190}}));
        QCOMPARE(scene.find(Link{a, b, 0})->path, before.translated(40, -30));
        scene.shift({a, b}, {});
        QCOMPARE(scene.find(Link{a, b, 0})->path, before);
        scene.shift({a}, {40, -30}); // One end alone: the points stay.
        QCOMPARE(scene.find(Link{a, b, 0})->by, QList<QPointF>({{300, 200}, {400, 220}}));
    }

    // A scene goes from edit to edit and touches only what is different: it shows what one that is made anew does.
    void a_scene_follows_edits()
    {
        std::mt19937 random(20261129);
        for (int round = 0; round < 12; ++round) {
            Net net = any(random);
            Document& document = net.document;
            (void)arranged_scene(document, Flow::Right, 5 * 216.0);
            Scene scene;
            measure::Form form = measure::Form::Plain;
            const auto some = [&]() -> NodeId {
                const auto& nodes = document.nodes();
                return nodes.empty() ? NodeId{} : std::next(nodes.begin(), std::ptrdiff_t(random() % nodes.size()))->first;
            };
            const auto link = [&]() -> std::optional<Link> {
                const auto& links = document.links();
                return links.empty() ? std::nullopt : std::optional(*std::next(links.begin(), std::ptrdiff_t(random() % links.size())));
            };
            const auto place = [&] { return Point{double(random() % 1200), double(random() % 900)}; };
            for (int n = 0; n < 60; ++n) {
                const int kind = int(random() % 11);
                std::vector<Edit> edits;
                switch (kind) {
                case 0: edits = removal(document, {some()}, Reconnect::Yes); break;
                case 1: edits = {AddNode{document.new_id(), {"dense", "more", defaults(*find_layer("dense")), place()}}}; break;
                case 2: edits = {Connect{{some(), some(), 0}}}; break;
                case 3: if (const auto l = link()) edits = {Disconnect{*l}}; break;
                case 4: if (const auto l = link()) edits = {RouteLink{*l, random() % 2 ? std::vector{place()} : std::vector<Point>{}}}; break;
                case 5: edits = {AddRemark{document.new_remark(), {.text = "frame", .at = place(), .width = 500, .height = 300}}}; break;
                case 6:
                    if (const Node* node = document.find(some()); node && find_layer(node->type)->index_of("inputs"))
                        edits = {SetSetting{some(), *find_layer(node->type)->index_of("inputs"), Value(std::int64_t(2 + random() % 5))}};
                    break;
                case 7: form = form == measure::Form::Plain ? measure::Form::Pictures : measure::Form::Plain; break;
                case 8: // Dragged, and let go elsewhere or put back.
                    scene.shift({some(), some()}, {double(random() % 500) - 250, double(random() % 300) - 150});
                    [[fallthrough]];
                default: edits = {MoveNode{some(), place()}};
                }
                for (const Edit& edit : edits)
                    (void)document.apply(edit); // Some are refused.
                const Analysis analysis = analyse(document, nullptr);
                scene.build(document, analysis, {}, form);
                Scene anew;
                anew.build(document, analysis, {}, form);
                const QString difference = difference_of(scene, anew, random);
                QVERIFY2(difference.isEmpty(), qPrintable(QStringLiteral("round %1 edit %2 of kind %3: ").arg(round).arg(n).arg(kind) + difference));
                if (random() % 4 == 0) { // Given up.
                    const NodeId dragged = some();
                    scene.shift({dragged}, {300, 40});
                    scene.shift({dragged}, {});
                    const QString left = difference_of(scene, anew, random);
                    QVERIFY2(left.isEmpty(), qPrintable(QStringLiteral("round %1 after a drag: ").arg(round) + left));
                }
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
