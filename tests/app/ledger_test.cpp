#include "base/files.h"
#include "evaluate/sample_grid.h"
#include "project/templates.h"
#include "runs/run_table.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/run_diff.h"
#include "stages/run_ledger.h"
#include "stages/train_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QApplication>
#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace loom;

/// What is done with the runs of a project, by hand: two short trainings of digits, the first one with hardly any learning.
class LedgerTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TrainStage> stage_;

    RunTable& table() const { return *stage_->table(); }
    RunTableModel& model() const { return static_cast<RunTableModel&>(*table().model()); }

    void set_recipe(std::string_view key, Value value) const
    {
        Recipe recipe = session_->graph().document().recipe();
        recipe.settings[*recipe_type().index_of(key)] = std::move(value);
        QVERIFY(session_->graph().perform(LOOM_TEXT("Set the recipe"), {SetRecipe{recipe}}));
    }
    void train() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(stage_->start_button()->isEnabled(), 60'000);
        QSignalSpy finished(&session_->training(), &TrainingSession::finished);
        QTest::mouseClick(stage_->start_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 120'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Finished);
    }
    QPoint place(int row) const { return table().visualRect(model().index(row, RunTableModel::Name)).center(); }
    void choose(int row, Qt::KeyboardModifiers with = {}) const { QTest::mouseClick(table().viewport(), Qt::LeftButton, with, place(row)); }

    /// Opens the menu of a row and takes the entry of that name; its keys of all entries that are enabled.
    QStringList take_from_menu(int row, const QString& text) const
    {
        QStringList enabled;
        QTimer::singleShot(0, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QAction* wanted = nullptr;
            for (QAction* a : menu->actions()) {
                if (a->isEnabled() && !a->isSeparator())
                    enabled.append(a->text());
                if (a->text() == text)
                    wanted = a;
            }
            if (wanted)
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(wanted).center());
            else
                menu->close();
        });
        Q_EMIT table().customContextMenuRequested(place(row));
        return enabled;
    }
    /// Writes into the dialog that comes next.
    static void answer(const QString& text)
    {
        auto* timer = new QTimer(qApp);
        timer->start(5);
        connect(timer, &QTimer::timeout, qApp, [text, timer] {
            auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            timer->deleteLater();
            timer->stop();
            if (auto* lines = dialog->findChild<QPlainTextEdit*>())
                lines->setPlainText(text);
            else
                dialog->setTextValue(text);
            dialog->accept();
        });
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        set_interface_language(Language::English);
        ThemeManager::instance().install();
        session_ = std::make_unique<Session>();
        session_->set_device("auto", 1);
        auto document = make_template("digits-mlp", {.source = "generated_digits", .settings = {{"rows", std::int64_t(800)}}});
        QVERIFY(document);
        QVERIFY(session_->new_project({}));
        session_->graph().open(*document);
        QVERIFY(session_->save_as(folder_.filePath("digits.loom")));
        stage_ = std::make_unique<TrainStage>(*session_);
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
        stage_->entered();
        set_recipe("epochs", std::int64_t{1});
        set_recipe("batch_size", std::int64_t{500});
        train();
        set_recipe("epochs", std::int64_t{4});
        set_recipe("batch_size", std::int64_t{32});
        train();
        QCOMPARE(model().rowCount(), 2);
    }
    void curves_are_written_for_tensorboard()
    {
        const auto files = [](const fs::path& in) {
            std::vector<std::string> found;
            for (const auto& entry : fs::recursive_directory_iterator(in))
                if (entry.is_regular_file())
                    found.push_back(fs::relative(entry.path(), in).parent_path().string());
            std::ranges::sort(found);
            return found;
        };
        const fs::path all = fs::path(folder_.path().toStdString()) / "events", one = fs::path(folder_.path().toStdString()) / "one";
        std::vector<std::string> names;
        for (const RunRecord& r : session_->run_list().records())
            names.push_back(r.name);
        std::ranges::sort(names);
        table().clearSelection();
        stage_->ledger()->write_events(all);
        QTRY_VERIFY_WITH_TIMEOUT(!stage_->ledger()->writing(), 60'000);
        QCOMPARE(files(all), names);
        choose(0);
        stage_->ledger()->write_events(one);
        QTRY_VERIFY_WITH_TIMEOUT(!stage_->ledger()->writing(), 60'000);
        QCOMPARE(files(one), std::vector<std::string>{model().run_at(0)->name});
        QSignalSpy failed(stage_->ledger(), &RunLedger::failed);
        QVERIFY(write_file(fs::path(folder_.path().toStdString()) / "in-the-way", ""));
        stage_->ledger()->write_events(fs::path(folder_.path().toStdString()) / "in-the-way");
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60'000);
    }

    void cleanupTestCase()
    {
        stage_.reset();
        session_.reset();
    }

    void two_chosen_runs_are_compared()
    {
        choose(0);
        QVERIFY(!stage_->ledger()->compare_button()->isEnabled());
        choose(1, Qt::ControlModifier);
        QVERIFY(stage_->ledger()->compare_button()->isEnabled());
        QTest::mouseClick(stage_->ledger()->compare_button(), Qt::LeftButton);
        auto* dialog = stage_->window()->findChild<RunDiff*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->windowTitle(), QStringLiteral("Run 1 and Run 2"));
        QStringList differences;
        for (int i = 0; i < dialog->differences()->count(); ++i)
            differences.append(dialog->differences()->item(i)->text());
        QVERIFY2(differences.filter(QStringLiteral("Epochs: 1 → 4")).size() == 1, qPrintable(differences.join('\n')));
        QVERIFY2(differences.filter(QStringLiteral("Batch size: 500 → 32")).size() == 1, qPrintable(differences.join('\n')));
        QTRY_VERIFY_WITH_TIMEOUT(dialog->judged(), 60'000);
        // As `loom diff` has it.
        const auto& judged = *dialog->judged();
        QVERIFY(judged.flipped);
        const Flips f = *flips(judged.told[0], judged.told[1]);
        QVERIFY(f.mended.size() > f.broken.size());
        QVERIFY(dialog->sentence()->text().contains(QStringLiteral("Run 2 has %1 right that Run 1 has wrong").arg(f.mended.size())));
        const auto grids = dialog->findChildren<SampleGrid*>();
        QCOMPARE(grids.size(), 2);
        QCOMPARE(grids[0]->count() + grids[1]->count(), f.mended.size() + f.broken.size());
        const Evaluation second = judged.told[1];
        const SampleGrid* mended = grids[grids[0]->count() == f.mended.size() ? 0 : 1]; // More than were broken.
        QCOMPARE(mended->count(), f.mended.size());
        for (const JudgedSample& s : mended->samples()) {
            const auto at = std::size_t(std::ranges::find(second.rows, s.row) - second.rows.begin());
            QVERIFY(s.words.endsWith(shown(second.labels[std::size_t(second.truth[at])]))); // The second run has it right.
        }
        bool accuracy = false;
        for (int row = 0; row < dialog->figures()->rowCount(); ++row)
            if (dialog->figures()->item(row, 0)->text().startsWith(QStringLiteral("Test accuracy"))) {
                accuracy = true;
                QCOMPARE(dialog->figures()->item(row, 2)->text(), QString::number(session_->run_list().find("run-2")->test_accuracy * 100, 'f', 2));
                QVERIFY(dialog->figures()->item(row, 3)->text().startsWith('+'));
            }
        QVERIFY(accuracy);
        QTest::keyClick(dialog->part(), Qt::Key_Left); // On the validation part.
        QTRY_VERIFY_WITH_TIMEOUT(dialog->settled() && dialog->judged(), 60'000);
        QVERIFY(std::ranges::equal(dialog->judged()->told[1].rows, session_->data().dataset()->rows(Part::Validation)));
        QVERIFY(std::ranges::equal(second.rows, session_->data().dataset()->rows(Part::Test)));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!stage_->window()->findChild<RunDiff*>());
    }

    void a_run_is_brought_back_and_undone()
    {
        const Document now = session_->graph().document();
        const std::size_t depth = session_->graph().done();
        choose(1);
        const QStringList offered = take_from_menu(1, QStringLiteral("Bring back network, recipe and data"));
        QVERIFY(offered.contains(QStringLiteral("Pin as baseline")) && !offered.contains(QStringLiteral("Compare")));
        QCOMPARE(session_->graph().done(), depth + 1);
        QVERIFY(session_->graph().document() == session_->run_list().find("run-1")->document);
        QCOMPARE(unpack_recipe(session_->graph().document().recipe().settings).batch_size, std::int64_t{500});
        QVERIFY(session_->graph().undo());
        QVERIFY(session_->graph().document() == now);
    }

    void tags_notes_and_the_baseline_come_from_the_menu()
    {
        choose(0);
        choose(1, Qt::ControlModifier);
        answer(QStringLiteral("both, 试验"));
        take_from_menu(1, QStringLiteral("Tags…"));
        for (const char* run : {"run-1", "run-2"})
            QCOMPARE(session_->run_list().find(run)->notes.tags, (std::vector<std::string>{"both", "试验"}));
        choose(1);
        answer(QStringLiteral("hardly\nlearned"));
        take_from_menu(1, QStringLiteral("Note…"));
        QCOMPARE(Runs(session_->project_file()).load("run-1")->notes.note, std::string("hardly\nlearned"));
        take_from_menu(1, QStringLiteral("Pin as baseline"));
        QVERIFY(session_->run_list().find("run-1")->baseline);
        QVERIFY(model().index(0, RunTableModel::ValAccuracy).data(RunTableModel::DeltaRole).toString().startsWith('+'));
        // The field for the name is there at once.
        take_from_menu(1, QStringLiteral("Rename…"));
        QTRY_VERIFY(table().viewport()->findChild<QLineEdit*>());
        auto* field = table().viewport()->findChild<QLineEdit*>();
        field->selectAll();
        QTest::keyClicks(field, "Quick");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(session_->run_list().title_of("run-1"), QStringLiteral("Quick"));
    }

    void chosen_runs_go_to_the_bin()
    {
        choose(1);
        take_from_menu(1, QStringLiteral("Move to bin"));
        QCOMPARE(model().rowCount(), 1);
        QVERIFY(!session_->run_list().find("run-1"));
        QVERIFY(fs::exists(Runs::beside(session_->project_file()) / ".bin" / "run-1" / "notes.json"));
    }
};

QTEST_MAIN(LedgerTest)
#include "ledger_test.moc"
