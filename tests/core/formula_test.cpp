// The notation of formulas, and that every type states one that can be read.
#include "graph/chain.h"
#include "schema/formula.h"
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace formula_test {

using Kind = FormulaPart::Kind;

FormulaPart parsed(std::string_view text)
{
    auto made = parse_formula(text);
    EXPECT_TRUE(made) << text << ": " << (made ? "" : render(made.error().message, Language::English));
    return made ? *made : FormulaPart{};
}

TEST(Formulas, ArePartsWithinParts)
{
    const FormulaPart y = parsed("y_o = b + sum_{c=1}^{C} w_{o,c} x_c");
    ASSERT_EQ(y.kind, Kind::Row);
    ASSERT_EQ(y.parts.size(), 7u);
    EXPECT_EQ(y.parts[0].kind, Kind::Scripts);
    EXPECT_EQ(y.parts[1].kind, Kind::Sign);
    EXPECT_EQ(y.parts[4].kind, Kind::Limits);
    EXPECT_EQ(y.parts[4].parts[0].text, "Σ");
    EXPECT_EQ(y.parts[4].parts[1].parts.size(), 3u);

    const FormulaPart f = parsed("frac{1}{sqrt{sigma^2 + 1e-5}}").parts[0];
    ASSERT_EQ(f.kind, Kind::Fraction);
    ASSERT_EQ(f.parts[1].parts[0].kind, Kind::Root);
    EXPECT_EQ(f.parts[1].parts[0].parts[0].parts[0].parts[0].text, "σ");

    const FormulaPart c = parsed("cases{x & x > 0 ;; 0 & x <= 0}").parts[0];
    ASSERT_EQ(c.kind, Kind::Cases);
    EXPECT_EQ(c.parts.size(), 4u);
    EXPECT_EQ(parsed("a = 1 ;; b = 2").kind, Kind::Lines);
    // As people write formulas of their own.
    EXPECT_EQ(parsed("max(x, 0) + 0.1 * sqrt(x)^2 - abs(x)/2e-3").kind, Kind::Row);
    EXPECT_EQ(parsed("ReLU").parts[0].kind, Kind::Upright);
    EXPECT_EQ(parsed("x").parts[0].kind, Kind::Variable);
}

TEST(Formulas, SayWhereTheyCannotBeRead)
{
    for (const char* wrong : {"", "frac{1}", "sqrt", "(a", "a)", "x_", "x^a^b", "cases{x}", "x # y", "a ;; ;; b", "{", "sum_{"}) {
        const auto made = parse_formula(wrong);
        EXPECT_FALSE(made) << wrong;
        if (!made) {
            EXPECT_FALSE(render(made.error().message, Language::English).empty());
        }
    }
    const auto made = parse_formula("x # y");
    EXPECT_EQ(render(made.error().hint, Language::English), "It is character 3 of the formula.");
    EXPECT_FALSE(parse_formula(std::string(5000, '(')));
}

TEST(Formulas, CanBeReadOut)
{
    set_language(Language::English);
    EXPECT_EQ(spoken(parsed("y = frac{a}{b + 1}")), "y = (a) over (b + 1)");
    EXPECT_EQ(spoken(parsed("sum_{i=1}^{n} x_i^2")), "sum over i = 1 to n of x_i^2");
    EXPECT_EQ(spoken(parsed("cases{x & x > 0 ;; 0 & x <= 0}")), "x where x > 0; 0 where x ≤ 0");
}

/// The type's own settings, and those with each choice and each switch the other way.
std::vector<Values> variations(const TypeInfo& type)
{
    std::vector<Values> all{defaults(type)};
    for (std::size_t i = 0; i < type.settings.size(); ++i) {
        Values changed = all.front();
        if (std::get_if<bool>(&changed[i])) {
            changed[i] = !std::get<bool>(changed[i]);
            all.push_back(changed);
        }
        for (const Choice& choice : type.settings[i].choices) {
            changed[i] = std::string(choice.id);
            all.push_back(changed);
        }
    }
    return all;
}

void expect_formula(const TypeInfo& type, const std::function<Formula(const Values&)>& formula)
{
    ASSERT_TRUE(formula) << type.id << " states no formula";
    for (const Values& values : variations(type)) {
        const Formula made = formula(values);
        const auto tree = parse_formula(made.text);
        EXPECT_TRUE(tree) << type.id << ": " << made.text << ": "
                          << (tree ? "" : render(tree.error().message, Language::English) + render(tree.error().hint, Language::English));
        for (const Formula::Word& word : made.where) {
            EXPECT_TRUE(parse_formula(word.symbol)) << type.id << ": " << word.symbol;
            EXPECT_FALSE(word.meaning.empty()) << type.id << ": " << word.symbol;
        }
        if (!tree)
            continue;
        // What a formula computes from and what it gives have a word.
        EXPECT_FALSE(words_of(made).empty()) << type.id;
    }
}

TEST(Formulas, EveryTypeStatesItsOwn)
{
    for (const LayerType* type : layer_types()) {
        if (type->id.starts_with("unit")) {
            EXPECT_FALSE(type->formula) << type->id << " computes nothing itself";
            continue;
        }
        expect_formula(*type, type->formula);
    }
    for (const LossType* type : loss_types())
        expect_formula(*type, type->formula);
    for (const OptimizerType* type : optimizer_types())
        expect_formula(*type, type->formula);
}

TEST(Formulas, FollowTheSettings)
{
    const LayerType& dense = *find_layer("dense");
    EXPECT_EQ(dense.formula(defaults(dense)).text, "y_{o} = b_o + sum_{c=1}^{C} w_{c,o} x_{c}");
    EXPECT_EQ(dense.formula(with(dense, {{"bias", false}, {"activation", std::string("relu")}})).text,
              "z_{o} = sum_{c=1}^{C} w_{c,o} x_{c} ;; y_{o} = max(0, z_{o})");
    const LayerType& conv = *find_layer("conv2d");
    using List = std::vector<std::int64_t>;
    EXPECT_EQ(conv.formula(with(conv, {{"kernel", List{3, 1}}, {"stride", List{2, 1}}, {"padding", std::string("same")}})).text,
              "y_{o,i,j} = b_o + sum_{c=1}^{C} sum_{u=0}^{2} w_{o,c,u} x_{c, 2 i + u - p_1, j}");
    EXPECT_EQ(conv.formula(with(conv, {{"dilation", std::int64_t{2}}, {"padding", std::string("explicit")}, {"pads", List{1, 0, 0, 0}}})).text,
              "y_{o,i,j} = b_o + sum_{c=1}^{C} sum_{u=0}^{2} sum_{v=0}^{2} w_{o,c,u,v} x_{c, i + 2 u - 1, j + 2 v}");
    const LayerType& pool = *find_layer("max_pool");
    EXPECT_EQ(pool.formula(defaults(pool)).text, "y_{c,i,j} = max_{0 <= u < 2, 0 <= v < 2} x_{c, 2 i + u, 2 j + v}");
    const LayerType& lambda = *find_layer("lambda");
    EXPECT_EQ(lambda.formula(with(lambda, {{"formula", std::string("x^2 + 1")}})).text, "y = x^2 + 1");
}

} // namespace formula_test
} // namespace loom
