#include "looks.h"
#include "base/files.h"
#include "main_window.h"
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
#include "plots/legend_row.h"
#include "plots/plot_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollArea>
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

    /// Texts that have less room than they need, and controls that stand beyond the edge of what holds them. Labels that
    /// carry the property "elides" may end in "…" (what users name), if a tip has the whole.
    static QStringList cut_texts(const QWidget& stage)
    {
        QStringList cut;
        for (const QWidget* w : stage.findChildren<QWidget*>()) {
            if (!w->isVisible())
                continue;
            QString text;
            QSize needs;
            if (const auto* label = qobject_cast<const QLabel*>(w)) {
                text = label->text();
                const QMargins m = label->contentsMargins();
                needs = label->wordWrap() ? QSize(0, label->heightForWidth(label->width()))
                                          : QSize(label->fontMetrics().horizontalAdvance(text) + m.left() + m.right(), label->fontMetrics().height());
                if (label->property("elides").toBool() && !label->toolTip().isEmpty())
                    needs.setWidth(0);
            } else if (const auto* button = qobject_cast<const QAbstractButton*>(w)) {
                text = button->text();
                needs = button->sizeHint();
            } else if (const auto* box = qobject_cast<const QComboBox*>(w)) {
                text = box->currentText();
                needs = qobject_cast<const RunChoice*>(w) ? box->sizeHint() : QSize(box->fontMetrics().horizontalAdvance(text) + 36, box->fontMetrics().height());
                if (box->property("elides").toBool() && box->toolTip().startsWith(text))
                    needs.setWidth(0);
            } else if (qobject_cast<const Chip*>(w) || qobject_cast<const SegmentedControl*>(w)) {
                text = w->accessibleName();
                needs = w->sizeHint();
            }
            if (text.isEmpty())
                continue;
            const auto complain = [&](const QString& why) { cut << QStringLiteral("%1: “%2” %3").arg(stage.metaObject()->className(), text, why); };
            if (w->width() < needs.width() - 1 || w->height() < needs.height() - 1)
                complain(QStringLiteral("has %1×%2 and needs %3×%4").arg(w->width()).arg(w->height()).arg(needs.width()).arg(needs.height()));
            for (const QWidget* p = w->parentWidget(); p; p = p->parentWidget()) {
                const QRect in = QRect(w->mapTo(p, QPoint()), w->size());
                const bool scrolls = qobject_cast<const QAbstractScrollArea*>(p->parentWidget());
                if (scrolls ? in.left() < 0 || in.right() > p->width() : !p->rect().contains(in)) {
                    complain(QStringLiteral("reaches beyond %1 “%2” by %3 px")
                                 .arg(p->metaObject()->className(), p->objectName())
                                 .arg(std::max({-in.left(), in.right() + 1 - p->width(), -in.top(), in.bottom() + 1 - p->height()})));
                    break;
                }
                if (p == &stage || scrolls)
                    break;
            }
        }
        return cut;
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
        auto* empty = stage.findChild<EmptyState*>("train-empty");
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
        // What is learned from must be what the document says.
        DataSetup setup = session_->graph().document().data();
        setup.split_seed = 9;
        session_->data().change(LOOM_TEXT("Set the seed of the split to %1"), setup);
        QVERIFY(session_->data().is_loading() && !stage.start_button()->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(stage.start_button()->isEnabled(), 60'000);
        QCOMPARE(session_->data().dataset()->setup().split_seed, std::int64_t(9));
        QVERIFY(session_->graph().undo());
        QVERIFY(!stage.start_button()->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(stage.start_button()->isEnabled(), 60'000);
        // The recipe belongs to the run until it ends, which may be before the next look at it from here.
        bool fixed = false;
        connect(&session_->training(), &TrainingSession::epochs_done, &stage,
                [&] { fixed = stage.findChild<QLineEdit*>("setting-epochs")->isReadOnly(); });
        QSignalSpy finished(&session_->training(), &TrainingSession::finished);
        QTest::mouseClick(stage.start_button(), Qt::LeftButton);
        QVERIFY(session_->training().active());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 300'000);
        QVERIFY(fixed);
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

        // The wheel over one plot zooms the epochs of all, a double click shows all again.
        for (PlotView* v : stage.plots()->views())
            v->flush();
        const QPoint at = loss->plot()->axisRect()->rect().center();
        QWheelEvent wheel(at, loss->plot()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(loss->plot(), &wheel);
        QVERIFY(loss->key_range().size() < 3.5);
        for (const PlotView* v : stage.plots()->views())
            QCOMPARE(v->key_range(), loss->key_range());
        PlotView* speed = stage.plots()->views()[3];
        QTest::mouseDClick(speed->plot(), Qt::LeftButton, {}, speed->plot()->axisRect()->rect().center());
        QTest::mouseRelease(speed->plot(), Qt::LeftButton, {}, speed->plot()->axisRect()->rect().center());
        for (PlotView* v : stage.plots()->views()) {
            v->flush();
            QVERIFY(v->following());
            QVERIFY(std::abs(v->key_range().upper - 4) < 1e-6);
        }
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
        // Live: the run has its row and its growing curves long before it ends.
        QCOMPARE(session_->training().run(), std::string("run-2"));
        QCOMPARE(stage.table()->model()->rowCount(), 2);
        QCOMPARE(stage.table()->model()->index(0, RunTableModel::State).data().toString(), QStringLiteral("Training"));
        const PlotView* loss = stage.plots()->loss();
        const auto raw_points = [&] {
            for (int c = 0; c < loss->curve_count(); ++c)
                if (loss->look(c).run == QStringLiteral("run-2") && loss->look(c).line == CurveLook::Line::Raw)
                    return loss->points(c).size();
            return std::size_t(0);
        };
        QVERIFY(raw_points() > 0);
        const std::size_t before = raw_points();
        QTRY_VERIFY_WITH_TIMEOUT(raw_points() > before, 60'000);
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
        QVERIFY(read_onnx(fs::path(folder_.filePath("model.onnx").toStdString()), {1}));
        ExportCard* card = stage.card("onnx");
        QVERIFY(!stage.card("safetensors")->version_choice()->isVisible());
        card->version_choice()->setCurrentIndex(card->version_choice()->findData(17));
        stage.export_to("onnx", folder_.filePath("model.onnx"));
        QTRY_COMPARE_WITH_TIMEOUT(card->state(), ExportCard::State::Verified, 120'000);
        const auto outline = outline_onnx(fs::path(folder_.filePath("model.onnx").toStdString()));
        QVERIFY(outline);
        QCOMPARE(int(outline->opset), 17);
        // Where nothing can be written, the card says so and no file is there.
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

    void what_the_doctor_finds_is_a_card_whose_remedy_is_an_edit()
    {
        Session session;
        session.set_device("auto", 1);
        QVERIFY(session.new_project({}));
        session.graph().open(*make_template("digits-mlp", {.source = "generated_digits", .settings = {{"rows", std::int64_t(1200)}}}));
        QVERIFY(session.save_as(folder_.filePath("sick.loom")));
        QTRY_VERIFY_WITH_TIMEOUT(session.data().dataset() && !session.data().is_loading(), 60'000);
        Recipe recipe = session.graph().document().recipe();
        const OptimizerType& optimizer = *find_optimizer(recipe.optimizer.type);
        recipe.optimizer.values[*optimizer.index_of("learning_rate")] = 1e-8; // Nothing is learned with it.
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(4);
        QVERIFY(session.graph().perform(LOOM_TEXT("Set %1 to %2"), {SetRecipe{recipe}}));
        TrainStage stage(session);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        stage.entered();
        QVERIFY(!stage.findChild<FindingCard*>("diagnosis-rate_too_low"));
        QSignalSpy finished(&session.training(), &TrainingSession::finished);
        QTest::mouseClick(stage.start_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 300'000);
        auto* card = stage.findChild<FindingCard*>("diagnosis-rate_too_low");
        QVERIFY(card);
        QPushButton* repair = nullptr;
        for (auto* b : card->findChildren<QPushButton*>())
            if (b->text().contains(QStringLiteral("Learning rate"), Qt::CaseInsensitive))
                repair = b;
        QVERIFY(repair);
        QTest::mouseClick(repair, Qt::LeftButton);
        const auto rate = [&] { return optimizer.learning_rate(session.graph().document().recipe().optimizer.values); };
        QTRY_VERIFY(rate() > 1e-8);
        QVERIFY(session.graph().undo());
        QCOMPARE(rate(), 1e-8);
    }

    void a_run_is_given_more_epochs_and_another_rate_while_it_goes_on()
    {
        Session session;
        session.set_device("auto", 1);
        QVERIFY(session.new_project({}));
        session.graph().open(*make_template("digits-mlp", {.source = "generated_digits", .settings = {{"rows", std::int64_t(1200)}}}));
        QVERIFY(session.save_as(folder_.filePath("longer.loom")));
        QTRY_VERIFY_WITH_TIMEOUT(session.data().dataset() && !session.data().is_loading(), 60'000);
        TrainStage stage(session);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        stage.entered();
        set_number(&stage, "setting-epochs", "2");
        TrainingSession& training = session.training();
        QSignalSpy finished(&training, &TrainingSession::finished);
        QTest::mouseClick(stage.start_button(), Qt::LeftButton);
        const auto menu_action = [&](const QString& text) -> QAction* {
            for (QMenu* menu : stage.findChildren<QMenu*>())
                for (QAction* a : menu->actions())
                    if (a->text() == text)
                        return a;
            return nullptr;
        };
        QAction *more = menu_action(QStringLiteral("One more epoch")), *less = menu_action(QStringLiteral("× 0.1"));
        QVERIFY(more && less && more->isEnabled());
        more->trigger();
        less->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 300'000);
        QCOMPARE(training.metrics().epochs.size(), std::size_t(3));
        session.run_list().refresh();
        const RunRecord& run = *session.run_list().find(training.run());
        QCOMPARE(run.epochs, std::int64_t(3));
        QCOMPARE(run.rate_changes.size(), std::size_t(1));
        QCOMPARE(run.rate_changes.front().scale, 0.1);
        QVERIFY(!more->isEnabled());
        // The document keeps its recipe: what was asked for belongs to the run.
        QCOMPARE(unpack_recipe(session.graph().document().recipe().settings).epochs, std::int64_t(2));
        // Of several runs it is the one in the head whose newest values stand in the plots, also when it has ended.
        const auto newest = [&] { return stage.plots()->views()[2]->findChild<QLabel*>("newest")->text(); };
        QTRY_COMPARE(newest(), QStringLiteral("0.0001"));
        QTest::mouseClick(stage.start_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 300'000);
        session.run_list().refresh();
        QCOMPARE(stage.plots()->legend()->buttons().size(), 2);
        QTRY_COMPARE(newest(), QStringLiteral("0.001"));
        stage.plots()->set_axis(TrainPlots::Axis::Step);
        QCOMPARE(newest(), QStringLiteral("0.001"));
    }

    void nothing_is_cut_data()
    {
        test::add_looks({QSize(1440, 900), QSize(1100, 700)});
    }

    void nothing_is_cut()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QSize, size);
        const auto back = qScopeGuard([] {
            test::take_look(false, false, 1);
        });
        test::take_look(chinese, dark, scale);
        MainWindow window(*session_);
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QStringList cut;
        for (const char* name : {"train", "evaluate", "ship"}) {
            window.show_stage(QLatin1String(name));
            const Stage* stage = window.stage(QLatin1String(name));
            QTRY_VERIFY_WITH_TIMEOUT(stage->settled(), 120'000);
            QTest::qWait(150); // One drawing of the plots, and the last of the layouts.
            QCOMPARE(window.size(), size);
            cut += cut_texts(*stage);
        }
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase() { session_.reset(); }
};

QTEST_MAIN(TrainTest)
#include "train_test.moc"
