#include "bridge/activation_session.h"
#include "graph/unit_change.h"
#include "project/templates.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

/// What nodes give for a sample, followed while the document is edited.
class ActivationSessionTest : public QObject {
    Q_OBJECT

    struct Project {
        GraphDocument graph;
        DataSession data{graph};
        RunList runs;
        SampleChoice sample;
        ActivationSession looks{graph, data, runs, sample};
        QTemporaryDir folder;

        Project()
        {
            runs.set_project(fs::path(folder.filePath("p.loom").toStdString()));
            DataSetup digits;
            digits.source = "generated_digits";
            graph.open(*make_template("digits-cnn", digits));
        }
        NodeId first_of(const char* type) const
        {
            for (const auto& [id, node] : graph.document().nodes())
                if (node.type == type)
                    return id;
            return {};
        }
    };

private slots:
    void they_follow_what_matters()
    {
        Project p;
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        QTest::qWait(250);
        QVERIFY2(p.looks.empty(), "nobody watches");
        p.looks.set_on(true);
        QTRY_VERIFY_WITH_TIMEOUT(!p.looks.empty(), 30000);
        const NodeId conv = p.first_of("conv2d"), output = p.first_of("output");
        const NodeLook* look = p.looks.look({}, conv);
        QVERIFY(look);
        QVERIFY(look->form == NodeLook::Form::Maps);
        QCOMPARE(look->maps.size(), std::size_t(4));
        QCOMPARE(look->maps[0].width, 26);
        QVERIFY(look->high > look->low);
        QVERIFY(p.looks.look({}, output)->form == NodeLook::Form::Bars);
        const auto shades = look->maps[0].shades;

        // Another sample looks otherwise; names and places change nothing.
        QSignalSpy changed(&p.looks, &ActivationSession::changed);
        p.sample.set_row(7);
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(p.looks.look({}, conv)->maps[0].shades != shades);
        p.graph.perform(LOOM_TEXT("Rename %1 to %2"), {RenameNode{conv, "eyes"}, MoveNode{conv, {900, 900}}});
        QTest::qWait(250);
        QCOMPARE(changed.size(), 1);

        // Of what is broken, what runs all the same is shown.
        const Link cut = *p.graph.document().link_into(output, 0);
        p.graph.perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{cut}});
        QTRY_VERIFY_WITH_TIMEOUT(!p.looks.busy() && !p.looks.look({}, output), 30000);
        QVERIFY(p.looks.look({}, conv) && !p.looks.error());
        p.graph.perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{*p.graph.document().link_into(conv, 0)}});
        QTRY_VERIFY_WITH_TIMEOUT(!p.looks.busy() && !p.looks.look({}, conv), 30000);
        QVERIFY(!p.looks.empty()); // The Input is still there.
        p.graph.undo();
        p.graph.undo();
        QTRY_VERIFY_WITH_TIMEOUT(!p.looks.busy() && p.looks.look({}, output), 30000);
        p.looks.set_on(false);
        QVERIFY(p.looks.empty() && !p.looks.busy());
    }

    void units_show_what_is_inside()
    {
        Project p;
        const NodeId conv = p.first_of("conv2d"), pool = p.first_of("max_pool");
        const auto made = making_unit(p.graph.document(), {conv, pool}, "Eyes");
        QVERIFY(made && p.graph.perform(made->name, made->edits));
        const NodeId copy = *made->made.begin();
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        p.looks.set_on(true);
        QTRY_VERIFY_WITH_TIMEOUT(!p.looks.empty(), 30000);
        QVERIFY(p.looks.look({}, copy));
        QVERIFY(!p.looks.look({}, conv));
        const NodeLook* inner = p.looks.look({copy}, pool);
        QVERIFY(inner);
        QVERIFY(inner->maps[0].shades == p.looks.look({}, copy)->maps[0].shades);
    }

    void a_run_that_is_not_there_is_told()
    {
        Project p;
        QTRY_VERIFY_WITH_TIMEOUT(p.data.dataset(), 30000);
        p.sample.set_run("run-99");
        p.looks.set_on(true);
        QTRY_VERIFY_WITH_TIMEOUT(p.looks.error(), 30000);
        QVERIFY(p.looks.empty());
        p.sample.set_run("");
        QTRY_VERIFY_WITH_TIMEOUT(!p.looks.empty(), 30000);
        QVERIFY(!p.looks.error());
    }
};

QTEST_GUILESS_MAIN(ActivationSessionTest)
#include "activation_session_test.moc"
