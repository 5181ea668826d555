#include "evaluate/matrix_view.h"
#include "evaluate/scatter_view.h"
#include "plots/plot_view.h"
#include "project/templates.h"
#include "runs/answer_strip.h"
#include "runs/filter_sheet.h"
#include "runs/run_table.h"
#include "runs/spread_rows.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/epoch_panel.h"
#include "stages/train_plots.h"
#include "stages/train_stage.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

/// Back through the epochs of a run that was trained by hand.
class EpochsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TrainStage> stage_;

    EpochPanel& panel() const { return *stage_->epochs(); }
    Album album(const char* run) const
    {
        auto read = read_album(session_->run_list().store().folder(run) / "album.f32");
        return read && *read ? std::move(**read) : Album();
    }
    void train(std::int64_t epochs) const
    {
        Recipe recipe = session_->graph().document().recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = epochs;
        recipe.settings[*recipe_type().index_of("batch_size")] = std::int64_t{100};
        QVERIFY(session_->graph().perform(LOOM_TEXT("Set the recipe"), {SetRecipe{recipe}}));
        QTRY_VERIFY_WITH_TIMEOUT(stage_->start_button()->isEnabled(), 60'000);
        QSignalSpy finished(&session_->training(), &TrainingSession::finished);
        QTest::mouseClick(stage_->start_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 120'000);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Finished);
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
        auto document = make_template("lenet-5", {.source = "generated_digits", .settings = {{"rows", std::int64_t(600)}}});
        QVERIFY(document);
        QVERIFY(session_->new_project({}));
        session_->graph().open(*document);
        QVERIFY(session_->save_as(folder_.filePath("digits.loom")));
        stage_ = std::make_unique<TrainStage>(*session_);
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
        stage_->entered();
    }

    void without_a_run_it_says_so()
    {
        QVERIFY(!panel().slider()->isVisible());
        QVERIFY(!panel().calm()->text().isEmpty());
        QCOMPARE(panel().epoch(), 0);
    }

    void it_follows_the_newest_epoch()
    {
        train(4);
        QTRY_COMPARE(panel().epoch(), 4);
        QVERIFY(panel().slider()->isVisible());
        QCOMPARE(panel().slider()->maximum(), 3);
        const Album on_disk = album("run-1");
        QCOMPARE(on_disk.pages.size(), 4u);
        QCOMPARE(panel().answers()->answers().size(), on_disk.layout.rows.size());
        for (const AnswerStrip::Answer& a : panel().answers()->answers())
            QVERIFY(!a.picture.isNull());
    }

    void the_slider_moves_everything_by_keys()
    {
        const Album on_disk = album("run-1");
        panel().slider()->setFocus();
        QSignalSpy shown(&panel(), &EpochPanel::epoch_shown);
        QTest::keyClick(panel().slider(), Qt::Key_Home);
        QCOMPARE(panel().epoch(), 1);
        QCOMPARE(shown.last().at(1).toLongLong(), 1);
        const auto expect_page = [&](std::size_t page) {
            const AlbumPage& p = on_disk.pages[page];
            for (std::size_t i = 0; i < p.answers.size(); ++i) {
                const AnswerStrip::Answer& a = panel().answers()->answers()[i];
                QCOMPARE(a.best.first(), QString::number(p.answers[i].best[0]));
                QCOMPARE(a.share.front(), p.answers[i].share[0]);
                QCOMPARE(a.right, float(p.answers[i].best[0]) == on_disk.layout.truths[i]);
            }
            const auto& first = on_disk.layout.histograms;
            const auto weights = std::ranges::find_if(first, [](const auto& h) { return h.of == AlbumLayout::Of::Weight && h.weight == "weight"; });
            QVERIFY(panel().spreads()->shown(0));
            QCOMPARE(panel().spreads()->shown(0)->counts, p.histograms[std::size_t(weights - first.begin())].counts);
        };
        expect_page(0);
        const QImage filter = panel().filters()->pictures().front();
        QCOMPARE(panel().filters()->pictures().size(), std::size_t(on_disk.layout.filters.count));
        QTest::keyClick(panel().slider(), Qt::Key_Right);
        QCOMPARE(panel().epoch(), 2);
        expect_page(1);
        QTest::keyClick(panel().slider(), Qt::Key_End);
        QCOMPARE(panel().epoch(), 4);
        expect_page(3);
        QVERIFY(panel().filters()->pictures().front() != filter);
        QCOMPARE(shown.last().at(1).toLongLong(), 0); // The newest needs no line.
    }

    void layers_by_what_is_asked_for()
    {
        QComboBox* choice = panel().spread_choice();
        choice->setFocus();
        const int weights = panel().spreads()->row_count();
        QVERIFY(weights > 0);
        QVERIFY(!panel().no_spreads()->isVisible());
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(panel().spreads()->row_count(), weights); // What comes back to each of them.
        const Album on_disk = album("run-1");
        const auto& all = on_disk.layout.histograms;
        const auto first = std::ranges::find_if(all, [](const auto& h) { return h.of == AlbumLayout::Of::WeightGradient && h.weight == "weight"; });
        QVERIFY(first != all.end());
        for (const auto& [key, page] : {std::pair(Qt::Key_Home, 0), std::pair(Qt::Key_Right, 1)}) {
            QTest::keyClick(panel().slider(), key);
            const ValueSpread& wanted = on_disk.pages[std::size_t(page)].histograms[std::size_t(first - all.begin())];
            QVERIFY(wanted.known());
            QCOMPARE(panel().spreads()->shown(0)->least, wanted.least);
            QCOMPARE(panel().spreads()->shown(0)->counts, wanted.counts);
        }
        QTest::keyClick(panel().slider(), Qt::Key_End);
        QTest::keyClick(choice, Qt::Key_Down);
        const int gradients = panel().spreads()->row_count();
        QVERIFY(gradients > weights); // Layers without weights too.
        QVERIFY(panel().spreads()->shown(0));
        QTest::keyClick(choice, Qt::Key_Down);
        QVERIFY(panel().spreads()->row_count() > weights);
        choice->setFocus();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(choice, Qt::Key_Up);
        QCOMPARE(panel().spreads()->row_count(), weights);
    }

    void a_sample_is_chosen_by_hand()
    {
        AnswerStrip* strip = panel().answers();
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->tile(3).center());
        QCOMPARE(strip->chosen(), 3);
        QTest::keyClick(strip, Qt::Key_Right);
        QCOMPARE(strip->chosen(), 4);
        QTest::keyClick(strip, Qt::Key_Home);
        QCOMPARE(strip->chosen(), 0);
    }

    void it_stays_where_one_looks_when_pages_come()
    {
        const fs::path file = session_->run_list().store().folder("run-1") / "album.f32";
        Album on_disk = album("run-1");
        panel().slider()->setFocus();
        QTest::keyClick(panel().slider(), Qt::Key_Home);
        AlbumPage& more = on_disk.pages.back();
        more.epoch = 5;
        QVERIFY(append_page(file, on_disk.layout, more));
        Q_EMIT session_->training().epochs_done({});
        QTRY_COMPARE(panel().slider()->maximum(), 4);
        QCOMPARE(panel().epoch(), 1);
        QTest::keyClick(panel().slider(), Qt::Key_End);
        QCOMPARE(panel().epoch(), 5);
        more.epoch = 6;
        QVERIFY(append_page(file, on_disk.layout, more));
        Q_EMIT session_->training().epochs_done({});
        QTRY_COMPARE(panel().epoch(), 6); // At the end it follows.
    }

    void another_run_shows_its_newest_epoch_and_a_chosen_one_its_own()
    {
        train(2);
        QTRY_COMPARE(panel().run(), std::string("run-2"));
        QTRY_COMPARE(panel().slider()->maximum(), 1);
        QCOMPARE(panel().epoch(), 2);
        auto& table = *stage_->table();
        const QModelIndex first = table.model()->index(1, RunTableModel::Name); // Newest first.
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(first).center());
        QTRY_COMPARE(panel().run(), std::string("run-1"));
        QTRY_COMPARE(panel().slider()->maximum(), 5);
    }

    void an_album_without_gradients_of_weights_says_so()
    {
        const fs::path file = session_->run_list().store().folder("run-2") / "album.f32";
        Album old = album("run-2"); // As it was before 2026-11-29.
        auto& kinds = old.layout.histograms;
        const auto kept = std::size_t(std::ranges::find(kinds, AlbumLayout::Of::WeightGradient, &AlbumLayout::Histogram::of) - kinds.begin());
        QVERIFY(kept < kinds.size());
        kinds.resize(kept);
        fs::remove(file);
        for (AlbumPage& page : old.pages) {
            page.histograms.resize(kept);
            QVERIFY(append_page(file, old.layout, page));
        }
        panel().choose("run-2");
        QTRY_COMPARE(panel().slider()->maximum(), 1);
        QCOMPARE(panel().run(), std::string("run-2"));
        QComboBox* choice = panel().spread_choice();
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(panel().spreads()->row_count(), 0);
        QVERIFY(panel().no_spreads()->isVisible());
        QTest::keyClick(choice, Qt::Key_Up);
        QVERIFY(panel().spreads()->row_count() > 0);
        QVERIFY(!panel().no_spreads()->isVisible());
    }

    void cleanupTestCase()
    {
        stage_.reset();
        session_.reset();
    }
};

QTEST_MAIN(EpochsTest)
#include "epochs_test.moc"
