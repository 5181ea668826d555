#include "train/tensorboard.h"
#include "core/album_kit.h"

#include <bit>
#include <cmath>
#include <cstring>

using namespace loom;
using namespace loom::test;

namespace tensorboard_test {

/// CRC-32C bit by bit, with its mask taken off again: not as the writer does it.
std::uint32_t plain_sum(std::string_view bytes)
{
    std::uint32_t sum = 0xFFFFFFFF;
    for (const unsigned char c : bytes)
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ ((sum ^ c >> bit) & 1 ? 0x82F63B78u : 0);
    return ~sum;
}
std::uint32_t unmasked(std::uint32_t masked) { return std::rotl(masked - 0xA282EAD8u, 15); }

template <class T>
T number_at(std::string_view bytes, std::size_t at)
{
    T value;
    std::memcpy(&value, bytes.substr(at, sizeof value).data(), sizeof value);
    return value;
}

/// The records of a file; nothing where a sum is wrong or the last one is torn.
std::optional<std::vector<std::string>> records_in(std::string_view file)
{
    std::vector<std::string> found;
    while (!file.empty()) {
        if (file.size() < 16 || unmasked(number_at<std::uint32_t>(file, 8)) != plain_sum(file.substr(0, 8)))
            return {};
        const auto size = number_at<std::uint64_t>(file, 0);
        if (size > file.size() - 16 || unmasked(number_at<std::uint32_t>(file, 12 + size)) != plain_sum(file.substr(12, size)))
            return {};
        found.emplace_back(file.substr(12, size));
        file.remove_prefix(16 + size);
    }
    return found;
}

/// A field of a message: bytes of a sized one, else its number.
struct Field {
    std::uint64_t key, number = 0;
    std::string_view bytes = {};
};
std::vector<Field> fields_of(std::string_view message)
{
    std::vector<Field> found;
    const auto varint = [&] {
        std::uint64_t n = 0;
        for (int shift = 0; !message.empty(); shift += 7) {
            const auto c = std::uint8_t(message.front());
            message.remove_prefix(1);
            n |= std::uint64_t(c & 0x7F) << shift;
            if (c < 0x80)
                break;
        }
        return n;
    };
    while (!message.empty()) {
        const std::uint64_t head = varint();
        Field field{head >> 3};
        if (const auto wire = head & 7; wire == 0) {
            field.number = varint();
        } else {
            const std::size_t size = wire == 1 ? 8 : wire == 5 ? 4 : varint();
            field.bytes = message.substr(0, size);
            message.remove_prefix(std::min(size, message.size()));
        }
        found.push_back(field);
    }
    return found;
}

struct Scalar {
    double time;
    std::int64_t step;
    float value;
};
std::map<std::string, std::vector<Scalar>> scalars_of(const std::vector<std::string>& records)
{
    std::map<std::string, std::vector<Scalar>> found;
    for (const std::string& record : records) {
        double time = 0;
        std::int64_t step = 0;
        for (const Field& field : fields_of(record)) {
            if (field.key == 1)
                time = number_at<double>(field.bytes, 0);
            if (field.key == 2)
                step = std::int64_t(field.number);
            if (field.key == 5)
                for (const Field& value : fields_of(field.bytes)) {
                    std::string tag;
                    for (const Field& part : fields_of(value.bytes)) {
                        if (part.key == 1)
                            tag = part.bytes;
                        if (part.key == 2)
                            found[tag].push_back({time, step, number_at<float>(part.bytes, 0)});
                    }
                }
        }
    }
    return found;
}

/// The numbers of each histogram, in a row, by its tag and step.
std::map<std::string, std::map<std::int64_t, std::vector<double>>> histograms_of(const std::vector<std::string>& records)
{
    std::map<std::string, std::map<std::int64_t, std::vector<double>>> found;
    for (const std::string& record : records) {
        std::int64_t step = 0;
        for (const Field& field : fields_of(record)) {
            if (field.key == 2)
                step = std::int64_t(field.number);
            if (field.key == 5)
                for (const Field& value : fields_of(field.bytes)) {
                    std::string tag;
                    std::vector<double> numbers;
                    for (const Field& part : fields_of(value.bytes)) {
                        if (part.key == 1)
                            tag = part.bytes;
                        if (part.key == 8)
                            for (const Field& of : fields_of(part.bytes))
                                for (std::size_t at = 0; of.key == 4 && at < of.bytes.size(); at += 8)
                                    numbers.push_back(number_at<double>(of.bytes, at));
                    }
                    if (!numbers.empty())
                        found[tag][step] = std::move(numbers);
                }
        }
    }
    return found;
}

fs::path file_in(const fs::path& folder)
{
    fs::directory_iterator it(folder), end;
    EXPECT_NE(it, end);
    const fs::path file = it->path();
    EXPECT_EQ(++it, end);
    return file;
}

TEST(TensorBoard, TheSumOfTheTestIsTheStandards)
{
    EXPECT_EQ(plain_sum("123456789"), 0xE3069283u);                // RFC 3720 has the polynomial, every catalogue the check value.
    EXPECT_EQ(plain_sum(std::string(32, '\0')), 0x8A9136AAu);      // RFC 3720, B.4.
}

TEST(TensorBoard, HoldsEveryCurveOfARun)
{
    const Folder folder;
    const Job job = job_for(moons_network(3), folder.path / "m.loom");
    const std::string name = train_well(job);
    const Runs runs(job.project);
    const auto run = runs.load(name);
    const auto metrics = runs.metrics(name);
    ASSERT_TRUE(run && metrics);
    ASSERT_TRUE(write_tensorboard(runs, *run, folder.path / "board"));
    const fs::path file = file_in(folder.path / "board" / name);
    EXPECT_EQ(path_text(file.filename()).rfind("events.out.tfevents.", 0), 0u);
    const std::string bytes = bytes_of(file);
    const auto records = records_in(bytes);
    ASSERT_TRUE(records);
    EXPECT_NE(records->front().find("brain.Event:2"), std::string::npos);
    const auto scalars = scalars_of(*records);

    const auto& steps = scalars.at("loss/step");
    ASSERT_EQ(steps.size(), metrics->steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ(steps[i].step, std::int64_t(i) + 1);
        EXPECT_EQ(steps[i].value, metrics->steps.loss[i]);
        EXPECT_EQ(scalars.at("learning_rate/step")[i].value, metrics->steps.learning_rate[i]);
        if (i > 0) {
            EXPECT_GE(steps[i].time, steps[i - 1].time);
        }
    }
    std::size_t norms = 0;
    for (const float norm : metrics->steps.gradient_norm)
        norms += !std::isnan(norm);
    EXPECT_EQ(scalars.at("gradient_norm/step").size(), norms);
    ASSERT_EQ(metrics->epochs.size(), 3u);
    double seconds = 0;
    for (std::size_t e = 0; e < 3; ++e) {
        const EpochPoint& epoch = metrics->epochs[e];
        seconds += epoch.seconds;
        EXPECT_EQ(scalars.at("loss/validation")[e].step, epoch.step);
        EXPECT_EQ(scalars.at("loss/validation")[e].value, float(epoch.val_loss));
        EXPECT_EQ(scalars.at("accuracy/training")[e].value, float(epoch.accuracy));
        EXPECT_NEAR(scalars.at("loss/training")[e].time - steps.front().time, seconds, epoch.seconds + 1e-3);
    }
    EXPECT_EQ(scalars.at("loss/test").at(0).value, float(run->test_loss));
    EXPECT_EQ(scalars.at("accuracy/test").at(0).step, metrics->epochs.back().step);

    // Again: the same file, in its place.
    ASSERT_TRUE(write_tensorboard(runs, *run, folder.path / "board"));
    EXPECT_EQ(bytes_of(file_in(folder.path / "board" / name)), bytes);
    // Every byte counts.
    for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 200) {
        std::string flipped = bytes;
        flipped[at] = char(flipped[at] ^ 0x10);
        EXPECT_FALSE(records_in(flipped)) << at;
    }
}

TEST(TensorBoard, TellsValidationsWithinAnEpochInTheOrderOfTheirSteps)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    Document document = moons_network(2);
    Recipe recipe = document.recipe();
    recipe.settings[*recipe_type().index_of("validate_steps")] = std::int64_t{2};
    perform(document, SetRecipe{recipe});
    const std::string name = train_well(job_for(document, folder.path / "m.loom"));
    const auto metrics = runs.metrics(name);
    ASSERT_TRUE(metrics && !metrics->marks.empty());
    ASSERT_TRUE(write_tensorboard(runs, *runs.load(name), folder.path / "board"));
    const auto records = records_in(bytes_of(file_in(folder.path / "board" / name)));
    ASSERT_TRUE(records);
    const auto scalars = scalars_of(*records);
    std::size_t validated = 0;
    for (const MarkPoint& m : metrics->marks)
        validated += !std::isnan(m.val_loss);
    const auto& points = scalars.at("loss/validation");
    EXPECT_EQ(points.size(), validated + 2);
    for (std::size_t i = 1; i < points.size(); ++i) {
        EXPECT_GT(points[i].step, points[i - 1].step);
        EXPECT_GE(points[i].time, points[i - 1].time);
    }
}

TEST(TensorBoard, HoldsEveryHistogramOfTheAlbum)
{
    const Folder folder;
    const Job job = job_for(digits_network(2), folder.path / "m.loom");
    const Runs runs(job.project);
    const std::string name = train_well(job);
    const Album album = album_of(job, name);
    const auto metrics = runs.metrics(name);
    ASSERT_TRUE(write_tensorboard(runs, *runs.load(name), folder.path / "board"));
    const auto records = records_in(bytes_of(file_in(folder.path / "board" / name)));
    ASSERT_TRUE(records && metrics);
    const auto histograms = histograms_of(*records);
    EXPECT_EQ(histograms.size(), album.layout.histograms.size());
    EXPECT_TRUE(histograms.contains("weight_gradient/Dense 1/bias"));
    for (std::size_t p = 0; p < 2; ++p)
        for (std::size_t i = 0; i < album.layout.histograms.size(); ++i) {
            const AlbumLayout::Histogram& h = album.layout.histograms[i];
            const ValueSpread& s = album.pages[p].histograms[i];
            const std::string tag = std::string(kind_id(h.of)) + "/" + h.layer + (h.weight.empty() ? "" : "/" + h.weight);
            SCOPED_TRACE(tag);
            const std::vector<double>& numbers = histograms.at(tag).at(metrics->epochs[p].step);
            ASSERT_EQ(numbers.size(), 3 * album_bins);
            EXPECT_EQ(numbers.front(), double(s.least));
            EXPECT_NEAR(numbers[3 * album_bins - 2], double(s.most), 1e-12);
            for (std::size_t bin = 0; bin < album_bins; ++bin) {
                EXPECT_EQ(numbers[3 * bin + 2], double(s.counts[bin]));
                EXPECT_LE(numbers[3 * bin], numbers[3 * bin + 1]);
            }
        }
}

TEST(TensorBoard, AFolderThatCannotBeMadeIsTheError)
{
    const Folder folder;
    const Runs runs(folder.path / "m.loom");
    RunRecord run;
    run.name = *runs.create();
    run.document = moons_network(1);
    ASSERT_TRUE(runs.save(run));
    ASSERT_TRUE(write_file(folder.path / "file", "x"));
    const auto written = write_tensorboard(runs, run, folder.path / "file");
    ASSERT_FALSE(written);
    EXPECT_EQ(bytes_of(folder.path / "file"), "x");
}

} // namespace tensorboard_test
