// What each layer makes of shapes: what it gives, what it refuses and how it would be mended.
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace layers_test {

using List = std::vector<std::int64_t>;
using Changes = std::vector<std::pair<std::string, Value>>;

Values values_of(const LayerType& type, const Changes& changes)
{
    Values values = defaults(type);
    for (const auto& [key, value] : changes) {
        values.at(type.index_of(key).value()) = value;
        EXPECT_FALSE(validate(type, *type.index_of(key), value)) << type.id << "." << key;
    }
    return values;
}

Inferred infer(std::string_view id, const Changes& changes, const std::vector<Shape>& in,
               const DataFacts* data = nullptr)
{
    const LayerType& type = *find_layer(id);
    return type.infer(values_of(type, changes), in, {data});
}

void expect_shape(std::string_view id, const Changes& changes, const std::vector<Shape>& in, const Shape& expected)
{
    const Inferred made = infer(id, changes, in);
    if (const Fault* fault = std::get_if<Fault>(&made))
        ADD_FAILURE() << id << ": " << render(fault->message, Language::English);
    else
        EXPECT_EQ(std::get<Shape>(made), expected) << id;
}

// Every sentence of the program in it has Chinese.
void expect_chinese(const Message& m)
{
    if (m.verbatim)
        return;
    const bool words = m.pattern.find_first_of("abcdefghijklmnopqrstuvwxyz") != m.pattern.npos;
    const bool name = m.pattern == "same" || m.pattern == "Softmax" || m.pattern.ends_with("ReLU");
    EXPECT_TRUE(!words || name || translated(m.pattern, Language::Chinese) != m.pattern)
        << "no Chinese for: " << m.pattern;
    for (const Message& argument : m.arguments)
        expect_chinese(argument);
}

struct Wanted {
    int port = 0;
    std::string setting = {};
    std::optional<Shape> expected = {}, assumed = {};
    std::string repair = {}; // The first one's label; empty where there is none.
};

// The fault is as told, and the first repair really mends it: the layer then gives the assumed shape.
Fault expect_fault(std::string_view id, const Changes& changes, std::vector<Shape> in, const Wanted& wanted)
{
    SCOPED_TRACE(id);
    const LayerType& type = *find_layer(id);
    Values values = values_of(type, changes);
    const Inferred made = type.infer(values, in, {});
    const Fault* fault = std::get_if<Fault>(&made);
    if (!fault) {
        ADD_FAILURE() << id << " takes it and gives " << shape_text(std::get<Shape>(made));
        return {};
    }
    EXPECT_FALSE(render(fault->message, Language::English).empty());
    EXPECT_FALSE(fault->hint.empty());
    EXPECT_EQ(fault->port, wanted.port);
    EXPECT_EQ(fault->setting, wanted.setting);
    EXPECT_EQ(fault->expected, wanted.expected);
    EXPECT_EQ(fault->assumed, wanted.assumed);
    if (fault->port >= 0 && !in.empty()) {
        EXPECT_EQ(fault->found, in.at(std::size_t(fault->port)));
    }
    EXPECT_EQ(fault->repairs.empty() ? "" : render(fault->repairs[0].label, Language::English), wanted.repair);
    expect_chinese(fault->message);
    expect_chinese(fault->hint);
    for (const Repair& repair : fault->repairs)
        expect_chinese(repair.label);
    if (fault->repairs.empty())
        return *fault;
    const bool taken_out =
        std::visit(overloaded{[&](const InsertBefore& i) {
                                  const LayerType& before = *find_layer(i.layer);
                                  const Inferred shape =
                                      before.infer(values_of(before, i.settings), {&in.at(std::size_t(i.port)), 1}, {});
                                  EXPECT_TRUE(std::holds_alternative<Shape>(shape)) << "the repair does not fit either";
                                  if (const Shape* s = std::get_if<Shape>(&shape))
                                      in[std::size_t(i.port)] = *s;
                                  return false;
                              },
                              [&](const ChangeSetting& c) {
                                  EXPECT_FALSE(validate(type, type.index_of(c.key).value(), c.value));
                                  values[*type.index_of(c.key)] = c.value;
                                  return false;
                              },
                              [](const TakeOut&) { return true; }},
                   fault->repairs[0].action);
    const Inferred then = taken_out ? Inferred(in.at(0)) : type.infer(values, in, {});
    if (const Fault* still = std::get_if<Fault>(&then))
        ADD_FAILURE() << "not mended: " << render(still->message, Language::English);
    else
        EXPECT_EQ(std::get<Shape>(then), fault->assumed.value_or(Shape{}));
    return *fault;
}

TEST(Dense, GivesItsUnits)
{
    expect_shape("dense", {{"units", 10}}, {{784}}, {10});
    expect_fault("dense", {{"units", 10}}, {{64, 14, 14}},
                 {.expected = Shape{12544}, .assumed = Shape{10}, .repair = "Insert Flatten"});
    expect_fault("dense", {{"units", 1048576}}, {{std::int64_t{1} << 30}}, {.port = -1, .setting = "units"});
}

TEST(Conv2d, FollowsItsWindow)
{
    expect_shape("conv2d", {}, {{1, 28, 28}}, {32, 26, 26});
    expect_shape("conv2d", {{"padding", "same"}}, {{3, 28, 28}}, {32, 28, 28});
    expect_shape("conv2d", {{"padding", "same"}, {"stride", List{2, 3}}}, {{3, 27, 28}}, {32, 14, 10});
    expect_shape("conv2d", {{"padding", "explicit"}, {"pads", List{1, 2, 3, 4}}}, {{3, 10, 10}}, {32, 12, 14});
    expect_shape("conv2d", {{"dilation", 2}}, {{1, 28, 28}}, {32, 24, 24});
    expect_shape("conv2d", {{"kernel", List{1, 5}}, {"filters", 8}}, {{4, 9, 9}}, {8, 9, 5});
    expect_shape("conv2d", {{"groups", 4}, {"filters", 8}}, {{4, 9, 9}}, {8, 7, 7});
}

TEST(Conv2d, SaysWhatDoesNotFit)
{
    expect_fault("conv2d", {}, {{784}},
                 {.expected = Shape{1, 28, 28}, .assumed = Shape{32, 26, 26}, .repair = "Insert Reshape to 28×28×1"});
    expect_fault("conv2d", {}, {{3072}},
                 {.expected = Shape{3, 32, 32}, .assumed = Shape{32, 30, 30}, .repair = "Insert Reshape to 32×32×3"});
    expect_fault("conv2d", {}, {{13}}, {});
    expect_fault(
        "conv2d", {{"kernel", List{5, 3}}}, {{8, 4, 4}},
        {.setting = "kernel", .expected = Shape{8, 5, 4}, .assumed = Shape{32, 4, 4}, .repair = "Set padding to same"});
    expect_fault("conv2d", {{"dilation", 4}}, {{8, 8, 20}},
                 {.setting = "kernel",
                  .expected = Shape{8, 9, 20},
                  .assumed = Shape{32, 8, 20},
                  .repair = "Set padding to same"});
    const Fault groups = expect_fault("conv2d", {{"groups", 4}}, {{6, 9, 9}},
                                      {.setting = "groups", .assumed = Shape{32, 7, 7}, .repair = "Set groups to 1"});
    EXPECT_EQ(render(groups.message, Language::English), "6 input channels cannot be shared out to 4 groups.");
    ASSERT_EQ(groups.repairs.size(), 2u);
    EXPECT_EQ(render(groups.repairs[1].label, Language::English), "Set groups to 2");
    const Fault filters = expect_fault("conv2d", {{"groups", 4}, {"filters", 6}}, {{8, 9, 9}},
                                       {.setting = "groups", .assumed = Shape{6, 7, 7}, .repair = "Set groups to 1"});
    EXPECT_EQ(render(filters.message, Language::English), "6 filters cannot be shared out to 4 groups.");
    expect_fault("conv2d", {{"filters", 65536}}, {{1, 1 << 14, 1 << 14}}, {.port = -1, .setting = "filters"});
}

TEST(Conv1dAnd3d, FollowTheirWindow)
{
    expect_shape("conv1d", {}, {{3, 20}}, {32, 18});
    expect_shape("conv1d", {{"padding", "same"}, {"stride", List{3}}}, {{3, 20}}, {32, 7});
    expect_shape("conv1d", {{"padding", "explicit"}, {"pads", List{1, 2}}}, {{3, 20}}, {32, 21});
    expect_shape("conv3d", {{"filters", 4}, {"kernel", List{1, 2, 3}}}, {{2, 5, 6, 7}}, {4, 5, 5, 5});
    expect_fault("conv1d", {}, {{64}},
                 {.expected = Shape{1, 64}, .assumed = Shape{32, 62}, .repair = "Insert Reshape to 64×1"});
    expect_fault("conv1d", {}, {{3, 4, 5}},
                 {.expected = Shape{3, 20}, .assumed = Shape{32, 18}, .repair = "Insert Reshape to 20×3"});
    expect_fault("conv3d", {{"padding", "same"}}, {{6, 8, 9}},
                 {.expected = Shape{1, 6, 8, 9},
                  .assumed = Shape{32, 6, 8, 9},
                  .repair = "Insert Reshape to 6×8×9×1"});
    expect_fault("conv3d", {}, {{64}},
                 {.expected = Shape{1, 4, 4, 4}, .assumed = Shape{32, 2, 2, 2}, .repair = "Insert Reshape to 4×4×4×1"});
    expect_fault("conv3d", {}, {{13}}, {});
    expect_fault("conv1d", {{"kernel", List{5}}}, {{2, 3}},
                 {.setting = "kernel",
                  .expected = Shape{2, 5},
                  .assumed = Shape{32, 3},
                  .repair = "Set padding to same"});
}

TEST(CheapConvs, HaveFiltersForEachChannel)
{
    expect_shape("depthwise_conv2d", {}, {{6, 9, 9}}, {6, 7, 7});
    expect_shape("depthwise_conv2d", {{"multiplier", 3}, {"padding", "same"}}, {{6, 9, 9}}, {18, 9, 9});
    expect_fault("depthwise_conv2d", {{"multiplier", 2}}, {{100}},
                 {.expected = Shape{1, 10, 10}, .assumed = Shape{2, 8, 8}, .repair = "Insert Reshape to 10×10×1"});
    expect_shape("separable_conv2d", {{"filters", 5}, {"multiplier", 2}}, {{6, 9, 9}}, {5, 7, 7});
    expect_fault("separable_conv2d", {{"filters", 5}}, {{6, 2, 9}},
                 {.setting = "kernel",
                  .expected = Shape{6, 3, 9},
                  .assumed = Shape{5, 2, 9},
                  .repair = "Set padding to same"});
    expect_fault("separable_conv2d", {{"filters", 65536}}, {{1, 1 << 14, 1 << 14}}, {.port = -1, .setting = "filters"});
}

TEST(TransposedConvs, Enlarge)
{
    const Changes valid{{"padding", "valid"}};
    expect_shape("conv_transpose2d", {}, {{8, 7, 9}}, {32, 14, 18});
    expect_shape("conv_transpose2d", valid, {{8, 7, 9}}, {32, 15, 19});
    expect_shape("conv_transpose2d", {{"padding", "valid"}, {"output_padding", List{1, 0}}}, {{8, 7, 9}}, {32, 16, 19});
    expect_shape("conv_transpose2d", {{"padding", "explicit"}, {"pads", List{1, 1, 0, 1}}}, {{8, 7, 9}}, {32, 14, 17});
    expect_shape("conv_transpose2d", {{"kernel", List{1, 1}}, {"stride", List{3, 3}}}, {{8, 7, 9}}, {32, 21, 27});
    expect_shape("conv_transpose1d", {{"dilation", 2}, {"padding", "valid"}}, {{4, 5}}, {32, 13});
    expect_shape("conv_transpose3d", {{"filters", 2}}, {{4, 2, 3, 4}}, {2, 4, 6, 8});
    expect_fault("conv_transpose2d", {{"padding", "valid"}, {"output_padding", List{2, 0}}}, {{8, 7, 9}},
                 {.port = -1,
                  .setting = "output_padding",
                  .assumed = Shape{32, 16, 19},
                  .repair = "Set output padding to 1×0"});
    expect_fault("conv_transpose1d", {{"padding", "explicit"}, {"pads", List{2, 3}}}, {{4, 2}},
                 {.setting = "pads", .assumed = Shape{32, 4}, .repair = "Set padding to same"});
    expect_fault("conv_transpose2d", {{"groups", 3}}, {{6, 5, 5}},
                 {.setting = "groups", .assumed = Shape{32, 10, 10}, .repair = "Set groups to 1"});
    expect_fault("conv_transpose2d", {}, {{100}},
                 {.expected = Shape{1, 10, 10}, .assumed = Shape{32, 20, 20}, .repair = "Insert Reshape to 10×10×1"});
    expect_fault("conv_transpose2d", {{"stride", List{255, 255}}}, {{1, 1 << 14, 1 << 14}},
                 {.port = -1, .setting = "filters"});
}

TEST(Pools, OverOtherAxes)
{
    expect_shape("max_pool1d", {}, {{4, 21}}, {4, 10});
    expect_shape("avg_pool3d", {{"padding", "same"}}, {{4, 5, 6, 7}}, {4, 3, 3, 4});
    expect_shape("lp_pool", {{"size", List{3, 2}}}, {{4, 9, 8}}, {4, 3, 4});
    expect_shape("global_lp_pool", {}, {{64, 7, 9}}, {64});
    expect_shape("global_max_pool", {}, {{64, 7, 9}}, {64});
    expect_shape("global_max_pool", {}, {{64, 7}}, {64});
    expect_shape("global_avg_pool", {}, {{64, 3, 7, 9}}, {64});
    expect_fault("global_max_pool", {}, {{100}},
                 {.expected = Shape{1, 10, 10}, .assumed = Shape{100}, .repair = "Take Global max pool out"});
    for (const auto* id : {"adaptive_avg_pool", "adaptive_max_pool"}) {
        expect_shape(id, {{"size", List{3}}}, {{4, 10}}, {4, 3});
        expect_shape(id, {{"size", List{3}}}, {{4, 10, 7}}, {4, 3, 3});
        expect_shape(id, {{"size", List{3, 12}}}, {{4, 10, 7}}, {4, 3, 12});
        expect_fault(id, {{"size", List{3, 4}}}, {{4, 10}},
                     {.setting = "size", .assumed = Shape{4, 3}, .repair = "Set it to 3"});
        expect_fault(id, {}, {{100}},
                     {.expected = Shape{1, 10, 10}, .assumed = Shape{1, 1, 1}, .repair = "Insert Reshape to 10×10×1"});
    }
}

TEST(Sizes, AreChangedWithoutWeights)
{
    expect_shape("pad", {}, {{3, 5, 6}}, {3, 7, 8});
    expect_shape("pad", {{"amount", List{1, 2}}}, {{3, 5, 6}}, {3, 7, 10});
    expect_shape("pad", {{"amount", List{1, 2, 3, 0}}}, {{3, 5, 6}}, {3, 9, 8});
    expect_shape("pad", {{"amount", List{1, 2}}}, {{3, 5}}, {3, 8});
    expect_fault("pad", {{"amount", List{2, 1, 1}}}, {{3, 5, 6}},
                 {.setting = "amount", .assumed = Shape{3, 9, 10}, .repair = "Set it to 2"});
    expect_fault("pad", {{"mode", "reflect"}, {"amount", List{5}}}, {{3, 5, 6}},
                 {.setting = "amount", .assumed = Shape{3, 15, 16}, .repair = "Repeat the border instead"});
    expect_fault("pad", {}, {{100}},
                 {.expected = Shape{1, 10, 10}, .assumed = Shape{1, 12, 12}, .repair = "Insert Reshape to 10×10×1"});
    expect_shape("crop", {{"amount", List{1, 2, 0, 1}}}, {{3, 5, 6}}, {3, 4, 3});
    expect_fault("crop", {{"amount", List{3}}}, {{3, 5, 6}},
                 {.setting = "amount", .assumed = Shape{3, 5, 6}, .repair = "Set it to 0"});
    expect_fault("crop", {{"amount", List{1, 1, 1}}}, {{3, 5, 6}},
                 {.setting = "amount", .assumed = Shape{3, 5, 6}, .repair = "Set it to 0"});
    expect_shape("upsample", {}, {{3, 5, 6}}, {3, 10, 12});
    expect_shape("upsample", {{"factor", List{3, 1}}}, {{3, 5, 6}}, {3, 15, 6});
    expect_shape("resize", {}, {{3, 5, 6}}, {3, 32, 32});
    expect_shape("resize", {{"size", List{7, 8}}}, {{3, 5, 6}}, {3, 7, 8});
    expect_fault("resize", {{"size", List{7, 8}}}, {{3, 5}},
                 {.setting = "size", .assumed = Shape{3, 7}, .repair = "Set it to 7"});
    expect_fault("upsample", {{"factor", List{64}}}, {{3, 1 << 14, 1 << 14}}, {.port = -1, .setting = "factor"});
    expect_shape("pixel_shuffle", {}, {{8, 5, 6}}, {2, 10, 12});
    expect_fault("pixel_shuffle", {}, {{6, 5, 6}},
                 {.setting = "factor",
                  .expected = Shape{8, 5, 6},
                  .assumed = Shape{2, 10, 12},
                  .repair = "Insert 1×1 convolution"});
    expect_shape("patch_embedding", {}, {{3, 32, 24}}, {64, 48});
    expect_fault("patch_embedding", {}, {{3, 30, 24}},
                 {.setting = "patch", .assumed = Shape{64, 60}, .repair = "Set it to 3×4"});
}

TEST(GroupNorm, WantsGroupsThatDivide)
{
    expect_shape("group_norm", {}, {{16, 5, 5}}, {16, 5, 5});
    expect_fault("group_norm", {}, {{6, 5, 5}},
                 {.setting = "groups", .assumed = Shape{6, 5, 5}, .repair = "Set groups to 6"});
    expect_fault("group_norm", {}, {{12}}, {.setting = "groups", .assumed = Shape{12}, .repair = "Set groups to 6"});
    expect_fault("instance_norm", {}, {{100}},
                 {.expected = Shape{1, 10, 10}, .assumed = Shape{1, 10, 10}, .repair = "Insert Reshape to 10×10×1"});
}

TEST(RandomMask, WantsPatchesOfItsAxes)
{
    expect_shape("random_mask", {{"patch", List{4, 3}}}, {{3, 9, 9}}, {3, 9, 9});
    expect_fault("random_mask", {{"patch", List{4, 3}}}, {{3, 9}},
                 {.setting = "patch", .assumed = Shape{3, 9}, .repair = "Set it to 4"});
    expect_fault("squeeze_excite", {}, {{100}},
                 {.expected = Shape{1, 10, 10}, .assumed = Shape{1, 10, 10}, .repair = "Insert Reshape to 10×10×1"});
}

TEST(Pools, FollowTheirWindow)
{
    expect_shape("max_pool", {}, {{32, 26, 26}}, {32, 13, 13});
    expect_shape("max_pool", {}, {{32, 13, 13}}, {32, 6, 6});
    expect_shape("max_pool", {{"padding", "same"}}, {{32, 13, 13}}, {32, 7, 7});
    expect_shape("avg_pool", {{"size", List{3, 3}}, {"stride", List{1, 2}}}, {{8, 9, 9}}, {8, 7, 4});
    expect_shape("avg_pool", {{"padding", "explicit"}, {"pads", List{1, 1, 1, 1}}}, {{8, 8, 8}}, {8, 5, 5});
    expect_shape("global_avg_pool", {}, {{64, 7, 9}}, {64});
}

TEST(Pools, SayWhatDoesNotFit)
{
    for (const auto* id : {"max_pool", "avg_pool"}) {
        expect_fault(
            id, {}, {{784}},
            {.expected = Shape{1, 28, 28}, .assumed = Shape{1, 14, 14}, .repair = "Insert Reshape to 28×28×1"});
        expect_fault(id, {}, {{4, 7}}, {});
        expect_fault(id, {{"size", List{3, 3}}}, {{4, 2, 2}},
                     {.setting = "size",
                      .expected = Shape{4, 3, 3},
                      .assumed = Shape{4, 1, 1},
                      .repair = "Set padding to same"});
        expect_fault(id, {{"padding", "explicit"}, {"pads", List{0, 2, 0, 0}}}, {{4, 8, 8}},
                     {.setting = "pads", .assumed = Shape{4, 4, 4}, .repair = "Set padding to same"});
    }
    expect_fault("global_avg_pool", {}, {{100}},
                 {.expected = Shape{1, 10, 10}, .assumed = Shape{100}, .repair = "Take Global average pool out"});
}

TEST(Shapes, AreFlattenedAndReshaped)
{
    expect_shape("flatten", {}, {{32, 13, 13}}, {5408});
    expect_shape("flatten", {}, {{10}}, {10});
    expect_shape("squeeze", {}, {{1, 5, 7}}, {7, 5});
    expect_shape("squeeze", {}, {{3, 1, 7}}, {3, 7});
    expect_shape("squeeze", {}, {{16, 1, 1}}, {16});
    expect_shape("squeeze", {}, {{1, 1, 1}}, {1});
    expect_shape("squeeze", {}, {{3, 5, 7}}, {3, 5, 7});
    expect_shape("expand", {}, {{3}}, {3, 8, 8});
    expect_shape("expand", {{"shape", List{5, 7, -1}}}, {{3, 1, 7}}, {3, 5, 7});
    expect_shape("expand", {{"shape", List{5, -1, 4}}}, {{1, 1, 7}}, {4, 5, 7});
    expect_shape("expand", {{"shape", List{4, -1, -1, -1}}}, {{3, 5, 7}}, {3, 4, 5, 7});
    EXPECT_EQ(render(expect_fault("expand", {{"shape", List{8, 8, 3}}}, {{4}},
                                  {.setting = "shape", .assumed = Shape{4}, .repair = "Set the shape to 4"})
                         .message,
                     Language::English),
              "A size of 4 cannot be repeated to 3.");
    expect_fault("expand", {{"shape", List{3}}}, {{3, 5, 7}},
                 {.setting = "shape", .assumed = Shape{3, 5, 7}, .repair = "Set the shape to 5×7×3"});
    expect_fault("expand", {{"shape", List{0, 3}}}, {{3}}, {.setting = "shape", .assumed = Shape{3}, .repair = "Set the shape to 3"});
    expect_fault("expand", {{"shape", List{}}}, {{3}}, {.setting = "shape", .assumed = Shape{3}, .repair = "Set the shape to 3"});
    expect_fault("expand", {{"shape", List{1048576, 1048576, 1048576, -1}}}, {{3}},
                 {.setting = "shape", .assumed = Shape{3}, .repair = "Set the shape to 3"});
    expect_shape("reshape", {{"shape", List{28, 28, 1}}}, {{784}}, {1, 28, 28});
    expect_shape("reshape", {{"shape", List{-1, 8, 3}}}, {{240}}, {3, 10, 8});
    expect_shape("reshape", {{"shape", List{5, -1}}}, {{3, 10, 8}}, {48, 5});
    expect_shape("reshape", {}, {{3, 10, 8}}, {240});
}

TEST(Reshape, SaysWhatDoesNotFit)
{
    const Fault count =
        expect_fault("reshape", {{"shape", List{28, 28, 1}}}, {{1024}},
                     {.setting = "shape", .assumed = Shape{1, 32, 32}, .repair = "Set the shape to 32×32×1"});
    EXPECT_EQ(render(count.message, Language::English),
              "1024 holds 1,024 values, but the target shape 28×28×1 holds 784.");
    expect_fault("reshape", {{"shape", List{10}}}, {{3, 2, 2}},
                 {.setting = "shape", .assumed = Shape{12}, .repair = "Set the shape to 12"});
    expect_fault("reshape", {{"shape", List{-1, 5}}}, {{12}},
                 {.setting = "shape", .assumed = Shape{12}, .repair = "Set the shape to 12"});
    expect_fault("reshape", {{"shape", List{-1, -1}}}, {{12}},
                 {.setting = "shape", .assumed = Shape{12}, .repair = "Set the shape to 12"});
    expect_fault("reshape", {{"shape", List{0, 5}}}, {{12}},
                 {.setting = "shape", .assumed = Shape{12}, .repair = "Set the shape to 12"});
    expect_fault("reshape", {{"shape", List{}}}, {{12}},
                 {.setting = "shape", .assumed = Shape{12}, .repair = "Set the shape to 12"});
    expect_fault("reshape", {{"shape", List{1, 2, 3, 2, 1}}}, {{12}},
                 {.setting = "shape", .assumed = Shape{12}, .repair = "Set the shape to 12"});
    expect_fault("reshape", {{"shape", List{1048576, 1048576, 1048576}}}, {{12}},
                 {.setting = "shape", .assumed = Shape{12}, .repair = "Set the shape to 12"});
}

TEST(Curves, KeepShapes)
{
    for (const auto* id : {"activation", "dropout", "batch_norm", "layer_norm", "rms_norm", "local_response_norm",
                           "spatial_dropout", "drop_path", "gaussian_noise"}) {
        expect_shape(id, {}, {{8, 5, 5}}, {8, 5, 5});
        expect_shape(id, {}, {{8}}, {8});
    }
    expect_shape("activation", {{"curve", "softmax"}}, {{10}}, {10});
    expect_fault("activation", {{"curve", "softmax"}}, {{8, 5, 5}},
                 {.setting = "curve", .expected = Shape{200}, .assumed = Shape{200}, .repair = "Insert Flatten"});
}

TEST(Add, WantsEqualShapes)
{
    expect_shape("add", {}, {{8, 5, 5}, {8, 5, 5}}, {8, 5, 5});
    expect_shape("add", {{"inputs", 3}}, {{8}, {8}, {8}}, {8});
    const Fault channels =
        expect_fault("add", {}, {{32, 14, 14}, {64, 14, 14}},
                     {.expected = Shape{64, 14, 14}, .assumed = Shape{64, 14, 14}, .repair = "Insert 1×1 convolution"});
    EXPECT_EQ(render(channels.message, Language::English),
              "Input a has 32 channels, input b has 64. Both must have the same shape.");
    EXPECT_EQ(render(channels.message, Language::Chinese), "输入 a 有 32 个通道，输入 b 有 64 个，两者形状必须相同。");
    // Most inputs agree: the other one is to blame.
    expect_fault(
        "add", {{"inputs", 3}}, {{32, 14, 14}, {64, 14, 14}, {32, 14, 14}},
        {.port = 1, .expected = Shape{32, 14, 14}, .assumed = Shape{32, 14, 14}, .repair = "Insert 1×1 convolution"});
    expect_fault(
        "add", {}, {{32, 14, 14}, {64, 7, 7}},
        {.expected = Shape{64, 7, 7}, .assumed = Shape{64, 7, 7}, .repair = "Insert 1×1 convolution with stride 2×2"});
    expect_fault("add", {}, {{32, 15, 14}, {32, 8, 7}},
                 {.expected = Shape{32, 8, 7}, .assumed = Shape{32, 8, 7}, .repair = "Insert Average pool"});
    expect_fault("add", {}, {{32}, {64}},
                 {.expected = Shape{64}, .assumed = Shape{64}, .repair = "Insert Dense with 64 units"});
    expect_fault("add", {}, {{4, 4, 4}, {64}},
                 {.expected = Shape{64}, .assumed = Shape{64}, .repair = "Insert Flatten"});
    expect_fault("add", {}, {{64}, {64, 4, 4}},
                 {.port = 1, .expected = Shape{64}, .assumed = Shape{64}, .repair = "Insert Global average pool"});
    expect_fault("add", {}, {{5, 11, 11}, {5, 7, 7}},
                 {.expected = Shape{5, 7, 7}, .assumed = Shape{5, 7, 7}, .repair = "Insert Adaptive average pool to 7×7"});
}

TEST(Concat, WantsEqualSizes)
{
    expect_shape("concat", {}, {{8, 5, 5}, {3, 5, 5}}, {11, 5, 5});
    expect_shape("concat", {{"inputs", 3}}, {{8}, {1}, {2}}, {11});
    expect_fault("concat", {}, {{8, 10, 10}, {3, 5, 5}},
                 {.expected = Shape{8, 5, 5}, .assumed = Shape{11, 5, 5}, .repair = "Insert Max pool 2×2"});
    expect_fault("concat", {}, {{8, 11, 11}, {3, 7, 7}},
                 {.expected = Shape{8, 7, 7}, .assumed = Shape{11, 7, 7}, .repair = "Insert Adaptive average pool to 7×7"});
    expect_fault("concat", {}, {{10}, {3, 5, 5}},
                 {.port = 1, .expected = Shape{75}, .assumed = Shape{85}, .repair = "Insert Flatten"});
}

TEST(Ports, FollowTheNumberOfInputs)
{
    for (const auto* id : {"add", "concat"}) {
        const LayerType& type = *find_layer(id);
        EXPECT_EQ(type.inputs(values_of(type, {{"inputs", 5}})).size(), 5u);
        EXPECT_EQ(type.inputs(values_of(type, {{"inputs", 5}})).back().name, "e");
    }
    EXPECT_TRUE(find_layer("input")->inputs(defaults(*find_layer("input"))).empty());
    EXPECT_FALSE(find_layer("output")->has_output);
}

TEST(Input, TakesTheShapeOfTheData)
{
    expect_shape("input", {}, {}, {1, 28, 28});
    expect_shape("input", {{"shape", List{13}}}, {}, {13});
    const DataFacts data{.sample = {3, 32, 32}, .pictures = true};
    EXPECT_EQ(std::get<Shape>(infer("input", {}, {}, &data)), (Shape{3, 32, 32}));
    const DataFacts nothing{.sample = {0}};
    EXPECT_TRUE(std::holds_alternative<Fault>(infer("input", {}, {}, &nothing)));
    expect_fault("input", {{"shape", List{1, 2, 3, 4}}}, {},
                 {.port = -1, .setting = "shape", .assumed = Shape{1, 28, 28}, .repair = "Set the shape to 28×28×1"});
    expect_fault("input", {{"shape", List{1048576, 1048576, 1048576}}}, {}, {.port = -1, .setting = "shape"});
}

TEST(Input, ScalesByWhatTheDataIs)
{
    const LayerType& type = *find_layer("input");
    auto lowered = [&](const Changes& changes, const DataFacts* data, const Shape& batch) {
        Builder b(Mode::Infer);
        b.set_scope("input");
        const TensorId x = b.input("samples", batch);
        (void)type.lower(b, values_of(type, changes), {{x}}, {data});
        return b.take();
    };
    const DataFacts pictures{.sample = {3, 4, 4}, .pictures = true, .mean = {1, 2, 3}, .deviation = {4, 5, 6}};
    const Program pixels = lowered({}, &pictures, {2, 3, 4, 4});
    ASSERT_EQ(pixels.ops.size(), 1u);
    EXPECT_DOUBLE_EQ(std::get<Affine>(pixels.ops[0]).scale, 1.0 / 255);

    const DataFacts table{.sample = {2}, .mean = {5, 7}, .deviation = {2, 0}};
    const Program scaled = lowered({}, &table, {4, 2});
    const Tensor& mean = scaled.at(scaled.find("input.mean"));
    const Tensor& deviation = scaled.at(scaled.find("input.deviation"));
    EXPECT_EQ(mean.role, Role::State);
    EXPECT_EQ(mean.shape, (Shape{1, 2}));
    EXPECT_EQ(mean.init.values, (std::vector<double>{5, 7}));
    EXPECT_EQ(deviation.init.values, (std::vector<double>{2, 1})); // A constant column is not divided by 0.

    const Program channels = lowered({{"scaling", "standardise"}}, &pictures, {2, 3, 4, 4});
    EXPECT_EQ(channels.at(channels.find("input.mean")).shape, (Shape{1, 3, 1, 1}));
    EXPECT_TRUE(lowered({{"scaling", "none"}}, &pictures, {2, 3, 4, 4}).ops.empty());
    EXPECT_EQ(render(type.summary(defaults(type), {&pictures}), Language::English), "pixels / 255 · 3 channels");
    EXPECT_EQ(render(type.summary(defaults(type), {&table}), Language::English), "standardised · 2 features");
}

TEST(Output, WantsAVector)
{
    expect_shape("output", {}, {{10}}, {10});
    expect_fault("output", {}, {{4, 5, 5}},
                 {.expected = Shape{100}, .assumed = Shape{100}, .repair = "Insert Flatten"});
}

TEST(Sequences, FollowTheirSteps)
{
    expect_shape("embedding", {{"width", 16}}, {{30}}, {16, 30});
    for (const auto* id : {"rnn", "lstm", "gru"}) {
        expect_shape(id, {{"units", 20}}, {{16, 30}}, {20});
        expect_shape(id, {{"units", 20}, {"returns", "all"}}, {{16, 30}}, {20, 30});
        expect_shape(id, {{"units", 20}, {"layers", 3}, {"bidirectional", true}}, {{16, 30}}, {40});
        expect_shape(id, {{"units", 20}, {"returns", "all"}, {"bidirectional", true}}, {{16, 30}}, {40, 30});
    }
    expect_shape("positions", {{"kind", "learned"}}, {{16, 30}}, {16, 30});
    expect_shape("attention", {}, {{16, 30}}, {16, 30});
    expect_shape("feed_forward", {{"hidden", 50}}, {{16, 30}}, {16, 30});
    expect_shape("encoder_block", {{"padding", "ids"}}, {{16, 30}, {30}}, {16, 30});
    expect_shape("decoder_block", {}, {{16, 30}, {24, 7}}, {16, 30});
    expect_shape("attention", {{"cross", true}, {"padding", "ids"}}, {{16, 30}, {24, 7}, {7}}, {16, 30});
}

TEST(Sequences, SayWhatDoesNotFit)
{
    expect_fault("embedding", {{"width", 16}}, {{4, 30}},
                 {.expected = Shape{120}, .assumed = Shape{16, 120}, .repair = "Insert Flatten"});
    expect_fault("embedding", {{"vocabulary", 10000000}, {"width", 65536}}, {{1 << 25}},
                 {.port = -1, .setting = "width"});
    for (const auto* id : {"rnn", "lstm", "gru"}) {
        expect_fault(id, {}, {{50}}, {.expected = Shape{1, 50}, .assumed = Shape{64}, .repair = "Insert Reshape to 50×1"});
        expect_fault(id, {{"returns", "all"}}, {{3, 4, 5}},
                     {.expected = Shape{3, 20}, .assumed = Shape{64, 20}, .repair = "Insert Reshape to 20×3"});
        expect_fault(id, {{"units", 65536}, {"returns", "all"}}, {{8, 1 << 25}}, {.port = -1, .setting = "units"});
    }
    expect_fault("positions", {}, {{50}},
                 {.expected = Shape{1, 50}, .assumed = Shape{1, 50}, .repair = "Insert Reshape to 50×1"});
    expect_fault("feed_forward", {}, {{50}},
                 {.expected = Shape{1, 50}, .assumed = Shape{1, 50}, .repair = "Insert Reshape to 50×1"});
    expect_fault("feed_forward", {{"hidden", 1048576}}, {{16, 1 << 21}}, {.port = -1, .setting = "hidden"});
    expect_fault("encoder_block", {{"heads", 1}}, {{50}},
                 {.expected = Shape{1, 50}, .assumed = Shape{1, 50}, .repair = "Insert Reshape to 50×1"});
    expect_fault("encoder_block", {{"hidden", 1048576}}, {{16, 1 << 21}}, {.port = -1, .setting = "heads"});
    for (const auto* id : {"encoder_block", "decoder_block"})
        expect_fault(id, {{"heads", 5}}, {{16, 30}, {16, 30}},
                     {.setting = "heads", .assumed = Shape{16, 30}, .repair = "Set heads to 4"});
    expect_fault("decoder_block", {}, {{16, 30}, {60}},
                 {.port = 1, .expected = Shape{1, 60}, .assumed = Shape{16, 30}, .repair = "Insert Reshape to 60×1"});
    expect_fault("attention", {{"cross", true}}, {{16, 30}, {60}},
                 {.port = 1, .expected = Shape{1, 60}, .assumed = Shape{16, 30}, .repair = "Insert Reshape to 60×1"});
    expect_fault("attention", {{"heads", 5}}, {{16, 30}},
                 {.setting = "heads", .assumed = Shape{16, 30}, .repair = "Set heads to 4"});
    expect_fault("attention", {{"heads", 4}, {"rotary", true}}, {{12, 30}},
                 {.setting = "heads", .assumed = Shape{12, 30}, .repair = "Set heads to 3"});
    expect_fault("attention", {{"heads", 3}, {"rotary", true}}, {{15, 30}},
                 {.setting = "rotary", .assumed = Shape{15, 30}, .repair = "Turn rotary positions off"});
    expect_fault("attention", {{"padding", "ids"}}, {{16, 30}, {20}},
                 {.port = 1, .setting = "padding", .expected = Shape{30}, .assumed = Shape{16, 30}, .repair = "Set the padding to None"});
    expect_fault("attention", {{"cross", true}, {"causal", true}}, {{16, 30}, {24, 7}},
                 {.port = -1, .setting = "causal", .assumed = Shape{16, 30}, .repair = "Turn Causal off"});
    expect_fault("attention", {}, {{16, 1 << 20}}, {.port = -1, .setting = "heads"});
}

TEST(Summaries, AreTheLineUnderTheName)
{
    auto line = [](std::string_view id, const Changes& changes, Language language = Language::English) {
        const LayerType& type = *find_layer(id);
        const Message summary = type.summary(values_of(type, changes));
        expect_chinese(summary);
        return render(summary, language);
    };
    EXPECT_EQ(line("conv2d", {{"padding", "same"}, {"activation", "relu"}}), "32 filters · 3×3 · same · ReLU");
    EXPECT_EQ(line("conv2d", {{"padding", "same"}, {"activation", "relu"}}, Language::Chinese),
              "32 核 · 3×3 · same · ReLU");
    EXPECT_EQ(line("conv2d", {{"stride", List{2, 2}}, {"dilation", 2}, {"groups", 2}, {"filters", 1}}),
              "1 filter · 3×3 · stride 2 · dilation 2 · 2 groups");
    EXPECT_EQ(line("max_pool", {}), "2×2 · stride 2");
    EXPECT_EQ(line("max_pool", {}, Language::Chinese), "2×2 · 步长 2");
    EXPECT_EQ(line("avg_pool", {{"size", List{3, 2}}, {"stride", List{1, 1}}}), "3×2 · stride 1");
    EXPECT_EQ(line("dense", {{"units", 10}}), "10 units");
    EXPECT_EQ(line("dense", {{"units", 100}, {"activation", "relu"}}, Language::Chinese), "100 单元 · ReLU");
    EXPECT_EQ(line("conv1d", {{"stride", List{2}}}), "32 filters · 3 · stride 2");
    EXPECT_EQ(line("conv_transpose2d", {{"padding", "valid"}, {"output_padding", List{1, 0}}}),
              "32 filters · 3×3 · stride 2 · output padding 1×0");
    EXPECT_EQ(line("depthwise_conv2d", {{"multiplier", 2}}), "2 per channel · 3×3");
    EXPECT_EQ(line("separable_conv2d", {{"activation", "relu"}}), "32 filters · 3×3 · ReLU");
    EXPECT_EQ(line("lp_pool", {}), "2×2 · stride 2 · power 2");
    EXPECT_EQ(line("pad", {{"amount", List{1, 2}}, {"mode", "reflect"}}), "1×2 · Mirrored");
    EXPECT_EQ(line("upsample", {{"mode", "linear"}}), "×2 · Linear");
    EXPECT_EQ(line("patch_embedding", {}), "4×4 · 64 wide");
    EXPECT_EQ(line("batch_norm", {}), "momentum 0.9 · ε 1e-5");
    EXPECT_EQ(line("dropout", {{"rate", 0.25}}), "drops 25%");
    EXPECT_EQ(line("add", {}), "2 inputs · same shape");
    EXPECT_EQ(line("global_avg_pool", {}), "over height and width");
    EXPECT_EQ(line("embedding", {}), "10,000 ids · width 64");
    EXPECT_EQ(line("lstm", {{"layers", 2}, {"bidirectional", true}}), "64 units · 2 layers · both directions · last step");
    EXPECT_EQ(line("gru", {{"returns", "all"}}, Language::Chinese), "64 单元 · 所有步");
    EXPECT_EQ(line("attention", {{"causal", true}}), "4 heads · causal");
    EXPECT_EQ(line("positions", {}), "sine and cosine");
    EXPECT_EQ(line("feed_forward", {}), "256 hidden · GELU");
    EXPECT_EQ(line("encoder_block", {{"causal", true}}), "4 heads · 256 hidden · causal");
    EXPECT_EQ(line("decoder_block", {}), "4 heads · 256 hidden");
    EXPECT_EQ(line("reshape", {{"shape", List{28, -1, 1}}}), "to 28×?×1");
    EXPECT_EQ(line("activation", {{"curve", "leaky_relu"}}), "Leaky ReLU · slope 0.01");
}

// By hand: conv 3·3·1·32 + 32; dense 13·13·32·128 + 128; dense 128·10 + 10.
TEST(Costs, AreThoseOfTheDigitsNetwork)
{
    auto spent = [](std::string_view id, const Changes& changes, const Shape& in) {
        const LayerType& type = *find_layer(id);
        return cost(type, values_of(type, changes), {&in, 1}, {});
    };
    const Cost conv = spent("conv2d", {}, {1, 28, 28});
    EXPECT_EQ(conv.parameters, 320);
    EXPECT_EQ(conv.multiply_adds, 26 * 26 * 32 * 9);
    EXPECT_EQ(spent("max_pool", {}, {32, 26, 26}).parameters, 0);
    EXPECT_EQ(spent("dense", {{"units", 128}}, {5408}).parameters, 692352);
    EXPECT_EQ(spent("dense", {{"units", 10}}, {128}).parameters, 1290);
    EXPECT_EQ(spent("dense", {{"units", 10}}, {128}).multiply_adds, 1280);
    EXPECT_EQ(320 + 692352 + 1290, 693962);
    EXPECT_EQ(spent("conv2d", {{"filters", 64}, {"groups", 32}, {"bias", false}}, {32, 14, 14}).parameters, 64 * 9);
    EXPECT_EQ(spent("batch_norm", {}, {32, 14, 14}).parameters, 64);
    EXPECT_EQ(cost(*find_layer("input"), defaults(*find_layer("input")), {}, {}).parameters, 0);
}

TEST(Merges, KeepTheShape)
{
    for (const auto* id : {"subtract", "multiply", "maximum", "average"}) {
        expect_shape(id, {}, {{8, 5, 5}, {8, 5, 5}}, {8, 5, 5});
        expect_fault(id, {}, {{16, 5, 5}, {8, 5, 5}},
                     {.port = 1, .expected = Shape{16, 5, 5}, .assumed = Shape{16, 5, 5}, .repair = "Insert 1×1 convolution"});
    }
    expect_shape("dot", {}, {{30}, {30}}, {1});
    expect_shape("dot", {{"normalise", true}}, {{8, 5, 4}, {8, 5, 4}}, {1, 5, 4});
    expect_fault("dot", {}, {{30}, {20}},
                 {.port = 1, .expected = Shape{30}, .assumed = Shape{1}, .repair = "Insert Dense with 30 units"});
}

TEST(Slice, TakesARun)
{
    expect_shape("slice", {{"begin", 2}, {"size", 3}}, {{8, 5, 4}}, {3, 5, 4});
    expect_shape("slice", {{"axis", 0}, {"begin", 1}, {"size", 4}}, {{8, 5, 4}}, {8, 4, 4});
    expect_shape("slice", {{"axis", 1}, {"begin", 3}}, {{8, 5, 4}}, {8, 5, 1});
    expect_fault("slice", {{"begin", 6}, {"size", 3}}, {{8, 5, 4}},
                 {.setting = "size", .assumed = Shape{2, 5, 4}, .repair = "Set the size to 2"});
    expect_fault("slice", {{"begin", 9}, {"size", 3}}, {{8, 5, 4}},
                 {.setting = "begin", .assumed = Shape{3, 5, 4}, .repair = "Set the beginning to 5"});
    expect_fault("slice", {{"begin", 9}, {"size", 30}}, {{8}}, {.setting = "begin"});
    expect_fault("slice", {{"axis", 1}}, {{8}}, {.setting = "axis", .assumed = Shape{1}, .repair = "Set the axis to −1"});
}

TEST(Split, GivesOnePart)
{
    expect_shape("split", {{"parts", 4}, {"part", 3}}, {{8, 5, 4}}, {2, 5, 4});
    expect_shape("split", {{"axis", 1}}, {{8, 5, 4}}, {8, 5, 2});
    expect_fault("split", {{"parts", 3}}, {{8, 5, 4}},
                 {.setting = "parts", .assumed = Shape{4, 5, 4}, .repair = "Set the parts to 2"});
    expect_fault("split", {{"parts", 2}, {"part", 3}}, {{8}},
                 {.port = -1, .setting = "part", .assumed = Shape{4}, .repair = "Set the part to 2"});
}

TEST(Permute, PutsAxesInAnotherOrder)
{
    expect_shape("permute", {}, {{8, 5, 4}}, {8, 4, 5});
    expect_shape("permute", {{"order", List{2, 0, 1}}}, {{8, 5, 4}}, {4, 8, 5});
    expect_shape("permute", {{"order", List{1, 0}}}, {{8, 5}}, {5, 8});
    expect_fault("permute", {}, {{8}}, {.setting = "order", .assumed = Shape{8}, .repair = "Keep the order"});
    expect_fault("permute", {{"order", List{0, 0, 1}}}, {{8, 5, 4}},
                 {.setting = "order", .assumed = Shape{8, 5, 4}, .repair = "Keep the order"});
}

TEST(Clip, NeedsRoom)
{
    expect_shape("clip", {}, {{8, 5, 4}}, {8, 5, 4});
    expect_fault("clip", {{"low", 2.0}, {"high", 2.0}}, {{7}},
                 {.port = -1, .setting = "high", .assumed = Shape{7}, .repair = "Set the highest value to 3"});
}

TEST(Lambda, ReadsItsFormula)
{
    for (const char* good : {"x", "-x^2", "2*(x + 1)/3 - max(x, 0.5)", "clip(exp(-x*x), .1, 1e-1)", "sin(pi*x)^e", "3"})
        expect_shape("lambda", {{"formula", std::string(good)}}, {{8, 5, 4}}, {8, 5, 4});
    std::string nested(401, '(');
    nested[200] = 'x';
    std::fill(nested.begin() + 201, nested.end(), ')');
    for (const std::string& bad : {std::string(""), std::string("x +"), std::string("y"), std::string("x x"), std::string("exp x"),
                                   std::string("max(x)"), std::string("system(x)"), std::string("(x"), std::string(2000, 'x'),
                                   nested})
        expect_fault("lambda", {{"formula", bad}}, {{7}},
                     {.port = -1, .setting = "formula", .assumed = Shape{7}, .repair = "Set the formula to x"});
}

} // namespace layers_test
} // namespace loom
