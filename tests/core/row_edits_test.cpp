// What a person changes in rows by hand: kept by the document, taken back by undo, applied by the dataset, and never to
// another row than the one that was meant.
#include "data/edited_rows.h"
#include "data/dataset.h"
#include "data/open.h"
#include "data_files.h"
#include "graph/history.h"
#include "project/document_json.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace loom {
namespace row_edits_test {

/// 60 rows: kind is a, b or c in turn, size a number, and an amount.
std::string points()
{
    std::string text = "size,amount,kind\n";
    for (int i = 0; i < 60; ++i)
        text += std::to_string(i * i % 97) + "," + std::to_string(i) + ".5," + "abc"[i % 3] + "\n";
    return text;
}

/// A picture of one colour, 4 × 4, as BMP.
std::string picture(char shade)
{
    std::string b = "BM";
    const auto le = [&](std::uint32_t v, int bytes) {
        for (int i = 0; i < bytes; ++i)
            b += char(v >> (8 * i) & 0xff);
    };
    le(54 + 48, 4), le(0, 4), le(54, 4), le(40, 4), le(4, 4), le(4, 4), le(1, 2), le(24, 2);
    for (int i = 0; i < 6; ++i)
        le(0, 4);
    return b + std::string(48, shade);
}

struct Data {
    DataSetup setup;
    std::shared_ptr<const Table> table;

    explicit Data(const std::string& path, const std::string& target = {})
    {
        setup.path = path;
        setup.target = target;
        auto read = open_table(setup);
        EXPECT_TRUE(read) << render(read.error().message);
        table = *read;
    }
    RowEdit edit(std::uint32_t row) const { return edit_of(*table, row); }
    RowEdit labelled(std::uint32_t row, const std::string& column, const std::string& label) const
    {
        RowEdit e = edit(row);
        e.column = column;
        e.label = label;
        return e;
    }
    RowEdit excluded(std::uint32_t row) const
    {
        RowEdit e = edit(row);
        e.excluded = true;
        return e;
    }
    std::shared_ptr<const Dataset> with(std::vector<RowEdit> edits) const
    {
        DataSetup changed = setup;
        changed.row_edits.put(std::move(edits));
        auto made = Dataset::make(table, changed);
        EXPECT_TRUE(made) << render(made.error().message);
        return made ? *made : nullptr;
    }
};

std::string label_of(const Dataset& data, std::uint32_t row)
{
    return data.label(row) < 0 ? "" : data.facts().classes[std::size_t(data.label(row))];
}

std::optional<Part> part_of(const Dataset& data, std::uint32_t row)
{
    for (Part part : {Part::Train, Part::Validation, Part::Test})
        if (std::ranges::binary_search(data.rows(part), row))
            return part;
    return {};
}

bool notes_say(const Dataset& data, const std::string& words)
{
    return std::ranges::any_of(data.notes(), [&](const Message& m) { return render(m, Language::English).find(words) != std::string::npos; });
}

TEST(RowEdits, KeepTheirOrderAndGiveThemselvesBack)
{
    RowEdits edits;
    const auto noted = [](std::string name, std::uint32_t row, std::string note) {
        RowEdit e;
        e.name = std::move(name);
        e.row = row;
        e.note = std::move(note);
        return e;
    };
    const auto back = edits.put({noted("", 9, "x"), noted("", 2, "y"), noted("b", 1, "z"), noted("", 9, "last"), noted("a", 7, "w")});
    ASSERT_EQ(edits.size(), 4u);
    EXPECT_EQ(edits.find("", 9)->note, "last");
    EXPECT_EQ(edits.find("a", 400)->note, "w"); // A name is a name, wherever its row is now.
    EXPECT_FALSE(edits.find("", 1));
    EXPECT_FALSE(edits.find("c", 1));
    RowEdits copy = edits;
    const auto second = copy.put({noted("", 2, ""), noted("", 5, "new"), noted("b", 1, "other")});
    EXPECT_EQ(copy.size(), 4u);
    EXPECT_FALSE(copy.find("", 2));
    EXPECT_EQ(edits.find("b", 1)->note, "z"); // The other copy has its own.
    copy.put(second);
    EXPECT_EQ(copy, edits);
    copy.put(back);
    EXPECT_TRUE(copy.empty());
    EXPECT_EQ(copy, RowEdits());
}

TEST(RowEdits, AnExcludedRowIsInNoPartAndMovesNoOther)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "kind");
    const auto before = data.with({}), after = data.with({data.excluded(7), data.excluded(30)});
    EXPECT_EQ(after->facts().rows, 58);
    EXPECT_FALSE(part_of(*after, 7));
    EXPECT_FALSE(part_of(*after, 30));
    EXPECT_EQ(after->label(7), -1);
    for (std::uint32_t row = 0; row < 60; ++row)
        if (row != 7 && row != 30) {
            EXPECT_EQ(part_of(*after, row), part_of(*before, row)) << row;
        }
    EXPECT_TRUE(std::ranges::equal(after->edited_rows(), std::vector<std::uint32_t>{7, 30}));
    EXPECT_TRUE(notes_say(*after, "2 rows are left out by hand"));
    EXPECT_FALSE(notes_say(*after, "no value"));
    EXPECT_NE(before->fingerprint(), after->fingerprint());
}

TEST(RowEdits, ALabelIsLearnedInPlaceOfTheFiles)
{
    const test::DataFolder folder;
    const std::string text = points();
    const Data data(folder.write("points.csv", text), "kind");
    const auto before = data.with({}), after = data.with({data.labelled(0, "kind", "b"), data.labelled(4, "kind", "B2")});
    EXPECT_EQ(after->facts().classes, (std::vector<std::string>{"a", "b", "B2", "c"}));
    EXPECT_EQ(label_of(*after, 0), "b");
    EXPECT_EQ(label_of(*after, 4), "B2");
    EXPECT_EQ(label_of(*after, 5), "c");
    for (std::uint32_t row = 0; row < 60; ++row)
        EXPECT_EQ(part_of(*after, row), part_of(*before, row)) << row;
    EXPECT_NE(before->fingerprint(), after->fingerprint());
    EXPECT_TRUE(notes_say(*after, "2 rows have a “kind” that was given by hand"));
    EXPECT_EQ(after->table().find("kind")->text(0), "a"); // The table is the file's,
    EXPECT_EQ(*read_file(data.setup.path), text);          // and the file is as it was.
    // A class that nobody has any more is none.
    std::vector<RowEdit> all;
    for (std::uint32_t row = 2; row < 60; row += 3)
        all.push_back(row < 30 ? data.labelled(row, "kind", "a") : data.excluded(row));
    EXPECT_EQ(data.with(all)->facts().classes, (std::vector<std::string>{"a", "b"}));
}

TEST(RowEdits, NotesChangeNothingThatIsLearned)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "kind");
    RowEdit noted = data.edit(3);
    noted.note = "ask Li about it";
    EXPECT_EQ(data.with({noted})->fingerprint(), data.with({})->fingerprint());
    DataSetup setup = data.setup;
    setup.row_edits.put({noted, data.excluded(9)});
    EXPECT_EQ(setup.row_edits.without_notes().size(), 1u);
}

TEST(RowEdits, NumbersAreGivenToo)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "amount");
    const auto made = data.with({data.labelled(5, "amount", "-3.25"), data.excluded(6)});
    const std::uint32_t row = 5;
    float value = 0;
    made->targets({&row, 1}, {&value, 1});
    EXPECT_EQ(value, -3.25f);
    EXPECT_FALSE(part_of(*made, 6));
}

// One wrong value takes nothing else away: the row keeps the file's, and the notes say so.
TEST(RowEdits, AValueThatIsNoNumberIsPassedOver)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "amount");
    const auto plain = data.with({});
    const auto made = data.with({data.labelled(5, "amount", "much"), data.labelled(6, "amount", "2"), data.labelled(7, "amount", "nan")});
    std::vector<std::string> notes;
    for (const Message& m : made->notes())
        notes.push_back(render(m, Language::English));
    EXPECT_EQ(std::ranges::count(notes, "2 rows were given a “amount” by hand that cannot be learned; they keep what the file says. "
                                        "The first: Row 6: “much” is no number."), 1);
    EXPECT_EQ(std::ranges::count(notes, "1 rows have a “amount” that was given by hand."), 1);
    for (const std::uint32_t row : {5u, 7u}) {
        float is = 0, was = 0;
        made->targets({&row, 1}, {&is, 1});
        plain->targets({&row, 1}, {&was, 1});
        EXPECT_EQ(is, was);
    }
    EXPECT_NE(made->fingerprint(), plain->fingerprint()); // The one that fits counts.
    EXPECT_EQ(data.with({data.labelled(5, "amount", "much")})->fingerprint(), plain->fingerprint());
}

TEST(RowEdits, ARowWithoutALabelGetsOne)
{
    const test::DataFolder folder;
    std::string text = points();
    text.replace(text.rfind('c'), 1, "");
    const Data data(folder.write("points.csv", text), "kind");
    EXPECT_FALSE(part_of(*data.with({}), 59));
    const auto made = data.with({data.labelled(59, "kind", "d")});
    EXPECT_TRUE(part_of(*made, 59));
    EXPECT_EQ(label_of(*made, 59), "d");
}

TEST(RowEdits, ALabelForAnotherColumnWaits)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "amount");
    const auto made = data.with({data.labelled(5, "kind", "c")});
    EXPECT_EQ(made->fingerprint(), data.with({})->fingerprint());
    EXPECT_TRUE(notes_say(*made, "1 rows were given a “kind” by hand; it is not the target now"));
}

TEST(RowEdits, AnExcludedRowHidesNoOtherFromAStep)
{
    const test::DataFolder folder;
    const Data data(folder.write("twins.csv", points() + "0,0.5,a\n"), "kind");
    DataSetup setup = data.setup;
    setup.steps = {{"drop_duplicates", {}, {}}};
    EXPECT_FALSE(part_of(**Dataset::make(data.table, setup), 60));
    setup.row_edits.put({data.excluded(0)});
    const auto made = *Dataset::make(data.table, setup);
    EXPECT_FALSE(part_of(*made, 0));
    EXPECT_TRUE(part_of(*made, 60));
}

TEST(RowEdits, AreNotAppliedToWhateverStandsThereNow)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "kind");
    DataSetup setup = data.setup;
    setup.row_edits.put({data.labelled(10, "kind", "c"), data.excluded(11), data.excluded(2)});
    std::string other = points();
    other.insert(other.find("\n25,") + 1, "1,2,a\n"); // In front of row 5.
    folder.write("points.csv", other);
    const auto made = Dataset::open(setup);
    ASSERT_TRUE(made);
    EXPECT_EQ((*made)->facts().rows, 60); // Row 2 alone is where it was.
    EXPECT_TRUE(std::ranges::equal((*made)->edited_rows(), std::vector<std::uint32_t>{2}));
    EXPECT_TRUE(notes_say(**made, "2 changes made by hand do not fit the data as it is now and are not applied. The first: Row 11"));
    EXPECT_FALSE(find_edit(setup.row_edits, *(*made)->source_table(), 10));
    EXPECT_TRUE(find_edit(setup.row_edits, *(*made)->source_table(), 2));
    // A shorter file is no trap either.
    folder.write("points.csv", "size,amount,kind\n1,2,a\n3,4,b\n5,6,a\n7,8,b\n1,3,a\n");
    EXPECT_TRUE(Dataset::open(setup));
}

TEST(RowEdits, TypesThatAreOverruledLeaveThemInPlace)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "kind");
    DataSetup setup = data.setup;
    setup.row_edits.put({data.excluded(10)});
    setup.column_types = {{"size", "category"}};
    const auto made = Dataset::make(data.table, setup);
    ASSERT_TRUE(made);
    EXPECT_EQ((*made)->edited_rows().size(), 1u);
}

TEST(RowEdits, PicturesAreKnownByTheirFiles)
{
    const test::DataFolder folder;
    for (int i = 0; i < 8; ++i) {
        folder.write("cat/c" + std::to_string(i) + ".bmp", picture(char(10 + i)));
        folder.write("dog/d" + std::to_string(i) + ".bmp", picture(char(90 + i)));
    }
    const Data data(folder.path());
    ASSERT_EQ(data.table->source, "image_folder");
    DataSetup setup = data.setup;
    setup.row_edits.put({data.labelled(9, "label", "狗"), data.excluded(0)});
    EXPECT_EQ(setup.row_edits.all()[1].name, "dog/d1.bmp");
    folder.write("ant/a0.bmp", picture('x')); // Every row is another one now.
    folder.write("ant/a1.bmp", picture('y'));
    fs::remove(folder.path() + "/cat/c0.bmp");
    const auto made = Dataset::open(setup);
    ASSERT_TRUE(made) << render(made.error().message);
    ASSERT_EQ((*made)->edited_rows().size(), 1u);
    const std::uint32_t row = (*made)->edited_rows()[0];
    EXPECT_EQ((*made)->table().image_column()->pixels()->name(row), "dog/d1.bmp");
    EXPECT_EQ(label_of(**made, row), "狗");
    EXPECT_TRUE(notes_say(**made, "The first: cat/c0.bmp"));
}

TEST(RowEdits, TextsAreKnownByTheirFiles)
{
    const test::DataFolder folder;
    for (int i = 0; i < 8; ++i) {
        folder.write("bad/b" + std::to_string(i) + ".txt", "this is the bad text number " + std::to_string(i));
        folder.write("good/g" + std::to_string(i) + ".txt", "this is the good text number " + std::to_string(i));
    }
    const Data data(folder.path());
    ASSERT_EQ(data.table->source, "text_folder");
    RowEdits edits;
    edits.put({data.labelled(9, "label", "bad")});
    EXPECT_EQ(edits.all()[0].name, "good/g1.txt");
    folder.write("bad/a.txt", "one more that comes before"); // Every row is another one now.
    const Data later(folder.path());
    const auto found = edited_rows(edits, *later.table);
    ASSERT_EQ(found.rows.size(), 1u);
    EXPECT_EQ(found.rows[0].first, 10u);
    EXPECT_TRUE(find_edit(edits, *later.table, 10));
    EXPECT_FALSE(find_edit(edits, *later.table, 9));
    // What was kept by number before that holds.
    RowEdit by_number = edits.all()[0];
    by_number.name.clear();
    Table plain = *data.table;
    plain.source = "csv";
    by_number.check = edit_of(plain, 9).check;
    RowEdits old;
    old.put({by_number});
    EXPECT_TRUE(find_edit(old, *data.table, 9));
    EXPECT_EQ(edited_rows(old, *data.table).rows.size(), 1u);
}

TEST(RowEdits, DecodedPicturesAreTakenOver)
{
    const test::DataFolder folder;
    for (int i = 0; i < 8; ++i)
        folder.write((i % 2 ? "cat/" : "dog/") + std::to_string(i) + ".bmp", picture(char(10 + i)));
    const Data data(folder.path());
    const auto before = data.with({});
    DataSetup setup = data.setup;
    setup.row_edits.put({data.excluded(1)});
    const auto after = *Dataset::make(data.table, setup, nullptr, Samples::default_memory, before);
    EXPECT_EQ(&before->samples(), &after->samples());
    EXPECT_EQ(after->facts().rows, 7);
    setup.picture_size = 6;
    EXPECT_NE(&(*Dataset::make(data.table, setup, nullptr, Samples::default_memory, before))->samples(), &before->samples());
}

/// Whether both are the same data to learn from, with the same to be said of them.
void expect_same(const Dataset& a, const Dataset& b)
{
    EXPECT_EQ(a.fingerprint(), b.fingerprint());
    EXPECT_EQ(a.facts().mean, b.facts().mean);
    EXPECT_EQ(a.facts().deviation, b.facts().deviation);
    EXPECT_EQ(a.facts().class_counts, b.facts().class_counts);
    EXPECT_EQ(a.facts().features, b.facts().features);
    EXPECT_EQ(a.notes(), b.notes());
}

TEST(RowEdits, ALabelLeavesWhatStepsHaveLearnedAsItIs)
{
    const test::DataFolder folder;
    Data data(folder.write("points.csv", points()), "kind");
    data.setup.column_types = {{"size", "number"}};
    // The first rows have no past: their windows are missing, so what is learned from is less than what was drawn.
    data.setup.steps = {{"standardize", {}, {}}, {"windows", {"size"}, {{"length", std::int64_t{4}}}}};
    const auto before = data.with({});
    std::uint32_t row = 10;
    while (part_of(*before, row) != Part::Train)
        ++row;
    const auto after = [&](const DataSetup& setup) { return *Dataset::make(data.table, setup, nullptr, Samples::default_memory, before); };
    DataSetup setup = data.setup;
    setup.row_edits.put({data.labelled(row, "kind", "new")});
    const auto labelled = after(setup);
    EXPECT_EQ(&labelled->samples(), &before->samples());
    EXPECT_EQ(label_of(*labelled, row), "new");
    expect_same(*labelled, **Dataset::make(data.table, setup));
    // What balances and augments changes nothing of it either.
    setup.steps.push_back({"balance", {}, {}});
    EXPECT_EQ(&after(setup)->samples(), &before->samples());
    expect_same(*after(setup), **Dataset::make(data.table, setup));
    // A row less to learn from, another step, another target: learned anew.
    DataSetup less = data.setup, other = data.setup, amount = data.setup;
    less.row_edits.put({data.excluded(row)});
    other.steps[1].settings["length"] = std::int64_t{2};
    amount.target = "amount";
    amount.row_edits.put({data.labelled(row, "amount", "7")});
    for (const DataSetup& changed : {less, other, amount}) {
        const auto made = after(changed);
        EXPECT_NE(&made->samples(), &before->samples());
        expect_same(*made, **Dataset::make(data.table, changed));
    }
    // Behind a dataset that sees its rows as another model does, nothing is known.
    const auto seen = *before->through((*Dataset::make(data.table, other))->encoder());
    const auto made = *Dataset::make(data.table, data.setup, nullptr, Samples::default_memory, seen);
    EXPECT_NE(&made->samples(), &seen->samples());
    expect_same(*made, *before);
}

TEST(RowEdits, ALabelLeavesWhatIsSaidOfColumns)
{
    const test::DataFolder folder;
    std::string csv = "age,text,kind\n";
    for (int i = 0; i < 40; ++i)
        csv += std::to_string(20 + i) + ",some words and number " + std::to_string(i) + "," + (i % 2 ? "a" : "b") + "\n";
    Data data(folder.write("people.csv", csv), "kind");
    data.setup.steps = {{"tokens", {"text"}, {}}};
    const auto before = data.with({});
    DataSetup setup = data.setup;
    setup.row_edits.put({data.labelled(3, "kind", "b")});
    const auto labelled = *Dataset::make(data.table, setup, nullptr, Samples::default_memory, before);
    EXPECT_EQ(&labelled->samples(), &before->samples());
    const auto said = [](const Dataset& d) { return std::ranges::count_if(d.notes(), [](const Message& m) { return render(m).find("ids of tokens") != std::string::npos; }); };
    EXPECT_EQ(said(*before), 1);
    EXPECT_EQ(said(*labelled), 1);
}

TEST(RowEdits, AreStepsOfTheHistory)
{
    const test::DataFolder folder;
    const Data data(folder.write("points.csv", points()), "kind");
    Document document;
    ASSERT_TRUE(document.apply(SetData{data.setup}));
    const std::string before = document_text(document);
    History history(document);
    for (std::uint32_t row = 0; row < 20; ++row)
        ASSERT_TRUE(history.perform(LOOM_TEXT("Label"), {EditRows{{data.labelled(row, "kind", "c")}}}));
    ASSERT_TRUE(history.perform(LOOM_TEXT("Exclude"), {EditRows{{data.excluded(1), data.excluded(40)}}}));
    EXPECT_EQ(document.data().row_edits.size(), 21u);
    ASSERT_TRUE(history.perform(LOOM_TEXT("The same again"), {EditRows{{data.excluded(40)}}}));
    EXPECT_EQ(history.depth(), 21u); // Nothing changed: no step.
    const Document after = document;
    while (history.undo()) {
    }
    EXPECT_EQ(document_text(document), before);
    while (history.redo()) {
    }
    EXPECT_EQ(document, after);
}

TEST(RowEdits, MoreThanAPersonCanMakeAreRefused)
{
    std::vector<RowEdit> many(RowEdits::most + 1);
    for (std::uint32_t i = 0; i < many.size(); ++i) {
        many[i].row = i;
        many[i].excluded = true;
    }
    Document document;
    const auto refused = document.apply(EditRows{many});
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error().message, Language::English), "More than 100000 rows cannot be changed by hand.");
    EXPECT_TRUE(document.data().row_edits.empty());
}

TEST(RowEdits, LieInTheFileOneALine)
{
    Document document;
    const std::string without = document_text(document);
    EXPECT_EQ(without.find("\"rows\""), std::string::npos); // As earlier versions write it.
    std::vector<RowEdit> edits(3);
    edits[0].row = 17;
    edits[0].check = 0x00ab'cdef'0123'4567;
    edits[0].column = "kind";
    edits[0].label = "猫 “cat”";
    edits[1].name = "4/scan_0981.png";
    edits[1].row = 4'000'000'000;
    edits[1].excluded = true;
    edits[2].row = 3;
    edits[2].check = ~std::uint64_t{0};
    edits[2].note = "two\nlines";
    ASSERT_TRUE(document.apply(EditRows{edits}));
    const std::string text = document_text(document);
    EXPECT_NE(text.find("\n    {\"check\":\"00abcdef01234567\",\"column\":\"kind\",\"label\":\"猫 “cat”\",\"row\":17}"), std::string::npos) << text;
    EXPECT_NE(text.find("\n    {\"excluded\":true,\"name\":\"4/scan_0981.png\",\"row\":4000000000}"), std::string::npos) << text;
    const auto read = document_from_text(text, "m.loom");
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(*read, document);
    EXPECT_EQ(document_text(*read), text);
    EXPECT_EQ(*document_from_text(without, "m.loom"), Document());
}

TEST(RowEdits, ThousandsAreReadAsTheyWereWritten)
{
    std::vector<RowEdit> many(5'000);
    for (std::uint32_t i = 0; i < many.size(); ++i) {
        many[i].row = i * 3;
        many[i].check = i * 0x9E37'79B9'7F4A'7C15;
        many[i].column = "label";
        many[i].label = std::to_string(i % 10);
    }
    Document document;
    ASSERT_TRUE(document.apply(EditRows{many}));
    const auto read = document_from_text(document_text(document), "m.loom");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, document);
}

TEST(RowEdits, WhatIsWrongInTheFileIsNamed)
{
    const auto refusal = [](const std::string& row) {
        const auto read = document_from_text("{\"rows\": [" + row + "]}", "m.loom");
        return read ? std::string("accepted") : render(read.error().message, Language::English);
    };
    EXPECT_EQ(refusal("{\"row\": 1, \"excluded\": true, \"check\": \"ff\"}"), "accepted");
    EXPECT_EQ(refusal("{\"row\": -1}"), "m.loom, a changed row: the number -1 is not allowed.");
    EXPECT_EQ(refusal("{\"row\": 4294967296}"), "m.loom, a changed row: the number 4294967296 is not allowed.");
    EXPECT_EQ(refusal("{\"row\": 1, \"check\": \"xyz\"}"), "m.loom, a changed row: “check” has the wrong type.");
    EXPECT_EQ(refusal("{\"row\": 1, \"label\": \"a\"}"), "m.loom, a changed row: “label” and “column” belong together.");
    EXPECT_EQ(refusal("{\"row\": 1, \"colour\": \"a\"}"), "m.loom, a changed row: “colour” is unknown.");
    EXPECT_EQ(refusal("7"), "m.loom, a changed row is not an object.");
    EXPECT_EQ(document_from_text("{\"rows\": 7}", "m.loom") ? "accepted" : "refused", std::string("refused"));
}

} // namespace row_edits_test
} // namespace loom
