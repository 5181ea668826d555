#include "graph/analysis.h"
#include "graph/fitting.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace loom;

namespace fitting_test {

DataFacts pictures(Shape sample, std::size_t classes)
{
    DataFacts facts;
    facts.sample = std::move(sample);
    facts.pictures = true;
    for (std::size_t i = 0; i < classes; ++i)
        facts.classes.push_back("class " + std::to_string(i));
    facts.class_counts.assign(classes, 50);
    facts.rows = std::int64_t(classes) * 60;
    return facts;
}

DataFacts table(std::int64_t features, DataFacts::Target target)
{
    DataFacts facts;
    facts.sample = {features};
    facts.target = target;
    facts.rows = 500;
    if (target == DataFacts::Target::Classes) {
        facts.classes = {"no", "yes"};
        facts.class_counts = {250, 150};
    }
    return facts;
}

Document made(std::string_view id)
{
    return find_architecture(id)->make();
}

TEST(Fitting, TheLastLayerHasAsManyUnitsAsThereAreClasses)
{
    const DataFacts facts = pictures({3, 32, 32}, 7);
    const Fitted resnet = fitted(made("resnet-18"), facts);
    ASSERT_TRUE(resnet.fits);
    const Analysis told = analyse(resnet.document, &facts);
    EXPECT_TRUE(told.sound());
    for (const auto& [id, node] : resnet.document.nodes())
        if (node.type == "output") {
            EXPECT_EQ(told.nodes.at(resnet.document.link_into(id, 0)->from).output, (Shape{7}));
        }
    // The same layers with the same links.
    EXPECT_EQ(resnet.document.links(), made("resnet-18").links());
    EXPECT_EQ(resnet.document.nodes().size(), made("resnet-18").nodes().size());
}

TEST(Fitting, OtherKindsOfDataDoNotFit)
{
    const DataFacts facts = table(12, DataFacts::Target::Numbers);
    EXPECT_TRUE(fitted(made("house-price"), facts).fits);
    EXPECT_FALSE(fitted(made("resnet-18"), facts).fits);
    EXPECT_FALSE(fitted(made("gpt2-small"), facts).fits);
    EXPECT_FALSE(fitted(made("house-price"), pictures({1, 28, 28}, 10)).fits);
    EXPECT_FALSE(fitted(made("lstm-classifier"), pictures({1, 28, 28}, 10)).fits);
}

// Whatever is said to fit is sound, and nothing was put in or taken out.
TEST(Fitting, WhatFitsIsSoundAndHasTheSameLayers)
{
    for (const DataFacts& facts : {pictures({1, 28, 28}, 10), pictures({3, 96, 96}, 2), table(12, DataFacts::Target::Numbers), table(5, DataFacts::Target::Classes)}) {
        int fits = 0;
        for (const Architecture* architecture : architecture_types()) {
            const Document network = architecture->make();
            const Fitted result = fitted(network, facts);
            fits += result.fits;
            EXPECT_EQ(result.fits, analyse(result.document, &facts).sound()) << architecture->id;
            EXPECT_EQ(result.document.links(), network.links()) << architecture->id;
            EXPECT_EQ(result.document.nodes().size(), network.nodes().size()) << architecture->id;
        }
        EXPECT_GT(fits, 0);
        EXPECT_LT(fits, std::ssize(architecture_types()));
    }
}

} // namespace fitting_test
