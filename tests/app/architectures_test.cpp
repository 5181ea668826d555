#include "canvas/canvas.h"
#include "graph/kit.h"
#include "session.h"
#include "stages/welcome_cards.h"
#include "stages/welcome_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace loom;

/// Welcome offers the networks that are known by a name.
class ArchitecturesTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    QList<ArchitectureCard*> cards(const WelcomeStage& stage, bool shown_only = true) const
    {
        QList<ArchitectureCard*> all = stage.findChildren<ArchitectureCard*>();
        if (shown_only)
            all.removeIf([&](ArchitectureCard* card) { return !card->isVisibleTo(&stage); });
        return all;
    }

private slots:
    void initTestCase()
    {
        for (const char* name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            qputenv(name, home_.path().toUtf8());
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }

    void a_card_opens_a_project_with_that_network()
    {
        Session session;
        WelcomeStage stage(session);
        stage.resize(1376, 832);
        stage.show();
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QCOMPARE(cards(stage).size(), qsizetype(architecture_types().size()));
        QTRY_VERIFY(stage.settled());
        for (ArchitectureCard* card : cards(stage)) {
            QVERIFY2(card->accessibleDescription().contains(QStringLiteral("parameters")), qPrintable(card->text()));
            // The picture has the colours of its layers: more than ground, edge and words.
            const QImage seen = card->grab(QRect(1, 1, card->width() - 2, 82)).toImage();
            std::set<QRgb> colours;
            for (int y = 0; y < seen.height(); y += 1)
                for (int x = 0; x < seen.width(); x += 1)
                    colours.insert(seen.pixel(x, y));
            QVERIFY2(colours.size() > 8, qPrintable(card->text()));
        }
        auto* find = stage.findChild<SearchField*>();
        QTest::keyClicks(find, QStringLiteral("resnet-18"));
        QCOMPARE(cards(stage).first()->text(), shown(find_architecture("resnet-18")->title));
        const auto found = cards(stage).size();
        QVERIFY(found >= 1 && found < 4);
        find->clear();
        QTest::keyClicks(find, QStringLiteral("dongwu")); // None is for animals.
        QVERIFY(cards(stage).isEmpty());
        find->clear();
        QTest::keyClicks(find, QStringLiteral("vgg"));
        QCOMPARE(cards(stage).size(), 1);
        QSignalSpy wanted(&stage, &Stage::stage_wanted);
        QTest::mouseClick(cards(stage).first(), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("design"));
        QVERIFY(same_network(session.graph().document(), find_architecture("vgg-16")->make()));
        QCOMPARE(session.project_name(), shown(find_architecture("vgg-16")->title));
        QVERIFY(session.graph().document().data().source.empty());
    }

    void every_card_has_its_words_in_both_languages_and_at_large_type()
    {
        Session session;
        WelcomeStage stage(session);
        stage.resize(1100, 700);
        stage.show();
        for (const double scale : {1.0, 1.33})
            for (const Language language : {Language::Chinese, Language::English}) {
                ThemeManager::instance().set_font_scale(scale);
                set_interface_language(language);
                QApplication::processEvents();
                for (ArchitectureCard* card : cards(stage)) {
                    QVERIFY(!card->text().isEmpty());
                    QVERIFY2(QFontMetrics(font(FontRole::Body, true)).horizontalAdvance(card->text()) <= card->width() - 26, qPrintable(card->text()));
                }
                stage.grab();
            }
        ThemeManager::instance().set_font_scale(1);
    }
};

QTEST_MAIN(ArchitecturesTest)
#include "architectures_test.moc"
