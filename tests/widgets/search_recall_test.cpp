#include "bridge/search_session.h"
#include "data/dataset.h"
#include "project/templates.h"
#include "schema/recipe.h"
#include "studies/importance_bars.h"
#include "studies/search_page.h"
#include "theme/controls.h"
#include "theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace loom;

/// The search page in front of a search that was there before the program.
class SearchRecallTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::shared_ptr<const Dataset> dataset_;
    Document document_;

    fs::path project() const { return fs::path(folder_.filePath("p.loom").toStdString()); }
    SearchSession::Question question(std::int64_t trials) const
    {
        SearchSession::Question q;
        q.setup = {.document = document_, .project = project(), .sampler = "random", .seed = 3, .device = "reference", .threads = 1};
        Recipe recipe = document_.recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t{1};
        if (!q.setup.document.apply(SetRecipe{recipe}))
            qFatal("epochs");
        q.dataset = dataset_;
        q.limits.trials = trials;
        return q;
    }
    /// A program as it is after its start.
    struct Desk {
        GraphDocument graph;
        SearchSession session;
        SearchPage page{graph, session};
        std::optional<SearchSession::Question> asked;
        Desk(const Document& document, const fs::path& project)
        {
            graph.open(document);
            connect(&page, &SearchPage::start_wanted, &page, [this](const SearchSession::Question& q) { asked = q; });
            page.resize(900, 900);
            page.show();
            session.recall(project);
        }
        QString field(const char* name) const { return page.findChild<QLineEdit*>(QString::fromLatin1(name))->text(); }
    };
    static void press(const char* name)
    {
        QTimer::singleShot(0, qApp, [name] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            QCOMPARE(box->objectName(), QStringLiteral("search-differs"));
            if (const QString folder = qEnvironmentVariable("LOOM_PICTURES"); !folder.isEmpty())
                QVERIFY(box->grab().save(folder + QStringLiteral("/search-differs.png")));
            if (name)
                box->findChild<QPushButton*>(QString::fromLatin1(name))->click();
            else
                box->reject();
        });
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        auto document = make_template("two-features");
        QVERIFY(document);
        document_ = *document;
        auto dataset = Dataset::open(document_.data());
        QVERIFY(dataset);
        dataset_ = *dataset;
        SearchSession session;
        QVERIFY(session.start(question(3)));
        QTRY_VERIFY_WITH_TIMEOUT(!session.active(), 120'000);
        QVERIFY(!session.error());
    }

    void the_last_search_is_shown_and_gone_on_with()
    {
        Desk d(document_, project());
        QTRY_COMPARE_WITH_TIMEOUT(d.session.trials().size(), std::size_t(3), 20'000);
        QCOMPARE(d.session.study(), std::string("search-1"));
        QVERIFY(d.session.end() == Study::End::Done);
        QVERIFY(d.session.best());
        QCOMPARE(d.field("search-epochs"), QStringLiteral("1"));
        d.page.findChild<QLineEdit*>(QStringLiteral("search-trials"))->setText(QStringLiteral("4"));
        QTest::mouseClick(d.page.start_button(), Qt::LeftButton); // The same question: nothing is asked.
        QVERIFY(d.asked);
        auto q = *d.asked;
        q.dataset = dataset_;
        q.setup.project = project();
        q.setup.device = "reference";
        q.setup.threads = 1;
        QVERIFY(d.session.start(q));
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.active(), 120'000);
        QCOMPARE(d.session.study(), std::string("search-1"));
        QCOMPARE(d.session.trials().size(), std::size_t(4));
    }

    void another_project_has_its_own_or_none()
    {
        Desk d(document_, project());
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.trials().empty(), 20'000);
        d.session.recall(folder_.filePath("other.loom").toStdString());
        QVERIFY(d.session.trials().empty());
        QTest::qWait(200);
        QVERIFY(d.session.trials().empty());
        QVERIFY(d.session.study().empty());
        // One in progress is left, and then the other project's is shown.
        QVERIFY(d.session.start(question(1'000)));
        QTRY_VERIFY_WITH_TIMEOUT(d.session.state() == SearchSession::State::Searching, 60'000);
        const fs::path other = folder_.filePath("other.loom").toStdString();
        d.session.recall(other);
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.active(), 60'000);
        QTest::qWait(200);
        QVERIFY(d.session.trials().empty());
        d.session.recall(project());
        QTRY_VERIFY_WITH_TIMEOUT(d.session.trials().size() >= 3, 20'000);
    }

    void what_was_changed_since_is_no_silent_new_search()
    {
        Desk d(document_, project());
        QTRY_VERIFY_WITH_TIMEOUT(d.session.best(), 20'000);
        QTest::mouseClick(d.page.use_button(), Qt::LeftButton);
        QVERIFY(d.graph.document() != document_);
        press(nullptr);
        QTest::mouseClick(d.page.start_button(), Qt::LeftButton);
        QVERIFY(!d.asked);
        press("search-differs-on");
        QTest::mouseClick(d.page.start_button(), Qt::LeftButton);
        QVERIFY(d.asked && asks_the_same(d.asked->setup, d.session.question().setup));
        press("search-differs-new");
        QTest::mouseClick(d.page.start_button(), Qt::LeftButton);
        QVERIFY(!asks_the_same(d.asked->setup, d.session.question().setup));
        QCOMPARE(d.asked->setup.document.recipe().optimizer, d.graph.document().recipe().optimizer);
        // "Begin anew" is an answer.
        d.asked.reset();
        QTest::mouseClick(d.page.findChild<QPushButton*>(QStringLiteral("search-fresh")), Qt::LeftButton);
        QVERIFY(d.asked && d.asked->fresh);
    }

    void few_trials_do_not_tell_what_matters()
    {
        Desk d(document_, project());
        QTRY_VERIFY_WITH_TIMEOUT(!d.session.trials().empty(), 20'000);
        QVERIFY(d.session.trials().size() < 10);
        QVERIFY(d.page.findChild<ImportanceBars*>()->bars().empty());
        QVERIFY(d.page.findChild<ImportanceBars*>()->accessibleDescription().contains(QStringLiteral("10 trial")));
    }

    void without_validation_it_says_what_trials_are_compared_by()
    {
        Desk d(document_, project());
        Label* note = nullptr;
        for (auto* label : d.page.findChildren<Label*>())
            note = label->text().contains(QStringLiteral("held back for validation")) ? label : note;
        QVERIFY(note && !note->isVisible());
        d.page.set_validated(false);
        QVERIFY(note->isVisible());
        d.page.set_validated(true);
        QVERIFY(!note->isVisible());
    }
};

QTEST_MAIN(SearchRecallTest)
#include "search_recall_test.moc"
