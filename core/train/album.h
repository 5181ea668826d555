#pragma once
#include "base/files.h"
#include "train/points.h"

#include <array>
#include <string>

namespace loom {

// What a network was like after its epochs, in a file that only grows, album.f32: a line "layerloom album 1 N", N bytes of JSON that say what
// a page holds, and the pages, all of one size, little-endian f32. A page is at most 256 KiB; all its parts are bounded.

inline constexpr std::size_t album_bins = 64, most_album_classes = 64, most_album_samples = 12, most_album_dots = 256, most_album_histograms = 512,
                             most_album_filters = 64, album_answers = 3, most_album_page = std::size_t{1} << 18; // The last in bytes.

/// Whether an epoch (from 1) has a page: the first 64 all, then 32 of each doubling (every 2nd up to 128, every 4th up to 256 …). It hangs on the
/// number alone, so that a run that is gone on with, or longer than it was meant to be, has the pages of the unbroken one. 256 pages up to epoch 4096.
bool has_page(std::int64_t epoch);

/// What all pages of an album hold.
struct AlbumLayout {
    /// Gradients are those of the mean loss over the rows that the doctor sends through: by what the layer gave, or by a weight that learns, before
    /// penalties and clipping.
    enum class Of { Weight, Output, Gradient, WeightGradient };
    struct Histogram {
        std::string layer;  // As flat graphs call it: "Block 2 / Dense 1".
        std::string weight; // Of Weight and WeightGradient: "weight", "bias".
        Of of = Of::Weight;
        bool operator==(const Histogram&) const = default;
    };
    struct Filters {
        std::string layer;
        std::int64_t count = 0, channels = 1, height = 0, width = 0; // channels: 3 of colours, else 1, the first.
        bool operator==(const Filters&) const = default;
        std::size_t values() const { return std::size_t(count * channels * height * width); }
    };
    bool held_back = false;          // Matrix and rows are of the validation part; else the rows are of the training part, and there is no matrix.
    std::int64_t classes = 0;        // Of the first Output's target; 0: numbers, or nothing that can be told row by row.
    bool matrix = false;             // Up to most_album_classes of them.
    std::vector<std::uint32_t> rows; // Of the data set, ascending, chosen by the seed; of numbers up to most_album_dots, of classes most_album_samples.
    std::vector<float> truths;       // Labels or numbers of these.
    std::vector<Histogram> histograms;
    Filters filters;                 // Of the first convolution; count 0: none.
    bool operator==(const AlbumLayout&) const = default;
};
/// "weight", "output", "gradient", "weight_gradient".
std::string_view kind_id(AlbumLayout::Of);
/// Of every page. At most most_album_page where the album can be read.
std::size_t page_bytes(const AlbumLayout&);

/// How a tensor's values are spread: how many lie in each of the bins between least and most (which counts in the last one). Of more than 65,536
/// values every n-th. `least` is NaN where nothing was measured or nothing is finite.
struct ValueSpread {
    float least = float(not_measured), most = float(not_measured);
    std::array<float, album_bins> counts{};
    bool known() const { return least == least; }
};
ValueSpread spread_of(std::span<const float>);

struct AlbumPage {
    /// Of one of the layout's rows. Classes: the likeliest, −1 where there are fewer, and the probability of the true one. Numbers: the
    /// prediction is share[0]. NaN where the row could not be read.
    struct Answer {
        std::array<std::int32_t, album_answers> best{-1, -1, -1};
        std::array<float, album_answers> share{};
        float truth = float(not_measured);
    };
    std::int64_t epoch = 0;
    std::vector<std::vector<std::int64_t>> matrix; // [true][predicted]
    std::vector<Answer> answers;                   // As AlbumLayout::rows.
    std::vector<ValueSpread> histograms;                // As AlbumLayout::histograms.
    std::vector<float> filters;                    // One after the other, planes one after the other, rows from the top.
};

struct Album {
    AlbumLayout layout;
    std::vector<AlbumPage> pages; // By epoch.
};

/// Adds a page, and waits until the disk has it. The file is made where there is none.
Status append_page(const fs::path&, const AlbumLayout&, const AlbumPage&);
/// The pages from `first` on (by their number, not their epoch). A last one that is torn is left out. Nothing where there is no file, or it ends
/// within its head; what begins with something else is an error.
Result<std::optional<Album>> read_album(const fs::path&, std::size_t first = 0);
/// Takes off the pages of later epochs, and what is torn. An album of another layout, or a damaged one, is begun anew: it tells nothing that the run needs.
Status cut_album(const fs::path&, const AlbumLayout&, std::int64_t epoch);

} // namespace loom
