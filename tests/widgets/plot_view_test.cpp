#include "plots/legend_row.h"
#include "plots/plot_group.h"
#include "plots/plot_view.h"
#include "plots/tickers.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <random>

using namespace loom;

class PlotViewTest : public QObject {
    Q_OBJECT

    /// QTest leaves the button down after a double click; no pointer that only moves is seen until it is let go.
    static void double_click(QWidget* w, QPoint at = {})
    {
        QTest::mouseDClick(w, Qt::LeftButton, {}, at);
        QTest::mouseRelease(w, Qt::LeftButton, {}, at);
    }
    static Series noisy(std::size_t n)
    {
        Series s;
        std::mt19937 random(3);
        std::normal_distribution<double> noise;
        for (std::size_t i = 0; i < n; ++i)
            s.append(double(i) * 0.25, i % 97 == 5 ? NAN : 100.0 / double(i + 10) + noise(random));
        return s;
    }

private slots:
    void initTestCase() { ThemeManager::instance().install(); }

    void spans_agree_with_a_plain_loop()
    {
        const Series s = noisy(70'000);
        std::mt19937 random(5);
        for (int k = 0; k < 400; ++k) {
            std::size_t a = random() % s.size(), b = random() % s.size();
            if (a > b)
                std::swap(a, b);
            Series::Span plain;
            for (std::size_t i = a; i < b; ++i)
                plain.add(s.y(i));
            const auto span = s.span(a, b);
            QCOMPARE(span.empty(), plain.empty());
            if (!plain.empty()) {
                QCOMPARE(span.low, plain.low);
                QCOMPARE(span.high, plain.high);
            }
        }
    }

    void positions_are_found_across_stretches()
    {
        Series s;
        std::vector<double> xs;
        double x = 0;
        for (int i = 0; i < 1000; ++i) {
            x += i < 300 ? 0.5 : i < 301 ? 7 : i < 600 ? 0.1 : double(i % 3);
            xs.push_back(x);
            s.append(x, i);
        }
        for (std::size_t i = 0; i < xs.size(); ++i)
            QVERIFY(std::abs(s.x(i) - xs[i]) < 1e-9);
        for (double at = -1; at < x + 2; at += 0.37) {
            const auto plain = std::size_t(std::ranges::lower_bound(xs, at) - xs.begin());
            const auto found = s.index_at(at);
            // Rounding may take a point that lies just there for the next one.
            QVERIFY2(found == plain || std::abs(xs[std::min(found, xs.size() - 1)] - at) < 1e-6,
                     qPrintable(QStringLiteral("%1: %2 not %3").arg(at).arg(found).arg(plain)));
        }
    }

    void a_picture_keeps_every_extreme()
    {
        Series s;
        for (int i = 0; i < 500'000; ++i)
            s.append(i, i == 123'456 ? 9 : i == 400'001 ? -7 : std::sin(i * 0.001));
        Series::Picture picture;
        s.picture(0, 500'000, 800, picture);
        QVERIFY(picture.reduced);
        QVERIFY(picture.points.size() <= 3200);
        float low = 0, high = 0;
        for (const auto& [x, y] : picture.points) {
            low = std::min(low, y);
            high = std::max(high, y);
        }
        QCOMPARE(high, 9.f);
        QCOMPARE(low, -7.f);
        s.picture(123'400, 123'500, 800, picture);
        QVERIFY(!picture.reduced);
        QCOMPARE(picture.points.size(), std::size_t(103));
        // Evenly spaced x cost nothing.
        QVERIFY(s.memory_bytes() < 500'000 * 4 * 2.2);
    }

    void every_column_of_a_picture_has_its_extremes_on_either_scale()
    {
        const Series s = noisy(200'000);
        for (const bool log : {false, true}) {
            for (const auto& [from, to] : {std::pair(0.5, 50'000.0), {3'000.0, 49'000.0}, {777.7, 30'001.3}}) {
                const int columns = 700;
                Series::Picture picture;
                s.picture(from, to, columns, picture, log);
                QVERIFY(picture.reduced || log);
                const auto column_of = [&](double x) { return log ? std::log(x / from) / std::log(to / from) * columns : (x - from) / (to - from) * columns; };
                std::vector<Series::Span> plain(columns), shown(columns);
                for (std::size_t i = 0; i < s.size(); ++i)
                    if (const double c = column_of(s.x(i)); s.x(i) >= from && s.x(i) <= to && !std::isnan(s.y(i)))
                        plain[std::size_t(std::clamp(c, 0.0, columns - 1.0))].add(s.y(i));
                for (const auto& [x, y] : picture.points)
                    if (x >= from && x <= to && !std::isnan(y))
                        shown[std::size_t(std::clamp(column_of(x), 0.0, columns - 1.0))].add(y);
                int differing = 0;
                for (std::size_t c = 1; c + 1 < plain.size(); ++c) // A point on an edge may count to either side.
                    if (plain[c].low != shown[c].low || plain[c].high != shown[c].high) {
                        ++differing;
                        Series::Span wide = plain[c - 1];
                        wide.add(plain[c]);
                        wide.add(plain[c + 1]);
                        QVERIFY2(wide.low <= shown[c].low && shown[c].high <= wide.high, qPrintable(QString::number(c)));
                    }
                QVERIFY2(differing <= 4, qPrintable(QStringLiteral("%1 columns").arg(differing)));
            }
        }
    }

    void either_axis_can_be_logarithmic()
    {
        PlotView view({.from_zero = true, .small = true});
        view.resize(300, 120);
        const int c = view.add_curve({.run = "run"});
        for (int i = 0; i <= 100'000; ++i)
            view.append(c, i, i < 50'000 ? 1e-4 : 1e-1);
        view.flush();
        QCOMPARE(view.value_range().lower, 0.0);
        QMenu menu;
        const auto entry = [&](const QString& words) {
            view.fill_menu(&menu);
            for (QAction* a : menu.actions())
                if (a->text() == words)
                    return a;
            return static_cast<QAction*>(nullptr);
        };
        QSignalSpy values(&view, &PlotView::log_chosen), keys(&view, &PlotView::log_keys_chosen);
        QVERIFY(!entry("Steps")); // Not offered.
        entry("Values on a log scale")->trigger();
        view.offer_log_keys("Steps");
        entry("Steps")->trigger();
        QCOMPARE(values.count() + keys.count(), 2);
        QVERIFY(entry("Values on a log scale")->isChecked() && entry("Steps")->isChecked());
        view.flush();
        QVERIFY(view.value_range().lower > 1e-5 && view.value_range().lower < 1e-4);
        QCOMPARE(view.key_range().lower, 1.0);
        // Half of the width belongs to the first 316 steps.
        QVERIFY(std::abs(view.plot()->xAxis->coordToPixel(std::sqrt(1e5)) - view.plot()->axisRect()->center().x()) < 3);
        // A line where the curve is: at 1,000 of 100,000 steps, six tenths of the way, and not at a hundredth of it.
        view.zoom_to({1, 100'000}, {1e-5, 1});
        view.flush();
        const QImage image = view.plot()->toPixmap().toImage();
        const auto painted = [&](double x, double y) {
            const QPoint at(int(view.plot()->xAxis->coordToPixel(x)), int(view.plot()->yAxis->coordToPixel(y)));
            for (int dy = -2; dy <= 2; ++dy)
                if (image.pixelColor(at + QPoint(0, dy)).saturation() > 100)
                    return true;
            return false;
        };
        QVERIFY(painted(1'000, 1e-4) && painted(3, 1e-4) && painted(80'000, 1e-1));
        QVERIFY(!painted(1'000, 1e-1) && !painted(30'000, 1e-1));
        entry("Steps")->trigger();
        view.flush();
        QCOMPARE(view.key_range().lower, 0.0);
    }

    void ticks_step_by_one_two_five()
    {
        QCOMPARE(nice_step(0.9), 1.0);
        QCOMPARE(nice_step(6), 5.0);
        QCOMPARE(nice_step(0.021), 0.02);
        QCOMPARE(axis_number(2000, 0), QStringLiteral("2,000"));
        QCOMPARE(axis_number(0.0005, 4), QStringLiteral("5e-4"));
        QCOMPARE(axis_number(-0.5, 1), QStringLiteral("−0.5"));
    }

    void labels_stand_apart_data()
    {
        QTest::addColumn<double>("last");
        for (const double last : {3.0, 40.0, 1'000.0, 123'456.0, 1e6, 7e6, 1.6e7, 3e8})
            QTest::addRow("%g", last) << last;
    }

    void labels_stand_apart()
    {
        QFETCH(double, last);
        for (const int width : {220, 300, 400, 800}) {
            PlotView view({.small = width < 400});
            view.resize(width, 200);
            view.show();
            view.set_whole_keys(true);
            const int c = view.add_curve({.run = "run"});
            view.append(c, 0, 1);
            view.append(c, last, 2);
            view.flush();
            QCustomPlot* plot = view.plot();
            plot->replot(QCustomPlot::rpImmediateRefresh);
            QVector<double> ticks;
            QVector<QString> labels;
            plot->xAxis->ticker()->generate(plot->xAxis->range(), QLocale::c(), QLatin1Char('g'), 6, ticks, nullptr, &labels);
            QVERIFY(ticks.size() >= 2);
            const QFontMetrics type(plot->xAxis->tickLabelFont());
            for (int i = 1; i < ticks.size(); ++i) {
                const double apart = plot->xAxis->coordToPixel(ticks[i]) - plot->xAxis->coordToPixel(ticks[i - 1]);
                QVERIFY2(apart > (type.horizontalAdvance(labels[i]) + type.horizontalAdvance(labels[i - 1])) / 2.0 + 3, qPrintable(labels[i] + QStringLiteral(" of %1").arg(width)));
            }
        }
    }

    void the_name_of_the_keys_stands_beside_the_curves_and_their_labels_data()
    {
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("last");
        QTest::addColumn<bool>("log");
        for (const double last : {1.0, 3.0, 7.0, 10.0, 40.0, 97.0, 1'000.0, 123'456.0, 7e6}) {
            QTest::addRow("%g", last) << 0.0 << last << false;
            QTest::addRow("%g, log", last) << 1.0 << std::max(last, 2.0) << true;
        }
        QTest::addRow("zoomed") << 97.0 << 103.0 << false;
        QTest::addRow("far out") << 123'400.0 << 123'456.0 << false;
    }

    void the_name_of_the_keys_stands_beside_the_curves_and_their_labels()
    {
        QFETCH(double, first);
        QFETCH(double, last);
        QFETCH(bool, log);
        for (const QString& name : {QStringLiteral("epoch"), QStringLiteral("seconds"), QStringLiteral("轮次")})
            for (const int width : {220, 240, 300, 400, 800}) {
                PlotView view({});
                view.set_texts(QStringLiteral("Loss"), {}, name, QStringLiteral("Epoch %1"));
                view.set_whole_keys(true);
                view.set_log_keys(log);
                view.resize(width, 160);
                view.show();
                const int c = view.add_curve({.run = "run"});
                view.append(c, 0, 1);
                view.append(c, last, 2);
                view.zoom_to({first, last}, {0, 3});
                view.flush();
                QCustomPlot* plot = view.plot();
                plot->replot(QCustomPlot::rpImmediateRefresh);
                const auto* text = plot->findChild<QCPItemText*>(QStringLiteral("key-name"));
                const QString where = QStringLiteral("%1, %2 wide").arg(name).arg(width);
                QVERIFY2(text && text->visible() && !text->clipToAxisRect(), qPrintable(where));
                const QRectF name_box(text->topLeft->pixelPosition(), text->bottomRight->pixelPosition());
                QVERIFY2(QRectF(plot->rect()).contains(name_box), qPrintable(where));
                QVERIFY2(name_box.top() > plot->axisRect()->bottom(), qPrintable(where)); // Curves end there.
                const QCPAxis* keys = plot->xAxis;
                QVERIFY(!keys->tickVector().isEmpty());
                for (int i = 0; i < keys->tickVector().size(); ++i) {
                    const QString label = keys->tickVectorLabels()[i];
                    const double half = QFontMetrics(keys->tickLabelFont()).horizontalAdvance(label) / 2.0, middle = keys->coordToPixel(keys->tickVector()[i]);
                    QVERIFY2(middle + half + 4 < name_box.left() || middle - half - 4 > name_box.right(), qPrintable(where + QStringLiteral(": ") + label));
                }
            }
    }

    void values_of_a_low_plot_stand_apart_data()
    {
        QTest::addColumn<double>("most");
        for (const double most : {0.7, 8.0, 11.0, 17.0, 25.0, 33.0, 38.0, 49.0, 77.0, 1'300.0, 1'900.0})
            QTest::addRow("%g", most) << most;
    }

    void values_of_a_low_plot_stand_apart()
    {
        QFETCH(double, most);
        PlotView view({.from_zero = true, .small = true});
        view.resize(180, 88);
        view.show();
        const int c = view.add_curve({.run = "run"});
        view.append(c, 0, most / 2);
        view.append(c, 1, most);
        view.flush();
        view.plot()->replot(QCustomPlot::rpImmediateRefresh);
        QCPAxis* axis = view.plot()->yAxis;
        const QVector<double> ticks = axis->tickVector();
        QVERIFY(ticks.size() >= 2);
        for (int i = 1; i < ticks.size(); ++i)
            QVERIFY2(axis->coordToPixel(ticks[i - 1]) - axis->coordToPixel(ticks[i]) >= QFontMetrics(axis->tickLabelFont()).capHeight() + 2,
                     qPrintable(QStringLiteral("%1 and %2").arg(ticks[i - 1]).arg(ticks[i])));
    }

    void log_axes_label_one_two_five()
    {
        PlotView view({.log = true});
        const int c = view.add_curve({.run = "run-1"});
        for (int i = 0; i < 100; ++i)
            view.append(c, i, 0.5 * std::pow(0.01, i / 99.0));
        view.resize(400, 290);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.flush();
        view.plot()->replot();
        QStringList labels = view.plot()->yAxis->tickVectorLabels();
        QCOMPARE(labels, QStringList({"0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5"}));
    }

    void it_follows_until_zoomed_and_again_after_follow()
    {
        PlotView view({});
        PlotGroup group;
        group.add(&view);
        view.set_texts("Loss", "", "epoch", "Epoch %1");
        const int c = view.add_curve({.run = "run-1", .name = "Run 1", .column = "valid."});
        view.resize(420, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        for (int i = 0; i <= 10; ++i)
            view.append(c, i, 10 - i);
        QTRY_COMPARE(view.key_range().upper, 10.0);
        view.append(c, 20, 3);
        QTRY_COMPARE(view.key_range().upper, 20.0);

        // A dragged rectangle zooms in.
        QSignalSpy following(&view, &PlotView::following_changed);
        const QRect area = view.plot()->axisRect()->rect();
        QTest::mousePress(view.plot(), Qt::LeftButton, {}, area.center() - QPoint(60, 40));
        QTest::mouseMove(view.plot(), area.center());
        QTest::mouseMove(view.plot(), area.center() + QPoint(60, 40));
        QTest::mouseRelease(view.plot(), Qt::LeftButton, {}, area.center() + QPoint(60, 40));
        QCOMPARE(following.count(), 1);
        QVERIFY(!view.following());
        const QCPRange zoomed = view.key_range();
        QVERIFY(zoomed.size() < 10);
        view.append(c, 30, 3);
        group.flush();
        QCOMPARE(view.key_range(), zoomed);

        // The wheel zooms at the pointer, which keeps its place.
        const QPoint at = area.center() + QPoint(30, 10);
        const double under = view.plot()->xAxis->pixelToCoord(at.x());
        QWheelEvent wheel(at, view.plot()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.plot(), &wheel);
        QVERIFY(view.key_range().size() < zoomed.size());
        QVERIFY(std::abs(view.plot()->xAxis->pixelToCoord(at.x()) - under) < 1e-9);

        QTest::keyClick(&view, Qt::Key_Backspace);
        QCOMPARE(view.key_range(), zoomed);
        QTest::keyClick(&view, Qt::Key_Backspace);
        QVERIFY(view.following());
        QTRY_COMPARE(view.key_range().upper, 30.0);

        view.zoom_to({1, 2}, {0, 1});
        auto* follow = view.findChild<QPushButton*>();
        QVERIFY(follow->isVisible());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(view.following());
        view.zoom_to({1, 2}, {0, 1});
        double_click(view.plot(), area.center());
        QVERIFY(view.following());
    }

    void the_crosshair_is_shared_and_its_tip_tells_the_values()
    {
        PlotView loss({.log = true}), accuracy({.decimals = 2});
        PlotGroup group;
        group.add(&loss);
        group.add(&accuracy);
        loss.set_texts("Loss", {}, "epoch", "Epoch %1");
        accuracy.set_texts("Accuracy", "%", "epoch", "Epoch %1");
        const int valid = loss.add_curve({.run = "run-1", .name = "Run 1", .column = "valid."});
        const int train = loss.add_curve({.run = "run-1", .name = "Run 1", .column = "train", .line = CurveLook::Line::Dotted});
        const int raw = loss.add_curve({.run = "run-1", .name = "Run 1", .line = CurveLook::Line::Raw});
        const int acc = accuracy.add_curve({.run = "run-1", .name = "Run 1", .column = "valid."});
        for (int e = 1; e <= 10; ++e) {
            loss.append(valid, e, 0.0291 + 0.001 * (e - 9));
            loss.append(train, e, 0.0084);
            loss.append(raw, e, 0.5);
            accuracy.append(acc, e, 90 + e);
        }
        QCOMPARE(loss.tip_lines(9), QStringList({"Epoch 9\tvalid.\ttrain", "Run 1\t0.02910\t0.008400"}));
        QCOMPARE(accuracy.tip_lines(9), QStringList({"Epoch 9\tvalid.", "Run 1\t99.00"}));

        QSignalSpy moved(&loss, &PlotView::crosshair_moved);
        for (PlotView* view : {&accuracy, &loss}) {
            view->resize(400, 300);
            view->show();
            QVERIFY(QTest::qWaitForWindowExposed(view));
        }
        loss.raise();
        accuracy.move(500, 0);
        group.flush();
        loss.plot()->replot();
        accuracy.plot()->replot();
        const QImage without = accuracy.grab().toImage();
        QTest::mouseMove(loss.plot(), QPoint(60, 60));
        moved.clear();
        QTest::mouseMove(loss.plot(), QPoint(int(loss.plot()->xAxis->coordToPixel(4.2)), 100));
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved.first().first().value<std::optional<double>>(), std::optional(4.0));
        // The other plot has a line there: only that pixel column is new.
        const QImage with = accuracy.grab().toImage();
        const int at = accuracy.plot()->mapTo(&accuracy, QPoint(int(std::lround(accuracy.plot()->xAxis->coordToPixel(4))), 0)).x();
        int changed = 0;
        for (int y = 0; y < with.height(); ++y)
            for (int x = 0; x < with.width(); ++x)
                if (with.pixel(x, y) != without.pixel(x, y)) {
                    ++changed;
                    QVERIFY2(std::abs(x - at) <= 6, qPrintable(QStringLiteral("%1, not %2").arg(x).arg(at))); // Line and dots.
                }
        QVERIFY(changed > 50);
        QTest::keyClick(&loss, Qt::Key_Right);
        QCOMPARE(moved.last().first().value<std::optional<double>>(), std::optional(5.0));
    }

    void the_legend_hides_and_isolates()
    {
        LegendRow legend;
        PlotView view({});
        PlotGroup group;
        group.add(&view);
        QObject::connect(&legend, &LegendRow::hidden_changed, &group, &PlotGroup::set_hidden);
        for (const char* run : {"run-1", "run-2", "run-3"})
            view.add_curve({.run = run});
        legend.set_entries({{"run-1", "Run 1", 0}, {"run-2", "Run 2", 1}, {"run-3", "Run 3", 2}});
        legend.resize(600, 28);
        legend.show();
        QVERIFY(QTest::qWaitForWindowExposed(&legend));
        QTest::mouseClick(legend.buttons()[1], Qt::LeftButton);
        QVERIFY(view.is_shown(0) && !view.is_shown(1) && view.is_shown(2));
        QTest::mouseClick(legend.buttons()[1], Qt::LeftButton);
        QVERIFY(view.is_shown(1));
        double_click(legend.buttons()[2]);
        QVERIFY(!view.is_shown(0) && !view.is_shown(1) && view.is_shown(2));
        QTest::keyClick(legend.buttons()[2], Qt::Key_Return);
        QVERIFY(view.is_shown(0) && view.is_shown(1) && view.is_shown(2));
        QTest::keyClick(legend.buttons()[0], Qt::Key_Space);
        QVERIFY(!view.is_shown(0));
    }

    void a_long_legend_goes_on_in_a_second_line()
    {
        LegendRow legend;
        legend.resize(400, 24);
        legend.show();
        QVERIFY(QTest::qWaitForWindowExposed(&legend));
        legend.set_entries({{"run-1", "Run 1", 0}});
        QTRY_COMPARE(legend.height(), 24);
        QList<LegendRow::Entry> entries;
        for (int i = 1; i <= 8; ++i)
            entries.append({QStringLiteral("run-%1").arg(i), QStringLiteral("Run %1").arg(i), i - 1});
        legend.set_entries(entries);
        QTRY_VERIFY(legend.height() >= 48);
        for (const QWidget* b : legend.buttons())
            QVERIFY(b->isVisible() && b->width() >= b->sizeHint().width() && legend.rect().contains(b->geometry()));
    }

    void epochs_have_no_labels_between_them()
    {
        PlotView view({});
        view.set_whole_keys(true);
        const int c = view.add_curve({.run = "run-1"});
        for (int i = 1; i <= 3; ++i)
            view.append(c, i, i);
        view.resize(400, 290);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.flush();
        view.plot()->replot();
        QCOMPARE(view.plot()->xAxis->tickVectorLabels(), QStringList({"0", "1", "2", "3"}));
    }

    void single_steps_do_not_push_the_curves_together()
    {
        PlotView view({.log = true});
        view.set_texts("Loss", {}, "epoch", "Epoch %1");
        const int raw = view.add_curve({.run = "run-1", .line = CurveLook::Line::Raw});
        const int mean = view.add_curve({.run = "run-1", .line = CurveLook::Line::Dotted});
        for (int i = 0; i < 100; ++i) {
            view.append(raw, i, i % 10 == 3 ? 1e-6 : 0.1);
            view.append(mean, i, 0.2 - 0.001 * i);
        }
        view.flush();
        QVERIFY(view.value_range().lower > 0.03 && view.value_range().lower < 0.1);
        const auto said = [&] {
            for (const QLabel* label : view.findChildren<QLabel*>())
                if (label->text().contains("beyond"))
                    return true;
            return false;
        };
        QVERIFY(said());
        view.clear_points(raw);
        view.flush();
        QVERIFY(!said());
    }

    void values_leave_as_csv_png_svg_and_pdf()
    {
        QTemporaryDir folder;
        PlotView view({});
        view.resize(300, 200);
        view.set_texts("Loss", "", "epoch", "Epoch %1");
        const int c = view.add_curve({.run = "run-1", .name = "a, b", .column = "valid."});
        for (int i = 0; i < 3; ++i)
            view.append(c, i, 0.5 * i);
        QCOMPARE(view.values_text(','), QStringLiteral("run,curve,x,y\n\"a, b\",valid.,0,0\n\"a, b\",valid.,1,0.5\n\"a, b\",valid.,2,1\n"));
        QVERIFY(view.save_csv(folder.filePath("v.csv")));
        QVERIFY(!view.save_csv(folder.filePath("none/v.csv")));
        for (const char* name : {"p.png", "p.svg", "p.pdf"}) {
            QVERIFY(view.save_picture(folder.filePath(name)));
            QVERIFY(QFileInfo(folder.filePath(name)).size() > 500);
        }
        QVERIFY(!QImage(folder.filePath("p.png")).isNull());
    }

    void a_cut_range_says_so()
    {
        PlotView view({.cut = true});
        view.set_texts("Accuracy", "%", "epoch", "Epoch %1");
        const int c = view.add_curve({.run = "run-1"});
        view.append(c, 0, 10);
        for (int i = 1; i < 30; ++i)
            view.append(c, i, 99 + 0.01 * i);
        view.flush();
        QVERIFY(view.value_range().lower > 90);
        bool said = false;
        for (QLabel* label : view.findChildren<QLabel*>())
            said = said || label->text().contains("cut");
        QVERIFY(said);
    }

    void values_that_are_nearly_all_the_best_stay_in_sight()
    {
        PlotView view({.cut = true});
        view.set_texts("Accuracy", "%", "epoch", "Epoch %1");
        const int c = view.add_curve({.run = "run-1"});
        for (int i = 1; i <= 30; ++i)
            view.append(c, i, i > 27 ? 99 : 100);
        view.flush();
        QVERIFY(view.value_range().lower < 99 && view.value_range().upper < 102);
    }

    void one_timer_draws_many_points()
    {
        PlotView view({});
        PlotGroup group;
        group.add(&view);
        view.resize(300, 200);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTest::qWait(100);
        QSignalSpy replots(view.plot(), &QCustomPlot::afterReplot);
        const int c = view.add_curve({.run = "run-1"});
        for (int i = 0; i < 10'000; ++i)
            view.append(c, i, i % 7);
        QTRY_VERIFY(replots.count() > 0);
        QTest::qWait(100);
        QVERIFY(replots.count() <= 2);
    }
};

QTEST_MAIN(PlotViewTest)
#include "plot_view_test.moc"
