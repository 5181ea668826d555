// Every declared type, from the registries: whatever is added must pass here without a line written for it.
#include "schema/recipe.h"
#include "schema/types.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>

namespace loom {
namespace declare_test {

std::vector<const TypeInfo*> all_types()
{
    std::vector<const TypeInfo*> all{&recipe_type()};
    auto add = [&](const auto& types) { all.insert(all.end(), types.begin(), types.end()); };
    add(layer_types());
    add(loss_types());
    add(optimizer_types());
    add(source_types());
    return all;
}

bool snake_case(std::string_view key)
{
    return !key.empty() && std::islower(key[0]) &&
           std::ranges::all_of(key, [](unsigned char c) { return std::islower(c) || std::isdigit(c) || c == '_'; });
}

bool has_chinese(std::string_view text)
{
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if ((std::uint8_t(text[i]) & 0xF0) == 0xE0 && std::uint8_t(text[i]) >= 0xE3)
            return true;
    return false;
}

// Names that stay as they are in Chinese.
bool stays_latin(std::string_view text)
{
    static const std::set<std::string_view> names = {
        "ReLU",       "Leaky ReLU", "Tanh",    "Sigmoid", "GELU",   "SiLU",    "ELU",   "Softplus", "Hard sigmoid",
        "Hard swish", "ReLU6",      "Softmax", "Dropout", "Adam",   "AdamW",   "SGD",   "AdaGrad",  "RMSProp",
        "Nesterov",   "Alpha",      "Epsilon", "Beta 1",  "Beta 2", "Rho",     "Delta", "px",       "Valid",
        "Same",       "same",       "CSV",     "IDX",     "MNIST",  "CIFAR-10", "LSTM", "GRU",    "RNN",
        "Mish",       "SELU",       "Softsign", "PReLU",  "Lion",
        "Gamma",      "CTC",        "InfoNCE", "JSON",    "JSON lines", "Excel"};
    return names.contains(text);
}

void expect_translated(Text text, std::string_view where)
{
    EXPECT_FALSE(text.empty()) << where;
    EXPECT_TRUE(has_chinese(translated(text.source, Language::Chinese)) || stays_latin(text.source))
        << where << ": no Chinese for \"" << text.source << "\"";
}

TEST(Declarations, HaveNamesAndTextsInBothLanguages)
{
    for (const TypeInfo* type : all_types()) {
        SCOPED_TRACE(type->id);
        EXPECT_TRUE(snake_case(type->id));
        expect_translated(type->title, type->id);
        expect_translated(type->help, type->id);
        for (const Setting& s : type->settings) {
            EXPECT_TRUE(snake_case(s.key)) << s.key;
            expect_translated(s.label, s.key);
            expect_translated(s.help, s.key);
            if (!s.unit.empty())
                expect_translated(s.unit, s.key);
            for (const Choice& c : s.choices) {
                EXPECT_TRUE(snake_case(c.id)) << c.id;
                expect_translated(c.label, c.id);
            }
        }
    }
    for (const LayerType* type : layer_types())
        for (const Port& port : type->inputs(defaults(*type)))
            expect_translated(port.help, type->id);
}

TEST(Declarations, HaveUniqueNames)
{
    std::set<std::string_view> layers, losses, optimizers, sources;
    for (const LayerType* t : layer_types())
        EXPECT_TRUE(layers.insert(t->id).second) << t->id;
    for (const LossType* t : loss_types())
        EXPECT_TRUE(losses.insert(t->id).second) << t->id;
    for (const OptimizerType* t : optimizer_types())
        EXPECT_TRUE(optimizers.insert(t->id).second) << t->id;
    for (const SourceType* t : source_types())
        EXPECT_TRUE(sources.insert(t->id).second) << t->id;
    for (const TypeInfo* type : all_types()) {
        std::set<std::string_view> keys;
        for (const Setting& s : type->settings)
            EXPECT_TRUE(keys.insert(s.key).second) << type->id << "." << s.key;
    }
}

TEST(Declarations, DeclareEveryField)
{
    for (const TypeInfo* type : all_types())
        EXPECT_EQ(type->settings.size(), type->field_count) << type->id;
}

TEST(Declarations, HaveValidDefaults)
{
    for (const TypeInfo* type : all_types())
        for (const Error& e : validate(*type, defaults(*type)))
            ADD_FAILURE() << type->id << ": " << render(e.message, Language::English);
}

// Every number has a range, and the range is enforced on both sides.
TEST(Declarations, RefuseWhatLiesOutsideTheirRanges)
{
    for (const TypeInfo* type : all_types())
        for (std::size_t i = 0; i < type->settings.size(); ++i) {
            const Setting& s = type->settings[i];
            SCOPED_TRACE(std::string(type->id) + "." + std::string(s.key));
            auto refused = [&](const Value& v) { return validate(*type, i, v).has_value(); };
            EXPECT_TRUE(refused(std::holds_alternative<bool>(s.fallback) ? Value(std::int64_t{1}) : Value(true)));
            if (std::holds_alternative<std::int64_t>(s.fallback)) {
                ASSERT_TRUE(s.min && s.max);
                EXPECT_TRUE(refused(std::int64_t(*s.min) - 1));
                EXPECT_TRUE(refused(std::int64_t(*s.max) + 1));
                EXPECT_FALSE(refused(std::int64_t(*s.max)));
            } else if (std::holds_alternative<double>(s.fallback)) {
                ASSERT_TRUE(s.min && s.max);
                EXPECT_TRUE(refused(*s.min - 1));
                EXPECT_TRUE(refused(*s.max + 1));
                EXPECT_TRUE(refused(std::numeric_limits<double>::quiet_NaN()));
                EXPECT_FALSE(refused(*s.min));
            } else if (const auto* list = std::get_if<std::vector<std::int64_t>>(&s.fallback)) {
                ASSERT_TRUE(s.min && s.max);
                auto wrong = *list;
                wrong.resize(std::max<std::size_t>(wrong.size(), 1));
                wrong.at(0) = std::int64_t(*s.min) - 1;
                EXPECT_TRUE(refused(wrong));
                if (s.entries) {
                    EXPECT_TRUE(refused(std::vector<std::int64_t>(s.entries + 1, std::int64_t(*s.max))));
                }
            } else if (std::holds_alternative<std::string>(s.fallback) && !s.choices.empty()) {
                EXPECT_TRUE(refused(std::string("no such choice")));
            }
        }
}

TEST(Declarations, LayersSumThemselvesUp)
{
    for (const LayerType* type : layer_types()) {
        const Message line = type->summary(defaults(*type));
        EXPECT_FALSE(render(line, Language::English).empty()) << type->id;
        EXPECT_FALSE(render(line, Language::Chinese).empty()) << type->id;
    }
}

TEST(Declarations, AreFoundByName)
{
    for (const LayerType* t : layer_types())
        EXPECT_EQ(find_layer(t->id), t);
    EXPECT_EQ(find_layer("nothing"), nullptr);
    EXPECT_NE(find_loss("cross_entropy"), nullptr);
    EXPECT_NE(find_optimizer("adam"), nullptr);
}

TEST(Recipe, UnpacksWhatItDeclares)
{
    const RecipeSettings standard = unpack_recipe(defaults(recipe_type()));
    EXPECT_EQ(standard.epochs, 10);
    EXPECT_EQ(standard.batch_size, 32);
    EXPECT_EQ(standard.seed, 1);
    EXPECT_EQ(standard.stop_early, 0);
    EXPECT_TRUE(standard.keep_best);
    EXPECT_FALSE(standard.deterministic);
    Values values = defaults(recipe_type());
    values[*recipe_type().index_of("epochs")] = std::int64_t{3};
    EXPECT_EQ(unpack_recipe(values).epochs, 3);
}

TEST(Numbers, AreWrittenAsPeopleReadThem)
{
    EXPECT_EQ(number_text(1e-5), "1e-5");
    EXPECT_EQ(number_text(0.9), "0.9");
    EXPECT_EQ(number_text(1e10), "1e+10");
    EXPECT_EQ(number_text(65536), "65536");
    EXPECT_EQ(quantity_text(12544), "12,544");
    EXPECT_EQ(quantity_text(999), "999");
    EXPECT_EQ(quantity_text(-1234567), "-1,234,567");
    EXPECT_EQ(quantity_text(-123), "-123");
}

} // namespace declare_test
} // namespace loom
