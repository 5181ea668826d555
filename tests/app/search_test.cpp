#include "bridge/run_list.h"
#include "looks.h"
#include "runs/run_table.h"
#include "session.h"
#include "stages/train_stage.h"
#include "studies/search_page.h"
#include "theme/controls.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace loom;

/// A search in the Train stage, from its button to the ledger.
class SearchTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TrainStage> stage_;

    SearchPage& page() const { return *stage_->search_page(); }
    static void write(QWidget& page, const char* field, const char* text)
    {
        auto* line = page.findChild<QLineEdit*>(QString::fromLatin1(field));
        line->selectAll();
        QTest::keyClicks(line, QString::fromLatin1(text));
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
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset() && !session_->data().is_loading(), 60'000);
        stage_ = std::make_unique<TrainStage>(*session_);
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowActive(stage_.get()));
    }

    void each_trial_is_a_run_and_no_training_starts_beside_it()
    {
        SegmentedControl* views = nullptr;
        for (auto* c : stage_->findChildren<SegmentedControl*>())
            views = c->accessibleName() == QStringLiteral("Runs, search or folds") ? c : views;
        QVERIFY(views && !page().isVisible());
        views->setFocus();
        QTest::keyClick(views, Qt::Key_Right);
        QVERIFY(page().isVisible());
        QVERIFY(stage_->start_button()->isEnabled());

        write(page(), "search-trials", "8");
        write(page(), "search-epochs", "3");
        QTest::mouseClick(page().start_button(), Qt::LeftButton);
        QVERIFY(session_->search().active());
        QVERIFY(!stage_->start_button()->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!session_->search().active(), 240'000);
        QVERIFY2(!session_->search().error(), session_->search().error() ? render(session_->search().error()->message).c_str() : "");
        QCOMPARE(session_->search().trials().size(), std::size_t(8));
        QCOMPARE(session_->run_list().records().size(), std::size_t(8));
        QVERIFY(stage_->start_button()->isEnabled());
        QTest::mouseClick(stage_->start_button(), Qt::LeftButton);
        QVERIFY(session_->training().active());
        QVERIFY(!page().start_button()->isEnabled()); // And no search beside a run.
        session_->training().discard();
        QTRY_VERIFY_WITH_TIMEOUT(!session_->training().active(), 60'000);
        QVERIFY(page().start_button()->isEnabled());
    }

    void looks_data() { test::add_looks({QSize(1376, 832), QSize(1036, 632)}); }

    void looks()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QSize, size);
        test::take_look(chinese, dark, scale);
        stage_->resize(size);
        QTest::qWait(50);
        // Nothing stands beyond the edge of the page, and buttons have the room for their texts.
        for (const auto* b : page().findChildren<QPushButton*>())
            if (b->isVisible()) {
                QVERIFY2(b->width() >= b->sizeHint().width(), qPrintable(b->text()));
                QVERIFY2(page().rect().right() >= b->mapTo(&page(), b->rect().bottomRight()).x(), qPrintable(b->text()));
            }
        if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty())
            QVERIFY(stage_->grab().save(folder + QStringLiteral("/search-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-')))));
    }

    void cleanupTestCase()
    {
        test::take_look(false, false, 1);
        stage_.reset();
        session_.reset();
    }
};

QTEST_MAIN(SearchTest)
#include "search_test.moc"
