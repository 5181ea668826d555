#include "looks.h"
#include "project/project.h"
#include "project/templates.h"
#include "runs/rate_curve_view.h"
#include "runs/rate_finder_box.h"
#include "runs/recipe_form.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/train_stage.h"
#include "studies/folds_page.h"
#include "studies/search_page.h"
#include "theme/controls.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace loom;

/// A learning rate that is found, and k-folds, in the Train stage by hand.
class StudiesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TrainStage> stage_;
    std::vector<FoldsSession::Judged> compared_; // Two sides, as they were told at first.
    QString verdict_;

    FoldsPage& page() const { return *stage_->folds_page(); }
    FoldsSession& folds() const { return session_->folds(); }
    RateFinderBox& finder() const { return *stage_->recipe()->rate_finder(); }
    template <class W>
    W* find(const char* name) const
    {
        return stage_->findChild<W*>(QString::fromLatin1(name));
    }
    void write(const char* field, const char* text) const
    {
        auto* line = find<QLineEdit>(field);
        line->selectAll();
        QTest::keyClicks(line, QString::fromLatin1(text));
    }
    QString words(const char* label) const { return find<QLabel>(label)->text(); }
    double rate() const
    {
        const Recipe& r = session_->graph().document().recipe();
        return find_optimizer(r.optimizer.type)->learning_rate(r.optimizer.values);
    }
    void show_folds() const
    {
        for (auto* views : stage_->findChildren<SegmentedControl*>())
            if (views->accessibleName() == QStringLiteral("Runs, search or folds") && views->current() != 2) {
                views->setFocus();
                QTest::keyClick(views, Qt::Key_End);
                while (views->current() < 2)
                    QTest::keyClick(views, Qt::Key_Right);
            }
        QVERIFY(page().isVisible());
    }
    void start_folds() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(page().start_button()->isEnabled(), 60'000);
        QTest::mouseClick(page().start_button(), Qt::LeftButton);
        QVERIFY(folds().active());
    }
    void end_folds() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(!folds().active(), 240'000);
        QVERIFY2(!folds().error(), folds().error() ? render(folds().error()->message).c_str() : "");
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
        ThemeManager::instance().install();
        test::take_look(false, false, 1);
        session_ = std::make_unique<Session>();
        session_->set_device("reference", 1);
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        QVERIFY(session_->save_as(folder_.filePath("points.loom")));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
        stage_ = std::make_unique<TrainStage>(*session_);
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
    }

    void a_learning_rate_is_found_shown_and_taken_as_one_step()
    {
        QTRY_VERIFY(finder().find_button()->isEnabled());
        QVERIFY(!finder().use_button()->isVisible());
        QTest::mouseClick(finder().find_button(), Qt::LeftButton);
        QVERIFY(finder().busy() && !finder().find_button()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!finder().busy(), 120'000);
        QVERIFY(finder().found() && finder().found()->suggested);
        const auto* view = finder().findChild<RateCurveView*>();
        QVERIFY(view->isVisible());
        const double place = view->place_of(*finder().found()->suggested);
        QVERIFY(place > 0 && place < view->width());
        QVERIFY(words("rate-words").contains(QStringLiteral("falls fastest")));
        QVERIFY(session_->run_list().records().empty()); // It keeps no run.

        const double before = rate();
        QTest::mouseClick(finder().use_button(), Qt::LeftButton);
        QVERIFY(rate() != before);
        QVERIFY(std::abs(rate() / *finder().found()->suggested - 1) < 0.01);
        QCOMPARE(finder().use_button()->text(), QStringLiteral("Use ") + QString::number(rate()));
        QVERIFY(!finder().use_button()->isEnabled()); // It is in use.
        QVERIFY(finder().found());                    // The curve stays: only the rate is another one.
        QVERIFY(session_->graph().undo());
        QCOMPARE(rate(), before);
        QVERIFY(finder().use_button()->isEnabled());
        // Of another recipe it says nothing.
        Recipe recipe = session_->graph().document().recipe();
        recipe.settings[*recipe_type().index_of("batch_size")] = std::int64_t{7};
        QVERIFY(session_->graph().perform(LOOM_TEXT("Set the recipe"), {SetRecipe{recipe}}));
        QVERIFY(!finder().found() && !view->isVisible());
        QVERIFY(session_->graph().undo());
    }

    void looking_for_a_rate_ends_when_it_is_cancelled_or_a_run_begins()
    {
        QTest::mouseClick(finder().find_button(), Qt::LeftButton);
        QVERIFY(finder().busy());
        for (auto* b : finder().findChildren<QPushButton*>())
            if (b->text() == QStringLiteral("Cancel"))
                QTest::mouseClick(b, Qt::LeftButton);
        QVERIFY(!finder().busy() && !finder().found());
        QTest::mouseClick(finder().find_button(), Qt::LeftButton);
        QVERIFY(finder().busy());
        QTest::mouseClick(stage_->start_button(), Qt::LeftButton);
        QVERIFY(!finder().busy());
        QVERIFY(!finder().find_button()->isEnabled());
        session_->training().discard();
        QTRY_VERIFY_WITH_TIMEOUT(!session_->training().active(), 60'000);
        QVERIFY(finder().find_button()->isEnabled());
    }

    void a_k_fold_says_how_good_it_is()
    {
        show_folds();
        write("folds-folds", "1");
        QTest::mouseClick(page().start_button(), Qt::LeftButton);
        QVERIFY(!folds().active()); // The field says why.
        QVERIFY(find<QLineEdit>("folds-folds")->toolTip().contains(QStringLiteral("whole number")));
        write("folds-folds", "3");
        write("folds-repeats", "2");
        write("folds-epochs", "2");
        start_folds();
        QVERIFY(!stage_->start_button()->isEnabled()); // Nothing else trains beside it.
        QVERIFY(!stage_->search_page()->start_button()->isEnabled());
        QVERIFY(session_->queue().add(session_->graph().document()));
        end_folds();
        QVERIFY(folds().complete());
        QCOMPARE(folds().judged().size(), std::size_t(1));
        QCOMPARE(folds().judged()[0].results.size(), std::size_t(6));
        QCOMPARE(page().table()->model()->rowCount(), 6);
        const auto measures = measures_of(folds().judged()[0].results);
        const double mean = std::accumulate(measures.begin(), measures.end(), 0.0) / 6;
        double squares = 0;
        for (const double m : measures)
            squares += (m - mean) * (m - mean);
        const double half = 2.570582 * std::sqrt(squares / 5 * (1.0 / 6 + 0.5)); // Student's t of 5 degrees of freedom; each fold learns from twice what it is judged on.
        QVERIFY2(words("folds-result").contains(percent_text(mean, 2) + QStringLiteral(" ± ") + percent_text(half, 2)), qPrintable(words("folds-result")));
        QCOMPARE(page().table()->model()->index(4, 2).data().toString(), percent_text(measures[4], 2));
        for (const FoldResult& r : folds().judged()[0].results) {
            const auto run = session_->run_list().store().load(r.run);
            QVERIFY(run);
            QCOMPARE(run->epochs, std::int64_t(2)); // Not the recipe's.
        }
        // The queue waited for it.
        QTRY_VERIFY_WITH_TIMEOUT(session_->queue().entries().empty(), 120'000);
        QCOMPARE(session_->run_list().store().list().runs.size(), std::size_t(7));
    }

    void it_is_left_and_goes_on_with_what_is_there()
    {
        write("folds-epochs", "200");
        start_folds();
        QTRY_VERIFY_WITH_TIMEOUT(folds().ended() >= 1, 120'000);
        QTest::mouseClick(page().start_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!folds().active(), 60'000);
        QVERIFY(!folds().complete() && folds().ended() < 6);
        QCOMPARE(page().start_button()->text(), QStringLiteral("Go on"));
        const std::string first = folds().judged()[0].results[0].run;
        start_folds();
        end_folds();
        QVERIFY(folds().complete());
        QCOMPARE(folds().judged()[0].results[0].run, first);
        const auto all = session_->run_list().store().list().runs;
        const std::string study = folds().judged()[0].study;
        QCOMPARE(std::ranges::count(all, study, [](const RunRecord& r) { return r.member.study; }), std::ptrdiff_t(6)); // None twice.
    }

    void two_are_compared_fold_by_fold()
    {
        // A run with hardly any learning, and a project with none.
        auto* other = find<QComboBox>("folds-other");
        QCOMPARE(other->findData(shown(folds().judged()[0].results[0].run)), -1); // A fold is nothing to compare with.
        write("folds-repeats", "1");
        write("folds-epochs", "3");
        Project lazy{fs::path(folder_.filePath("lazy %2.loom").toStdString()), session_->graph().document()};
        Recipe recipe = lazy.document.recipe();
        recipe.optimizer.values[*find_optimizer(recipe.optimizer.type)->index_of("learning_rate")] = 1e-8;
        QVERIFY(lazy.document.apply(SetRecipe{recipe}));
        QVERIFY(create_project(lazy));
        page().compare_with(lazy.file);
        start_folds();
        end_folds();
        QCOMPARE(folds().judged().size(), std::size_t(2));
        QCOMPARE(folds().judged()[1].name, std::string("lazy %2"));
        QCOMPARE(page().table()->model()->rowCount(), 3);
        QCOMPARE(page().table()->model()->columnCount(), 7);
        for (const char* said : {"better than", "lazy %2", "of 3 repeats (p = "})
            QVERIFY2(words("folds-verdict").contains(QString::fromLatin1(said)), qPrintable(words("folds-verdict")));
        QVERIFY(fs::exists(Runs::beside(lazy.file) / folds().judged()[1].results[0].run)); // Its runs are its own.
        compared_ = folds().judged();
        verdict_ = words("folds-verdict");

        // What cannot be compared says so.
        DataSetup data = lazy.document.data();
        data.split_seed += 5;
        QVERIFY(lazy.document.apply(SetData{data}));
        lazy.file = folder_.filePath("elsewhere.loom").toStdString();
        QVERIFY(create_project(lazy));
        page().compare_with(lazy.file);
        start_folds();
        QTRY_VERIFY_WITH_TIMEOUT(!folds().active(), 60'000);
        QVERIFY(folds().error() && render(folds().error()->message).find("other rows") != std::string::npos);
        other->setCurrentIndex(0);
    }

    void a_run_like_the_project_is_not_compared_with_it()
    {
        auto* other = find<QComboBox>("folds-other");
        const RunRecord* own = nullptr;
        for (const RunRecord& r : session_->run_list().records())
            own = r.member.asks() ? own : &r; // That of the queue.
        QVERIFY(own);
        other->setCurrentIndex(other->findData(QString::fromStdString(own->name)));
        QVERIFY(other->currentIndex() > 0);
        QTest::mouseClick(page().start_button(), Qt::LeftButton);
        QVERIFY(!folds().active());
        other->setCurrentIndex(0);
    }

    void another_project_knows_nothing_of_them_and_this_one_shows_its_last_again()
    {
        QVERIFY(!folds().judged().empty() || folds().error());
        QVERIFY(session_->new_project(QStringLiteral("two-features")));
        QVERIFY(folds().judged().empty() && !folds().error());
        QVERIFY(!page().findChild<ErrorBar*>()->isVisibleTo(&page()));
        QCOMPARE(find<QLineEdit>("folds-folds")->text(), QStringLiteral("5"));
        QCOMPARE(find<QLineEdit>("folds-epochs")->text(), QString());
        QCOMPARE(find<QComboBox>("folds-other")->currentIndex(), 0);
        write("folds-folds", "9");
        QTest::qWait(200);
        QVERIFY(folds().judged().empty());
        QVERIFY(session_->open_project(folder_.filePath("points.loom")));
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
        // What could not be compared was never begun; what was compared last is there.
        QTRY_COMPARE_WITH_TIMEOUT(folds().judged().size(), std::size_t(2), 60'000);
        QVERIFY(folds().complete() && !folds().active());
        for (std::size_t side = 0; side < 2; ++side) {
            QCOMPARE(folds().judged()[side].name, compared_[side].name);
            QCOMPARE(folds().judged()[side].study, compared_[side].study);
            QCOMPARE(measures_of(folds().judged()[side].results), measures_of(compared_[side].results));
        }
        QCOMPARE(words("folds-verdict"), verdict_);
        QCOMPARE(page().table()->model()->rowCount(), 3);
        QCOMPARE(find<QLineEdit>("folds-folds")->text(), QStringLiteral("3"));
        QCOMPARE(find<QLineEdit>("folds-epochs")->text(), QStringLiteral("3"));
        QCOMPARE(find<QComboBox>("folds-other")->currentText(), QStringLiteral("lazy %2"));
        QCOMPARE(page().start_button()->text(), QStringLiteral("Start"));
        // The same question finds what is there.
        const std::size_t count = session_->run_list().store().list().runs.size();
        start_folds();
        end_folds();
        QVERIFY(folds().complete());
        QCOMPARE(session_->run_list().store().list().runs.size(), count);
    }

    void a_page_that_is_made_later_has_it_too()
    {
        const FoldsPage later(session_->graph(), session_->run_list(), folds());
        QCOMPARE(later.findChild<QLineEdit*>(QStringLiteral("folds-epochs"))->text(), QStringLiteral("3"));
        QCOMPARE(later.findChild<QLabel*>(QStringLiteral("folds-verdict"))->text(), verdict_);
        QCOMPARE(later.findChild<QComboBox*>(QStringLiteral("folds-other"))->currentText(), QStringLiteral("lazy %2"));
    }

    void looks_data() { test::add_looks({QSize(1376, 832), QSize(1036, 632)}); }

    void looks()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QSize, size);
        if (folds().judged().size() < 2) {
            page().compare_with(fs::path(folder_.filePath("lazy %2.loom").toStdString()));
            start_folds(); // All are there.
            end_folds();
        }
        if (!finder().found()) {
            QTest::mouseClick(finder().find_button(), Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(!finder().busy() && finder().found(), 120'000);
        }
        test::take_look(chinese, dark, scale);
        stage_->resize(size);
        QTest::qWait(50);
        for (const QWidget* in : {static_cast<const QWidget*>(&page()), static_cast<const QWidget*>(&finder())})
            for (const auto* b : in->findChildren<QPushButton*>())
                if (b->isVisible()) {
                    QVERIFY2(b->width() >= b->sizeHint().width(), qPrintable(b->text()));
                    QVERIFY2(in->rect().right() >= b->mapTo(in, b->rect().bottomRight()).x(), qPrintable(b->text()));
                }
        if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty())
            QVERIFY(stage_->grab().save(folder + QStringLiteral("/folds-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-')))));
    }

    void cleanupTestCase()
    {
        test::take_look(false, false, 1);
        stage_.reset();
        session_.reset();
    }
};

QTEST_MAIN(StudiesTest)
#include "studies_test.moc"
