// What a detector found, against cases counted by hand, and a network that learns to find shapes.
#include "evaluate/detections.h"
#include "evaluate/evaluation.h"
#include "project/templates.h"
#include "train_kit.h"

#include <cmath>

namespace loom {
namespace detections_test {

Object at(std::int32_t label, double left, double top, double right, double bottom, double score = 1)
{
    return {label, ObjectBox::between(left, top, right, bottom), score};
}

TEST(Boxes, OverlapByTheShareOfBothTogether)
{
    const ObjectBox a = ObjectBox::between(0, 0, 0.4, 0.4);
    EXPECT_NEAR(overlap(a, a), 1, 1e-6);
    EXPECT_NEAR(overlap(a, ObjectBox::between(0.2, 0, 0.6, 0.4)), 1.0 / 3, 1e-6);
    EXPECT_EQ(overlap(a, ObjectBox::between(0.4, 0, 0.6, 0.4)), 0); // They touch.
    EXPECT_EQ(overlap(a, {}), 0);
}

TEST(Detections, OfBoxesAboutTheSameTheLikeliestStays)
{
    // Cells of x, y, width, height and two classes.
    const std::vector<float> scores{0.5f, 0.5f, 0.4f, 0.4f, 0.6f, 0.1f,  // Found,
                                    0.52f, 0.5f, 0.4f, 0.4f, 0.9f, 0.2f, // but this is likelier,
                                    0.9f, 0.9f, 0.1f, 0.1f, 0.3f, 0.05f, // far away,
                                    0.5f, 0.5f, 0.4f, 0.4f, 0.0f, 0.7f}; // and of another class.
    const auto found = found_objects(scores, 2, 0.25);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_FLOAT_EQ(float(found[0].score), 0.9f);
    EXPECT_EQ(found[0].label, 0);
    EXPECT_EQ(found[1].label, 1);
    EXPECT_FLOAT_EQ(found[2].box.x, 0.9f);
    EXPECT_EQ(found_objects(scores, 2, 0.5).size(), 2u);
    const std::vector<float> target{1, 0.5f, 0.5f, 0.1f, 0.2f, -1, 0, 0, 0, 0};
    ASSERT_EQ(true_objects(target).size(), 1u);
    EXPECT_EQ(true_objects(target)[0].label, 1);
}

TEST(Detections, AnObjectIsFoundOnce)
{
    const std::vector<Object> truth{at(0, 0, 0, 0.4, 0.4), at(0, 0.5, 0.5, 0.9, 0.9)};
    const std::vector<Object> found{at(0, 0.02, 0, 0.42, 0.4, 0.9), at(0, 0, 0, 0.4, 0.4, 0.8), at(1, 0.5, 0.5, 0.9, 0.9, 0.7), at(0, 0.5, 0.5, 0.9, 0.75, 0.6)};
    EXPECT_EQ(matches(found, truth), (std::vector<int>{0, -1, -1, 1}));
}

TEST(BoxReport, AveragePrecisionIsThatCountedByHand)
{
    // Class 0: five objects; found, by likelihood: right, wrong, right, right, wrong, so precision at the right ones is 1,
    // 2/3 and 3/4. Over recall 0.2, 0.4, 0.6 the best of that and later ones is 1, 3/4, 3/4: (1 + 0.75 + 0.75) / 5 = 0.5.
    // Class 1: one object, found: 1. Class 2: no object, one found: no part of the mean.
    const Object one = at(0, 0, 0, 0.3, 0.3), two = at(0, 0.5, 0, 0.8, 0.3), nowhere = at(0, 0.6, 0.6, 0.7, 0.7);
    const auto scored = [](Object o, double score) {
        o.score = score;
        return o;
    };
    const std::vector<std::vector<Object>> truth{{one, two}, {one, two}, {one, at(1, 0.2, 0.2, 0.4, 0.4)}};
    const std::vector<std::vector<Object>> found{{scored(one, 0.95), scored(nowhere, 0.9)},
                                                 {scored(one, 0.8), scored(nowhere, 0.3)},
                                                 {scored(one, 0.7), at(1, 0.2, 0.2, 0.4, 0.42, 0.4), at(2, 0, 0, 1, 1, 0.2)}};
    const BoxReport report = box_report(found, truth, 3);
    EXPECT_EQ(report.pictures, 3);
    EXPECT_EQ(report.objects, 6);
    EXPECT_NEAR(report.classes[0].average_precision, 0.5, 1e-12);
    EXPECT_NEAR(report.classes[1].average_precision, 1, 1e-12);
    EXPECT_TRUE(std::isnan(report.classes[2].average_precision));
    EXPECT_NEAR(report.map, 0.75, 1e-12);
    // Shown are those from 0.5 on: four of class 0, of which three are right.
    EXPECT_NEAR(report.classes[0].precision, 0.75, 1e-12);
    EXPECT_NEAR(report.classes[0].recall, 0.6, 1e-12);
    EXPECT_NEAR(report.precision, 0.75, 1e-12);
    EXPECT_NEAR(report.recall, 0.5, 1e-12);
    const std::vector<std::vector<Object>> none(1);
    EXPECT_TRUE(std::isnan(box_report(none, none, 2).map));
}

// A short form of the sample's own training: smaller pictures of one shape each.
TEST(FindObjects, LearnsToFindShapes)
{
    Document document = *make_template("find-objects");
    ASSERT_EQ(document.data().source, "generated_shapes");
    DataSetup setup = document.data();
    setup.settings = {{"rows", std::int64_t{1600}}, {"size", std::int64_t{32}}, {"objects", std::int64_t{1}}};
    Recipe recipe = document.recipe();
    recipe.settings = test::with(recipe_type(), {{"schedule", "one_cycle"}, {"batch_size", std::int64_t{16}}, {"epochs", std::int64_t{12}}});
    test::perform(document, SetData{setup});
    test::perform(document, SetRecipe{recipe});
    const test::Folder folder;
    Job job = test::job_for(document, folder.path / "shapes.loom", "auto");
    job.threads = 1;
    ASSERT_TRUE(job.dataset);
    const std::string run = test::train_well(job);
    const auto model = load_model(Runs(job.project), run);
    ASSERT_TRUE(model) << render(model.error().message);
    const auto result = evaluate(*model, *job.dataset, Part::Test, "auto", 1);
    ASSERT_TRUE(result) << render(result.error().message);
    ASSERT_TRUE(result->boxes);
    EXPECT_EQ(result->boxes->pictures, std::ssize(job.dataset->rows(Part::Test)));
    EXPECT_EQ(result->found.size(), result->rows.size());
    EXPECT_GE(result->boxes->map, 0.8);
}

} // namespace detections_test
} // namespace loom
