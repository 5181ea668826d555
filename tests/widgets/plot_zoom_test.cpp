#include "plots/plot_group.h"
#include "plots/plot_view.h"
#include "theme/theme.h"

#include <QMenu>
#include <QPushButton>
#include <QTest>

#include <cmath>
#include <functional>

using namespace loom;

/// Zooming with the real events of wheel, mouse and keys, in plots that belong together.
class PlotZoomTest : public QObject {
    Q_OBJECT

    struct Plots {
        PlotView loss{{.log = true}}, accuracy{{.cut = true}}, rate{{.from_zero = true, .small = true}};
        PlotGroup group;
        Plots()
        {
            for (PlotView* v : all()) {
                group.add(v);
                const int c = v->add_curve({.run = "run"});
                for (int i = 0; i <= 1000; ++i)
                    v->append(c, i, 100 * std::exp(-i * 0.01) + 1);
                v->resize(360, 240);
                v->show();
            }
            draw();
        }
        QList<PlotView*> all() { return {&loss, &accuracy, &rate}; }
        void draw()
        {
            group.flush();
            for (PlotView* v : all())
                v->plot()->replot();
        }
    };
    static void wheel(PlotView& view, const QPoint& at, int by)
    {
        QWheelEvent event(at, view.plot()->mapToGlobal(at), {}, {0, by}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.plot(), &event);
    }
    static void double_click(PlotView& view)
    {
        const QPoint at = view.plot()->axisRect()->rect().center();
        QTest::mouseDClick(view.plot(), Qt::LeftButton, {}, at);
        QTest::mouseRelease(view.plot(), Qt::LeftButton, {}, at);
    }
    static void drag(PlotView& view, const QPoint& from, const QPoint& to)
    {
        QTest::mousePress(view.plot(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view.plot(), (from + to) / 2);
        QTest::mouseMove(view.plot(), to);
        QTest::mouseRelease(view.plot(), Qt::LeftButton, {}, to);
    }

private slots:
    void initTestCase() { ThemeManager::instance().install(); }

    void the_wheel_zooms_the_keys_of_all_and_its_own_values()
    {
        Plots p;
        const QCPRange whole = p.loss.key_range(), loss = p.loss.value_range(), accuracy = p.accuracy.value_range(), rate = p.rate.value_range();
        QCOMPARE(whole, QCPRange(0, 1000));
        wheel(p.loss, p.loss.plot()->axisRect()->rect().center(), 240);
        p.draw();
        const QCPRange once = p.loss.key_range();
        QVERIFY(once.size() < 0.8 * whole.size());
        QVERIFY(p.loss.value_range() != loss);
        for (PlotView* v : {&p.accuracy, &p.rate}) {
            QCOMPARE(v->key_range(), once);
            QVERIFY(!v->following());
        }
        QCOMPARE(p.accuracy.value_range(), accuracy);
        QCOMPARE(p.rate.value_range(), rate);
        // What goes on being measured fits in the values of the others, and moves no keys.
        p.rate.append(0, 1001, 500);
        p.draw();
        QVERIFY(p.rate.value_range().upper > 500);
        QCOMPARE(p.rate.key_range(), once);
    }

    void a_step_back_is_one_in_all_whoever_takes_it()
    {
        Plots p;
        const QCPRange accuracy = p.accuracy.value_range();
        const QRect area = p.accuracy.plot()->axisRect()->rect();
        drag(p.accuracy, area.center() - QPoint(80, 40), area.center() + QPoint(80, 40));
        p.draw();
        const QCPRange first = p.accuracy.key_range(), values = p.accuracy.value_range();
        QVERIFY(first.size() < 700 && values != accuracy);
        QTest::keyClick(&p.loss, Qt::Key_Plus);
        p.draw();
        for (PlotView* v : p.all())
            QVERIFY(std::abs(v->key_range().size() - 0.7 * first.size()) < 1e-6);
        QCOMPARE(p.accuracy.value_range(), values);
        // One turn of the wheel over another plot is one step, however many notches it has.
        const QRect small = p.rate.plot()->axisRect()->rect();
        for (int k = 0; k < 3; ++k)
            wheel(p.rate, small.center(), 120);
        p.draw();
        QVERIFY(p.loss.key_range().size() < 0.5 * first.size());
        QTest::keyClick(&p.accuracy, Qt::Key_Backspace);
        p.draw();
        for (PlotView* v : p.all())
            QVERIFY(std::abs(v->key_range().size() - 0.7 * first.size()) < 1e-6);
        QTest::keyClick(&p.rate, Qt::Key_Backspace);
        p.draw();
        for (PlotView* v : p.all())
            QCOMPARE(v->key_range(), first);
        QCOMPARE(p.accuracy.value_range(), values);
        QTest::keyClick(&p.loss, Qt::Key_Backspace);
        p.draw();
        for (PlotView* v : p.all()) {
            QVERIFY(v->following());
            QCOMPARE(v->key_range(), QCPRange(0, 1000));
        }
        QCOMPARE(p.accuracy.value_range(), accuracy);
        QTest::keyClick(&p.loss, Qt::Key_Backspace); // Nothing is left to go back to.
        QVERIFY(p.accuracy.following());
    }

    void all_is_shown_in_all()
    {
        Plots p;
        for (const auto& reset : std::vector<std::function<void()>>{[&] { double_click(p.rate); }, [&] { QTest::keyClick(&p.accuracy, Qt::Key_Home); },
                                                                    [&] { QTest::mouseClick(p.accuracy.findChild<QPushButton*>(), Qt::LeftButton); }}) {
            wheel(p.loss, p.loss.plot()->axisRect()->rect().center(), 120);
            wheel(p.rate, p.rate.plot()->axisRect()->rect().center(), 120);
            p.draw();
            QVERIFY(p.accuracy.key_range().size() < 800);
            QVERIFY(p.accuracy.findChild<QPushButton*>()->isVisible());
            reset();
            p.draw();
            for (PlotView* v : p.all()) {
                QVERIFY(v->following());
                QCOMPARE(v->key_range(), QCPRange(0, 1000));
            }
        }
    }

    void another_scale_of_the_values_keeps_the_keys()
    {
        Plots p;
        wheel(p.loss, p.loss.plot()->axisRect()->rect().center(), 240);
        const QCPRange keys = p.loss.key_range();
        p.loss.set_log(false);
        p.draw();
        QCOMPARE(p.loss.key_range(), keys);
        QVERIFY(p.loss.value_range().lower < 1 && p.loss.value_range().upper > 101); // They fit again.
    }

    void a_log_scale_is_offered_where_it_shows_something()
    {
        PlotView view({});
        QMenu menu;
        const auto entry = [&] {
            view.fill_menu(&menu);
            for (QAction* a : menu.actions())
                if (a->text() == QStringLiteral("Values on a log scale"))
                    return a;
            return static_cast<QAction*>(nullptr);
        };
        const int c = view.add_curve({.run = "run"});
        const auto refused = [&] { return !entry()->isEnabled() && menu.toolTipsVisible() && entry()->toolTip().contains("above 0"); };
        QVERIFY(refused());
        view.append(c, 0, 0);
        view.append(c, 1, -3);
        view.append(c, 2, NAN);
        QVERIFY(refused());
        view.append(c, 3, 0.5);
        QVERIFY(entry()->isEnabled() && !entry()->toolTip().contains("above 0"));
        entry()->trigger();
        QVERIFY(view.log());
        view.clear_points(c);
        QVERIFY(entry()->isEnabled()); // It can always be taken back.
        entry()->trigger();
        QVERIFY(!view.log() && refused());
    }
};

QTEST_MAIN(PlotZoomTest)
#include "plot_zoom_test.moc"
