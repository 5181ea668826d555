// The networks that come with the program, and the units that they are built from.
#include "graph/analysis.h"
#include "graph/kit.h"
#include "project/document_json.h"

#include <gtest/gtest.h>

namespace loom {
namespace architectures_test {

TEST(Architectures, HaveTheParametersThatTheyAreKnownBy)
{
    struct Known {
        std::string_view id;
        std::int64_t parameters;
        double multiply_adds = 0; // 10⁹, to three decimals.
    };
    // torchvision 0.23: the number of parameters, and “_ops” of the weights (ResNet-50: 4.089).
    const Known known[] = {
        {"resnet-18", 11'689'512, 1.814}, {"resnet-50", 25'557'032, 4.089}, {"mobilenet-v2", 3'504'872, 0.301},
        {"vit-b-16", 86'567'656},         {"vgg-16", 138'357'544, 15.470},
        {"gpt2-small", 124'439'808}, // Transformers' GPT2LMHeadModel, tied.
        {"lenet-5", 61'706},
    };
    for (const Known& k : known) {
        const Analysis analysis = analyse(find_architecture(k.id)->make(), nullptr);
        EXPECT_EQ(analysis.total.parameters, k.parameters) << k.id;
        if (k.multiply_adds > 0) {
            EXPECT_NEAR(double(analysis.total.multiply_adds) / 1e9, k.multiply_adds, 0.0005) << k.id;
        }
    }
}

TEST(Architectures, AreSoundAndSurviveTheirFile)
{
    EXPECT_GE(architecture_types().size(), 13u);
    for (const Architecture* a : architecture_types()) {
        const Document document = a->make();
        for (const Finding& f : analyse(document, nullptr).findings)
            EXPECT_EQ(f.severity, Severity::Info) << a->id << ": " << render(f.message);
        const auto read = document_from_text(document_text(document), a->id);
        ASSERT_TRUE(read) << a->id << ": " << render(read.error().message);
        EXPECT_EQ(*read, document) << a->id;
        EXPECT_FALSE(a->source.empty());
    }
}

TEST(Kits, StandOnTheirOwnAndTakeWhatTheyExpose)
{
    EXPECT_GE(kit_types().size(), 9u);
    for (const UnitKit* kit : kit_types()) {
        const Document piece = piece_of_kit(*kit);
        ASSERT_EQ(piece.members(main_graph).size(), 1u) << kit->id;
        const Node& copy = piece.nodes().at(*piece.members(main_graph).begin());
        const Unit& unit = *piece.find(copy.unit);
        EXPECT_EQ(unit.name, render(kit->title)) << kit->id;
        EXPECT_FALSE(unit.help.empty()) << kit->id;
        for (const Exposed& e : unit.exposed) {
            EXPECT_FALSE(e.targets.empty()) << kit->id << " " << e.key;
            for (const Exposed::Target& t : e.targets) {
                const Node* node = piece.find(t.node);
                ASSERT_TRUE(node) << kit->id << " " << e.key;
                const bool known = t.setting == bypass_key || find_layer(node->type)->index_of(t.setting) ||
                                   (node->type == unit_type && std::ranges::find(piece.find(node->unit)->exposed, t.setting, &Exposed::key) != piece.find(node->unit)->exposed.end());
                EXPECT_TRUE(known) << kit->id << " " << e.key << ": " << t.setting;
            }
        }
    }
}

} // namespace architectures_test
} // namespace loom
