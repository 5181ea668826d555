#include "bridge/graph_document.h"
#include "bridge/layers.h"
#include "graph/unit_change.h"

#include <QSignalSpy>
#include <QtTest>

using namespace loom;

class GraphDocumentTest : public QObject {
    Q_OBJECT

    static NodeId add(GraphDocument& graph, const char* type)
    {
        const Change change = adding(graph.document(), *find_layer(type), {});
        graph.perform(change.name, change.edits);
        return *change.made.begin();
    }

private slots:
    void edits_are_analysed_and_told()
    {
        GraphDocument graph;
        QSignalSpy changed(&graph, &GraphDocument::changed);
        const NodeId in = add(graph, "input"), flat = add(graph, "flatten");
        QCOMPARE(changed.size(), 2);
        QVERIFY(graph.perform(LOOM_TEXT("Connect %1 to %2"), {Connect{{in, flat, 0}}}));
        QCOMPARE(*graph.analysis().nodes.at(flat).output, (Shape{784}));
        QVERIFY(graph.undo());
        QVERIFY(!graph.analysis().nodes.at(flat).output);
        QVERIFY(graph.finding_of(flat));
    }

    void a_refused_edit_is_told_and_changes_nothing()
    {
        GraphDocument graph;
        const NodeId flat = add(graph, "flatten");
        const Document before = graph.document();
        QSignalSpy refused(&graph, &GraphDocument::refused), changed(&graph, &GraphDocument::changed);
        QVERIFY(!graph.perform(LOOM_TEXT("Rename %1 to %2"), {RenameNode{flat, "kept?"}, RenameNode{flat, ""}}));
        QCOMPARE(refused.size(), 1);
        QCOMPARE(changed.size(), 0);
        QVERIFY(graph.document() == before);
    }

    void units_are_entered_and_left()
    {
        GraphDocument graph;
        const NodeId in = add(graph, "input"), flat = add(graph, "flatten"), dense = add(graph, "dense");
        graph.perform(LOOM_TEXT("Connect %1 to %2"), {Connect{{in, flat, 0}}, Connect{{flat, dense, 0}}});
        const auto made = making_unit(graph.document(), {flat, dense}, "Head");
        QVERIFY(made && graph.perform(made->name, made->edits));
        const NodeId copy = *made->made.begin();
        QSignalSpy shown(&graph, &GraphDocument::graph_changed);
        QVERIFY(!graph.enter(in));
        graph.select(copy);
        QVERIFY(graph.enter(copy));
        QCOMPARE(shown.size(), 1);
        QCOMPARE(graph.path(), UnitPath{copy});
        QVERIFY(graph.selection().empty());
        QCOMPARE(*graph.facts_of(flat).output, (Shape{784}));
        graph.leave_to(0);
        QCOMPARE(graph.graph(), main_graph);
        QCOMPARE(*graph.facts_of(copy).output, (Shape{64}));
        // What is inside is revealed inside.
        graph.reveal(dense);
        QCOMPARE(graph.path(), UnitPath{copy});
        QCOMPARE(graph.selection().nodes, std::set<NodeId>{dense});
        graph.reveal(in);
        QVERIFY(graph.path().empty());
        // What goes while one is inside leads out.
        graph.enter(copy);
        QVERIFY(graph.undo());
        QVERIFY(graph.path().empty());
        QCOMPARE(graph.graph(), main_graph);
    }

    void selection_is_shared_and_follows_what_exists()
    {
        GraphDocument graph;
        const NodeId a = add(graph, "dense"), b = add(graph, "dense");
        QSignalSpy selected(&graph, &GraphDocument::selection_changed), revealed(&graph, &GraphDocument::revealed);
        graph.select(Selection{{a, b}, {}});
        graph.select(Selection{{a, b}, {}});
        QCOMPARE(selected.size(), 1);
        graph.perform(LOOM_TEXT("Delete %1"), {RemoveNode{b}});
        QCOMPARE(graph.selection().nodes, std::set<NodeId>({a}));
        graph.reveal(b);
        QCOMPARE(revealed.size(), 0);
        graph.reveal(a);
        QCOMPARE(revealed.size(), 1);
    }

    void history_is_listed_and_walked()
    {
        GraphDocument graph;
        for (int i = 0; i < 4; ++i)
            add(graph, "dense");
        QCOMPARE(graph.steps().size(), std::size_t(4));
        graph.go_to(1);
        QCOMPARE(graph.document().nodes().size(), std::size_t(1));
        QCOMPARE(graph.steps().size(), std::size_t(4));
        QCOMPARE(graph.done(), std::size_t(1));
        graph.go_to(4);
        QCOMPARE(graph.document().nodes().size(), std::size_t(4));
        graph.open(Document());
        QVERIFY(graph.steps().empty());
    }

    void facts_change_what_is_judged()
    {
        GraphDocument graph;
        const NodeId in = add(graph, "input");
        DataFacts facts;
        facts.sample = {3, 32, 32};
        facts.pictures = true;
        graph.set_facts(facts);
        QCOMPARE(*graph.analysis().nodes.at(in).output, (Shape{3, 32, 32}));
        QCOMPARE(graph.done(), std::size_t(1));
    }

    void layers_are_found_in_both_languages_and_by_pinyin()
    {
        const auto dense = std::ranges::find(layer_entries(), find_layer("dense"), &LayerEntry::type);
        for (const char* query : {"", "dense", "DEN", "qlj", "quanlian", "quanlianjie", "ql", "连接"})
            QVERIFY2(dense->terms.rank(QString::fromUtf8(query)) > 0, query);
        for (const char* query : {"conv", "qlx", "dense conv", "zzz"})
            QVERIFY2(dense->terms.rank(QString::fromLatin1(query)) == 0, query);
        QVERIFY(dense->terms.rank(QStringLiteral("dense")) > dense->terms.rank(QStringLiteral("ense")));
    }

    void what_a_layer_takes()
    {
        QVERIFY(takes(*find_layer("conv2d"), {1, 28, 28}, nullptr));
        QVERIFY(!takes(*find_layer("dense"), {1, 28, 28}, nullptr));
        QVERIFY(takes(*find_layer("dense"), {784}, nullptr));
        QVERIFY(!takes(*find_layer("input"), {784}, nullptr));
    }

    void copied_pieces_get_free_names_and_keep_their_links()
    {
        GraphDocument graph;
        const NodeId a = add(graph, "dense"), b = add(graph, "dense");
        graph.perform(LOOM_TEXT("Connect %1 to %2"), {Connect{{a, b, 0}}});
        const Change change = pasting(graph.document(), piece_of(graph.document(), {a, b}), {10, 0});
        QVERIFY(graph.perform(change.name, change.edits));
        QCOMPARE(graph.document().nodes().size(), std::size_t(4));
        QCOMPARE(graph.document().links().size(), std::size_t(2));
        std::set<std::string> names;
        for (const auto& [id, node] : graph.document().nodes())
            names.insert(node.name);
        QCOMPARE(names.size(), std::size_t(4));
    }

    void a_node_put_into_a_link_gets_room()
    {
        GraphDocument graph;
        const NodeId a = add(graph, "input"), b = add(graph, "output");
        graph.perform(LOOM_TEXT("Connect %1 to %2"), {MoveNode{b, {216, 0}}, Connect{{a, b, 0}}});
        const Change change = adding_into(graph.document(), *find_layer("flatten"), {100, 0}, {a, b, 0});
        QVERIFY(graph.perform(change.name, change.edits));
        const NodeId made = *change.made.begin();
        QCOMPARE(graph.document().find(made)->at, (Point{216, 0}));
        QCOMPARE(graph.document().find(b)->at, (Point{432, 0}));
        QCOMPARE(graph.document().links(), std::set<Link>({Link{a, made, 0}, Link{made, b, 0}}));
    }
};

QTEST_MAIN(GraphDocumentTest)
#include "graph_document_test.moc"
