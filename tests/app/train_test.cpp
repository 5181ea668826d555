#include "base/files.h"
#include "project/templates.h"
#include "runs/recipe_form.h"
#include "runs/run_table.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/evaluate_stage.h"
#include "stages/run_choice.h"
#include "stages/export_card.h"
#include "stages/ship_stage.h"
#include "stages/train_plots.h"
#include "stages/train_stage.h"

#include "evaluate/class_list.h"
#include "evaluate/matrix_view.h"
#include "evaluate/sample_grid.h"
#include "exchange/onnx.h"
#include "plots/plot_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace loom;

/// One journey with a small digits network: train, judge, deliver. Every step is what a hand does.
class TrainTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;

    void settle() { QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000); }
    static void set_number(QWidget* stage, const char* field, const QString& value)
    {
        auto* edit = stage->findChild<QLineEdit*>(field);
        QVERIFY(edit);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, value);
        QTest::keyClick(edit, Qt::Key_Return);
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        set_interface_language(Language::English);
        ThemeManager::instance().install();
        ThemeManager::instance().set_appearance(Appearance::Light);
        session_ = std::make_unique<Session>();
        session_->set_device("auto", 1);
    }

    void an_empty_project_says_what_is_missing()
    {
        TrainStage stage(*session_);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        stage.entered();
        QVERIFY(!stage.start_button()->isEnabled());
        QSignalSpy wanted(&stage, &Stage::stage_wanted);
        auto* empty = stage.findChild<EmptyState*>();
        QVERIFY(empty && empty->isVisible());
        QTest::mouseClick(empty->action(), Qt::LeftButton);
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("data"));
    }

    void training_shows_curves_with_points()
    {
        auto document = make_template("digits-mlp", {.source = "generated_digits", .settings = {{"rows", std::int64_t(1200)}}});
        QVERIFY(document);
        QVERIFY(session_->new_project({}));
        session_->graph().open(*document);
        QVERIFY(session_->save_as(folder_.filePath("digits.loom")));
        settle();

        TrainStage stage(*session_);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        stage.entered();
        set_number(&stage, "setting-epochs", "4");
        QCOMPARE(unpack_recipe(session_->graph().document().recipe().settings).epochs, std::int64_t(4));
        QVERIFY(stage.start_button()->isEnabled());
        QSignalSpy finished(&session_->training(), &TrainingSession::finished);
        QTest::mouseClick(stage.start_button(), Qt::LeftButton);
        QVERIFY(session_->training().active());
        QTRY_VERIFY_WITH_TIMEOUT(session_->training().metrics().epochs.size() >= 1, 120'000);
        // The recipe belongs to the run now.
        QVERIFY(stage.findChild<QLineEdit*>("setting-epochs")->isReadOnly());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 300'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Finished);

        PlotView* loss = stage.plots()->loss();
        int solid = -1, raw = -1;
        for (int c = 0; c < loss->curve_count(); ++c) {
            if (loss->look(c).line == CurveLook::Line::Solid)
                solid = c;
            else if (loss->look(c).line == CurveLook::Line::Raw)
                raw = c;
        }
        QVERIFY(solid >= 0 && raw >= 0);
        QCOMPARE(loss->points(solid).size(), std::size_t(4));
        QCOMPARE(loss->points(raw).size(), session_->training().metrics().steps.size());
        QCOMPARE(loss->points(solid).x(3), 4.0);
        QVERIFY(stage.plots()->accuracy()->curve_count() > 0);
        QCOMPARE(stage.table()->model()->rowCount(), 1);
        stage.plots()->set_axis(TrainPlots::Axis::Step);
        QCOMPARE(loss->points(solid).x(3), double(session_->training().metrics().epochs.back().step));
        stage.plots()->set_axis(TrainPlots::Axis::Time);
        QVERIFY(loss->points(solid).x(3) > 0);
        stage.plots()->set_axis(TrainPlots::Axis::Epoch);
    }

    void pause_resume_and_stop_by_their_buttons()
    {
        TrainStage stage(*session_);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        stage.entered();
        set_number(&stage, "setting-epochs", "100000");
        QSignalSpy finished(&session_->training(), &TrainingSession::finished);
        QTest::mouseClick(stage.start_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(session_->training().metrics().epochs.size() >= 1, 120'000);
        QTest::mouseClick(stage.pause_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(session_->training().state(), TrainingSession::State::Paused, 60'000);
        QTest::mouseClick(stage.pause_button(), Qt::LeftButton);
        QCOMPARE(session_->training().state(), TrainingSession::State::Training);
        QTest::mouseClick(stage.stop_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Stopped);
        QCOMPARE(stage.table()->model()->rowCount(), 2);
        QVERIFY(session_->graph().undo()); // The number of epochs.
        QCOMPARE(unpack_recipe(session_->graph().document().recipe().settings).epochs, std::int64_t(4));
    }

    void a_cell_of_the_matrix_shows_its_pictures()
    {
        EvaluateStage stage(*session_);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        stage.entered();
        QTRY_VERIFY_WITH_TIMEOUT(stage.evaluation(), 120'000);
        const Evaluation& e = *stage.evaluation();
        QCOMPARE(e.report.samples, std::int64_t(session_->data().dataset()->rows(Part::Test).size()));
        for (int t = 0; t < 10; ++t)
            for (int p = 0; p < 10; ++p) {
                QTest::mouseClick(stage.matrix(), Qt::LeftButton, {}, stage.matrix()->cell_rect({t, p}).center());
                QCOMPARE(std::int64_t(stage.samples()->count()), e.report.confusion[std::size_t(t)][std::size_t(p)]);
                // The most confident errors first, the least confident right answers first.
                const auto& s = stage.samples()->samples();
                for (std::size_t i = 1; i < s.size(); ++i)
                    QVERIFY(t == p ? s[i - 1].predicted <= s[i].predicted : s[i - 1].predicted >= s[i].predicted);
                for (const JudgedSample& j : s)
                    QCOMPARE(session_->data().dataset()->label(j.row), t);
            }
        QCOMPARE(int(stage.classes()->order().size()), 10);
    }

    void files_are_checked_before_they_are_handed_over()
    {
        ShipStage stage(*session_);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        stage.entered();
        for (const char* format : {"onnx", "safetensors"}) {
            const QString path = folder_.filePath(QStringLiteral("model.%1").arg(format));
            ExportCard* card = stage.card(format);
            QVERIFY(card);
            QVERIFY(card->export_button()->isEnabled());
            stage.export_to(format, path);
            QCOMPARE(card->state(), ExportCard::State::Checking);
            QTRY_COMPARE_WITH_TIMEOUT(card->state(), ExportCard::State::Verified, 120'000);
            QVERIFY(QFileInfo(path).size() > 1000);
        }
        QVERIFY(read_onnx(fs::path(folder_.filePath("model.onnx").toStdString()), 1));
        // Where nothing can be written, the card says so and no file is there.
        ExportCard* card = stage.card("onnx");
        stage.export_to("onnx", folder_.filePath("none/model.onnx"));
        QTRY_COMPARE_WITH_TIMEOUT(card->state(), ExportCard::State::Failed, 120'000);
        QVERIFY(!QFileInfo::exists(folder_.filePath("none/model.onnx")));

        QTRY_VERIFY_WITH_TIMEOUT(!stage.judging(), 120'000);
        const QString english = stage.model_card(Language::English, true), chinese = stage.model_card(Language::Chinese, true);
        QVERIFY(english.contains("95% interval") && english.contains("loom train digits.loom"));
        QVERIFY(chinese.contains(QString::fromUtf8("准确率")) && !chinese.contains("Accuracy"));
        QVERIFY(stage.save_card(folder_.filePath("card.html")));
        QVERIFY(stage.save_card(folder_.filePath("card.pdf")));
        QVERIFY(QFileInfo(folder_.filePath("card.pdf")).size() > 2000);
        QVERIFY(!stage.save_card(folder_.filePath("none/card.html")));
    }

    void cleanupTestCase() { session_.reset(); }
};

QTEST_MAIN(TrainTest)
#include "train_test.moc"
