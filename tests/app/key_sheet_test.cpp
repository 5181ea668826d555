#include "main_window.h"
#include "session.h"
#include "shortcut_sheet.h"
#include "canvas/canvas.h"
#include "palette/palette.h"
#include "stages/design_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStandardPaths>
#include <QtTest>

using namespace loom;

/// The sheet of all keys: from F1 and from Welcome, in both languages, without a word cut.
class KeySheetTest : public QObject {
    Q_OBJECT

    static QStringList words(const ShortcutSheet& sheet)
    {
        QStringList all;
        for (const QLabel* label : sheet.findChildren<QLabel*>())
            all << label->text();
        return all;
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        ThemeManager::instance().install();
    }
    void cleanup() { set_interface_language(Language::English); }

    void f1_shows_gestures_and_commands()
    {
        for (const Language l : {Language::English, Language::Chinese}) {
            set_interface_language(l);
            Session session;
            MainWindow window(session);
            window.show();
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            window.finish();
            window.show_stage(QStringLiteral("design"));
            QWidget* before = QApplication::focusWidget();
            QTest::keyClick(&window, Qt::Key_F1);
            QPointer<ShortcutSheet> sheet = window.findChild<ShortcutSheet*>();
            QVERIFY(sheet && sheet->isVisible() && sheet->hasFocus());
            const QStringList all = words(*sheet);
            for (const char* keys : {"Ctrl+Shift+D", "Shift+A", "Ctrl+F", "Ctrl+Shift+Left", "F1", "Ctrl+Shift+P", "Ctrl+Z"})
                QVERIFY2(all.contains(QKeySequence(QLatin1String(keys)).toString(QKeySequence::NativeText)), keys);
            QVERIFY(all.contains(l == Language::English ? QStringLiteral("Arrange downwards") : QStringLiteral("自上而下排列")));
            QVERIFY(all.contains(l == Language::English ? QStringLiteral("Link two nodes") : QStringLiteral("连接两个节点")));
            QCoreApplication::processEvents();
            for (const QLabel* label : sheet->findChildren<QLabel*>())
                QVERIFY2(!label->wordWrap() || label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
            QTest::keyClick(sheet, Qt::Key_F1); // Not a second one.
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QVERIFY(!sheet);
            QCOMPARE(QApplication::focusWidget(), before);
        }
    }

    /// What the sheet says of menus: the key that keyboards without a Menu key have for it.
    void shift_f10_opens_the_menu_of_what_has_the_focus()
    {
        Session session;
        MainWindow window(session);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.finish();
        window.show_stage(QStringLiteral("design"));
        auto* design = qobject_cast<DesignStage*>(window.stage(QStringLiteral("design")));
        QVERIFY(design);
        const auto menu = [&]() -> QStringList {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F10, Qt::ShiftModifier);
            auto* opened = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QStringList entries;
            for (const QAction* action : opened ? opened->actions() : QList<QAction*>())
                entries << action->text();
            if (opened)
                opened->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return entries;
        };
        design->canvas().setFocus();
        QVERIFY(menu().contains(QStringLiteral("Select all")) || menu().size() > 5);
        auto& tree = design->palette_panel().tree();
        tree.setFocus();
        tree.setCurrentIndex(tree.model()->index(0, 0, tree.model()->index(0, 0)));
        QCOMPARE(menu().value(0), QStringLiteral("Add to the canvas"));
        design->palette_panel().search().setFocus();
        QVERIFY(!menu().isEmpty()); // Of a field: to copy and paste.
        QVERIFY(!QApplication::activePopupWidget());
    }

    void welcome_opens_it_and_escape_closes_it()
    {
        Session session;
        MainWindow window(session);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.show_stage(QStringLiteral("welcome"));
        QPushButton* opener = nullptr;
        for (auto* b : window.findChildren<QPushButton*>())
            if (b->text() == QLatin1String("Keyboard shortcuts"))
                opener = b;
        QVERIFY(opener);
        QTest::mouseClick(opener, Qt::LeftButton);
        QPointer<ShortcutSheet> sheet = window.findChild<ShortcutSheet*>();
        QVERIFY(sheet && window.rect().contains(sheet->geometry()));
        window.resize(1100, 700);
        QCoreApplication::processEvents();
        QVERIFY(window.rect().contains(sheet->geometry()));
        QTest::keyClick(sheet, Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!sheet);
    }
};

QTEST_MAIN(KeySheetTest)
#include "key_sheet_test.moc"
