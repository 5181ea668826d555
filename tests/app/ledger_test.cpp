#include "base/files.h"
#include "evaluate/sample_grid.h"
#include "plots/plot_view.h"
#include "project/templates.h"
#include "runs/run_table.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/run_diff.h"
#include "stages/run_ledger.h"
#include "stages/train_plots.h"
#include "stages/train_stage.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "train/kept_states.h"

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
    /// The run that this entry of the second run's menu makes, when it has ended.
    RunRecord continued(const QString& entry) const
    {
        QSignalSpy finished(&session_->training(), &TrainingSession::finished);
        const int row = model().row_of("run-2");
        choose(row);
        if (!take_from_menu(row, entry).contains(entry) || !QTest::qWaitFor([&] { return finished.count() == 1; }, 120'000))
            return {};
        return session_->run_list().records().front();
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

    void a_finished_run_goes_on_as_a_new_one()
    {
        const Runs store = session_->run_list().store();
        const RunRecord before = *session_->run_list().find("run-2");
        // With a recipe that the project has no more: it is the run's own that is gone on with.
        set_recipe("batch_size", std::int64_t{100});
        const RunRecord more = continued(QStringLiteral("One more epoch"));
        QCOMPARE(more.continued.run, std::string("run-2"));
        QCOMPARE(more.continued.epoch, std::int64_t{4});
        QCOMPARE(more.epochs, std::int64_t{5});
        QCOMPARE(unpack_recipe(more.document.recipe().settings).batch_size, std::int64_t{32});
        QCOMPARE(store.load("run-2")->epochs, before.epochs);
        QCOMPARE(store.metrics("run-2")->epochs.size(), std::size_t(4));
        QCOMPARE(store.metrics(more.name)->epochs.size(), std::size_t(5));

        // The curve begins where that of the other one does, and the ledger says from where.
        const PlotView& loss = *stage_->plots()->loss();
        const auto solid = [&] {
            for (int c = 0; c < loss.curve_count(); ++c)
                if (loss.look(c).run == shown(more.name) && loss.look(c).line == CurveLook::Line::Solid)
                    return loss.points(c).size();
            return std::size_t(0);
        };
        QTRY_COMPARE_WITH_TIMEOUT(solid(), std::size_t(5), 10'000);
        const int from = model().section("continued");
        QCOMPARE(model().index(model().row_of(more.name), from).data().toString(), QStringLiteral("Run 2, epoch 4"));
        QCOMPARE(model().index(model().row_of("run-2"), from).data().toString(), QString());
        QVERIFY(!table().isColumnHidden(from));
    }

    void a_state_is_chosen_and_the_recipe_of_the_project_is_trained()
    {
        const auto states = kept_states(session_->run_list().store().folder("run-2"));
        QCOMPARE(states.back().at.epoch, std::int64_t{4});
        const auto words = [](const KeptState& s) { return QStringLiteral("Epoch %1 · %2").arg(s.at.epoch).arg(bytes_text(double(s.bytes))); };
        // Another batch size has other epochs: it is told, and nothing begins.
        const std::size_t count = session_->run_list().records().size();
        QSignalSpy finished(&session_->training(), &TrainingSession::finished);
        choose(model().row_of("run-2"));
        answer(words(states.back()));
        take_from_menu(model().row_of("run-2"), QStringLiteral("Continue from a checkpoint…"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Failed);
        QCOMPARE(session_->run_list().records().size(), count);

        set_recipe("batch_size", std::int64_t{32});
        set_recipe("epochs", std::int64_t{6});
        answer(words(states.back()));
        const RunRecord further = continued(QStringLiteral("Continue from a checkpoint…"));
        QCOMPARE(further.continued.run, std::string("run-2"));
        QCOMPARE(further.continued.epoch, std::int64_t{4});
        QCOMPARE(further.epochs, std::int64_t{6});
        QCOMPARE(session_->run_list().store().metrics(further.name)->epochs.size(), std::size_t(6));
    }
};

QTEST_MAIN(LedgerTest)
#include "ledger_test.moc"
