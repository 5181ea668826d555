#include "../looks.h"
#include "command_search.h"
#include "main_window.h"
#include "preferences.h"
#include "rail.h"
#include "session.h"
#include "canvas/canvas.h"
#include "stages/design_stage.h"
#include "stages/welcome_cards.h"
#include "theme/language.h"
#include "top_bar.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

namespace {

void put(QByteArray& bytes, quint32 v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(char(v >> shift));
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// 300 pictures of 8 × 8 in ten classes, as a pair of IDX files.
void write_pictures(const QString& folder)
{
    QByteArray images, labels;
    for (quint32 v : {2051u, 300u, 8u, 8u})
        put(images, v);
    for (quint32 v : {2049u, 300u})
        put(labels, v);
    for (int i = 0; i < 300; ++i) {
        for (int p = 0; p < 64; ++p)
            images.append(char((i * 7 + p) % 256));
        labels.append(char(i % 10));
    }
    QVERIFY(QDir().mkpath(folder));
    write(folder + QStringLiteral("/train-images-idx3-ubyte"), images);
    write(folder + QStringLiteral("/train-labels-idx1-ubyte"), labels);
}

/// Rows with gaps, an uneven target and a ragged line: all that the audit speaks of.
void write_rows(const QString& path)
{
    QByteArray text = "id,age,city,joined,note,left\n";
    const char* cities[] = {"Oslo", "Lima", "Hanoi"};
    for (int i = 0; i < 200; ++i)
        text += "C" + QByteArray::number(1000 + i) + "," + (i % 5 ? QByteArray::number(20 + i % 60) : QByteArray()) + "," +
                cities[i % 3] + ",2024-0" + QByteArray::number(1 + i % 9) + "-11,word " +
                QByteArray::number(i * 37 % 199) + " of many," + (i % 10 ? "no\n" : "yes\n");
    write(path, text + "C9,1,2\n");
}

} // namespace

class ShellTest : public QObject {
    Q_OBJECT
    QTemporaryDir home_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;

    /// The texts of labels, buttons and fields that have less room than they need.
    QStringList cut_texts() const
    {
        QStringList cut;
        for (const QWidget* w : window_->findChildren<QWidget*>()) {
            if (!w->isVisible() || w->width() == 0)
                continue;
            QString text;
            QSize need = w->sizeHint();
            if (const auto* label = qobject_cast<const QLabel*>(w)) {
                text = label->text();
                if (label->wordWrap())
                    need = QSize(0, w->heightForWidth(w->width()));
            } else if (const auto* b = qobject_cast<const QAbstractButton*>(w)) {
                // Cards and rows paint the user's own words, which end in "…".
                if (!qobject_cast<const SampleCard*>(w) && !qobject_cast<const RecentItem*>(w))
                    text = b->text();
            } else if (const auto* search = qobject_cast<const SearchField*>(w)) {
                text = search->placeholderText();
                const QMargins m = search->textMargins();
                need.setWidth(search->fontMetrics().horizontalAdvance(text) + m.left() + m.right() + 18);
            } else if (const auto* box = qobject_cast<const QComboBox*>(w)) {
                text = box->currentText();
                need.setWidth(box->fontMetrics().horizontalAdvance(text) + 36);
            } else if (qobject_cast<const SegmentedControl*>(w) || qobject_cast<const QAbstractSpinBox*>(w)) {
                text = w->accessibleName() + QLatin1String(w->metaObject()->className());
            }
            if (text.isEmpty() || (w->width() >= need.width() - 1 && w->height() >= need.height() - 1))
                continue;
            cut << QStringLiteral("“%1” has %2×%3 and needs %4×%5")
                       .arg(text)
                       .arg(w->width())
                       .arg(w->height())
                       .arg(need.width())
                       .arg(need.height());
        }
        return cut;
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        for (const char* name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            qputenv(name, home_.path().toUtf8());
        QCoreApplication::setApplicationName(QStringLiteral("layerloom-test"));
        QSettings().clear();
        Preferences::instance().apply();
        set_interface_language(Language::English);
        ThemeManager::instance().set_appearance(Appearance::Light);
        ThemeManager::instance().install();
        write_pictures(home_.filePath(QStringLiteral("digits")));
        write_rows(home_.filePath(QStringLiteral("people.csv")));
    }

    void init()
    {
        session_ = std::make_unique<Session>();
        window_ = std::make_unique<MainWindow>(*session_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        window_->activateWindow();
        QTRY_VERIFY(window_->isActiveWindow());
        QTest::qWait(20);
    }

    void cleanup()
    {
        window_.reset();
        session_.reset();
        set_interface_language(Language::English);
        ThemeManager::instance().set_appearance(Appearance::Light);
        ThemeManager::instance().set_font_scale(1);
    }

    void stages_are_one_shortcut_away()
    {
        QCOMPARE(window_->current_stage(), QStringLiteral("welcome"));
        const char* names[] = {"welcome", "data", "design", "train", "evaluate", "ship"};
        for (int i = 5; i >= 0; --i) {
            QTest::keyClick(window_.get(), Qt::Key(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(window_->current_stage(), QLatin1String(names[i]));
            QVERIFY(window_->findChild<RailItem*>(QLatin1String(names[i]))->isChecked());
        }
        QTest::mouseClick(window_->findChild<RailItem*>(QStringLiteral("settings")), Qt::LeftButton);
        QCOMPARE(window_->current_stage(), QStringLiteral("settings"));
    }

    void the_language_switches_without_a_restart()
    {
        auto* item = window_->findChild<RailItem*>(QStringLiteral("data"));
        QCOMPARE(item->text(), QStringLiteral("Data"));
        set_interface_language(Language::Chinese);
        QCoreApplication::processEvents();
        QCOMPARE(item->text(), QStringLiteral("数据"));
        session_->new_project();
        QCOMPARE(window_->top_bar()->project_button()->text(), QStringLiteral("未命名"));
        bool found = false;
        for (const QPushButton* b : window_->findChildren<QPushButton*>())
            found |= b->text() == QStringLiteral("从我的数据开始");
        QVERIFY(found);
        set_interface_language(Language::English);
        QCoreApplication::processEvents();
        QCOMPARE(item->text(), QStringLiteral("Data"));
        QCOMPARE(window_->top_bar()->project_button()->text(), QStringLiteral("Untitled"));
    }

    void commands_are_found_in_both_languages_and_by_initials()
    {
        QTest::keyClick(window_.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        CommandSearch* search = window_->top_bar()->search();
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, "xjxm"); // 新建项目
        QCOMPARE(search->found().value(0), QStringLiteral("New project"));
        search->clear();
        QTest::keyClicks(search, "go to shi");
        QCOMPARE(search->found().value(0), QStringLiteral("Go to Ship"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(window_->current_stage(), QStringLiteral("ship"));
        QVERIFY(!search->hasFocus());
    }

    void tab_goes_rail_then_top_bar_then_stage()
    {
        const auto panels = window_->stage(QStringLiteral("welcome"))->panels();
        window_->findChild<RailItem*>(QStringLiteral("welcome"))->setFocus(Qt::TabFocusReason);
        const auto way = [&](Qt::Key key) {
            QStringList seen;
            for (int i = 0; i < 100 && seen.value(seen.size() - 1) != QLatin1String("rail"); ++i) {
                QTest::keyClick(window_->focusWidget(), key);
                const QWidget* w = window_->focusWidget();
                const QString where = qobject_cast<const RailItem*>(w)        ? QStringLiteral("rail")
                                      : window_->top_bar()->isAncestorOf(w) ? QStringLiteral("top")
                                      : panels[0]->isAncestorOf(w)          ? QStringLiteral("left")
                                      : panels[1]->isAncestorOf(w)          ? QStringLiteral("centre")
                                                                            : QStringLiteral("elsewhere");
                if (seen.value(seen.size() - 1) != where)
                    seen << where;
            }
            return seen;
        };
        QCOMPARE(way(Qt::Key_Tab), QStringList({"top", "left", "centre", "rail"}));
        QCOMPARE(way(Qt::Key_Backtab), QStringList({"centre", "left", "top", "rail"}));
    }

    void what_is_put_in_later_is_reached_where_it_is_seen()
    {
        // The list of recent projects is filled again on each visit, after the rest of the stage was made.
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        QVERIFY(session_->save_as(home_.filePath(QStringLiteral("seen.loom"))));
        window_->show_stage(QStringLiteral("settings"));
        window_->show_stage(QStringLiteral("welcome"));
        QTest::qWait(1);
        auto* item = window_->findChild<RecentItem*>();
        QVERIFY(item && item->isVisible());
        item->setFocus(Qt::TabFocusReason);
        QTest::keyClick(item, Qt::Key_Backtab);
        const auto* before = qobject_cast<QPushButton*>(window_->focusWidget());
        QVERIFY(before);
        QCOMPARE(before->text(), QStringLiteral("Open a project"));
        session_->close_project();
    }

    void f6_goes_from_panel_to_panel()
    {
        window_->findChild<RailItem*>(QStringLiteral("welcome"))->setFocus(Qt::TabFocusReason);
        QTest::keyClick(window_->focusWidget(), Qt::Key_F6);
        QVERIFY(window_->top_bar()->isAncestorOf(window_->focusWidget()));
        QTest::keyClick(window_->focusWidget(), Qt::Key_F6);
        const auto panels = window_->stage(QStringLiteral("welcome"))->panels();
        QVERIFY(panels[0]->isAncestorOf(window_->focusWidget()));
        QTest::keyClick(window_->focusWidget(), Qt::Key_F6);
        QVERIFY(panels[1]->isAncestorOf(window_->focusWidget()));
        QTest::keyClick(window_->focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(panels[0]->isAncestorOf(window_->focusWidget()));
    }

    /// The menu bar comes for Alt alone, not for Alt with a key that somebody else takes.
    void alt_with_another_key_leaves_the_menu_bar()
    {
        window_->finish();
        window_->show_stage(QStringLiteral("design"));
        auto* canvas = static_cast<DesignStage*>(window_->stage(QStringLiteral("design")));
        QWidget* on = &canvas->canvas();
        on->setFocus();
        const auto hidden = [this] { return window_->menuBar()->isHidden(); };
        QVERIFY(hidden());
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_1}) {
            QTest::keyPress(on, Qt::Key_Alt, Qt::AltModifier);
            QTest::keyClick(on, key, Qt::AltModifier);
            QTest::keyRelease(on, Qt::Key_Alt);
            QVERIFY(hidden());
        }
        QTest::keyPress(on, Qt::Key_Alt, Qt::AltModifier);
        QTest::mouseClick(on, Qt::LeftButton, Qt::AltModifier, QPoint(300, 200));
        QTest::keyRelease(on, Qt::Key_Alt);
        QVERIFY(hidden());
        QTest::keyPress(on, Qt::Key_Alt, Qt::AltModifier);
        QTest::keyRelease(on, Qt::Key_Alt);
        QVERIFY(!hidden());
        QTest::keyPress(on, Qt::Key_Alt, Qt::AltModifier);
        QTest::keyRelease(on, Qt::Key_Alt);
        QVERIFY(hidden());
    }

    void every_icon_button_has_a_name()
    {
        session_->data().open_path(home_.filePath(QStringLiteral("people.csv")));
        QTRY_VERIFY(session_->data().dataset());
        for (const char* stage : {"welcome", "data", "settings"}) {
            window_->show_stage(QLatin1String(stage));
            for (const QAbstractButton* b : window_->findChildren<QAbstractButton*>())
                if (b->isVisible())
                    QVERIFY2(!b->accessibleName().isEmpty() || !b->text().isEmpty(), b->metaObject()->className());
        }
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
        test::take_look(chinese, dark, scale);
        window_->resize(size);
        QStringList cut;
        const auto look_at = [&](const char* stage, const char* what) {
            window_->show_stage(QLatin1String(stage));
            QTRY_VERIFY(window_->stage(QLatin1String(stage))->settled());
            // A new size of type passes from layout to layout, each when it is idle.
            static_cast<void>(QTest::qWaitFor([&] { return cut_texts().isEmpty(); }, 3000));
            QCOMPARE(window_->size(), size);
            for (const QString& found : cut_texts())
                cut << QStringLiteral("%1 %2: %3").arg(QLatin1String(stage), QLatin1String(what), found);
        };
        look_at("welcome", "");
        look_at("settings", "");
        look_at("data", "without data");
        for (const char* data : {"digits", "people.csv"}) {
            session_->data().open_path(home_.filePath(QLatin1String(data)));
            QTRY_VERIFY(!session_->data().is_loading());
            QVERIFY(session_->data().dataset());
            look_at("data", data);
        }
        session_->data().open_path(home_.filePath(QStringLiteral("people.csv")));
        window_->start_tour();
        look_at("data", "with the tour");
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }

    void what_was_never_saved_is_kept_apart_and_offered()
    {
        const auto drafts = [this] {
            auto all = session_->recent_projects();
            all.removeIf([](const RecentProject& r) { return !r.draft; });
            return all;
        };
        const auto clean = [&] {
            for (const RecentProject& r : drafts())
                QDir(QFileInfo(r.path).path()).removeRecursively();
        };
        clean();
        const auto click_sample = [this](const char* id) {
            window_->show_stage(QStringLiteral("welcome"));
            for (SampleCard* card : window_->findChildren<SampleCard*>())
                if (card->sample().template_id == QByteArray(id))
                    QTest::mouseClick(card, Qt::LeftButton);
        };
        // A network is changed, and it has a run; then other samples are opened.
        click_sample("digits-mlp");
        const fs::path first = session_->project_file();
        const QString name = session_->project_name();
        Document changed = session_->graph().document();
        const NodeId node = std::next(changed.nodes().begin())->first;
        session_->graph().perform(Message(LOOM_TEXT("Rename %1 to %2")), {RenameNode{node, "my own"}});
        changed = session_->graph().document();
        QVERIFY(fs::create_directories(Runs::beside(first) / "run-1"));
        click_sample("two-features");
        const fs::path second = session_->project_file();
        QVERIFY(second != first);
        QVERIFY2(!fs::exists(Runs::beside(second)), "runs do not come along");
        QVERIFY(fs::exists(Runs::beside(first) / "run-1"));
        // The second one was only looked at.
        QVERIFY(session_->new_project());
        QVERIFY(!fs::exists(second));
        QCOMPARE(drafts().size(), 1);
        QCOMPARE(drafts()[0].name, name);
        QVERIFY(!drafts()[0].interrupted);

        // A click opens it again.
        window_->show_stage(QStringLiteral("welcome"));
        const auto item = [this]() -> RecentItem* {
            for (RecentItem* i : window_->findChildren<RecentItem*>())
                if (i->accessibleDescription().startsWith(QStringLiteral("Not saved yet")))
                    return i;
            return nullptr;
        };
        QVERIFY(item());
        QTest::mouseClick(item(), Qt::LeftButton);
        QCOMPARE(window_->current_stage(), QStringLiteral("design"));
        QVERIFY(session_->graph().document() == changed);
        QCOMPARE(session_->project_name(), name);
        QVERIFY(!session_->is_saved());
        QVERIFY(session_->project_file() == first);

        // So does the next start, after quitting at once after an edit.
        session_->graph().perform(Message(LOOM_TEXT("Rename %1 to %2")), {RenameNode{node, "mine, really"}});
        changed = session_->graph().document();
        window_->close();
        window_.reset();
        session_.reset();
        init();
        QCOMPARE(drafts().size(), 1);
        QCOMPARE(drafts()[0].name, name);
        QVERIFY(session_->open_recent(drafts()[0]));
        QVERIFY(session_->graph().document() == changed);

        // Saved, it is no draft any more, and its runs are beside it.
        const QString saved = home_.filePath(QStringLiteral("saved.loom"));
        QVERIFY(session_->save_as(saved));
        QVERIFY(drafts().isEmpty());
        QVERIFY(QFileInfo::exists(home_.filePath(QStringLiteral("saved.runs/run-1"))));
        QVERIFY(!fs::exists(first.parent_path()));

        // After a crash (the lock is still there) it is offered by name.
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        const fs::path third = session_->project_file();
        session_->graph().perform(Message(LOOM_TEXT("Rename %1 to %2")), {RenameNode{std::next(session_->graph().document().nodes().begin())->first, "x"}});
        QVERIFY(session_->close_project());
        QFile lock(QString::fromStdString(third.string() + ".lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("{\"host\":\"" + QSysInfo::machineHostName().toUtf8() + "\",\"process\":999999999,\"started\":1}\n");
        lock.close();
        window_->show_stage(QStringLiteral("welcome"));
        auto* card = window_->findChild<RecoveryCard*>();
        QVERIFY(card->isVisible());
        bool named = false;
        for (const QLabel* label : card->findChildren<QLabel*>())
            named |= label->text().contains(QStringLiteral("The first network"));
        QVERIFY(named);
        QVERIFY(!item());
        QTest::mouseClick(card->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(session_->project_name(), QStringLiteral("The first network"));
        QVERIFY(session_->close_project());
        clean();
    }

    void the_focus_stays_in_the_stage()
    {
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        const auto in_stage = [this] {
            const QWidget* stage = window_->stage(window_->current_stage());
            const QWidget* w = window_->focusWidget();
            return w && (w == stage || stage->isAncestorOf(w)) && w->isVisible();
        };
        // From stage to stage and back; Space does nothing to the rail then.
        window_->show_stage(QStringLiteral("train"));
        window_->show_stage(QStringLiteral("design"));
        QVERIFY(in_stage());
        for (const Qt::Key key : {Qt::Key_4, Qt::Key_5, Qt::Key_2, Qt::Key_6, Qt::Key_4, Qt::Key_3}) {
            QTest::keyClick(window_.get(), key, Qt::ControlModifier);
            QVERIFY2(in_stage(), qPrintable(window_->current_stage()));
            const QString stage = window_->current_stage();
            QTest::keyClick(window_->focusWidget(), Qt::Key_Space);
            QCOMPARE(window_->current_stage(), stage);
        }
        // A button that has the focus and goes, as Start does, or as a repair that was taken.
        QTest::keyClick(window_.get(), Qt::Key_4, Qt::ControlModifier);
        auto* train = window_->stage(QStringLiteral("train"));
        int tried = 0;
        for (auto* b : train->findChildren<QAbstractButton*>())
            if (b->isVisible() && b->isEnabled() && b->focusPolicy() & Qt::TabFocus) {
                b->setFocus(Qt::TabFocusReason);
                b->hide();
                QVERIFY2(in_stage(), qPrintable(b->text()));
                b->show();
                b->setFocus(Qt::TabFocusReason);
                b->setEnabled(false);
                QVERIFY2(in_stage(), qPrintable(b->text()));
                b->setEnabled(true);
                ++tried;
            }
        QVERIFY(tried > 1);
        // Chosen in the rail by key, the focus stays in the rail.
        auto* item = window_->findChild<RailItem*>(QStringLiteral("design"));
        item->setFocus(Qt::TabFocusReason);
        QTest::keyClick(item, Qt::Key_Space);
        QCOMPARE(window_->current_stage(), QStringLiteral("design"));
        session_->close_project();
    }

    void more_memory_than_the_machine_has_is_told_before_the_start()
    {
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        QTRY_VERIFY(session_->data().dataset());
        window_->show_stage(QStringLiteral("train"));
        window_->show_stage(QStringLiteral("design"));
        const auto told = [this](const char* stage) {
            for (const QLabel* label : window_->stage(QLatin1String(stage))->findChildren<QLabel*>())
                if (label->isVisibleTo(window_->stage(QLatin1String(stage))) && label->text().contains(QStringLiteral("GiB are free")))
                    return true;
            return false;
        };
        QTRY_VERIFY(session_->forecast().forecast() && session_->forecast().is_current());
        QVERIFY(!told("design") && !told("train"));
        // A million values into a million: four terabytes of weights.
        auto& graph = session_->graph();
        const LayerType& dense = *find_layer("dense");
        NodeId first{}, last{}, end{};
        for (const NodeId id : graph.analysis().order) {
            const Node& node = *graph.document().find(id);
            if (node.type == "dense")
                (first == NodeId{} ? first : last) = id;
            if (node.type == "output")
                end = id;
        }
        Node head = *graph.document().find(last);
        head.name = "head";
        const NodeId added = graph.document().new_id();
        const std::size_t units = *dense.index_of("units");
        QVERIFY(graph.perform(Message(LOOM_TEXT("Add %1")), {SetSetting{first, units, std::int64_t(1'000'000)}, SetSetting{last, units, std::int64_t(1'000'000)},
                                                Disconnect{{last, end, 0}}, AddNode{added, head}, Connect{{last, added, 0}}, Connect{{added, end, 0}}}));
        QVERIFY(graph.analysis().sound());
        QTRY_VERIFY(session_->forecast().forecast() && session_->forecast().is_current() && !session_->forecast().busy());
        QTRY_VERIFY(told("design"));
        QVERIFY(told("train"));
        graph.undo();
        QTRY_VERIFY(session_->forecast().is_current() && !session_->forecast().busy());
        QTRY_VERIFY(!told("design") && !told("train"));
        session_->close_project();
    }

    void samples_open_as_projects()
    {
        for (SampleCard* card : window_->findChildren<SampleCard*>())
            if (card->sample().template_id == QByteArray("digits-mlp"))
                QTest::mouseClick(card, Qt::LeftButton);
        QVERIFY(session_->has_project());
        QCOMPARE(window_->current_stage(), QStringLiteral("design"));
        QVERIFY(!session_->graph().document().nodes().empty());
    }
};

QTEST_MAIN(ShellTest)
#include "shell_test.moc"
