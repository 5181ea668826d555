#include "canvas/canvas.h"
#include "canvas/thumbnails.h"
#include "looks.h"
#include "project/templates.h"
#include "stages/design_stage.h"
#include "stages/run_choice.h"
#include "stages/sample_strip.h"
#include "stages/step_panel.h"

#include <QComboBox>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace loom;

/// Which sample the nodes of Design show, chosen by hand.
class SampleStripTest : public QObject {
    Q_OBJECT

    struct Window {
        GraphDocument graph;
        DataSession data{graph};
        RunList runs;
        SampleChoice sample;
        ActivationSession looks{graph, data, runs, sample};
        StepSession steps{graph, data, runs, sample};
        DesignStage stage{graph};

        Window()
        {
            stage.follow(looks, data, runs);
            stage.follow(steps, runs);
            stage.resize(1376, 832);
            stage.show();
        }
        void open()
        {
            DataSetup digits;
            digits.source = "generated_digits";
            graph.open(*make_template("digits-cnn", digits));
        }
        SampleStrip& strip() const { return *stage.sample_strip(); }
    };

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-tests"));
        QSettings().clear();
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }
    void cleanupTestCase() { QSettings().clear(); }

    void a_sample_is_chosen()
    {
        Window w;
        QVERIFY(w.strip().isHidden());
        QVERIFY(!w.stage.activations_button().isEnabled());
        w.open();
        QVERIFY(w.strip().isVisible());
        QVERIFY(w.stage.canvas().form() == measure::Form::Pictures);
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset() && w.stage.settled(), 60'000);
        QVERIFY(w.strip().state().isEmpty());
        const auto& data = *w.data.dataset();

        QSpinBox& row = w.strip().row_field();
        row.setFocus();
        row.selectAll();
        QTest::keyClicks(&row, QStringLiteral("17"));
        QTest::keyClick(&row, Qt::Key_Return);
        QCOMPARE(w.sample.row(), 16U);
        QTest::mouseClick(&w.strip().next_button(), Qt::LeftButton);
        QCOMPARE(w.sample.row(), 17U);
        QCOMPARE(row.value(), 18);

        // Of one class only.
        QComboBox& classes = w.strip().class_choice();
        QCOMPARE(classes.count(), 11);
        classes.setFocus();
        QTest::keyClick(&classes, Qt::Key_Down);
        QTest::keyClick(&classes, Qt::Key_Down);
        QTest::keyClick(&classes, Qt::Key_Down);
        QTest::keyClick(&classes, Qt::Key_Down);
        QCOMPARE(classes.currentIndex(), 4);
        for (QToolButton* button : {&w.strip().next_button(), &w.strip().previous_button(), &w.strip().random_button(), &w.strip().next_button()}) {
            const auto before = w.sample.row();
            QTest::mouseClick(button, Qt::LeftButton);
            QVERIFY(w.sample.row() != before);
            QCOMPARE(data.label(w.sample.row()), 3);
        }
        QTRY_VERIFY_WITH_TIMEOUT(w.stage.settled() && w.strip().state().isEmpty(), 60'000);
        QCOMPARE(w.strip().weights().run(), std::string());
    }

    void what_is_missing_is_said()
    {
        Window w;
        w.open();
        QVERIFY(!w.strip().state().isEmpty()); // Read, or computed.
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset() && w.stage.settled(), 60'000);
        const auto link = *w.graph.document().links().begin();
        w.graph.perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{link}});
        // What is in front of the gap is shown on.
        QTRY_VERIFY_WITH_TIMEOUT(w.stage.settled() && !w.looks.busy(), 60'000);
        QCOMPARE(w.strip().state(), QStringLiteral("As far as the network runs"));
        QVERIFY(w.looks.look({}, link.from));
        QVERIFY(!w.looks.look({}, link.to));
        w.graph.undo();
        QVERIFY(w.looks.busy());
        QTRY_VERIFY_WITH_TIMEOUT(w.strip().state().isEmpty(), 60'000);
    }

    void whether_they_are_shown_is_remembered()
    {
        {
            Window w;
            w.open();
            QTest::mouseClick(&w.stage.activations_button(), Qt::LeftButton);
            QVERIFY(w.strip().isHidden() && !w.looks.is_on());
            QVERIFY(w.stage.canvas().form() == measure::Form::Plain);
        }
        Window w;
        w.open();
        QVERIFY(w.strip().isHidden());
        QTest::mouseClick(&w.stage.activations_button(), Qt::LeftButton);
        QVERIFY(w.strip().isVisible() && w.looks.is_on());
    }

    /// One choice: what is chosen above the canvas is walked through below it, and the other way round.
    void the_steps_are_of_the_same_sample()
    {
        Window w;
        w.open();
        QTRY_VERIFY_WITH_TIMEOUT(w.data.dataset() && w.stage.settled(), 60'000);
        w.stage.step();
        w.graph.select(w.graph.document().nodes().begin()->first);
        QSpinBox &above = w.strip().row_field(), &below = w.stage.steps().row_field();
        above.setValue(12);
        QCOMPARE(below.value(), 12);
        QTRY_VERIFY_WITH_TIMEOUT(w.stage.settled() && w.steps.view() && w.steps.view()->row == 11, 60'000);
        const std::vector<float> pixels = w.steps.view()->tensors.back().numbers;
        QVERIFY(w.looks.look({}, w.graph.document().nodes().begin()->first));
        below.setValue(13);
        QCOMPARE(above.value(), 13);
        QTRY_VERIFY_WITH_TIMEOUT(w.stage.settled() && w.steps.view() && w.steps.view()->row == 12, 60'000);
        QVERIFY(w.steps.view()->tensors.back().numbers != pixels); // Really another one.
        QTest::mouseClick(&w.strip().next_button(), Qt::LeftButton);
        QCOMPARE(below.value(), above.value());
        QCOMPARE(w.sample.row(), std::uint32_t(below.value() - 1));
    }
};

QTEST_MAIN(SampleStripTest)
#include "sample_strip_test.moc"
