// The Data stage with real files: opening, filtering, splitting, undoing, refusing.
#include "idx_files.h"
#include "session.h"
#include "stage.h"
#include "stages/suggestion_panel.h"

#include "bridge/data_session.h"
#include "datasets/class_bars.h"
#include "datasets/gallery.h"
#include "datasets/row_list.h"
#include "datasets/table_view.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace loom;
using namespace loom::test;

class DataTest : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Stage> stage_;

    void open(const QString& path)
    {
        session_->data().open_path(path);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading(), 20000);
    }
    /// 50 points in two classes and a ragged row.
    QString write_points() const
    {
        QFile file(dir_.filePath(QStringLiteral("points.csv")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("x,y,kind\n");
        for (int i = 0; i < 50; ++i)
            file.write(QByteArray::number(i) + "," + QByteArray::number(i * 2.5) + (i % 2 ? ",a\n" : ",b\n"));
        file.write("1,2\n");
        return file.fileName();
    }
    /// Eight rows with gaps in the price and the last but one name.
    QString write_goods() const
    {
        QFile file(dir_.filePath(QStringLiteral("goods.csv")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("price,name,kind\n30,item 10,u\n5,Item 9,v\n,item 9,u\n100,12,v\n5,item 2,u\n7.5,a b,v\n,,u\n1,z,v\n");
        return file.fileName();
    }
    /// 200 visits of 20 patients on 50 days.
    QString write_visits() const
    {
        QFile file(dir_.filePath(QStringLiteral("visits.csv")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("patient,day,pulse,ill\n");
        for (int i = 0; i < 200; ++i)
            file.write("P" + QByteArray::number(100 + i % 20) + ",2024-0" + QByteArray::number(1 + i / 40) + "-" + QByteArray::number(10 + i % 10) +
                       "," + QByteArray::number(60 + i * 31 % 47) + (i % 20 % 4 ? ",yes\n" : ",no\n"));
        return file.fileName();
    }
    std::set<std::string> values_in(Part part, const char* column) const
    {
        std::set<std::string> values;
        const auto data = session_->data().dataset();
        for (const auto row : data->rows(part))
            values.insert(data->table().find(column)->text(row));
        return values;
    }
    QStringList choices(const QComboBox* box) const
    {
        QStringList texts;
        for (int i = 0; i < box->count(); ++i)
            texts << box->itemText(i);
        return texts;
    }
    /// As a person does.
    void choose(QComboBox* box, const QString& text)
    {
        const int i = box->findText(text);
        QVERIFY2(i >= 0, qPrintable(text + QStringLiteral(" is not among ") + choices(box).join(QStringLiteral(", "))));
        box->setCurrentIndex(i);
        Q_EMIT box->activated(i);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading(), 20000);
    }
    template <class T>
    T* named(const char* name) const
    {
        return stage_->findChild<T*>(QString::fromLatin1(name));
    }
    template <class T>
    T* child() const
    {
        return stage_->findChild<T*>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_STATE_HOME", dir_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        ThemeManager::instance().install();
        set_interface_language(Language::English);
        write_idx(dir_.path(), QStringLiteral("train"), 200);
        write_idx(dir_.path(), QStringLiteral("t10k"), 40);
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

    void pictures_open_and_filter_by_a_click()
    {
        open(dir_.path());
        QVERIFY(session_->data().dataset());
        auto* gallery = child<Gallery>();
        QVERIFY(gallery->isVisible());
        QCOMPARE(gallery->rows().size(), std::size_t(240));
        auto* bars = child<ClassBars>();
        QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(60, 2 * 24 + 12));
        QCOMPARE(bars->chosen(), 2);
        QTRY_COMPARE(gallery->rows().size(), std::size_t(60));
        for (std::uint32_t row : gallery->rows().listed())
            QCOMPARE(session_->data().dataset()->label(row), 2);
        QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(60, 2 * 24 + 12));
        QCOMPARE(gallery->rows().size(), std::size_t(240));
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(3).center());
        QCOMPARE(gallery->current(), 3);
        QTest::keyClick(gallery, Qt::Key_Right);
        QCOMPARE(gallery->current(), 4);
        const QImage shot = gallery->viewport()->grab().toImage();
        QCOMPARE(shot.pixelColor(gallery->tile_rect(4).topLeft() - QPoint(2, -20)), theme().accent);
    }

    void the_validation_part_is_a_step_that_can_be_undone()
    {
        open(dir_.path());
        const auto before = session_->data().dataset();
        QCOMPARE(before->rows(Part::Validation).size(), std::size_t(20));
        auto* box = stage_->findChild<QSpinBox*>(QStringLiteral("split-validation"));
        QVERIFY(box->isVisible() && !stage_->findChild<QSpinBox*>(QStringLiteral("split-test"))->isVisible()); // That part is given.
        box->setValue(30);
        QTRY_COMPARE(session_->data().dataset()->rows(Part::Validation).size(), std::size_t(60));
        QVERIFY(session_->undo_action()->isEnabled());
        session_->undo_action()->trigger();
        QTRY_COMPARE(session_->data().dataset()->rows(Part::Validation).size(), std::size_t(20));
        QCOMPARE(box->value(), 10);
        session_->undo_action()->trigger(); // The opening itself.
        QTRY_VERIFY(!session_->data().dataset());
        session_->redo_action()->trigger();
        QTRY_VERIFY(session_->data().dataset());
    }

    void rows_of_a_table_keep_what_is_ragged_aside()
    {
        open(write_points());
        QVERIFY2(session_->data().dataset(), session_->data().error() ? qPrintable(shown(session_->data().error()->message)) : "");
        QVERIFY(child<TableView>()->isVisible());
        QVERIFY(!child<Gallery>()->isVisible());
        QCOMPARE(session_->data().dataset()->table().bad_row_count, std::size_t(1));
        const auto told = [this] { // The line of the ragged row.
            for (const FindingCard* card : stage_->findChildren<FindingCard*>())
                for (const QLabel* label : card->findChildren<QLabel*>())
                    if (label->text().contains(QStringLiteral("52")))
                        return true;
            return false;
        };
        QTRY_VERIFY(told());
    }

    void the_head_of_a_column_makes_it_the_target()
    {
        open(write_points());
        QCOMPARE(session_->data().dataset()->target(), std::string("y"));
        auto* table = child<TableView>();
        table->set_current_column(2);
        // The menu waits for a choice: it is made from within.
        QTimer::singleShot(0, this, [] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QCOMPARE(menu->actions().constFirst()->text(), QStringLiteral("Predict this column"));
            menu->actions().constFirst()->trigger();
            menu->close();
        });
        QTest::keyClick(table, Qt::Key_Menu);
        QTRY_COMPARE(session_->data().dataset()->target(), std::string("kind"));
        QCOMPARE(session_->data().dataset()->facts().classes.size(), std::size_t(2));
        session_->undo_action()->trigger();
        QTRY_COMPARE(session_->data().dataset()->target(), std::string("y"));
    }

    void a_step_that_loses_the_data_offers_to_be_undone()
    {
        open(write_points());
        auto* delimiter = stage_->findChild<QComboBox*>(QStringLiteral("setting-delimiter"));
        QVERIFY(delimiter && delimiter->isVisible());
        delimiter->setCurrentIndex(2); // Semicolon: every row is one text then.
        Q_EMIT delimiter->activated(2);
        QTRY_VERIFY(session_->data().error());
        QVERIFY(!session_->data().dataset());
        auto* bar = child<ErrorBar>();
        QVERIFY(bar->isVisible());
        auto* undo = bar->findChild<QPushButton*>();
        QVERIFY(undo->isVisible());
        QVERIFY2(undo->text().startsWith(QStringLiteral("Undo")), qPrintable(undo->text()));
        undo->click();
        QTRY_VERIFY(session_->data().dataset());
        QVERIFY(!bar->isVisible());
        QCOMPARE(delimiter->currentIndex(), 0);
    }

    void findings_show_their_rows_and_are_mended()
    {
        QFile file(dir_.filePath(QStringLiteral("gaps.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b,c,label\n");
        for (int i = 0; i < 60; ++i)
            file.write(QByteArray::number(i * i % 97) + "," + (i % 3 ? QByteArray::number(i * 2) : QByteArray()) + ",7" + (i % 2 ? ",u\n" : ",v\n"));
        file.close();
        open(file.fileName());
        FindingCard* gaps = nullptr;
        const auto found = [&] {
            gaps = nullptr;
            for (FindingCard* card : stage_->findChildren<FindingCard*>())
                for (const QLabel* label : card->findChildren<QLabel*>())
                    if (label->text() == QStringLiteral("“b” lacks 33.3% of its values") && card->isVisible())
                        gaps = card;
            return gaps != nullptr;
        };
        const auto acts = [&] { return gaps->findChildren<QPushButton*>(); };
        QTRY_VERIFY(found());
        for (const FindingCard* card : stage_->findChildren<FindingCard*>())
            for (const QLabel* label : card->findChildren<QLabel*>())
                QVERIFY(label->text() != QStringLiteral("Nothing stands out"));
        QCOMPARE(acts().size(), 2);
        auto* table = child<TableView>();
        QTest::mouseClick(acts()[1], Qt::LeftButton); // Show 20 rows.
        QTRY_COMPARE(int(table->rows().size()), 20);
        QCOMPARE(table->rows()[1], 3u);
        QPushButton* all = nullptr;
        for (QPushButton* b : stage_->findChildren<QPushButton*>())
            if (b->text() == QStringLiteral("Show all rows"))
                all = b;
        QVERIFY(all && all->isVisible());
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(int(table->rows().size()), 60);
        QVERIFY(!all->isVisible());
        const int before = gaps->y();
        acts()[0]->setFocus();
        QTest::keyClick(acts()[0], Qt::Key_Space);
        QCOMPARE(int(session_->graph().document().data().steps.size()), 1);
        QTRY_VERIFY(found() && acts().size() == 1); // Mended: only the rows are left to show.
        QTRY_VERIFY(stage_->settled());
        QVERIFY(found());
        QCOMPARE(gaps->y(), before); // What is below the pointer does not change while one mends.
        QVERIFY2(gaps->parentWidget()->isAncestorOf(QApplication::focusWidget()), "The focus stays in the list");
        session_->undo_action()->trigger();
        QCOMPARE(int(session_->graph().document().data().steps.size()), 0);
        QTRY_VERIFY(found() && acts().size() == 2);
        const auto cards = gaps->parentWidget()->findChildren<FindingCard*>();
        QVERIFY(std::ranges::any_of(cards, [&](const FindingCard* card) { return card->isVisible() && card->y() > gaps->y(); }));
        session_->redo_action()->trigger();
        QVERIFY(session_->graph().perform(LOOM_TEXT("Choose data"), {SetData{}}));
        QTRY_VERIFY(!found());
        session_->undo_action()->trigger(); // Looked at again: what is left to mend comes first.
        QTRY_VERIFY(found() && acts().size() == 1);
        for (const FindingCard* card : gaps->parentWidget()->findChildren<FindingCard*>())
            QVERIFY2(card->isHidden() || card == gaps || card->y() < gaps->y(), "What is left to mend comes first");
    }

    void a_network_is_suggested_with_its_reasons_and_taken_as_one_step()
    {
        QFile file(dir_.filePath(QStringLiteral("churn.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("number,age,city,churn\n");
        for (int i = 0; i < 120; ++i)
            file.write(QByteArray::number(500 + i) + "," + (i % 6 ? QByteArray::number(20 + i * 7 % 40) : QByteArray()) + (i % 3 ? ",Paris" : ",Lyon") +
                       (i * 7 % 10 < 4 ? ",yes\n" : ",no\n"));
        file.close();
        open(file.fileName());
        QTRY_VERIFY(stage_->settled());
        GraphDocument& graph = session_->graph();
        QVERIFY(graph.perform(LOOM_TEXT("Add a layer"), {AddNode{NodeId{7}, {"flatten", "mine", defaults(*find_layer("flatten")), {}}}}));
        const Document before = graph.document();
        auto* panel = child<SuggestionPanel>();
        auto* apply = stage_->findChild<QPushButton*>(QStringLiteral("suggestion-apply"));
        auto* cancel = stage_->findChild<QPushButton*>(QStringLiteral("suggestion-cancel"));
        auto* note = stage_->findChild<Label*>(QStringLiteral("suggestion-note"));
        const auto ask = [&] {
            for (QPushButton* b : stage_->findChildren<QPushButton*>())
                if (b->text() == QStringLiteral("Suggest a network"))
                    QTest::mouseClick(b, Qt::LeftButton);
            QTRY_VERIFY(panel->isVisible() && apply->isEnabled());
        };
        const auto says = [&](const QString& words) {
            for (const QLabel* label : panel->findChildren<QLabel*>())
                if (label->text().contains(words))
                    return true;
            return false;
        };
        ask();
        QVERIFY2(note->text().contains(QStringLiteral("present network (1 layer)")), qPrintable(note->text()));
        QVERIFY(says(QStringLiteral("“age” lacks")) && says(QStringLiteral("“number” only names the rows")) && says(QStringLiteral("Dense")));
        QCOMPARE(graph.document(), before); // Nothing is changed by looking at it.
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!panel->isVisible());
        QCOMPARE(graph.document(), before);

        ask();
        QSignalSpy stages(stage_.get(), &Stage::stage_wanted);
        const std::size_t steps = graph.done();
        QTest::mouseClick(apply, Qt::LeftButton);
        QCOMPARE(stages.count(), 1);
        QCOMPARE(stages.first().first().toString(), QStringLiteral("design"));
        QVERIFY(!panel->isVisible());
        QCOMPARE(graph.done(), steps + 1);
        QVERIFY(graph.document().data().steps.size() >= 2);
        QTRY_VERIFY(!session_->data().is_loading());
        QVERIFY(session_->data().dataset());
        QCOMPARE(session_->data().dataset()->setup(), graph.document().data());
        QVERIFY(graph.analysis().sound());
        session_->undo_action()->trigger();
        QCOMPARE(graph.document(), before);
        QTRY_VERIFY(session_->data().dataset()->setup() == before.data());
    }

    void pictures_get_a_network_too()
    {
        open(dir_.path());
        QTRY_VERIFY(stage_->settled());
        Q_EMIT session_->suggestion_wanted(); // As the empty canvas asks for it.
        auto* apply = stage_->findChild<QPushButton*>(QStringLiteral("suggestion-apply"));
        QTRY_VERIFY(apply->isVisible() && apply->isEnabled());
        QTest::keyClick(apply, Qt::Key_Space);
        QTRY_VERIFY(session_->graph().analysis().sound() && !session_->graph().document().nodes().empty());
    }

    void rows_are_filtered_by_a_condition()
    {
        QFile file(dir_.filePath(QStringLiteral("people.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("city,age,label\n");
        for (int i = 0; i < 40; ++i)
            file.write((i % 4 ? "Paris," : "Lyon,") + QByteArray::number(20 + i) + (i % 2 ? ",u\n" : ",v\n"));
        file.close();
        open(file.fileName());
        QTRY_VERIFY(stage_->settled());
        SearchField* field = nullptr;
        for (SearchField* f : stage_->findChildren<SearchField*>())
            if (f->placeholderText().startsWith(QStringLiteral("Filter")))
                field = f;
        QVERIFY(field && field->isVisible());
        QCOMPARE(field->placeholderText(), QStringLiteral("Filter: age < 20")); // Of this data.
        auto* table = child<TableView>();
        QTest::keyClicks(field, QStringLiteral("city = Lyon and age < 30"));
        QTRY_COMPARE(int(table->rows().size()), 3);
        QVERIFY(field->property("error").toString().isEmpty());
        QTest::keyClicks(field, QStringLiteral(" and"));
        QVERIFY(!field->property("error").toString().isEmpty());
        // What is wrong with it stands below it once typing pauses.
        const auto told = [this] {
            for (const Label* label : stage_->findChildren<Label*>())
                if (label->isVisible() && label->text().startsWith(QStringLiteral("Condition, character 29: ")))
                    return true;
            return false;
        };
        QVERIFY(!told());
        QTRY_VERIFY(told());
        QCOMPARE(int(table->rows().size()), 40); // What is not understood hides nothing.
        field->clear();
        QCOMPARE(int(table->rows().size()), 40);
        QVERIFY(field->property("error").toString().isEmpty() && !told());
        // What is typed on is asked for alone, however late the answer to what stood there before comes.
        QTest::keyClicks(field, QStringLiteral("city = Paris"));
        field->setText(QStringLiteral("city = Lyon"));
        field->setText(QStringLiteral("age < 25"));
        QTRY_COMPARE(int(table->rows().size()), 5);
        QTest::keyClicks(field, QStringLiteral(" or city = Lyon"));
        field->clear();
        QTest::qWait(100);
        QCOMPARE(int(table->rows().size()), 40);
    }

    void rows_are_sorted_by_a_column()
    {
        open(write_goods());
        QTRY_VERIFY(stage_->settled());
        auto* table = child<TableView>();
        const Document before = session_->graph().document();
        const auto shown_rows = [&] { return table->rows().listed(); };
        const auto by_menu = [&](const QString& words) {
            // The menu waits for a choice: it is made from within.
            QTimer::singleShot(0, this, [words] {
                auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
                QVERIFY(menu);
                for (QAction* act : menu->actions())
                    if (act->text() == words) {
                        QVERIFY(act->isEnabled());
                        act->trigger();
                    }
                menu->close();
            });
            QTest::keyClick(table, Qt::Key_Menu);
        };
        const auto arrow_is = [&](int column, const QColor& colour) { // Its pixels are anti-aliased: the nearest one counts.
            const QImage shot = table->viewport()->grab().toImage();
            const QRect at = table->arrow_rect(column);
            int nearest = 1000;
            for (int y = at.top(); y <= at.bottom(); ++y)
                for (int x = at.left(); x <= at.right(); ++x) {
                    const QColor c = shot.pixelColor(x, y);
                    nearest = std::min(nearest, std::abs(c.red() - colour.red()) + std::abs(c.green() - colour.green()) + std::abs(c.blue() - colour.blue()));
                }
            return nearest < 60;
        };
        const std::vector<std::uint32_t> as_given = {0, 1, 2, 3, 4, 5, 6, 7};
        QVERIFY(!arrow_is(0, theme().accent));
        table->set_current_column(0); // price: 30 5 missing 100 5 7.5 missing 1
        by_menu(QStringLiteral("Sort ascending"));
        const std::vector<std::uint32_t> cheapest_first = {7, 1, 4, 5, 0, 3, 2, 6}, dearest_first = {3, 0, 5, 1, 4, 7, 2, 6};
        QTRY_COMPARE(shown_rows(), cheapest_first);
        QVERIFY(arrow_is(0, theme().accent) && !arrow_is(1, theme().accent));
        QVERIFY(table->accessibleDescription().startsWith(QStringLiteral("Sorted by price, ascending")));
        by_menu(QStringLiteral("Sort descending"));
        QTRY_COMPARE(shown_rows(), dearest_first);
        // Keys, and names in natural order: item 10, Item 9, item 9, 12, item 2, a …
        table->set_current_column(1);
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(shown_rows(), (std::vector<std::uint32_t>{3, 5, 4, 1, 2, 0, 7, 6}));
        QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(shown_rows(), (std::vector<std::uint32_t>{7, 0, 2, 1, 4, 5, 3, 6}));
        by_menu(QStringLiteral("As in the file"));
        QCOMPARE(shown_rows(), as_given);
        QVERIFY(!arrow_is(1, theme().accent));
        // The place of the arrow, and Shift on a head: up, down, as in the file.
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->arrow_rect(0).center());
        QTRY_COMPARE(shown_rows(), cheapest_first);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ShiftModifier, table->arrow_rect(0).bottomLeft() + QPoint(-20, 40));
        QTRY_COMPARE(shown_rows(), dearest_first);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->arrow_rect(0).center());
        QCOMPARE(shown_rows(), as_given);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->arrow_rect(0).bottomLeft() + QPoint(-20, 40));
        QTest::qWait(50);
        QCOMPARE(shown_rows(), as_given); // That chooses the column.
        QVERIFY(session_->graph().document() == before); // The project knows nothing of it.
    }

    void the_order_goes_with_filter_and_choice_and_ends_with_the_table()
    {
        open(write_goods());
        QTRY_VERIFY(stage_->settled());
        auto* table = child<TableView>();
        auto* list = child<RowList>();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->row_rect(3).center());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ControlModifier, table->row_rect(6).center());
        QCOMPARE(list->chosen(9), (std::vector<std::uint32_t>{3, 6}));
        table->set_current_column(0);
        QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(table->rows()[0], 3u);
        QCOMPARE(list->chosen(9), (std::vector<std::uint32_t>{3, 6})); // Now at places 0 and 7.
        QVERIFY(list->is_chosen(0) && list->is_chosen(7));
        QCOMPARE(list->current(), 7);
        // What is chosen while it is sorted stays chosen too, however late.
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        std::uint32_t last = 0;
        for (int i = 0; i < 50 && table->rows()[0] == 3; ++i) {
            list->click(i % 7, {});
            last = table->rows()[std::size_t(i % 7)];
            QTest::qWait(1);
        }
        QTRY_COMPARE(table->rows()[0], 7u);
        QCOMPARE(list->chosen(9), std::vector<std::uint32_t>{last});
        QCOMPARE(table->rows()[std::size_t(list->current())], last);
        // A filter finds rows in this order, and the order counts among those.
        auto* field = named<SearchField>("condition");
        field->setText(QStringLiteral("price > 4"));
        QTRY_COMPARE(table->rows().listed(), (std::vector<std::uint32_t>{1, 4, 5, 0, 3}));
        QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(table->rows().listed(), (std::vector<std::uint32_t>{3, 0, 5, 1, 4}));
        // Of two questions the late answer to the first is dropped.
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        field->clear();
        QTest::keyClick(table, Qt::Key_Home, Qt::AltModifier);
        QTest::qWait(100);
        QCOMPARE(table->rows().listed(), (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7}));
        // Another target is another dataset of the same table; another file is another table.
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(table->rows()[0], 7u);
        DataSetup setup = session_->graph().document().data();
        setup.target = "price";
        session_->data().change(LOOM_TEXT("Predict"), setup);
        QTRY_COMPARE(session_->data().dataset()->target(), std::string("price"));
        QTRY_VERIFY(stage_->settled());
        QCOMPARE(table->rows()[0], 7u);
        QVERIFY(table->sort());
        const auto source = session_->data().dataset()->source_table();
        choose(named<QComboBox>("setting-delimiter"), QStringLiteral("Comma")); // The same file, read anew.
        QTRY_VERIFY(stage_->settled());
        QVERIFY(session_->data().dataset()->source_table() != source);
        QCOMPARE(table->rows()[0], 7u);
        QVERIFY(table->sort());
        const QString other = dir_.filePath(QStringLiteral("other.csv"));
        QVERIFY(QFile::copy(dir_.filePath(QStringLiteral("goods.csv")), other));
        open(other);
        QTRY_VERIFY(stage_->settled());
        QVERIFY(!table->sort());
        QCOMPARE(table->rows().size(), std::size_t(8));
        QCOMPARE(table->rows()[0], 0u);
    }

    void tiles_follow_the_order_and_say_so()
    {
        open(dir_.path());
        QTRY_VERIFY(stage_->settled());
        auto* gallery = child<Gallery>();
        auto* table = child<TableView>();
        const auto& columns = session_->data().dataset()->table().columns;
        const auto label = std::ranges::find(columns, session_->data().dataset()->target(), &Column::name);
        QVERIFY(label != columns.end());
        Q_EMIT table->sort_wanted(RowSort{label->name, true});
        QTRY_VERIFY(table->sort());
        const auto rows = gallery->rows().listed();
        QCOMPARE(rows.size(), std::size_t(240));
        for (std::size_t i = 1; i < rows.size(); ++i)
            QVERIFY(label->number(rows[i - 1]) > label->number(rows[i]) ||
                    (label->number(rows[i - 1]) == label->number(rows[i]) && rows[i - 1] < rows[i]));
        QPushButton* off = nullptr;
        for (QPushButton* b : stage_->findChildren<QPushButton*>())
            if (b->text() == QString::fromStdString(label->name) + QStringLiteral(", descending"))
                off = b;
        QVERIFY(gallery->isVisible() && off && off->isVisible());
        QTest::mouseClick(off, Qt::LeftButton);
        QCOMPARE(gallery->rows()[5], 5u);
        QVERIFY(!off->isVisible());
    }

    void what_nothing_can_read_leaves_the_data_as_it_is()
    {
        open(write_points());
        const auto before = session_->data().dataset();
        QFile odd(dir_.filePath(QStringLiteral("odd.bin")));
        QVERIFY(odd.open(QIODevice::WriteOnly));
        odd.write(QByteArray("\x7f" "ELF\0\1\2\3", 8));
        odd.close();
        const QString undo = session_->undo_action()->text();
        open(odd.fileName());
        auto* bar = child<ErrorBar>();
        QVERIFY(session_->data().refusal() && bar->isVisible());
        QVERIFY(!session_->data().error());
        QVERIFY(!bar->findChild<QPushButton*>()->isVisible()); // Nothing was done that could be undone.
        QCOMPARE(session_->data().dataset(), before);
        QCOMPARE(session_->undo_action()->text(), undo);
        QVERIFY(child<TableView>()->isVisible());
        // The answer to a question that is no longer asked is not heard.
        session_->data().open_path(dir_.filePath(QStringLiteral("absent.csv")));
        QVERIFY(session_->data().is_loading());
        open(dir_.path());
        QVERIFY(!session_->data().refusal() && !bar->isVisible());
        QCOMPARE(session_->data().dataset()->table().rows, std::size_t(240));
        // Another project is not given what was asked for in this one.
        session_->data().open_path(write_points());
        QVERIFY(session_->new_project());
        QTest::qWait(200);
        QVERIFY(!session_->data().dataset() && !session_->data().is_loading());
    }

    void rows_are_split_in_the_way_that_is_chosen()
    {
        open(write_visits());
        auto *way = named<QComboBox>("split-way"), *column = named<QComboBox>("split-column");
        QCOMPARE(choices(way), QStringList({QStringLiteral("Random"), QStringLiteral("Random, by class"), QStringLiteral("By group"),
                                            QStringLiteral("By time"), QStringLiteral("k-fold")}));
        QCOMPARE(way->currentText(), QStringLiteral("Random, by class"));
        QVERIFY(!column->isVisible() && !named<QSpinBox>("split-folds")->isVisible() && named<QSpinBox>("split-seed")->isVisible());

        choose(way, QStringLiteral("By group"));
        QCOMPARE(column->currentText(), QStringLiteral("patient")); // The likely one.
        QVERIFY(column->isVisible() && named<QSpinBox>("split-test")->isVisible());
        QCOMPARE(session_->data().dataset()->rows(Part::Test).size(), std::size_t(40));
        for (const std::string& patient : values_in(Part::Test, "patient"))
            QVERIFY(!values_in(Part::Train, "patient").contains(patient));

        choose(way, QStringLiteral("By time"));
        QCOMPARE(column->currentText(), QStringLiteral("day"));
        QVERIFY(column->findText(QStringLiteral("patient")) < 0 && !named<QSpinBox>("split-seed")->isVisible());
        QVERIFY(*values_in(Part::Train, "day").rbegin() < *values_in(Part::Test, "day").begin());

        choose(way, QStringLiteral("k-fold"));
        auto *folds = named<QSpinBox>("split-folds"), *fold = named<QSpinBox>("split-fold");
        QVERIFY(folds->isVisible() && fold->isVisible() && !named<QSpinBox>("split-test")->isVisible());
        QVERIFY(named<QCheckBox>("split-by-class")->isVisible());
        folds->setValue(4);
        QTRY_COMPARE(session_->data().dataset()->rows(Part::Test).size(), std::size_t(50));
        const auto first = std::vector(session_->data().dataset()->rows(Part::Test).begin(), session_->data().dataset()->rows(Part::Test).end());
        fold->setValue(4);
        QTRY_VERIFY(!std::ranges::equal(first, session_->data().dataset()->rows(Part::Test)));
        folds->setValue(3); // There is no fourth one then.
        QTRY_COMPARE(session_->graph().document().data().fold, std::int64_t(3));
        QTRY_COMPARE(fold->value(), 3);
        choose(column, QStringLiteral("patient"));
        QVERIFY(!named<QCheckBox>("split-by-class")->isVisible());
        for (const std::string& patient : values_in(Part::Test, "patient"))
            QVERIFY(!values_in(Part::Train, "patient").contains(patient));
        // Each is a step.
        for (const char* expected : {"k-fold", "k-fold", "k-fold", "k-fold", "By time", "By group", "Random, by class"}) {
            session_->undo_action()->trigger();
            QTRY_VERIFY(!session_->data().is_loading());
            QCOMPARE(way->currentText(), QString::fromLatin1(expected));
        }
    }

    void a_split_that_cannot_be_made_is_told_and_can_be_mended()
    {
        open(write_visits());
        DataSetup setup = session_->graph().document().data();
        setup.split = SplitWay::Group;
        setup.split_column = "doctor"; // As from a project whose file lost a column.
        session_->data().change(LOOM_TEXT("Split by group"), setup);
        QTRY_VERIFY(session_->data().error());
        QVERIFY(child<ErrorBar>()->isVisible() && child<TableView>()->isVisible());
        QVERIFY(!child<SplitBar>()->isVisible()); // Its numbers would be those of other parts.
        auto* column = named<QComboBox>("split-column");
        QCOMPARE(column->currentText(), QStringLiteral("doctor"));
        choose(column, QStringLiteral("patient"));
        QVERIFY(!session_->data().error() && child<SplitBar>()->isVisible());
        QVERIFY(column->findText(QStringLiteral("doctor")) < 0);
        // Another file is split as it likes.
        open(write_points());
        QCOMPARE(session_->graph().document().data().split, SplitWay::Given);
        QVERIFY(session_->data().dataset());
    }

    void what_cannot_be_read_is_said_in_both_languages()
    {
        QFile cut(dir_.filePath(QStringLiteral("cut-images-idx3-ubyte")));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        QByteArray head;
        put(head, 2051);
        put(head, 100);
        put(head, 28);
        put(head, 28);
        cut.write(head + QByteArray(500, 'x'));
        cut.close();
        open(cut.fileName());
        QVERIFY(session_->data().error());
        auto* bar = child<ErrorBar>();
        QVERIFY(bar->isVisible());
        const Message message = session_->data().error()->message;
        const std::string english = render(message, Language::English), chinese = render(message, Language::Chinese);
        QVERIFY2(english.find("cut") != english.npos, english.c_str());
        QVERIFY2(english != chinese, chinese.c_str());
    }
};

QTEST_MAIN(DataTest)
#include "data_test.moc"
