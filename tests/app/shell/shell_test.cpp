#include "command_search.h"
#include "main_window.h"
#include "preferences.h"
#include "rail.h"
#include "session.h"
#include "stages/welcome_cards.h"
#include "theme/language.h"
#include "top_bar.h"

#include <QAction>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

class ShellTest : public QObject {
    Q_OBJECT
    QTemporaryDir home_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;

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
        bool found = false;
        for (const QPushButton* b : window_->findChildren<QPushButton*>())
            found |= b->text() == QStringLiteral("从我的数据开始");
        QVERIFY(found);
        set_interface_language(Language::English);
        QCoreApplication::processEvents();
        QCOMPARE(item->text(), QStringLiteral("Data"));
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
        window_->findChild<RailItem*>(QStringLiteral("welcome"))->setFocus(Qt::TabFocusReason);
        QStringList way;
        for (int i = 0; i < 24; ++i) {
            QTest::keyClick(window_->focusWidget(), Qt::Key_Tab);
            QWidget* w = window_->focusWidget();
            const QString where = qobject_cast<RailItem*>(w)                   ? QStringLiteral("rail")
                                  : window_->top_bar()->isAncestorOf(w)        ? QStringLiteral("top")
                                  : window_->stage("welcome")->isAncestorOf(w) ? QStringLiteral("stage")
                                                                               : QStringLiteral("elsewhere");
            if (way.isEmpty() || way.last() != where)
                way << where;
        }
        QEXPECT_FAIL("", "Tab leaves the rail for the stage, not for the top bar", Continue);
        QCOMPARE(way.mid(0, 3), QStringList({"rail", "top", "stage"}));
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
        for (const char* stage : {"welcome", "settings"}) {
            window_->show_stage(QLatin1String(stage));
            for (const QAbstractButton* b : window_->findChildren<QAbstractButton*>())
                if (b->isVisible())
                    QVERIFY2(!b->accessibleName().isEmpty() || !b->text().isEmpty(), b->metaObject()->className());
        }
    }

    void nothing_is_cut_data()
    {
        QTest::addColumn<bool>("chinese");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QSize>("size");
        for (bool chinese : {false, true})
            for (bool dark : {false, true})
                for (double scale : {1.0, 4.0 / 3, 1.5})
                    for (QSize size : {QSize(1440, 900), QSize(1100, 700)})
                        QTest::addRow("%s %s %.2f %d", chinese ? "zh" : "en", dark ? "dark" : "light", scale,
                                      size.width())
                            << chinese << dark << scale << size;
    }

    void nothing_is_cut()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QSize, size);
        set_interface_language(chinese ? Language::Chinese : Language::English);
        ThemeManager::instance().set_appearance(dark ? Appearance::Dark : Appearance::Light);
        ThemeManager::instance().set_font_scale(scale);
        window_->resize(size);
        QStringList cut;
        for (const char* stage : {"welcome", "settings"}) {
            window_->show_stage(QLatin1String(stage));
            QTest::qWait(1);
            QCoreApplication::processEvents();
            QCOMPARE(window_->size(), size);
            for (const QWidget* w : window_->findChildren<QWidget*>()) {
                if (!w->isVisible() || w->width() == 0)
                    continue;
                QString text;
                if (const auto* label = qobject_cast<const QLabel*>(w))
                    text = label->text();
                else if (const auto* b = qobject_cast<const QAbstractButton*>(w))
                    text = b->text();
                if (text.isEmpty())
                    continue;
                const auto* label = qobject_cast<const QLabel*>(w);
                const bool wraps = label && label->wordWrap();
                const QString where = QStringLiteral("“%1” has %2×%3 and needs %4×%5")
                                          .arg(text)
                                          .arg(w->width())
                                          .arg(w->height())
                                          .arg(w->sizeHint().width())
                                          .arg(wraps ? w->heightForWidth(w->width()) : w->sizeHint().height());
                const bool fits = wraps ? w->height() >= w->heightForWidth(w->width()) - 1
                                        : w->width() >= w->sizeHint().width() - 1 && w->height() >= w->sizeHint().height() - 1;
                if (!fits && !qobject_cast<const SampleCard*>(w) && !qobject_cast<const RecentItem*>(w))
                    cut << where;
            }
        }
        const bool narrow = size.width() < 1440;
        if (chinese ? scale > 1.4 && narrow : scale > 1.4 || (scale > 1.3 && narrow))
            QEXPECT_FAIL("", "Welcome's heads and buttons do not fold yet at large type", Continue);
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
