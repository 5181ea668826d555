// Objects in pictures: their boxes over the tiles of Data, and true and found ones in Evaluate.
#include "session.h"
#include "stage.h"
#include "stages/design_stage.h"
#include "stages/data_audit.h"
#include "stages/evaluate_stage.h"
#include "stages/sample_strip.h"

#include "bridge/box_paint.h"
#include "bridge/data_session.h"
#include "datasets/class_bars.h"
#include "datasets/gallery.h"
#include "datasets/label_strip.h"
#include "evaluate/class_list.h"
#include "evaluate/matrix_view.h"
#include "evaluate/sample_grid.h"
#include "project/templates.h"
#include "schema/recipe.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "train/trainer.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace loom;

class ObjectsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;

    static bool has_colour(QWidget& widget, const QRect& place, const QColor& wanted)
    {
        const QImage image = widget.grab(place).toImage();
        int n = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (const QColor c = image.pixelColor(x, y); std::abs(c.red() - wanted.red()) + std::abs(c.green() - wanted.green()) + std::abs(c.blue() - wanted.blue()) < 24)
                    ++n;
        return n > 20;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        ThemeManager::instance().install();
        set_interface_language(Language::English);
        session_ = std::make_unique<Session>();
        auto document = make_template("find-objects", {.source = "generated_shapes", .settings = {{"rows", std::int64_t(900)}, {"size", std::int64_t(32)}, {"objects", std::int64_t(2)}}});
        QVERIFY(document);
        Recipe recipe = document->recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(6);
        recipe.settings[*recipe_type().index_of("batch_size")] = std::int64_t(16);
        QVERIFY(document->apply(SetRecipe{recipe}));
        QVERIFY(session_->new_project({}));
        session_->graph().open(*document);
        QVERIFY(session_->save_as(folder_.filePath("shapes.loom")));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
    }
    void cleanupTestCase() { session_.reset(); }

    void objects_are_told_in_few_words()
    {
        QCOMPARE(objects_in_words(QStringLiteral("cat 0.5 0.5 0.1 0.1; dog 0.5 0.5 0.1 0.1; cat 0.2 0.5 0.1 0.1")), QStringLiteral("2 × cat, dog"));
        QCOMPARE(objects_in_words(QStringLiteral("none")), QStringLiteral("no objects"));
        QCOMPARE(objects_in_words(QStringLiteral("something")), QStringLiteral("something"));
        QCOMPARE(boxes_of(QStringLiteral("cat 0.5 0.5 0.1 0.1")).size(), std::size_t(1));
        QVERIFY(boxes_of(QStringLiteral("something")).empty());
    }

    void boxes_lie_over_their_pictures()
    {
        const std::unique_ptr<Stage> stage(stage_factory(QStringLiteral("data"))(*session_));
        stage->resize(1376, 832);
        stage->show();
        QVERIFY(QTest::qWaitForWindowExposed(stage.get()));
        QTRY_VERIFY_WITH_TIMEOUT(stage->settled(), 30'000);
        auto* gallery = stage->findChild<Gallery*>();
        QVERIFY(gallery->isVisible());
        gallery->set_tile(120);
        for (int i = 0; i < 5; ++i)
            QTRY_VERIFY(has_colour(*gallery->viewport(), gallery->tile_rect(i).adjusted(4, 4, -4, -4), theme().s1));
        QVERIFY(!has_colour(*gallery->viewport(), gallery->tile_rect(0).adjusted(4, 4, -4, -4), theme().s2)); // Nothing was found yet.
        // A class narrows the rows to the pictures that hold one of it.
        auto* bars = stage->findChild<ClassBars*>();
        bars->choose(1);
        QTRY_VERIFY_WITH_TIMEOUT(stage->settled() && gallery->rows().size() < 900, 30'000);
        const auto data = session_->data().dataset();
        std::size_t squares = 0;
        for (std::uint32_t row = 0; row < data->table().rows; ++row)
            squares += data->table().find("boxes")->text(row).find("square") != std::string::npos;
        QCOMPARE(gallery->rows().size(), squares);
    }

    void samples_that_hold_a_class_are_stepped_through()
    {
        DesignStage stage(session_->graph());
        stage.follow(session_->activations(), session_->data(), session_->run_list());
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        SampleStrip& strip = *stage.sample_strip();
        QTRY_VERIFY_WITH_TIMEOUT(strip.isVisible() && strip.settled(), 60'000);
        const auto holds = [&](std::uint32_t row, const char* name) { return session_->data().dataset()->table().find("boxes")->text(row).find(name) != std::string::npos; };
        QComboBox& classes = strip.class_choice();
        QVERIFY(classes.isVisible());
        SampleChoice& sample = session_->sample();
        for (int i = 1; i < classes.count(); ++i) {
            const std::string name = utf8(classes.itemText(i));
            classes.setFocus();
            QTest::keyClick(&classes, Qt::Key_Home);
            for (int k = 0; k < i; ++k)
                QTest::keyClick(&classes, Qt::Key_Down);
            QCOMPARE(classes.currentIndex(), i);
            std::uint32_t next = sample.row() + 1;
            while (!holds(next, name.c_str()))
                ++next;
            QTest::mouseClick(&strip.next_button(), Qt::LeftButton);
            QCOMPARE(sample.row(), next); // The first that holds one.
            for (QToolButton* button : {&strip.next_button(), &strip.random_button(), &strip.previous_button()}) {
                const auto before = sample.row();
                QTest::mouseClick(button, Qt::LeftButton);
                QVERIFY(sample.row() != before);
                QVERIFY(holds(sample.row(), name.c_str()));
            }
            sample.set_row(0);
        }
        QTRY_VERIFY_WITH_TIMEOUT(stage.settled(), 60'000);
    }

    /// What a person types is checked where it is typed; what a file holds wrongly takes nothing else away. With LOOM_PICTURES=folder
    /// it leaves a picture there.
    void wrong_boxes_given_by_hand_stay_where_they_are()
    {
        const std::unique_ptr<Stage> stage(stage_factory(QStringLiteral("data"))(*session_));
        stage->resize(1376, 832);
        stage->show();
        QVERIFY(QTest::qWaitForWindowActive(stage.get()));
        QTRY_VERIFY_WITH_TIMEOUT(stage->settled(), 30'000);
        auto* gallery = stage->findChild<Gallery*>();
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(0).center());
        auto* strip = stage->findChild<LabelStrip*>();
        QVERIFY(std::ranges::any_of(strip->findChildren<QPushButton*>(), [](const QPushButton* b) { return b->isVisible() && b->text().startsWith(QStringLiteral("Boxes…")); }));
        QTest::keyClick(gallery, Qt::Key_F2);
        auto* field = strip->findChild<QLineEdit*>(QStringLiteral("row-text"));
        QVERIFY(field->isVisible() && field->completer() == nullptr);
        const auto faults = [&] {
            QStringList told;
            for (const Label* label : strip->findChildren<Label*>())
                if (label->isVisible() && label->text().contains(QStringLiteral("“foo”")))
                    told << label->text();
            return told;
        };
        QTest::keyClicks(field, QStringLiteral("foo"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(field->isVisible() && !field->property("error").toString().isEmpty());
        QCOMPARE(faults().size(), 1);
        if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty()) {
            QTRY_VERIFY_WITH_TIMEOUT(stage->settled(), 30'000);
            stage->grab().save(folder + QStringLiteral("/objects-wrong.png"));
        }
        QVERIFY(session_->graph().document().data().row_edits.empty());
        QTest::keyClick(field, Qt::Key_Backspace);
        QVERIFY(faults().isEmpty() && field->property("error").toString().isEmpty());
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("square 0.5 0.5 0.25 0.25"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!field->isVisible());
        QCOMPARE(session_->graph().document().data().row_edits.size(), std::size_t(1));
        // The same from a file.
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 30'000);
        RowEdit wrong = session_->graph().document().data().row_edits.all()[0];
        wrong.label = "foo";
        QVERIFY(session_->graph().perform(LOOM_TEXT("Label a row “%1”"), {EditRows{{wrong}}}));
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading() && stage->settled(), 30'000);
        QVERIFY(session_->data().dataset() && !session_->data().error());
        QCOMPARE(gallery->rows().size(), std::size_t(900));
        QVERIFY(stage->findChild<RowList*>()->look(0).label != QStringLiteral("foo")); // It is learned as the file says.
        session_->graph().undo();
        session_->graph().undo();
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading(), 30'000);
    }

    void the_large_picture_has_its_boxes_and_words()
    {
        const std::unique_ptr<Stage> stage(stage_factory(QStringLiteral("data"))(*session_));
        stage->resize(1376, 832);
        stage->show();
        QVERIFY(QTest::qWaitForWindowExposed(stage.get()));
        QTRY_VERIFY_WITH_TIMEOUT(stage->settled(), 30'000);
        auto* gallery = stage->findChild<Gallery*>();
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(0).center());
        auto* panel = stage->findChild<AuditPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(has_colour(*panel, panel->rect(), theme().s1), 30'000);
        const QString words = objects_in_words(QString::fromStdString(session_->data().dataset()->table().find("boxes")->text(0)));
        const auto parts = panel->findChildren<QWidget*>();
        QVERIFY(std::ranges::any_of(parts, [&](const QWidget* w) { return w->accessibleName().contains(QStringLiteral("boxes: ") + words); }));
    }

    /// Pictures that hold one of a class, and objects of it, are two numbers: each says what it counts.
    void pictures_and_objects_are_told_apart()
    {
        const std::unique_ptr<Stage> stage(stage_factory(QStringLiteral("data"))(*session_));
        stage->resize(1376, 832);
        stage->show();
        QTRY_VERIFY_WITH_TIMEOUT(stage->settled(), 30'000);
        const auto labels = stage->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* l) { return l->text() == QStringLiteral("pictures · click to filter"); }));
        const auto parts = stage->findChildren<QWidget*>();
        QVERIFY(std::ranges::any_of(parts, [](const QWidget* w) { return w->accessibleName().startsWith(QStringLiteral("Objects; circle: Train ")); }));
    }

    /// Where data cannot be opened, Evaluate says what Data says.
    void evaluate_says_what_is_wrong_with_it()
    {
        EvaluateStage stage(*session_);
        stage.resize(1376, 832);
        stage.show();
        DataSetup gone = session_->graph().document().data();
        gone.target = "nothing";
        QVERIFY(session_->graph().perform(LOOM_TEXT("Set %1 to %2"), {SetData{gone}}));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().error() && !session_->data().is_loading(), 30'000);
        QVERIFY(!session_->data().dataset());
        const QString said = shown(session_->data().error()->message);
        const auto labels = stage.findChildren<QLabel*>();
        QVERIFY2(std::ranges::any_of(labels, [&](const QLabel* l) { return l->isVisible() && l->text() == said; }), qPrintable(said));
        session_->graph().undo();
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 30'000);
    }

    void true_and_found_objects_are_seen_together()
    {
        Monitor monitor;
        const auto run = train({.document = session_->graph().document(), .dataset = session_->data().dataset(), .project = folder_.filePath("shapes.loom").toStdString(), .device = "auto", .threads = 1}, monitor);
        QVERIFY(run);
        session_->run_list().refresh();
        EvaluateStage stage(*session_);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.entered();
        QTRY_VERIFY_WITH_TIMEOUT(stage.evaluation() && stage.settled(), 120'000);
        const Evaluation& e = *stage.evaluation();
        QVERIFY(e.boxes);
        QVERIFY(!stage.matrix()->isVisible() && stage.classes()->isVisible());
        const auto labels = stage.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* l) { return l->isVisible() && l->text() == QStringLiteral("mAP@0.5"); }));
        // Every picture with something true or found, those with most mistakes first, and words that say so.
        const auto& samples = stage.samples()->samples();
        QVERIFY(!samples.empty());
        QVERIFY(!samples.front().words.isEmpty());
        std::size_t truth = 0, found = 0;
        for (const JudgedSample& s : samples)
            for (const ShownBox& b : s.boxes)
                ++(b.found ? found : truth);
        QCOMPARE(std::int64_t(truth), e.boxes->objects);
        std::size_t shown = 0;
        for (const auto& objects : e.found)
            shown += std::size_t(std::ranges::count_if(objects, [](const Object& o) { return o.score >= shown_from; }));
        QCOMPARE(found, shown);
        QTRY_VERIFY(has_colour(*stage.samples(), {0, 0, 700, 400}, theme().s1));
        Q_EMIT stage.classes()->class_chosen(2);
        for (const JudgedSample& s : stage.samples()->samples())
            for (const ShownBox& b : s.boxes)
                QVERIFY(b.words.startsWith(QStringLiteral("triangle")));
        QCOMPARE(e.boxes->classes.size(), std::size_t(3));
    }
};

QTEST_MAIN(ObjectsTest)
#include "objects_test.moc"
