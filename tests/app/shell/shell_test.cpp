#include "../looks.h"
#include "command_search.h"
#include "main_window.h"
#include "preferences.h"
#include "rail.h"
#include "session.h"
#include "stages/welcome_cards.h"
#include "theme/language.h"
#include "top_bar.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
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
            for (int i = 0; i < 40 && seen.value(seen.size() - 1) != QLatin1String("rail"); ++i) {
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

    void every_icon_button_has_a_name()
    {
        QVERIFY(session_->data().open_path(home_.filePath(QStringLiteral("people.csv"))));
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
            QTest::qWait(1);
            QCoreApplication::processEvents();
            QCOMPARE(window_->size(), size);
            for (const QString& found : cut_texts())
                cut << QStringLiteral("%1 %2: %3").arg(QLatin1String(stage), QLatin1String(what), found);
        };
        look_at("welcome", "");
        look_at("settings", "");
        look_at("data", "without data");
        for (const char* data : {"digits", "people.csv"}) {
            QVERIFY(session_->data().open_path(home_.filePath(QLatin1String(data))));
            QTRY_VERIFY(!session_->data().is_loading());
            QVERIFY(session_->data().dataset());
            look_at("data", data);
        }
        QVERIFY(session_->data().open_path(home_.filePath(QStringLiteral("people.csv"))));
        window_->start_tour();
        look_at("data", "with the tour");
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
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
