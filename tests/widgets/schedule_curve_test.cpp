#include "bridge/graph_document.h"
#include "runs/schedule_curve.h"
#include "runs/recipe_form.h"
#include "theme/theme.h"

#include <QTest>

#include <algorithm>
#include <numbers>

using namespace loom;

class ScheduleCurveTest : public QObject {
    Q_OBJECT

    static std::vector<double> drawn(Schedule schedule, double warmup = 0, std::int64_t epochs = 20)
    {
        ScheduleCurve curve;
        RecipeSettings r;
        r.epochs = epochs;
        r.schedule = schedule;
        r.warmup = warmup;
        r.rate_factor = 0.1;
        r.rate_epochs = 5;
        curve.show_recipe(r, 0.5);
        return curve.rates();
    }
    static bool near(double a, double b) { return std::abs(a - b) < 0.005; }

private slots:
    void initTestCase() { ThemeManager::instance().install(); }

    void what_is_drawn_is_the_schedule()
    {
        const auto constant = drawn(Schedule::Constant);
        QVERIFY(constant.size() >= 300);
        QVERIFY(std::ranges::all_of(constant, [](double v) { return v == 0.5; }));

        const auto steps = drawn(Schedule::Step);
        const std::size_t n = steps.size();
        QVERIFY(near(steps[n / 8], 0.5) && near(steps[3 * n / 8], 0.05) && near(steps[5 * n / 8], 0.005));

        const auto cosine = drawn(Schedule::Cosine);
        QVERIFY(near(cosine.front(), 0.5) && near(cosine[cosine.size() / 2], 0.275) && near(cosine.back(), 0.05));

        const auto warm = drawn(Schedule::Constant, 10);
        QVERIFY(warm.front() < 0.01 && near(warm[warm.size() / 4], 0.25) && near(warm.back(), 0.5));
        // Nothing stalls in a drawing.
        QVERIFY(near(drawn(Schedule::Plateau).back(), 0.5));
    }

    void long_and_short_recipes_are_drawn_too()
    {
        QVERIFY(drawn(Schedule::Cosine, 0, 1).size() >= 300);
        const auto many = drawn(Schedule::Cosine, 0, 100'000);
        QVERIFY(many.size() >= 300 && many.size() <= 2000);
        QVERIFY(near(many.back(), 0.05));
    }

    void it_follows_the_recipe()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        auto* curve = form.findChild<ScheduleCurve*>();
        QVERIFY(curve);
        const auto before = curve->rates();
        QVERIFY(!before.empty());
        Recipe recipe = graph.document().recipe();
        recipe.settings[*recipe_type().index_of("schedule")] = std::string("cosine");
        QVERIFY(graph.perform(LOOM_TEXT("Set %1 to %2"), {SetRecipe{recipe}}));
        QVERIFY(curve->rates() != before);
        QVERIFY(!curve->accessibleDescription().isEmpty());
        QVERIFY(graph.undo());
        QVERIFY(curve->rates() == before);
    }
};

QTEST_MAIN(ScheduleCurveTest)
#include "schedule_curve_test.moc"
