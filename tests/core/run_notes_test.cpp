#include "core/train_kit.h"
#include "train/bring_back.h"
#include "train/diagnosis.h"
#include "train/run_table.h"

#include "graph/history.h"

#include <cmath>
#include <nlohmann/json.hpp>

using namespace loom;
using namespace loom::test;

namespace run_notes_test {

/// A run that was never trained.
std::string add_run(const Runs& runs, const Document& document, std::int64_t seed = 1)
{
    RunRecord r;
    r.name = *runs.create();
    r.document = document;
    r.seed = seed;
    r.device = "cpu";
    EXPECT_TRUE(runs.save(r));
    return r.name;
}

void write(const fs::path& path, std::string_view text)
{
    ASSERT_TRUE(write_file(path, text));
}

TEST(RunNotes, AreWhatWasWrittenAndLeaveTheRecordAlone)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const std::string name = add_run(runs, moons_network(1));
    const std::string record = bytes_of(runs.folder(name) / "run.json");
    EXPECT_EQ(runs.load(name)->notes, RunNotes());
    const RunNotes notes{"Wide", "first, \"quick\"\n试一试", {"a", "基线"}};
    ASSERT_TRUE(runs.change_notes(name, [&](RunNotes& n) { n = notes; }));
    EXPECT_EQ(runs.load(name)->notes, notes);
    EXPECT_EQ(runs.list().runs.at(0).notes, notes);
    EXPECT_EQ(bytes_of(runs.folder(name) / "run.json"), record);
    // Nor does a training that is saved meanwhile take them away.
    ASSERT_TRUE(runs.save(*runs.load(name)));
    EXPECT_EQ(runs.load(name)->notes, notes);
    ASSERT_TRUE(runs.change_notes(name, [](RunNotes& n) { n.tags.clear(); }));
    EXPECT_EQ(runs.load(name)->notes, (RunNotes{notes.title, notes.note, {}}));
    EXPECT_FALSE(runs.change_notes("run-9", [](RunNotes&) {}));
    EXPECT_FALSE(runs.change_notes("../m.runs/run-1", [](RunNotes&) {}));
}

TEST(RunNotes, HoldWhatIsIgnored)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const std::string name = add_run(runs, moons_network(1));
    ASSERT_TRUE(runs.change_notes(name, [](RunNotes& n) { n.note = "as before"; }));
    EXPECT_EQ(bytes_of(runs.folder(name) / "notes.json").find("ignored"), std::string::npos) << "Notes of before are read as ever.";
    const Diagnosis dead{.ailment = "dead_units", .node = NodeId{12}, .path = {NodeId{4}}};
    Diagnosis later = dead, beside = dead, column{.ailment = "unused_input", .column = "age/2"};
    later.epoch = 7;
    beside.node = NodeId{3};
    EXPECT_EQ(dead.key(), "dead_units/4/12");
    EXPECT_EQ(later.key(), dead.key());
    EXPECT_NE(beside.key(), dead.key());
    EXPECT_EQ(column.key(), "unused_input:age/2");
    ASSERT_TRUE(runs.change_notes(name, [&](RunNotes& n) { n.ignored = {dead.key(), column.key()}; }));
    EXPECT_EQ(runs.load(name)->notes, (RunNotes{"", "as before", {}, {dead.key(), column.key()}}));
}

TEST(RunNotes, ThatCannotBeReadAreToldAndKept)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const std::string name = add_run(runs, moons_network(1));
    for (const char* text : {"{", "[]", "{\"title\":\"\",\"note\":\"\"}", "{\"title\":\"\",\"note\":\"\",\"tags\":\"a\"}"}) {
        write(runs.folder(name) / "notes.json", text);
        const auto listing = runs.list();
        EXPECT_EQ(listing.runs.size(), 1u) << text; // The run itself is whole.
        EXPECT_TRUE(listing.damaged.empty());
        ASSERT_EQ(listing.unread.size(), 1u) << text;
        EXPECT_NE(render(listing.unread[0].message).find("notes.json"), std::string::npos);
        EXPECT_FALSE(runs.change_notes(name, [](RunNotes& n) { n.note = "new"; }));
        EXPECT_EQ(bytes_of(runs.folder(name) / "notes.json"), text);
    }
}

TEST(RunNotes, TagsStandBetweenCommas)
{
    EXPECT_EQ(tags_in(" a, b b ,, a,c，基线、d\n e "), (std::vector<std::string>{"a", "b b", "c", "基线", "d", "e"}));
    EXPECT_TRUE(tags_in("  , ").empty());
    EXPECT_EQ(tags_in(tags_text({"a", "b b", "基线"})), (std::vector<std::string>{"a", "b b", "基线"}));
}

TEST(Baseline, IsOneRunAndComesBackWithIt)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    const std::string first = add_run(runs, moons_network(1)), second = add_run(runs, moons_network(1));
    const auto pinned = [&] {
        std::vector<std::string> names;
        for (const RunRecord& r : runs.list().runs)
            if (r.baseline)
                names.push_back(r.name);
        return names;
    };
    EXPECT_TRUE(pinned().empty());
    ASSERT_TRUE(runs.pin_baseline(first));
    ASSERT_TRUE(runs.pin_baseline(second));
    EXPECT_EQ(pinned(), std::vector<std::string>{second});
    EXPECT_TRUE(runs.load(second)->baseline);
    EXPECT_FALSE(runs.load(first)->baseline);
    EXPECT_FALSE(runs.pin_baseline("run-9"));
    EXPECT_EQ(pinned(), std::vector<std::string>{second});
    ASSERT_TRUE(runs.discard(second));
    EXPECT_TRUE(pinned().empty());
    fs::rename(runs.folder(".bin") / second, runs.folder(second));
    EXPECT_EQ(pinned(), std::vector<std::string>{second});
    ASSERT_TRUE(runs.pin_baseline({}));
    EXPECT_TRUE(pinned().empty());
    write(folder.path / "m.runs" / "ledger.json", "{\"baseline\":3}");
    EXPECT_EQ(runs.list().unread.size(), 1u);
    EXPECT_FALSE(runs.pin_baseline(first));
    EXPECT_EQ(bytes_of(folder.path / "m.runs" / "ledger.json"), "{\"baseline\":3}");
}

TEST(RunTable, TellsWhichSettingsDiffer)
{
    const auto record = [](const Document& d) {
        RunRecord r;
        r.document = d;
        return r;
    };
    Document a = moons_network(3), b = moons_network(5, 2), c = a;
    set_recipe(b, "cross_entropy", {"sgd", {{"momentum", 0.9}}}, {{"epochs", std::int64_t{5}}, {"warmup", 1.0}});
    const std::vector<RunRecord> alike{record(a), record(c)}, unlike{record(a), record(b)};
    EXPECT_TRUE(differing_fields(alike).empty());
    std::map<std::string, std::array<nlohmann::json, 2>> found;
    for (const RunField& field : differing_fields(unlike))
        found[field.id] = {field.of(unlike[0]), field.of(unlike[1])};
    EXPECT_EQ(found.at("warmup"), (std::array<nlohmann::json, 2>{0.0, 1.0}));
    EXPECT_EQ(found.at("optimizer_momentum"), (std::array<nlohmann::json, 2>{nullptr, 0.9}));
    EXPECT_TRUE(found.contains("optimizer_beta1"));
    for (const char* elsewhere : {"epochs", "seed", "batch_size", "optimizer_learning_rate", "clip_norm"})
        EXPECT_FALSE(found.contains(elsewhere)) << elsewhere;
}

TEST(RunTable, GroupsWhatDiffersInTheSeedAlone)
{
    std::vector<RunRecord> runs(7);
    for (std::size_t i = 0; i < runs.size(); ++i)
        runs[i].document = moons_network(3, std::int64_t(i) + 1);
    set_epochs(runs[1].document, 4);
    perform(runs[3].document, SetData{points("moons", 300)});
    runs[4].device = "cuda";
    perform(runs[5].document, RenameNode{runs[5].document.nodes().begin()->first, "another name"}); // No difference.
    runs[6].data_fingerprint = "other rows under the same name";
    EXPECT_EQ(seed_groups(runs), (std::vector<std::size_t>{0, 1, 0, 2, 3, 0, 4}));
}

TEST(RunTable, SpreadIsMeanAndDeviationOfASample)
{
    const std::vector<double> values{2, 4, not_measured, 4, 4, 5, 5, 7, 9};
    const Spread s = spread(values);
    EXPECT_EQ(s.count, 8u);
    EXPECT_DOUBLE_EQ(s.mean, 5);
    EXPECT_DOUBLE_EQ(s.deviation, std::sqrt(32.0 / 7));
    const Spread one = spread(std::vector<double>{3});
    EXPECT_EQ(one.mean, 3);
    EXPECT_TRUE(std::isnan(one.deviation));
    EXPECT_TRUE(std::isnan(spread({}).mean));
}

TEST(RunTable, TellsWhatARunThatHasNotEndedCameToSoFar)
{
    RunRecord run;
    run.document = moons_network(3);
    std::vector<EpochPoint> epochs;
    EXPECT_EQ(so_far(run, epochs).best_epoch, 0);
    epochs = {{.epoch = 1, .step = 1, .loss = 1, .val_loss = 0.5, .val_accuracy = 0.7, .seconds = 2},
              {.epoch = 2, .step = 2, .loss = 1, .val_loss = 0.3, .val_accuracy = 0.8, .seconds = 3},
              {.epoch = 3, .step = 3, .loss = 1, .val_loss = 0.4, .val_accuracy = 0.9, .seconds = 4}};
    const RunRecord now = so_far(run, epochs);
    EXPECT_EQ(now.best_epoch, 2);
    EXPECT_EQ(now.best_val_loss, 0.3);
    EXPECT_EQ(now.best_val_accuracy, 0.8);
    EXPECT_EQ(now.seconds, 9);
    Recipe recipe = run.document.recipe();
    recipe.settings[*recipe_type().index_of("goal")] = std::string("accuracy");
    perform(run.document, SetRecipe{recipe});
    EXPECT_EQ(so_far(run, epochs).best_epoch, 3);
    // Nothing is held back.
    for (EpochPoint& p : epochs) {
        p.loss = 1 / double(p.epoch);
        p.val_loss = p.val_accuracy = not_measured;
    }
    EXPECT_EQ(so_far(run, epochs).best_epoch, 3);
    EXPECT_TRUE(std::isnan(so_far(run, epochs).best_val_loss));
    run.state = RunRecord::State::Stopped;
    EXPECT_EQ(so_far(run, epochs).best_epoch, 0) << "its record says it";
}

TEST(BringBack, IsOneStepThatIsTheRunAndThatIsUndone)
{
    const Folder folder;
    RunRecord run;
    run.document = moons_network(7, 3);
    Document now = chain({{"input", {}}, {"flatten", {}}, {"dense", {{"units", std::int64_t{3}}}}, {"output", {}}});
    perform(now, SetData{points("spirals", 500)});
    const Document before = now;
    History history(now);
    ASSERT_TRUE(history.perform(LOOM_TEXT("Bring back %1"), bringing_back(now, run)));
    EXPECT_EQ(now, run.document);
    EXPECT_EQ(history.depth(), 1u);
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(now, before);
    ASSERT_TRUE(history.redo());
    EXPECT_EQ(now, run.document);
}

TEST(BringBack, TakesDataFromWhereItIsNow)
{
    const Folder folder;
    write(folder.path / "here.csv", "a,b\n1,2\n");
    DataSetup gone, here;
    gone.source = here.source = "csv";
    gone.path = (folder.path / "gone.csv").string();
    gone.target = "b";
    here.path = (folder.path / "here.csv").string();
    RunRecord run;
    Document now;
    perform(run.document, SetData{gone});
    perform(now, SetData{here});
    History history(now);
    ASSERT_TRUE(history.perform(LOOM_TEXT("Bring back %1"), bringing_back(now, run)));
    EXPECT_EQ(now.data().path, here.path);
    EXPECT_EQ(now.data().target, "b");
    // A network that came from elsewhere has seen no data.
    ASSERT_TRUE(history.perform(LOOM_TEXT("Bring back %1"), bringing_back(now, RunRecord())));
    EXPECT_EQ(now.data().path, here.path);
}

} // namespace run_notes_test
