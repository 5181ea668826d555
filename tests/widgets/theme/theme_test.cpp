#include "schema/types.h"
#include "theme/command.h"
#include "theme/controls.h"
#include "theme/flow.h"
#include "theme/icons.h"
#include "theme/language.h"
#include "theme/search.h"
#include "theme/theme.h"

#include <QAction>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QLabel>
#include <QTest>
#include <QToolTip>

#include <cmath>

using namespace loom;

static double luminance(const QColor& c)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

static double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        set_interface_language(Language::English);
        ThemeManager::instance().set_appearance(Appearance::Light);
        ThemeManager::instance().install();
    }

    void tips_are_wrapped()
    {
        const auto tip = []() -> QLabel* {
            for (QWidget* w : QApplication::topLevelWidgets())
                if (w->inherits("QTipLabel") && w->isVisible())
                    return qobject_cast<QLabel*>(w);
            return nullptr;
        };
        const QString english = QStringLiteral("Scales all gradients down together when their norm exceeds this, so that a single batch cannot throw the network off. ");
        const QString chinese = QString::fromUtf8("梯度范数超过此值时，所有梯度按同一比例缩小，避免单个批次使网络偏离过远，训练因此更稳定。");
        for (const QString& text : {english.repeated(3), chinese.repeated(6)}) {
            QToolTip::showText(QPoint(20, 20), text);
            QTRY_VERIFY(tip());
            QVERIFY2(tip()->width() <= 360, qPrintable(QString::number(tip()->width())));
            QVERIFY(tip()->height() >= tip()->heightForWidth(tip()->width()));
            // Another text in a tip that is open, and a short one, which stays short.
            QToolTip::showText(QPoint(20, 20), text + text);
            QVERIFY(tip()->width() <= 360);
            QVERIFY(tip()->height() >= tip()->heightForWidth(tip()->width()));
            QToolTip::showText(QPoint(20, 20), QStringLiteral("Undo"));
            QVERIFY2(tip()->width() < 100, qPrintable(QString::number(tip()->width())));
            QVERIFY(tip()->height() < 50);
            QToolTip::hideText();
            QTRY_VERIFY(!tip());
        }
    }

    // Packages bring Qt's own words; without them file dialogs are English in a Chinese window.
    void dialogs_of_qt_are_chinese_too()
    {
        set_interface_language(Language::Chinese);
        const QString look_in = QCoreApplication::translate("QFileDialog", "Look in:");
        const QString cancel = QCoreApplication::translate("QPlatformTheme", "Cancel");
        set_interface_language(Language::English);
        QVERIFY2(look_in != QStringLiteral("Look in:"), "is qt6-translations-l10n installed?");
        QVERIFY(cancel != QStringLiteral("Cancel"));
        QCOMPARE(QCoreApplication::translate("QFileDialog", "Look in:"), QStringLiteral("Look in:"));
    }

    void text_can_be_read_on_every_ground()
    {
        for (const Theme* t : {&light_theme(), &dark_theme()}) {
            for (const QColor& ground :
                 {t->bg, t->surface, t->raised, t->sunken, t->field, t->canvas, t->rail, t->hover, t->accentbg}) {
                for (const QColor& text : {t->text, t->text2, t->text3, t->accent})
                    QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(text.name() + " on " + ground.name()));
            }
            for (const QColor& ground : {t->surface, t->field, t->raised, t->bg})
                QVERIFY2(contrast(t->edge, ground) >= 3, qPrintable(t->edge.name() + " on " + ground.name()));
            for (const auto& [text, tint] : {std::pair{t->ok, t->okbg},
                                             {t->warn, t->warnbg},
                                             {t->err, t->errbg},
                                             {t->info, t->infobg},
                                             {t->onaccent, t->accent},
                                             {t->onaccent, t->accenthov}})
                QVERIFY2(contrast(text, tint) >= 4.5, qPrintable(text.name() + " on " + tint.name()));
            for (const QColor& text : {t->ok, t->warn, t->err, t->info, t->c_io, t->c_lin, t->c_conv, t->c_shape,
                                       t->c_norm, t->c_act, t->c_rec, t->c_att, t->c_merge})
                QVERIFY2(contrast(text, t->surface) >= 4.5, qPrintable(text.name() + " on surface"));
        }
    }

    void only_the_theme_names_colours()
    {
        const QRegularExpression literal(QStringLiteral(
            R"re("#[0-9A-Fa-f]{6}"|\brgba?\(\d|QColor\(\s*\d|QColor\(Qt::|QColor::from|qRgba?\(\d|Qt::(red|green|blue|cyan|magenta|yellow|black|white|gray|grey|dark\w+|light[A-Z]\w+)\b)re"));
        int files = 0;
        for (const char* top : {"/widgets", "/app"})
            for (QDirIterator it(QStringLiteral(LOOM_SOURCE) + QLatin1String(top), {"*.h", "*.cpp"}, QDir::Files,
                                 QDirIterator::Subdirectories);
                 it.hasNext();) {
                const QString path = it.next();
                if (path.contains(QLatin1String("/widgets/theme/")))
                    continue;
                QFile file(path);
                QVERIFY(file.open(QIODevice::ReadOnly));
                const auto match = literal.match(QString::fromUtf8(file.readAll()));
                QVERIFY2(!match.hasMatch(), qPrintable(path + ": " + match.captured()));
                ++files;
            }
        QVERIFY(files > 20);
    }

    void the_sheet_knows_its_tokens()
    {
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
        const QString light = qApp->styleSheet();
        QSignalSpy changed(&ThemeManager::instance(), &ThemeManager::changed);
        ThemeManager::instance().set_appearance(Appearance::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme().dark);
        QVERIFY(qApp->styleSheet() != light);
        ThemeManager::instance().set_appearance(Appearance::Light);
        QCOMPARE(qApp->styleSheet(), light);
    }

    void every_icon_paints()
    {
        const auto files = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(files.size() > 70);
        for (const QString& file : files)
            for (int side : {12, 16, 24}) {
                const QByteArray name = file.chopped(4).toLatin1();
                const QImage image = icon_pixmap(name.constData(), side, theme().text, 2).toImage();
                QCOMPARE(image.width(), side * 2);
                int painted = 0;
                for (int y = 0; y < image.height(); ++y)
                    for (int x = 0; x < image.width(); ++x)
                        painted += qAlpha(image.pixel(x, y)) > 60;
                QVERIFY2(painted > side / 2, name.constData());
            }
        for (int c = 0; c <= int(Category::Merge); ++c)
            QVERIFY(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(category_icon(Category(c))))));
    }

    void disabled_and_checked_icons_take_their_tokens()
    {
        const QIcon i = icon("stop");
        const auto ink = [&](QIcon::Mode mode, QIcon::State state) {
            const QImage image = i.pixmap(QSize(96, 96), 1, mode, state).toImage();
            QRgb most = 0;
            for (int y = 0; y < 96; ++y)
                for (int x = 0; x < 96; ++x)
                    if (qAlpha(image.pixel(x, y)) > qAlpha(most))
                        most = image.pixel(x, y);
            return QColor(most).name();
        };
        QCOMPARE(ink(QIcon::Normal, QIcon::Off), theme().text2.name());
        QCOMPARE(ink(QIcon::Disabled, QIcon::Off), theme().disabled.name());
        QCOMPARE(ink(QIcon::Normal, QIcon::On), theme().accent.name());
    }

    void numbers_are_written_the_same_everywhere()
    {
        QCOMPARE(counted(1234567), QStringLiteral("1,234,567"));
        QCOMPARE(counted(999), QStringLiteral("999"));
        QCOMPARE(counted(-12345), QString(QChar(0x2212)) + QStringLiteral("12,345"));
        QCOMPARE(bytes_text(82.0 * 1024 * 1024), QStringLiteral("82 MiB"));
        QCOMPARE(bytes_text(12), QStringLiteral("12 bytes"));
        QCOMPARE(short_count(11.1e6), QStringLiteral("11.1 M"));
        QCOMPARE(short_count(3610000), QStringLiteral("3.61 M"));
        QCOMPARE(duration_text(487), QStringLiteral("8 min 7 s"));
        QCOMPARE(duration_text(0.072), QStringLiteral("72 ms"));
        set_interface_language(Language::Chinese);
        QCOMPARE(duration_text(487), QStringLiteral("8 分 7 秒"));
        set_interface_language(Language::English);
    }

    void pinyin_initials_find_chinese_names()
    {
        const SearchTerms open({QStringLiteral("Open a project"), QStringLiteral("打开项目")});
        for (const char* query : {"", "dkxm", "dk", "dakai", "xiangmu", "项目", "open", "OPEN", "proj open", "da kai"})
            QVERIFY2(open.rank(QString::fromUtf8(query)) > 0, query);
        for (const char* query : {"zz", "dkx open zz", "开打", "kd"})
            QVERIFY2(open.rank(QString::fromUtf8(query)) == 0, query);
        const auto rank = [&](const char* query) { return open.rank(QString::fromUtf8(query)); };
        QVERIFY(rank("open") > rank("proj")); // The beginning before the beginning of a word before the inside.
        QVERIFY(rank("proj") > rank("roj"));
        QVERIFY(rank("dk") > rank("xm"));
        QVERIFY(rank("打开项目") > rank("打开"));
        // Latin words inside Chinese names are typed as they are.
        const SearchTerms mixed({QStringLiteral("导出 ONNX 模型")});
        for (const char* query : {"dconnx", "dc", "onnxmx", "daochuonnx", "模型 onnx"})
            QVERIFY2(mixed.rank(QString::fromUtf8(query)) > 0, query);
    }

    void a_label_never_cuts_silently()
    {
        Label label(QStringLiteral("A sentence that does not fit"));
        label.resize(60, 20);
        (void)label.grab();
        QCOMPARE(label.toolTip(), label.text());
        label.resize(400, 20);
        (void)label.grab();
        QVERIFY(label.toolTip().isEmpty());
    }

    void segments_answer_mouse_and_keys()
    {
        SegmentedControl s({"One", "Two", "Three"});
        s.set_item_enabled(1, false);
        s.resize(s.sizeHint());
        QSignalSpy changed(&s, &SegmentedControl::changed);
        QTest::mouseClick(&s, Qt::LeftButton, {}, QPoint(s.width() - 10, 10));
        QCOMPARE(s.current(), 2);
        QTest::keyClick(&s, Qt::Key_Left); // The second is off.
        QCOMPARE(s.current(), 0);
        QCOMPARE(changed.count(), 2);
        s.set_texts({"Eins", "Zwei", "Drei"});
        QCOMPARE(s.current(), 0);
    }

    void a_narrow_window_folds_the_right_panel_first()
    {
        PanelSplitter splitter(QStringLiteral("test"));
        auto *left = new QWidget, *centre = new QWidget, *right = new QWidget;
        splitter.add_side(left, 200, "list", QStringLiteral("Left"));
        splitter.add_centre(centre, 500);
        splitter.add_side(right, 280, "settings", QStringLiteral("Right"));
        splitter.resize(1200, 400);
        splitter.show();
        QVERIFY(QTest::qWaitForWindowExposed(&splitter));
        QVERIFY(left->isVisible() && right->isVisible());
        QCOMPARE(left->width(), 200);
        splitter.resize(900, 400);
        QVERIFY(left->isVisible() && !right->isVisible());
        splitter.resize(620, 400);
        QVERIFY(!left->isVisible() && !right->isVisible());
        splitter.resize(1200, 400);
        QVERIFY(left->isVisible() && right->isVisible());
    }

    void panels_grow_with_the_type()
    {
        PanelSplitter splitter(QStringLiteral("grow"));
        auto *left = new QWidget, *centre = new QWidget;
        splitter.add_side(left, 200, "list", QStringLiteral("Left"));
        splitter.add_centre(centre, 500);
        splitter.resize(1200, 400);
        splitter.show();
        QVERIFY(QTest::qWaitForWindowExposed(&splitter));
        QCOMPARE(left->width(), 200);
        ThemeManager::instance().set_font_scale(1.5);
        QTRY_COMPARE(left->width(), 240); // A fifth at most: the centre keeps most of the window.
        ThemeManager::instance().set_font_scale(1);
        QTRY_COMPARE(left->width(), 200);
    }

    void a_row_that_does_not_fit_goes_on_below()
    {
        QWidget box;
        auto* flow = new FlowRow(10, 4, true);
        QList<QWidget*> parts;
        for (int i = 0; i < 3; ++i) {
            auto* w = new QWidget;
            w->setFixedSize(100, 20);
            flow->addWidget(w);
            parts << w;
        }
        box.setLayout(flow);
        box.resize(400, 20);
        box.show();
        QVERIFY(QTest::qWaitForWindowExposed(&box));
        QCOMPARE(parts[1]->pos(), QPoint(110, 0));
        QCOMPARE(parts[2]->pos(), QPoint(300, 0)); // At the right edge.
        QCOMPARE(flow->heightForWidth(400), 20);
        QCOMPARE(flow->heightForWidth(310), 44);
        box.resize(310, 44);
        QTRY_COMPARE(parts[2]->pos(), QPoint(0, 24));
        QCOMPARE(flow->heightForWidth(100), 68);
    }

    void scroll_bars_leave_nothing_behind()
    {
        // A strip of the ground's colour at both ends of the handle, wherever it was before.
        QFrame ground;
        ground.setProperty("ground", QStringLiteral("surface"));
        auto* bar = new QScrollBar(Qt::Vertical, &ground);
        bar->setRange(0, 100);
        bar->setPageStep(20);
        ground.resize(40, 300);
        bar->setGeometry(10, 0, 10, 300);
        ground.show();
        QVERIFY(QTest::qWaitForWindowExposed(&ground));
        for (int value : {0, 100, 50}) {
            bar->setValue(value);
            QCoreApplication::processEvents();
            const QImage image = ground.grab().toImage();
            const auto at = [&](int y) { return image.pixelColor(15, y).name(); };
            QCOMPARE(at(value == 0 ? 10 : value == 100 ? 290 : 150), theme().disabled.name());
            QCOMPARE(at(value == 0 ? 290 : 10), theme().surface.name());
        }
        QVERIFY(!bar->testAttribute(Qt::WA_OpaquePaintEvent));
    }

    void heat_maps_have_the_ends_of_the_table()
    {
        QCOMPARE(theme().heat(0).name().toUpper(), QStringLiteral("#0D102E"));
        QCOMPARE(theme().heat(1).name().toUpper(), QStringLiteral("#FCF0B4"));
        QCOMPARE(theme().signed_heat(0), theme().surface);
        QCOMPARE(theme().signed_heat(-1), theme().s1);
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
