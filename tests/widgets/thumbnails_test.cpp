#include "canvas/canvas.h"
#include "canvas/look_tip.h"
#include "canvas/picture.h"
#include "canvas/thumbnails.h"
#include "bridge/training_session.h"
#include "graph/change.h"
#include "graph/unit_change.h"
#include "project/document_json.h"
#include "project/templates.h"
#include "schema/recipe.h"

#include <QAction>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace loom;

/// What nodes give for a sample, seen in them.
class ThumbnailsTest : public QObject {
    Q_OBJECT

    struct Project {
        GraphDocument graph;
        DataSession data{graph};
        RunList runs;
        SampleChoice sample;
        ActivationSession looks{graph, data, runs, sample};
        QTemporaryDir folder;
        Canvas canvas{graph};

        explicit Project(const char* which = "digits-cnn")
        {
            runs.set_project(project());
            DataSetup digits;
            digits.source = "generated_digits";
            graph.open(*make_template(which, digits));
            canvas.resize(1200, 800);
            canvas.follow(looks);
            canvas.show();
            canvas.activateWindow();
            canvas.setFocus();
        }
        fs::path project() const { return fs::path(folder.filePath("p.loom").toStdString()); }
        NodeId first_of(std::string_view type) const
        {
            for (const auto& [id, node] : graph.document().nodes())
                if (node.type == type)
                    return id;
            return {};
        }
        const Thumbnails& thumbnails() const { return canvas.thumbnails(); }
        bool settled() const { return data.dataset() && !looks.busy() && !thumbnails().busy(); }
        QRect place_of(NodeId id) const
        {
            const QPointF corner = canvas.scene().find(id)->rect.topLeft() + QPointF(measure::thumb_left, measure::thumb_top);
            return QRectF(canvas.to_view(corner), QSizeF(measure::thumb_width, measure::thumb_side) * canvas.zoom()).toRect();
        }
        /// How many colours are seen where a node's thumbnails are.
        qsizetype colours_of(NodeId id)
        {
            const QImage seen = canvas.grab(place_of(id)).toImage();
            QSet<QRgb> colours;
            for (int y = 0; y < seen.height(); ++y)
                for (int x = 0; x < seen.width(); ++x)
                    colours.insert(seen.pixel(x, y));
            return colours.size();
        }
    };

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
    }

    void nodes_show_what_they_give()
    {
        Project p;
        const NodeId conv = p.first_of("conv2d");
        const std::string before = document_text(p.graph.document());
        QCOMPARE(p.canvas.scene().find(conv)->rect.height(), 76.0);
        QTRY_VERIFY(p.canvas.hasFocus());
        QTest::keyClick(&p.canvas, Qt::Key_V);
        QVERIFY(p.canvas.thumbnails_on() && p.canvas.thumbnails_action()->isChecked());
        QCOMPARE(p.canvas.scene().find(conv)->rect.height(), 124.0);
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(conv), 30'000);
        p.canvas.set_zoom(1, {0, 0});
        p.canvas.show_node(conv);
        const auto colours = p.colours_of(conv);
        QVERIFY2(colours > 40, qPrintable(QString::number(colours)));
        for (const auto& [id, node] : p.graph.document().nodes())
            QVERIFY2(p.thumbnails().image(id), node.name.c_str());

        // No node lies on another one in either form, and the document is as it was.
        for (const Box& box : p.canvas.scene().boxes())
            for (const Box& other : p.canvas.scene().boxes())
                QVERIFY(box.id == other.id || !box.rect.intersects(other.rect));
        QTest::keyClick(&p.canvas, Qt::Key_V);
        QCOMPARE(p.canvas.scene().find(conv)->rect.height(), 76.0);
        QVERIFY(p.looks.empty());
        QVERIFY(document_text(p.graph.document()) == before);
        QVERIFY(!p.graph.next_undo());
    }

    void an_edit_renews_them_and_a_fault_hides_them()
    {
        Project p;
        p.canvas.set_thumbnails(true);
        const NodeId conv = p.first_of("conv2d");
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(conv), 30'000);
        const QSize four = p.thumbnails().image(conv)->size();
        QSignalSpy changed(&p.looks, &ActivationSession::changed);
        const std::size_t filters = *find_layer("conv2d")->index_of("filters");
        // The second edit cancels what the first one began.
        p.graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{conv, filters, Value(std::int64_t(3))}});
        QVERIFY(p.looks.busy());
        p.graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{conv, filters, Value(std::int64_t(2))}});
        QTRY_VERIFY_WITH_TIMEOUT(p.settled() && changed.size() > 0, 30'000);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(p.looks.look({}, conv)->maps.size(), std::size_t(2));
        QVERIFY(p.thumbnails().image(conv)->width() < four.width());

        p.graph.perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{*p.graph.document().link_into(conv, 0)}});
        QTRY_VERIFY_WITH_TIMEOUT(p.settled() && !p.thumbnails().image(conv), 30'000);
        p.canvas.show_node(conv);
        QVERIFY(p.colours_of(conv) < 20);
        p.graph.undo();
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(conv), 30'000);
    }

    void another_sample_and_other_weights_look_otherwise()
    {
        Project p;
        p.canvas.set_thumbnails(true);
        const NodeId conv = p.first_of("conv2d");
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(conv), 30'000);
        const QImage first = *p.thumbnails().image(conv);
        p.sample.set_row(11);
        QTRY_VERIFY_WITH_TIMEOUT(p.settled() && *p.thumbnails().image(conv) != first, 30'000);
        const QImage untrained = *p.thumbnails().image(conv);

        TrainingSession training;
        Job job;
        job.document = p.graph.document();
        Recipe recipe = job.document.recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(1);
        QVERIFY(job.document.apply(SetRecipe{recipe}));
        job.dataset = p.data.dataset();
        job.project = p.project();
        job.device = "auto";
        job.threads = 2;
        QSignalSpy finished(&training, &TrainingSession::finished);
        QVERIFY(training.start(job));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 120'000);
        p.runs.refresh();
        p.sample.set_run("run-1", Checkpoint::Last);
        QTRY_VERIFY_WITH_TIMEOUT(p.settled() && *p.thumbnails().image(conv) != untrained, 30'000);
        QVERIFY(!p.looks.error());
        p.sample.set_run("");
        QTRY_VERIFY_WITH_TIMEOUT(p.settled() && *p.thumbnails().image(conv) == untrained, 30'000);
    }

    void a_unit_shows_what_is_inside_of_the_copy()
    {
        Project p;
        p.canvas.set_thumbnails(true);
        const NodeId conv = p.first_of("conv2d"), pool = p.first_of("max_pool");
        const auto made = making_unit(p.graph.document(), {conv, pool}, "Eyes");
        QVERIFY(made && p.graph.perform(made->name, made->edits));
        const NodeId copy = *made->made.begin();
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(copy), 30'000);
        QVERIFY(!p.thumbnails().image(conv));
        QVERIFY(p.graph.enter(copy));
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(conv), 30'000);
        QVERIFY(!p.thumbnails().image(copy));
    }

    /// The budget holds for all of them; each is made of fewer points then.
    void they_keep_their_budget()
    {
        Project p;
        constexpr std::size_t budget = 20'000;
        Thumbnails small(nullptr, budget);
        small.follow(p.looks);
        p.canvas.set_thumbnails(true);
        const NodeId conv = p.first_of("conv2d");
        QTRY_VERIFY_WITH_TIMEOUT(p.settled() && !small.busy() && small.image(conv), 30'000);
        QVERIFY(p.thumbnails().bytes() > budget);
        QVERIFY2(small.bytes() > budget / 2 && small.bytes() <= budget, qPrintable(QString::number(small.bytes())));
        std::size_t bytes = 0;
        for (const auto& [id, node] : p.graph.document().nodes())
            if (const QImage* image = small.image(id))
                bytes += std::size_t(image->sizeInBytes());
        QCOMPARE(small.bytes(), bytes);
        QVERIFY(most_look_bytes < thumbnail_budget);
    }

    void shades_have_the_colours_of_the_theme()
    {
        const std::vector<float> both{-1, 0, 1, 0.5F, 0, 0, 0, 0, 0, 0, 0, 0}, plain{0, 1, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0};
        const NodeLook signed_look = look_of({12}, both), look = look_of({12}, plain);
        QCOMPARE(signed_look.maps[0].cells, 12);
        for (const Theme* t : {&light_theme(), &dark_theme()}) {
            QCOMPARE(colour_of(signed_look, -1, *t), t->s1);
            QCOMPARE(colour_of(signed_look, 0, *t), t->surface);
            QCOMPARE(colour_of(signed_look, 1, *t), t->s2);
            QCOMPARE(colour_of(look, 0, *t), t->heat(0));
            QCOMPARE(colour_of(look, 4, *t), t->heat(1));
            // Of a vector of 12 numbers, the 13th cell is the ground's.
            const QImage image = look_image(look, 1, *t);
            QCOMPARE(QColor(image.pixel(31, 3)), t->heat(look.number(look.maps[0].shades[3]) / 4));
            QCOMPARE(QColor(image.pixel(12 * 156 / 16 + 3, 3)), t->sunken);
        }
        // A scale of 2 has twice the points and the same size.
        const QImage sharp = look_image(look_of({2, 6, 6}, std::vector<float>(72, 1)), 2, light_theme());
        QCOMPARE(sharp.size(), QSize(152, 72));
        QCOMPARE(sharp.deviceIndependentSize(), QSizeF(76, 36));
    }

    void pictures_for_papers_show_them()
    {
        Project p;
        p.canvas.set_thumbnails(true);
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(p.first_of("conv2d")), 30'000);
        const auto written = [&](const std::map<NodeId, NodeLook>* looks) {
            const fs::path file = p.project().parent_path() / "g.svg";
            if (!save_picture(file, p.graph.document(), p.graph.analysis(), p.graph.facts(), 1, looks))
                qFatal("picture");
            return QString::fromStdString(*read_file(file));
        };
        QCOMPARE(written(nullptr).count(QStringLiteral("<image")), 0);
        QCOMPARE(written(&p.looks.looks()->at({})).count(QStringLiteral("<image")), qsizetype(p.graph.document().nodes().size()));
    }

    void the_tip_says_shape_and_range()
    {
        Project p;
        p.canvas.set_thumbnails(true);
        const NodeId conv = p.first_of("conv2d");
        QTRY_VERIFY_WITH_TIMEOUT(p.thumbnails().image(conv), 30'000);
        p.canvas.set_zoom(1, {0, 0});
        p.canvas.show_node(conv);
        const QPoint at = p.place_of(conv).center();
        QHelpEvent help(QEvent::ToolTip, at, p.canvas.mapToGlobal(at));
        QCoreApplication::sendEvent(&p.canvas, &help);
        const QString tip = QToolTip::text();
        QVERIFY2(tip.contains(QStringLiteral("26×26×")) && tip.contains(QStringLiteral("values from 0")), qPrintable(tip.right(200)));
        p.graph.select(conv);
        QVERIFY(p.canvas.accessibleDescription().contains(QStringLiteral("values from 0")));

        NodeLook broken = look_of({3}, std::vector<float>{1, NAN, 2});
        QCOMPARE(look_words(broken), QStringLiteral("values from 1.000 to 2.000; not finite: 1"));
    }
};

QTEST_MAIN(ThumbnailsTest)
#include "thumbnails_test.moc"
