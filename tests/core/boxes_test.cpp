// Where objects are in pictures: as texts of a table, in the files of others, and as a target.
#include "data/audit.h"
#include "data/box_files.h"
#include "data/dataset.h"
#include "data/edited_rows.h"
#include "data/open.h"
#include "data_files.h"
#include "schema/boxes.h"

#include <gtest/gtest.h>

namespace loom {
namespace boxes_test {

std::string said(const Error& error)
{
    return render(error.message, Language::English);
}

/// A grey BMP.
std::string bmp(int width, int height)
{
    const int line = (3 * width + 3) / 4 * 4, size = 54 + line * height;
    std::string file(std::size_t(size), '\x60');
    const auto put = [&](std::size_t at, int value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            file[at + std::size_t(i)] = char(value >> (8 * i));
    };
    std::fill_n(file.begin(), 54, '\0');
    file[0] = 'B', file[1] = 'M';
    put(2, size, 4), put(10, 54, 4), put(14, 40, 4), put(18, width, 4), put(22, height, 4), put(26, 1, 2), put(28, 24, 2), put(34, line * height, 4);
    return file;
}

TEST(BoxTexts, AreReadAsTheyAreWritten)
{
    const std::vector<Marked> two{{"traffic light", {0.5f, 0.25f, 0.125f, 0.1f}}, {"2", {0.3f, 0.3f, 0.6f, 0.6f}}};
    EXPECT_EQ(boxes_text(two), "traffic light 0.5 0.25 0.125 0.1; 2 0.3 0.3 0.6 0.6");
    const auto read = boxes_in(boxes_text(two));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, two);
    EXPECT_EQ(boxes_text({}), "none");
    EXPECT_TRUE(boxes_in("none")->empty());
    for (const char* wrong : {"", "cat", "cat 0.5 0.5 0.1", "0.5 0.5 0.1 0.1", "cat 0.5 0.5 0.1 0.1; ", "cat 0.5 x 0.1 0.1", "cat 0.5 0.5 0 0.1",
                              "cat 0.5 0.5 -0.1 0.1", "cat 0.9 0.5 0.4 0.1", "cat nan 0.5 0.4 0.1", "none 0.5 0.5 0.1 0.1", "cat 0.5 0.5 1e999 0.1"})
        EXPECT_FALSE(boxes_in(wrong)) << wrong;
    std::string many = "a 0.5 0.5 0.1 0.1";
    for (std::size_t i = 0; i < most_boxes; ++i)
        many += ";a 0.5 0.5 0.1 0.1";
    EXPECT_EQ(said(boxes_in(many).error()), "there are more than 1000 objects in one picture");
}

TEST(BoxFiles, YoloIsReadLineByLine)
{
    const std::vector<std::string> names{"cat", "dog"};
    const auto read = yolo_boxes("1 0.5 0.5 0.2 0.4\n\n0\t0.25 0.25 0.5 0.5\r\n0 0.1 0.2 0.5 0.2 0.5 0.6\n", names);
    ASSERT_TRUE(read) << said(read.error());
    ASSERT_EQ(read->size(), 3u);
    EXPECT_EQ((*read)[0], (Marked{"dog", {0.5f, 0.5f, 0.2f, 0.4f}}));
    EXPECT_NEAR((*read)[2].box.left(), 0.1, 1e-6); // An outline of three points.
    EXPECT_NEAR((*read)[2].box.bottom(), 0.6, 1e-6);
    EXPECT_TRUE(yolo_boxes("", names)->empty());
    EXPECT_EQ((*yolo_boxes("7 0.5 0.5 0.2 0.4", {}))[0].name, "7");
    const std::pair<const char*, const char*> wrong[] = {
        {"0 0.5 0.5 0.2 0.4\n2 0.5 0.5 0.2 0.4", "Line 2: there is no class 2, only 2 of them."},
        {"0 0.5 0.5 0.2", "Line 1: 4 numbers stand there, not a class, x, y, width and height."},
        {"cat 0.5 0.5 0.2 0.4", "Line 1: “cat” is no number."},
        {"0.5 0.5 0.5 0.2 0.4", "Line 1: a class is a whole number from 0 on, not 0.5."},
        {"-1 0.5 0.5 0.2 0.4", "Line 1: a class is a whole number from 0 on, not -1."},
        {"0 0.5 0.5 0.2 0", "Line 1: a box has no area."},
    };
    for (const auto& [text, what] : wrong) {
        const auto refused = yolo_boxes(text, names);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(said(refused.error()), what);
    }
    const auto outside = yolo_boxes("0 50 60 20 30", names); // In pixels.
    ASSERT_FALSE(outside);
    EXPECT_TRUE(said(outside.error()).starts_with("Line 1: a box goes from 40, 45 to 60, 75")) << said(outside.error());
}

TEST(BoxFiles, NamesOfClassesStandInSeveralForms)
{
    const std::vector<std::string> names{"cat", "traffic light"};
    EXPECT_EQ(yolo_classes("path: x\nnames: [cat, 'traffic light']\nnc: 2\n", true), names);
    EXPECT_EQ(yolo_classes("names:\n  0: cat\n  1: \"traffic light\"\nnc: 2\n", true), names);
    EXPECT_EQ(yolo_classes("names:\n- cat\n- traffic light\nnc: 2\n", true), names);
    EXPECT_EQ(yolo_classes("cat\ntraffic light\n", false), names);
    EXPECT_EQ(yolo_classes("names: {0: cat, 1: 'traffic light'}\nnc: 2\n", true), names);
    EXPECT_EQ(yolo_classes("names: # classes\n  1: traffic light  # red\n  0: cat\n", true), names);
    EXPECT_EQ(yolo_classes("names: ['cat',\n  # no dog\n  'traffic light']\n", true), names);
    EXPECT_EQ(yolo_classes("names: ['a, b', 'c#d']\n", true), (std::vector<std::string>{"a, b", "c#d"}));
    EXPECT_EQ(yolo_classes("names:\n  2: cat\n", true), (std::vector<std::string>{"0", "1", "cat"}));
    for (const char* hostile : {"names: [", "names: {", "names: ]", "names: {0}", "names: [,,]", "names: {99999999999: a}", "names: 'a", "names:\n  : x"})
        EXPECT_TRUE(yolo_classes(hostile, true).empty()) << hostile;
    EXPECT_TRUE(yolo_classes("nc: 2\n", true).empty());
}

TEST(BoxFiles, PascalVocCountsPixelsFromOne)
{
    const std::string size = "<size><width>20</width><height>10</height></size>";
    const auto object = [](std::string box) { return "<object><name>dog</name><part><name>ear</name><bndbox><xmin>1</xmin></bndbox></part>" + box + "</object>"; };
    const std::string whole = "<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>10</xmax><ymax>10</ymax></bndbox>";
    const auto read = voc_boxes("<annotation>" + size + object(whole) + "</annotation>", {3, 10, 20});
    ASSERT_TRUE(read) << said(read.error());
    EXPECT_EQ(*read, (std::vector<Marked>{{"dog", {0.25f, 0.5f, 0.5f, 1.0f}}}));
    EXPECT_TRUE(voc_boxes("<annotation/>", {3, 10, 20})->empty());
    EXPECT_TRUE(voc_boxes("<annotation><size><width>20</width><height>10</height><depth></depth></size></annotation>", {3, 10, 20})); // Nobody asks for it.
    const std::pair<std::string, const char*> wrong[] = {
        {"<annotation>\n" + size + "\n<object><name>dog</name></object></annotation>", "Line 3: an object has no box of xmin, ymin, xmax and ymax."},
        {"<annotation>\n<object><name>dog</name><bndbox><xmin>one</xmin></bndbox></object></annotation>", "Line 2: “one” is no number."},
        {"<annotation>" + object(whole), "Line 1: the XML is damaged, cut off, or has a document type."},
        {"<!DOCTYPE a [<!ENTITY x \"y\">]>\n<annotation>&x;</annotation>", "Line 1: the XML is damaged, cut off, or has a document type."},
        {"<annotation><size><width>30</width><height>10</height></size></annotation>", "It is about a picture of 30×10 pixels, but that has 20×10."},
    };
    for (const auto& [text, what] : wrong) {
        const auto refused = voc_boxes(text, {3, 10, 20});
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(said(refused.error()), what);
    }
}

TEST(BoxFiles, CocoHoldsManyPictures)
{
    const std::string start = R"({"images":[{"id":7,"file_name":"a/x.bmp","width":20,"height":10},{"id":8,"file_name":"y.bmp","width":20,"height":10}],)"
                              R"("categories":[{"id":3,"name":"dog"}],"annotations":[)";
    const auto read = coco_boxes(start + R"({"image_id":7,"category_id":3,"bbox":[0,0,10,10]},{"image_id":7,"category_id":3,"bbox":[0,0,1,1],"iscrowd":1}]})", "c.json");
    ASSERT_TRUE(read) << said(read.error());
    ASSERT_TRUE(*read);
    ASSERT_EQ((*read)->size(), 2u);
    EXPECT_EQ((**read)[0].file, "a/x.bmp");
    EXPECT_EQ((**read)[0].boxes, (std::vector<Marked>{{"dog", {0.25f, 0.5f, 0.5f, 1.0f}}}));
    EXPECT_TRUE((**read)[1].boxes.empty());
    // Sentences, and joints without boxes, are something else.
    for (const char* other : {R"({"images":[{"id":7}],"annotations":[{"image_id":7,"caption":"A dog."}]})", R"({"images":[],"categories":[],"annotations":[{"image_id":7,"keypoints":[]}]})"}) {
        const auto passed = coco_boxes(other, "c.json");
        ASSERT_TRUE(passed) << other;
        EXPECT_FALSE(*passed);
    }
    const auto huge = coco_boxes(start + R"({"image_id":7,"category_id":18446744073709551615,"bbox":[0,0,10,10]}]})", "c.json");
    ASSERT_TRUE(huge && *huge);
    EXPECT_TRUE((**huge)[0].wrong);
    // What is wrong with one picture leaves the others.
    const auto one = coco_boxes(start + R"({"image_id":8,"category_id":4,"bbox":[0,0,10,10]},{"image_id":7,"category_id":3,"bbox":[0,0,"10",10]}]})", "c.json");
    ASSERT_TRUE(one && *one);
    EXPECT_EQ(render(*(**one)[1].wrong, Language::English), "Entry 0 of “annotations” in c.json: its class is none of “categories”.");
    EXPECT_EQ(render(*(**one)[0].wrong, Language::English), "Entry 1 of “annotations” in c.json: its bbox is not four numbers.");
    for (const std::string& hostile : {std::string("[]"), std::string("{}"), start, start + R"({"image_id":9,"bbox":[0,0,1,1]}]})", std::string(R"({"images":[1],"annotations":[],"categories":[]})"),
                                       std::string(R"({"images":[],"annotations":[],"categories":[{"id":1,"name":"a"},{"id":1,"name":"b"}]})")})
        EXPECT_FALSE(coco_boxes(hostile, "c.json")) << hostile;
}

std::vector<std::string> texts_of(const Table& table)
{
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < table.rows; ++row)
        texts.push_back(table.image_column()->text(row) + ": " + table.find("boxes")->text(row));
    return texts;
}

TEST(BoxFolder, FindsWhatBelongsToAPicture)
{
    const test::DataFolder yolo, voc, coco;
    yolo.write("data.yaml", "names: [cat, dog]\n");
    for (const char* name : {"train/a", "train/b", "val/c"})
        yolo.write(std::string("images/") + name + ".bmp", bmp(20, 10));
    yolo.write("labels/train/a.txt", "1 0.5 0.5 0.2 0.4\n");
    yolo.write("labels/train/b.txt", "");
    yolo.write("labels/val/c.txt", "0 0.5 0.5 0.5 0.5\n");
    yolo.write("images/val/d.bmp", bmp(20, 10)); // Nobody said what is in it.
    const auto table = open_data(yolo.path());
    ASSERT_TRUE(table) << said(table.error());
    EXPECT_EQ((*table)->source, "box_folder");
    EXPECT_EQ((*table)->target, "boxes");
    EXPECT_EQ(texts_of(**table), (std::vector<std::string>{"images/train/a.bmp: dog 0.5 0.5 0.2 0.4", "images/train/b.bmp: none", "images/val/c.bmp: cat 0.5 0.5 0.5 0.5", "images/val/d.bmp: "}));
    EXPECT_EQ((*table)->split, (std::vector<Part>{Part::Train, Part::Train, Part::Validation, Part::Validation}));

    voc.write("JPEGImages/1.bmp", bmp(20, 10));
    voc.write("Annotations/1.xml", "<annotation><object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>10</xmax><ymax>10</ymax></bndbox></object></annotation>");
    const auto second = open_data(voc.path());
    ASSERT_TRUE(second) << said(second.error());
    EXPECT_EQ(texts_of(**second), std::vector<std::string>{"JPEGImages/1.bmp: dog 0.25 0.5 0.5 1"});

    coco.write("train2017/1.bmp", bmp(20, 10));
    coco.write("annotations/instances_train2017.json", R"({"images":[{"id":1,"file_name":"1.bmp","width":20,"height":10}],"categories":[{"id":1,"name":"dog"}],"annotations":[{"image_id":1,"category_id":1,"bbox":[0,0,10,10]}]})");
    const auto third = open_data(coco.path());
    ASSERT_TRUE(third) << said(third.error());
    EXPECT_EQ(texts_of(**third), std::vector<std::string>{"train2017/1.bmp: dog 0.25 0.5 0.5 1"});
    EXPECT_EQ((*third)->split, std::vector<Part>{Part::Train});
}

TEST(BoxFolder, TakesTheListsOfBoxesOfAnArchive)
{
    const test::DataFolder coco;
    coco.write("train2017/1.bmp", bmp(20, 10));
    const std::string images = R"({"images":[{"id":1,"file_name":"1.bmp","width":20,"height":10}],)";
    coco.write("annotations/instances_train2017.json", images + R"("categories":[{"id":1,"name":"dog"}],"annotations":[{"image_id":1,"category_id":1,"bbox":[0,0,10,10]}]})");
    coco.write("annotations/captions_train2017.json", images + R"("annotations":[{"image_id":1,"caption":"A dog."}]})");
    coco.write("annotations/a_keypoints_train2017.json", images + R"("categories":[{"id":1,"name":"person"}],"annotations":[{"image_id":1,"category_id":1,"bbox":[0,0,5,5]}]})");
    const auto table = open_data(coco.path());
    ASSERT_TRUE(table) << said(table.error());
    EXPECT_EQ(texts_of(**table), std::vector<std::string>{"train2017/1.bmp: dog 0.25 0.5 0.5 1"});
    ASSERT_EQ((*table)->notes.size(), 2u);
    EXPECT_TRUE(render((*table)->notes[0], Language::English).starts_with("a_keypoints_train2017.json was not read")) << render((*table)->notes[0], Language::English);

    const test::DataFolder none;
    none.write("1.bmp", bmp(20, 10));
    none.write("captions.json", images + R"("annotations":[{"image_id":1,"caption":"A dog."}]})");
    DataSetup setup;
    setup.source = "box_folder";
    setup.path = none.path();
    const auto refused = open_table(setup);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(said(refused.error()).starts_with("No file in this folder tells boxes")) << said(refused.error());
}

TEST(BoxFolder, TakesPascalVocAsItIsPublished)
{
    const test::DataFolder voc;
    for (const char* name : {"1", "2", "3"}) {
        voc.write(std::string("VOC2012/JPEGImages/") + name + ".bmp", bmp(20, 10));
        voc.write(std::string("VOC2012/Annotations/") + name + ".xml",
                  "<annotation><size><width>20</width><height>10</height><depth></depth></size><object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>10</xmax><ymax>10</ymax></bndbox></object></annotation>");
    }
    voc.write("VOC2012/SegmentationClass/1.bmp", bmp(20, 10));
    voc.write("VOC2012/SegmentationObject/1.bmp", bmp(20, 10));
    voc.write("VOC2012/ImageSets/Main/train.txt", "1\n2\n");
    voc.write("VOC2012/ImageSets/Main/val.txt", "3\n");
    voc.write("VOC2012/ImageSets/Main/trainval.txt", "1\n2\n3\n");
    voc.write("VOC2012/ImageSets/Main/dog_train.txt", "1 1\n2 -1\n");
    const auto table = open_data(voc.path());
    ASSERT_TRUE(table) << said(table.error());
    EXPECT_EQ((*table)->rows, 3u);
    EXPECT_EQ((*table)->bad_row_count, 0u);
    EXPECT_EQ((*table)->split, (std::vector<Part>{Part::Train, Part::Train, Part::Validation}));
}

TEST(BoxFolder, SaysWhereNamesOfClassesCannotBeRead)
{
    const test::DataFolder yolo;
    yolo.write("data.yaml", "names: !!set {cat, dog}\n");
    yolo.write("images/a.bmp", bmp(20, 10));
    yolo.write("labels/a.txt", "1 0.5 0.5 0.2 0.4\n");
    const auto table = open_data(yolo.path());
    ASSERT_TRUE(table) << said(table.error());
    EXPECT_EQ(texts_of(**table), std::vector<std::string>{"images/a.bmp: 1 0.5 0.5 0.2 0.4"});
    ASSERT_EQ((*table)->notes.size(), 1u);
    EXPECT_EQ(render((*table)->notes[0], Language::English), "The names of the classes in data.yaml cannot be read; classes are called by their numbers.");
}

TEST(BoxFolder, ADamagedFileIsSetAsideByItsName)
{
    const test::DataFolder folder;
    for (const char* name : {"a", "b", "c"})
        folder.write(std::string(name) + ".bmp", bmp(8, 8));
    folder.write("a.txt", "0 0.5 0.5 0.2 0.4\n");
    folder.write("b.txt", "0 0.5 0.5 0.2 0.4\n0 0.5 oops 0.2 0.4\n");
    folder.write("c.txt", "0 0.5 0.5 0.2 0.4\n");
    folder.write("c.bmp", "BM no picture");
    const auto table = open_data(folder.path());
    ASSERT_TRUE(table) << said(table.error());
    EXPECT_EQ((*table)->rows, 1u);
    ASSERT_EQ((*table)->bad_rows.size(), 2u);
    EXPECT_EQ((*table)->bad_rows[0].place, "b.txt");
    EXPECT_EQ(render((*table)->bad_rows[0].reason, Language::English), "Line 2: “oops” is no number.");
    EXPECT_EQ((*table)->bad_rows[1].place, "c.bmp");
}

DataSetup shapes(std::int64_t rows)
{
    DataSetup setup;
    setup.source = "generated_shapes";
    setup.settings = {{"rows", rows}, {"size", std::int64_t{32}}};
    return setup;
}

TEST(BoxTarget, IsTheSmallestObjectFirst)
{
    const auto data = Dataset::open(shapes(60));
    ASSERT_TRUE(data) << said(data.error());
    const DataFacts& facts = (*data)->facts();
    EXPECT_TRUE(holds_boxes(facts));
    EXPECT_EQ(facts.classes, (std::vector<std::string>{"circle", "square", "triangle"}));
    EXPECT_EQ(facts.label_shape, (Shape{3, 5}));
    std::int64_t objects = 0;
    for (const std::uint32_t row : (*data)->rows(Part::Train)) {
        std::vector<float> target(std::size_t(facts.target_width));
        (*data)->targets(std::span(&row, 1), target);
        auto boxes = boxes_in((*data)->table().find("boxes")->text(row));
        ASSERT_TRUE(boxes);
        ASSERT_FALSE(boxes->empty());
        std::ranges::stable_sort(*boxes, {}, [](const Marked& m) { return m.box.area(); });
        for (std::size_t i = 0; i < 3; ++i) {
            if (i >= boxes->size()) {
                EXPECT_EQ(target[5 * i], -1);
                continue;
            }
            EXPECT_EQ(facts.classes[std::size_t(target[5 * i])], (*boxes)[i].name);
            EXPECT_EQ((ObjectBox{target[5 * i + 1], target[5 * i + 2], target[5 * i + 3], target[5 * i + 4]}), (*boxes)[i].box);
        }
        objects += std::ssize(*boxes);
    }
    EXPECT_EQ(facts.class_counts[0] + facts.class_counts[1] + facts.class_counts[2], objects);
}

TEST(BoxTarget, StepsThatMoveWhatIsInAPictureAreRefused)
{
    for (const char* id : {"augment_flip", "augment_rotate", "augment_shift", "augment_zoom", "augment_crop", "augment_mixup", "augment_cutmix", "picture_crop", "picture_pad"}) {
        DataSetup setup = shapes(40);
        setup.steps = {PreparationStep{.type = id}};
        const auto refused = Dataset::open(setup);
        ASSERT_FALSE(refused) << id;
        EXPECT_TRUE(said(refused.error()).ends_with("moves what is in a picture, and its boxes would stay where they are.")) << said(refused.error());
    }
    DataSetup setup = shapes(40);
    for (const char* fit : {"crop", "pad", "stretch"}) {
        setup.steps = {PreparationStep{.type = "picture_resize", .settings = {{"width", std::int64_t{16}}, {"height", std::int64_t{8}}, {"fit", std::string(fit)}}}};
        EXPECT_EQ(bool(Dataset::open(setup)), std::string_view(fit) == "stretch") << fit;
    }
    setup.steps = {PreparationStep{.type = "augment_noise"}};
    EXPECT_TRUE(Dataset::open(setup));
}

TEST(BoxTarget, TheAuditCountsPicturesNotObjects)
{
    // Ten dogs in each picture of dogs; a class that only the test part has; texts that are nearly the same.
    test::DataFolder yolo;
    std::string dogs;
    for (int i = 0; i < 10; ++i)
        dogs += "0 0.5 0.5 0.2 0." + std::to_string(i + 1) + "\n";
    yolo.write("data.yaml", "names: [dog, cat, owl]\n");
    for (int i = 0; i < 40; ++i) {
        const std::string name = (i < 30 ? "train/" : "test/") + std::to_string(i);
        yolo.write("images/" + name + ".bmp", bmp(20, 10));
        yolo.write("labels/" + name + ".txt", i == 35 ? "2 0.5 0.5 0.1 0.1\n2 0.4 0.4 0.1 0.1\n" : i % 6 ? dogs : "1 0.5 0.5 0.1 0.1\n");
    }
    DataSetup setup;
    setup.path = yolo.path();
    setup.source = "box_folder";
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << said(data.error());
    std::map<std::string, std::string> told;
    std::vector<ColumnStatistics> all;
    for (const Column& c : (*data)->table().columns)
        all.push_back(statistics(c));
    for (const DataFinding& f : audit((*data)->table(), data->get(), all)) {
        told[std::string(f.check)] += render(f.title, Language::English) + "; " + render(f.reason, Language::English) + "; ";
        EXPECT_FALSE(f.repair && (f.repair->id == "group_rare" || f.repair->id == "weight_by_class" || f.repair->id == "keep_one")) << f.check << ' ' << f.repair->id;
    }
    EXPECT_TRUE(told["class-balance"].find("“dog” has 81.5% of the rows, “cat” 18.5%") != std::string::npos) << told["class-balance"];
    EXPECT_TRUE(told["class-balance"].find("owl (1)") != std::string::npos) << told["class-balance"];
    EXPECT_FALSE(told.contains("constant-columns")) << told["constant-columns"];
}

TEST(BoxTarget, ARowCanBeGivenOthersByHand)
{
    DataSetup setup = shapes(40);
    const auto source = open_table(setup);
    ASSERT_TRUE(source);
    const auto with_boxes = [&](const std::string& text) {
        RowEdit edit = edit_of(**source, 3);
        edit.column = "boxes";
        edit.label = text;
        setup.row_edits = {};
        setup.row_edits.put({edit});
        return Dataset::make(*source, setup);
    };
    const auto data = with_boxes("star 0.5 0.5 0.25 0.25");
    ASSERT_TRUE(data) << said(data.error());
    EXPECT_EQ((*data)->facts().classes, (std::vector<std::string>{"circle", "square", "star", "triangle"}));
    const std::uint32_t row = 3;
    std::vector<float> target(std::size_t((*data)->facts().target_width));
    (*data)->targets(std::span(&row, 1), target);
    EXPECT_EQ(std::vector<float>(target.begin(), target.begin() + 6), (std::vector<float>{2, 0.5f, 0.5f, 0.25f, 0.25f, -1}));
    // What is no list of boxes takes nothing else away.
    for (const char* wrong : {"star 5 5 1 1", "foo"}) {
        const auto kept = with_boxes(wrong);
        ASSERT_TRUE(kept) << said(kept.error());
        EXPECT_EQ((*kept)->facts().classes, (std::vector<std::string>{"circle", "square", "triangle"}));
        EXPECT_TRUE(std::ranges::any_of((*kept)->notes(), [](const Message& m) {
            return render(m, Language::English).starts_with("1 rows were given a “boxes” by hand that cannot be learned; they keep what the file says. The first: Row 4: ");
        })) << wrong;
    }
}

} // namespace boxes_test
} // namespace loom
