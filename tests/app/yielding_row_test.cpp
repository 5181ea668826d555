// Rows in which nothing is cut, whatever is written into them.
#include "stages/yielding_row.h"
#include "theme/controls.h"

#include <QTest>
#include <QVBoxLayout>

using namespace loom;

class YieldingRowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_long_title_takes_two_lines_and_what_is_less_important_goes()
    {
        ThemeManager::instance().install();
        QWidget page;
        auto* lines = column(&page);
        auto* line = new YieldingRow(8);
        auto* title = (new Label(QStringLiteral("True 0, predicted 9"), FontRole::Body, "text", true))->wrap();
        auto* count = new Label(QStringLiteral("12 samples"), FontRole::Small, "text2");
        line->add(title);
        line->add(count, 2);
        line->add_stretch();
        lines->addWidget(line);
        lines->addStretch(1);
        page.resize(400, 200);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        const int one = title->height();
        QVERIFY(count->isVisible());
        title->setText(QStringLiteral("True Staphylococcus, predicted Streptococcus pneumoniae"));
        page.resize(220, 200);
        QTRY_VERIFY(!count->isVisible());
        QTRY_VERIFY(title->height() >= 2 * one - 2);
        QVERIFY(title->height() >= title->heightForWidth(title->width()));
        QVERIFY(line->rect().contains(QRect(title->mapTo(line, QPoint()), title->size())));
        QCOMPARE(page.width(), 220); // It does not force the window open.
        title->setText(QStringLiteral("True 0"));
        QTRY_COMPARE(title->height(), one);
        QTRY_VERIFY(count->isVisible());
    }
};

QTEST_MAIN(YieldingRowTest)
#include "yielding_row_test.moc"
