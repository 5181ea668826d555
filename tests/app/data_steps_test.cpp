// The list of preparation steps in the Data stage: adding with a preview, moving, switching, deleting, undoing, mending.
#include "session.h"
#include "stage.h"

#include "bridge/data_session.h"
#include "data/step.h"
#include "datasets/sample_preview_view.h"
#include "datasets/step_editor.h"
#include "datasets/step_list.h"
#include "datasets/step_preview.h"
#include "datasets/step_search.h"
#include "datasets/table_view.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace loom;

class DataStepsTest : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Stage> stage_;

    /// 60 people: age misses every fifth value, city has three, label two.
    QString write_people() const
    {
        QFile file(dir_.filePath(QStringLiteral("people.csv")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("age,income,city,label\n");
        for (int i = 0; i < 60; ++i)
            file.write((i % 5 ? QByteArray::number(20 + i) : QByteArray()) + "," + QByteArray::number(1000 + 10 * i) + "," +
                       (i % 3 == 0 ? "Rome" : i % 3 == 1 ? "Oslo" : "Bern") + (i % 2 ? ",yes\n" : ",no\n"));
        return file.fileName();
    }
    void open(std::vector<PreparationStep> steps = {})
    {
        session_->data().open_path(write_people());
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading(), 20000);
        QVERIFY(session_->data().dataset());
        if (!steps.empty()) {
            DataSetup setup = session_->graph().document().data();
            setup.steps = std::move(steps);
            session_->data().change(LOOM_TEXT("Steps"), setup);
        }
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
    }
    const std::vector<PreparationStep>& steps() const { return session_->graph().document().data().steps; }
    QStringList types() const
    {
        QStringList ids;
        for (const PreparationStep& s : steps())
            ids << QString::fromStdString(s.type);
        return ids;
    }
    template <class T>
    T* child(const char* name = nullptr) const
    {
        return name ? stage_->findChild<T*>(QLatin1String(name)) : stage_->findChild<T*>();
    }
    void undo()
    {
        session_->undo_action()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
    }
    /// "+", the words of the type, Enter.
    void add_by_keys(const QString& words)
    {
        auto* plus = child<QToolButton>("add-step");
        plus->setFocus();
        QTest::keyClick(plus, Qt::Key_Space);
        auto* search = child<StepSearch>();
        QTRY_VERIFY(search->isVisible());
        auto* field = search->findChild<QLineEdit*>();
        QTest::keyClicks(field, words);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!search->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_STATE_HOME", dir_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }

    void init()
    {
        session_ = std::make_unique<Session>();
        stage_.reset(stage_factory(QStringLiteral("data"))(*session_));
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowExposed(stage_.get()));
    }

    void cleanup()
    {
        stage_.reset();
        session_.reset();
    }

    void a_step_is_previewed_and_then_applied()
    {
        open();
        auto* list = child<StepList>();
        auto* editor = child<StepEditor>();
        QVERIFY(!list->isVisible());
        add_by_keys(QStringLiteral("missing"));
        QVERIFY(editor->isVisible());
        QCOMPARE(types(), QStringList());
        // All that fit: age, income and city, of which only age has gaps.
        const StepPreview& preview = child<StepPreviewView>()->preview();
        QCOMPARE(preview.effect.changed, std::size_t(12));
        QCOMPARE(preview.effect.rows, std::size_t(60));
        QCOMPARE(preview.rows.size(), std::size_t(8));
        for (const std::uint32_t row : preview.rows)
            QCOMPARE(row % 5, 0u);
        QCOMPARE(child<QLabel>("step-effect")->text(), QStringLiteral("12 of 180 values change, in 12 of 60 rows."));
        QVERIFY(child<QLabel>("step-network")->text().startsWith(QStringLiteral("The network gets 5 numbers from these columns.")));
        auto* apply = child<QPushButton>("step-apply");
        QVERIFY(apply->isEnabled());
        // Another setting: the preview follows, and until then nothing can be applied.
        auto* filling = child<QComboBox>("setting-filling");
        filling->setCurrentIndex(3); // A given value.
        Q_EMIT filling->activated(3);
        QVERIFY(!apply->isEnabled());
        auto* constant = child<QLineEdit>("setting-constant");
        constant->selectAll();
        QTest::keyClicks(constant, QStringLiteral("30"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QVERIFY(preview.columns[0].behind);
        QCOMPARE(preview.columns[0].behind->number(0), 30.0);
        QVERIFY(preview.columns[0].changed[0]);
        QTest::mouseClick(apply, Qt::LeftButton);
        QCOMPARE(types(), QStringList{QStringLiteral("impute")});
        QCOMPARE(session_->undo_action()->text(), QStringLiteral("Undo: Add the step “Fill in missing values”"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QVERIFY(!editor->isVisible());
        QVERIFY(list->isVisible());
        QCOMPARE(list->rows().size(), 1);
        QVERIFY2(list->rows()[0].note.contains(QStringLiteral("12 values")), qPrintable(list->rows()[0].note));
        QVERIFY(!session_->data().dataset()->samples().prepared().find("age")->missing(0));
        QVERIFY(session_->data().dataset()->table().find("age")->missing(0)); // The table stays as it is in the file.
    }

    void pictures_are_shown_as_steps_change_them()
    {
        DataSetup setup;
        setup.source = "generated_digits";
        setup.settings = {{"rows", std::int64_t{100}}, {"size", std::int64_t{8}}};
        session_->data().change(LOOM_TEXT("Data"), setup);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading() && session_->data().dataset(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        const qsizetype training = qsizetype(session_->data().dataset()->rows(Part::Train).size());
        add_by_keys(QStringLiteral("flip"));
        auto* samples = child<SamplePreviewView>();
        QVERIFY(samples->isVisible());
        QVERIFY(!child<StepPreviewView>()->isVisible());
        QCOMPARE(samples->lines(), 6);
        QCOMPARE(child<QLabel>("step-effect")->text(), QStringLiteral("Each of the %1 training samples is changed anew in every epoch.").arg(training));
        QTest::mouseClick(child<QPushButton>("step-apply"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(types(), QStringList{QStringLiteral("augment_flip")});
        QVERIFY2(child<StepList>()->rows()[0].note.startsWith(QStringLiteral("training alone")), qPrintable(child<StepList>()->rows()[0].note));
        add_by_keys(QStringLiteral("crop pictures"));
        QVERIFY(samples->isVisible());
        auto* width = child<QLineEdit>("setting-width");
        width->selectAll();
        QTest::keyClicks(width, QStringLiteral("6"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(child<QLabel>("step-effect")->text(), QStringLiteral("100 of 100 pictures change."));
        QTest::mouseClick(child<QPushButton>("step-apply"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(session_->data().dataset()->facts().sample, (Shape{1, 8, 6}));
        // Sounds are another matter.
        auto* search = child<StepSearch>();
        QTest::keyClick(child<QToolButton>("add-step"), Qt::Key_Space);
        QTest::keyClicks(search->findChild<QLineEdit*>(), QStringLiteral("hiss"));
        QCOMPARE(search->findChild<QListView*>()->model()->rowCount(), 0);
        search->hide();
    }

    void classes_are_balanced_in_the_training_part()
    {
        open();
        add_by_keys(QStringLiteral("balance"));
        const auto before = session_->data().dataset()->class_counts(Part::Train);
        const std::size_t rows = before[0] + before[1], most = std::max(before[0], before[1]);
        QCOMPARE(child<QLabel>("step-effect")->text(),
                 QStringLiteral("An epoch has %1 rows, made of the %2 of the training part.").arg(2 * most).arg(rows));
        QVERIFY(child<QPushButton>("step-apply")->isEnabled());
        QVERIFY(!child<QListWidget>("step-columns")->isVisible());
    }

    void cancel_changes_nothing()
    {
        open();
        add_by_keys(QStringLiteral("standardise"));
        QTest::keyClick(child<QCheckBox>("step-all-columns"), Qt::Key_Escape);
        QVERIFY(!child<StepEditor>()->isVisible());
        QCOMPARE(types(), QStringList());
    }

    void a_column_gets_another_name_and_another_type()
    {
        open();
        add_by_keys(QStringLiteral("rename"));
        QVERIFY(!child<QCheckBox>("step-all-columns")->isVisible());
        auto* columns = child<QListWidget>("step-columns");
        QCOMPARE(columns->count(), 3); // Not the target.
        columns->setCurrentRow(1);
        QTest::keyClick(columns, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(child<QLabel>("step-effect")->text(), QStringLiteral("There is no new name."));
        QTest::keyClicks(child<QLineEdit>("setting-name"), QStringLiteral("pay"));
        QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>("step-effect")->text(), QStringLiteral("1 column gets another name."), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QTest::mouseClick(child<QPushButton>("step-apply"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QVERIFY(session_->data().dataset()->samples().prepared().find("pay"));

        add_by_keys(QStringLiteral("change the type"));
        columns = child<QListWidget>("step-columns");
        QCOMPARE(columns->item(1)->text(), QStringLiteral("pay"));
        columns->setCurrentRow(0);
        QTest::keyClick(columns, Qt::Key_Space);
        auto* to = child<QComboBox>("setting-to");
        to->setCurrentIndex(2);
        Q_EMIT to->activated(2);
        QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>("step-effect")->text(), QStringLiteral("No value changes, only the type."), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QTest::mouseClick(child<QPushButton>("step-apply"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(types(), (QStringList{QStringLiteral("rename"), QStringLiteral("cast")}));
        QCOMPARE(session_->data().dataset()->samples().prepared().find("age")->type, ColumnType::Category);
    }

    void columns_are_chosen_from_those_that_fit()
    {
        open();
        add_by_keys(QStringLiteral("standardise"));
        auto* all = child<QCheckBox>("step-all-columns");
        auto* columns = child<QListWidget>("step-columns");
        QVERIFY(all->isChecked() && !columns->isVisible());
        QTest::keyClick(all, Qt::Key_Space);
        QVERIFY(columns->isVisible());
        QCOMPARE(columns->count(), 2); // Neither the city nor the target.
        columns->setCurrentRow(0);
        QTest::keyClick(columns, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(child<StepEditor>()->step().columns, std::vector<std::string>{"income"});
        QVERIFY(child<QPushButton>("step-apply")->isEnabled());
        columns->setCurrentRow(1);
        QTest::keyClick(columns, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QVERIFY(!child<QPushButton>("step-apply")->isEnabled());
        QCOMPARE(child<QLabel>("step-effect")->text(), QStringLiteral("Choose at least one column."));
    }

    void keys_move_switch_and_delete_and_all_is_undone()
    {
        open({{"impute", {"age"}, {}}, {"clip", {"income"}, {}}, {"standardize", {}, {}}});
        auto* list = child<StepList>();
        const QStringList before = types();
        list->setFocus();
        list->set_current(2);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(types(), (QStringList{"impute", "standardize", "clip"}));
        QCOMPARE(list->current(), 1);
        QCOMPARE(session_->undo_action()->text(), QStringLiteral("Undo: Move the step “Standardise”"));
        QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(types(), before);
        QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier); // Nothing is below the last.
        QCOMPARE(types(), before);
        list->set_current(0);
        QTest::keyClick(list, Qt::Key_Space);
        QVERIFY(!steps()[0].on);
        QCOMPARE(session_->undo_action()->text(), QStringLiteral("Undo: Switch off the step “Fill in missing values”"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QVERIFY(session_->data().dataset()->samples().prepared().find("age")->missing(0));
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(types(), (QStringList{"impute", "standardize"}));
        QCOMPARE(session_->undo_action()->text(), QStringLiteral("Undo: Delete the step “Clip outliers”"));
        undo();
        undo();
        undo();
        undo();
        QCOMPARE(types(), before);
        QVERIFY(steps()[0].on);
        undo(); // The steps themselves.
        QVERIFY(steps().empty());
        for (int i = 0; i < 5; ++i)
            session_->redo_action()->trigger();
        QCOMPARE(types(), (QStringList{"impute", "standardize"}));
        QVERIFY(!steps()[0].on);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(list->rows().size(), 2);
    }

    void the_mouse_drags_and_switches()
    {
        open({{"impute", {"age"}, {}}, {"clip", {"income"}, {}}, {"standardize", {}, {}}});
        auto* list = child<StepList>();
        const QPoint from = list->row_rect(0).center(), to = list->row_rect(2).center() + QPoint(0, 12);
        QTest::mousePress(list, Qt::LeftButton, {}, from);
        QTest::mouseMove(list, from + QPoint(0, 15));
        QTest::mouseMove(list, to);
        QTest::mouseRelease(list, Qt::LeftButton, {}, to);
        QCOMPARE(types(), (QStringList{"clip", "standardize", "impute"}));
        QVERIFY(!child<StepEditor>()->isVisible());
        // Esc in the middle changes nothing.
        QTest::mousePress(list, Qt::LeftButton, {}, from);
        QTest::mouseMove(list, to);
        QTest::keyClick(list, Qt::Key_Escape);
        QTest::mouseRelease(list, Qt::LeftButton, {}, to);
        QCOMPARE(types(), (QStringList{"clip", "standardize", "impute"}));
        QTest::mouseClick(list, Qt::LeftButton, {}, list->box_rect(1).center());
        QVERIFY(!steps()[1].on);
        QTest::mouseClick(list, Qt::LeftButton, {}, list->box_rect(1).center());
        QVERIFY(steps()[1].on);
        QVERIFY(!child<StepEditor>()->isVisible());
    }

    void the_context_menu_deletes()
    {
        open({{"impute", {"age"}, {}}, {"clip", {"income"}, {}}});
        auto* list = child<StepList>();
        QTimer::singleShot(0, this, [] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (QAction* act : menu->actions())
                if (act->text() == QStringLiteral("Delete")) {
                    act->trigger();
                    break;
                }
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, list->row_rect(0).center(), list->mapToGlobal(list->row_rect(0).center()));
        QApplication::sendEvent(list, &event);
        QCOMPARE(types(), QStringList{"clip"});
    }

    void a_click_opens_the_form_and_apply_changes_the_step()
    {
        open({{"clip", {"income"}, {}}, {"standardize", {}, {}}});
        auto* list = child<StepList>();
        QTest::mouseClick(list, Qt::LeftButton, {}, list->row_rect(0).center());
        auto* editor = child<StepEditor>();
        QVERIFY(editor->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        auto* apply = child<QPushButton>("step-apply");
        QVERIFY(!apply->isEnabled()); // Nothing to apply yet.
        QCOMPARE(child<QLabel>("step-network")->text(), QStringLiteral("The steps behind it go on from here."));
        auto* high = child<QLineEdit>("setting-high");
        high->selectAll();
        QTest::keyClicks(high, QStringLiteral("0.5"));
        QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled(), 20000);
        QTest::mouseClick(apply, Qt::LeftButton);
        QCOMPARE(std::get<double>(steps()[0].settings.at("high")), 0.5);
        QCOMPARE(session_->undo_action()->text(), QStringLiteral("Undo: Change the step “Clip outliers”"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        // What cannot be done is said, with what to do, and cannot be applied.
        QTest::mouseClick(list, Qt::LeftButton, {}, list->row_rect(0).center());
        high->selectAll();
        QTest::keyClicks(child<QLineEdit>("setting-low"), QStringLiteral("0.9"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QVERIFY2(child<QLabel>("step-effect")->text().contains(QStringLiteral("are no limits")), qPrintable(child<QLabel>("step-effect")->text()));
        QVERIFY(!apply->isEnabled());
        // A step behind finds what those before it leave: a column that was changed is still there.
        QTest::mouseClick(list, Qt::LeftButton, {}, list->row_rect(1).center());
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(child<StepPreviewView>()->preview().effect.columns, (std::vector<std::string>{"age", "income"}));
        QVERIFY(list->rows()[1].note.startsWith(QStringLiteral("age, income")));
        undo(); // Of the change: the form shows the list as it is now, or goes.
        QVERIFY(steps()[0].settings.empty());
    }

    void rows_that_a_step_leaves_out_are_shown()
    {
        open();
        add_by_keys(QStringLiteral("filter"));
        auto* condition = child<QLineEdit>("setting-condition");
        QVERIFY(condition->isVisible());
        QCOMPARE(child<QLabel>("step-effect")->text(), QStringLiteral("All 60 rows stay."));
        QTest::keyClicks(condition, QStringLiteral("city = Rome"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(child<QLabel>("step-effect")->text(), QStringLiteral("40 of 60 rows are left out."));
        const StepPreview& preview = child<StepPreviewView>()->preview();
        for (std::size_t i = 0; i < preview.rows.size(); ++i)
            QCOMPARE(bool(preview.stays[i]), preview.rows[i] % 3 == 0);
        QTest::mouseClick(child<QPushButton>("step-apply"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(session_->data().dataset()->facts().rows, std::int64_t(20));
        QVERIFY(child<StepList>()->rows()[0].note.startsWith(QStringLiteral("40 rows left out")));
    }

    void a_step_whose_column_is_gone_says_so_and_can_be_mended()
    {
        open({{"drop", {"income"}, {}}, {"clip", {"income"}, {}}, {"impute", {}, {}}});
        auto* list = child<StepList>();
        QVERIFY(!session_->data().dataset()); // Nothing is trained on what was not prepared as asked.
        QVERIFY(session_->data().error());
        QVERIFY(child<TableView>()->isVisible());
        QVERIFY(list->isVisible());
        QCOMPARE(list->rows()[0].error, QString());
        QCOMPARE(list->rows()[1].error, QStringLiteral("There is no column “income”."));
        QVERIFY(!list->rows()[1].hint.isEmpty());
        QCOMPARE(list->rows()[2].error, QString());
        QVERIFY(list->row_rect(1).height() > list->row_rect(0).height());
        QTest::mouseClick(list, Qt::LeftButton, {}, list->box_rect(0).center());
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QVERIFY(session_->data().dataset());
        QCOMPARE(list->rows()[1].error, QString());
    }

    void the_table_stays_where_it_is_when_steps_change()
    {
        open({{"impute", {"age"}, {}}});
        auto* table = child<TableView>();
        table->set_current_column(1);
        table->verticalScrollBar()->setValue(7);
        const int there = table->verticalScrollBar()->value();
        auto* list = child<StepList>();
        QTest::mouseClick(list, Qt::LeftButton, {}, list->box_rect(0).center());
        QVERIFY(!steps()[0].on);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 20000);
        QCOMPARE(table->current_column(), 1);
        QCOMPARE(table->verticalScrollBar()->value(), there);
    }
};

QTEST_MAIN(DataStepsTest)
#include "data_steps_test.moc"
