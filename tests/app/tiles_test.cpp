// Sounds and texts in the Data stage: nothing is learned from them yet, but they are seen, heard and labelled.
#include "session.h"
#include "stage.h"

#include "../core/sound_files.h"
#include "bridge/data_session.h"
#include "bridge/sound_player.h"
#include "datasets/gallery.h"
#include "datasets/row_list.h"
#include "datasets/text_pieces.h"
#include "datasets/tile_image.h"
#include "stages/data_audit.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QDir>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace loom;

class TilesTest : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Stage> stage_;

    void write(const QString& name, const QByteArray& bytes) const
    {
        QDir().mkpath(QFileInfo(dir_.filePath(name)).path());
        QFile file(dir_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    void open(const QString& name)
    {
        session_->data().open_path(dir_.filePath(name));
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 30000);
    }
    static QByteArray beep(int n, int samples = 800)
    {
        std::vector<std::int16_t> values;
        for (int i = 0; i < samples; ++i)
            values.push_back(std::int16_t(20000 * std::sin(0.05 * n * i)));
        return QByteArray::fromStdString(test::wav(values));
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

    void sounds_are_drawn_and_labelled()
    {
        for (int i = 0; i < 6; ++i)
            write(QStringLiteral("sounds/%1/%2.wav").arg(i % 2 ? QStringLiteral("yes") : QStringLiteral("no")).arg(i), beep(i + 1));
        open(QStringLiteral("sounds"));
        QVERIFY(session_->data().dataset()); // Spectrograms are learned from.
        auto* gallery = stage_->findChild<Gallery*>();
        QVERIFY(gallery->isVisible());
        QCOMPARE(gallery->rows().size(), std::size_t(6));
        // Read on a thread; then each tile has ink.
        const auto has_ink = [&](int index) {
            const QImage tile = gallery->viewport()->grab(gallery->tile_rect(index).adjusted(8, 8, -8, -8)).toImage();
            for (int y = 0; y < tile.height(); ++y)
                for (int x = 0; x < tile.width(); ++x)
                    if (const QColor c = tile.pixelColor(x, y), ink = theme().s1;
                        std::abs(c.red() - ink.red()) + std::abs(c.green() - ink.green()) + std::abs(c.blue() - ink.blue()) < 60)
                        return true;
            return false;
        };
        QTRY_VERIFY(has_ink(0) && has_ink(5));
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(0).center());
        QTest::keyClick(gallery, Qt::Key_2); // yes, in place of no
        const RowEdits& edits = session_->graph().document().data().row_edits;
        QCOMPARE(edits.size(), std::size_t(1));
        QCOMPARE(edits.all()[0].name, std::string("no/0.wav"));
        QCOMPARE(edits.all()[0].label, std::string("yes"));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 30000);
        QVERIFY(gallery->isVisible());
        QCOMPARE(gallery->rows().size(), std::size_t(6));
    }

    void a_text_shows_the_pieces_that_its_step_cuts()
    {
        const std::string text = "Zoë’s 好天气, don't!";
        Column column{"text", ColumnType::Text, Texts()};
        DataSetup setup;
        TextPieces pieces = pieces_of(text, setup, {}, column);
        QCOMPARE(pieces.step, 0);
        QCOMPARE(pieces.kind, TokenKind::Words);
        QCOMPARE(pieces.places[0], (std::pair(0, 5))); // In units of the shown text, not in bytes.
        QCOMPARE(pieces.count, std::size_t(pieces.places.size()));
        setup.steps = {{.type = "clean_text"}, {.type = "tokens", .columns = {"other"}}, {.type = "tokens", .settings = {{"cut", std::string("spaces")}}}};
        pieces = pieces_of(text, setup, {}, column);
        QCOMPARE(pieces.step, 3);
        QCOMPARE(pieces.places, (QList<std::pair<int, int>>{{0, 5}, {6, 4}, {11, 6}}));
        setup.steps[2].on = false;
        QCOMPARE(pieces_of(text, setup, {}, column).step, 0);
        setup.steps[1] = {.type = "n_grams", .settings = {{"cut", std::string("characters")}}};
        QCOMPARE(pieces_of("😀a", setup, {}, column).places, (QList<std::pair<int, int>>{{0, 2}, {2, 1}}));
    }

    void a_sound_has_two_pictures_in_one()
    {
        Sound sound;
        sound.rate = 8000;
        for (int i = 0; i < 4000; ++i)
            sound.samples.push_back(float(0.9 * std::sin(2 * M_PI * 2000 * i / 8000)));
        const QImage picture = sound_picture(sound, {120, 120}, false);
        QCOMPARE(picture.pixelColor(60, 20), light_theme().s1);
        // 2 000 Hz is half way up; there it is brightest.
        const int middle = 44 + (120 - 44) / 2;
        const auto brightness = [&](int y) { return qGray(picture.pixel(60, y)); };
        QVERIFY(brightness(middle) > brightness(middle - 20) + 100);
        QVERIFY(brightness(middle) > brightness(middle + 20) + 100);
    }

    void a_machine_without_a_sound_device_says_so()
    {
        write(QStringLiteral("none.conf"), "# no device\n");
        qputenv("ALSA_CONFIG_PATH", dir_.filePath(QStringLiteral("none.conf")).toUtf8());
        SoundPlayer player;
        QSignalSpy failed(&player, &SoundPlayer::failed);
        player.play([]() -> Result<Sound> { return Sound{std::vector<float>(100), 8000}; });
        QVERIFY(player.is_playing());
        QTRY_VERIFY(!player.is_playing());
        QTRY_COMPARE(failed.size(), 1);
        const Error error = failed[0][0].value<Error>();
        QVERIFY(!render(error.message, Language::Chinese).empty());
        QVERIFY(!render(error.hint, Language::English).empty());
        // A file that cannot be read is told the same way.
        player.play([]() -> Result<Sound> { return Error{LOOM_TEXT("The data cannot be opened")}; });
        QTRY_COMPARE(failed.size(), 2);
    }

    void texts_are_cards_with_marked_words()
    {
        for (int i = 0; i < 6; ++i)
            write(QStringLiteral("texts/%1/%2.txt").arg(i % 2 ? QStringLiteral("good") : QStringLiteral("bad")).arg(i),
                  QByteArray("今天的天气很好。 One more sentence, so that it is a text. Number ") + QByteArray::number(i));
        open(QStringLiteral("texts"));
        auto* gallery = stage_->findChild<Gallery*>();
        QVERIFY(gallery->isVisible());
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(1).center());
        auto* text = stage_->findChild<QPlainTextEdit*>();
        QVERIFY(text->isVisible());
        QVERIFY(text->toPlainText().startsWith(QStringLiteral("今天的天气很好。")));
        QTRY_VERIFY(!text->extraSelections().isEmpty());
        QTRY_VERIFY(stage_->settled());
        QStringList words;
        for (const auto& mark : text->extraSelections())
            words << mark.cursor.selectedText();
        QVERIFY2(words.contains(QStringLiteral("天气")) && words.contains(QStringLiteral("sentence")), qPrintable(words.join(u'|')));
        QVERIFY(!words.contains(QStringLiteral(",")));

        // Where a step cuts the text into subwords, these are what is marked.
        DataSetup setup = session_->graph().document().data();
        setup.steps = {{"tokens", {}, {{"cut", std::string("bpe")}, {"vocabulary", std::int64_t{60}}}}};
        session_->data().change(LOOM_TEXT("Steps"), setup);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading() && stage_->settled(), 20000);
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(1).center());
        const auto marked = [&] {
            QStringList pieces;
            for (const auto& mark : text->extraSelections())
                pieces << mark.cursor.selectedText();
            return pieces;
        };
        QTRY_VERIFY2(marked().contains(QStringLiteral(",")), qPrintable(marked().join(u'|')));
        QVERIFY2(marked().contains(QStringLiteral("。")), qPrintable(marked().join(u'|')));
    }
};

QTEST_MAIN(TilesTest)
#include "tiles_test.moc"
