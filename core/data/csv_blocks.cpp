#include "data/csv_blocks.h"

#include "data/byte_marks.h"

#include <array>

namespace loom {
namespace {

/// Bit i: how many of the bits 0 to i are set, odd or even.
std::uint64_t parity_up_to(std::uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

} // namespace

std::string_view CsvBlock::odd_field(const char* begin, const char* end, std::string& scratch) const
{
    if (*begin == quote && quote) {
        const std::string_view inner(begin + 1, std::size_t(end - begin) - 2);
        const bool plain = inner.find(quote) == inner.npos;
        return field_text({begin, end, true, plain}, quote, scratch);
    }
    while (begin < end && (*begin == ' ' || *begin == '\t'))
        ++begin;
    while (end > begin && (end[-1] == ' ' || end[-1] == '\t'))
        --end;
    return {begin, std::size_t(end - begin)};
}

std::size_t CsvBlock::lines_before(std::size_t row) const
{
    if (!line_ends_within || row == 0)
        return row;
    return count_of(text.substr(0, ends[row * columns - 1] + 1), '\n');
}

CsvBlocks::CsvBlocks(const CsvDialect& dialect)
    : delimiter_(dialect.delimiter), quote_(dialect.quote), columns_(dialect.columns), marking_(field_markings().back())
{
}

void CsvBlocks::read(std::string_view text, std::size_t at, std::size_t until, CsvBlock& block)
{
    block.text = text.substr(at);
    block.rows = block.bytes = 0;
    block.columns = columns_;
    block.quote = quote_;
    block.line_ends_within = false;
    if (delimiter_ == ' ' || at >= until)
        return;
    const std::size_t fields = collect(block.text.substr(0, until - at), block);
    // A record is as long as the others where each one's last field ends at a line end.
    const std::size_t most = std::min(line_count_, fields / columns_);
    const std::uint32_t* const ends = block.ends.data();
    for (; block.rows < most && ends[(block.rows + 1) * columns_ - 1] == lines_[block.rows]; ++block.rows)
        if (columns_ == 1) { // Is the line empty?
            std::string none;
            if (block.field(block.rows, 0, none).empty())
                break;
        }
    if (block.rows)
        block.bytes = lines_[block.rows - 1] + 1;
    reach_ = block.rows == line_count_ ? std::min(2 * reach_, block_bytes) : least_reach;
}

/// Where fields end, and where those do that end a line, up to the first thing that is odd.
std::size_t CsvBlocks::collect(std::string_view text, CsvBlock& block)
{
    constexpr std::size_t longest = std::size_t{1} << 20; // A record that does not end within is odd.
    constexpr std::size_t at_once = 32, size = ByteMarks::size;
    std::array<FieldMarks, at_once> found;
    std::array<std::uint64_t, at_once> all_ends, all_line_ends;
    std::array<char, size> last;
    std::size_t used = 0, lines = 0;
    bool inside = false;                            // Within quotes.
    bool starts = true, closed = false, cr = false; // Of the byte before: a field may begin, a quote ended, CR.
    bool odd_found = false;
    for (std::size_t at = 0; at < text.size() && !odd_found;) {
        if ((at >= reach_ && lines) || at >= longest)
            break;
        // What is less than 64 bytes has zeros behind it.
        const std::size_t whole = std::min({(text.size() - at) / size, at_once, (reach_ > at ? reach_ - at - 1 : 0) / size + 1});
        std::size_t blocks = whole;
        if (whole) {
            marking_.find(text.data() + at, whole, delimiter_, quote_, found.data());
        } else {
            last = {};
            std::memcpy(last.data(), text.data() + at, text.size() - at);
            marking_.find(last.data(), blocks = 1, delimiter_, quote_, found.data());
        }
        for (std::size_t k = 0; k < blocks; ++k) {
            const auto& [delimiters, line_ends, crs, all_quotes, zeros] = found[k];
            const std::size_t left = text.size() - at - k * size;
            std::uint64_t valid = left < size ? (std::uint64_t{1} << left) - 1 : ~std::uint64_t{0};
            const std::uint64_t quotes = quote_ ? all_quotes & valid : 0;
            std::uint64_t odd = zeros & valid, within = 0;
            if (quotes || inside) {
                within = parity_up_to(quotes) ^ (inside ? ~std::uint64_t{0} : 0);
                const std::uint64_t outside_ends = (delimiters | line_ends) & ~within;
                const std::uint64_t opening = quotes & within, closing = quotes & ~within;
                // Two quotes within a field end and begin it again.
                const std::uint64_t may_open = ((outside_ends | closing) << 1) | std::uint64_t(starts || closed);
                const std::uint64_t behind_closing = (closing << 1) | std::uint64_t(closed);
                odd |= opening & ~may_open;
                odd |= behind_closing & ~(outside_ends | crs | quotes) & valid;
                closed = closing >> 63;
                inside = within >> 63;
                block.line_ends_within = block.line_ends_within || (line_ends & within);
            } else {
                odd |= std::uint64_t(closed) & ~(delimiters | line_ends | crs) & valid;
                closed = false;
            }
            const std::uint64_t outside_crs = crs & ~within;
            odd |= ((outside_crs << 1) | std::uint64_t(cr)) & ~line_ends & valid;
            cr = outside_crs >> 63;
            const std::uint64_t ends = (delimiters | line_ends) & ~within & valid;
            starts = ends >> 63;
            if (odd) // All in front of it is as it should be.
                valid = (std::uint64_t{1} << std::countr_zero(odd)) - 1;
            all_ends[k] = ends & valid;
            all_line_ends[k] = all_ends[k] & line_ends;
            if (odd) {
                odd_found = true;
                blocks = k + 1;
            }
        }
        const auto write = [&](std::vector<std::uint32_t>& places, std::size_t& count, const auto& bits) {
            if (const std::size_t most = count + blocks * size + places_beyond; places.size() < most)
                places.resize(2 * most);
            count = std::size_t(marking_.write_places(bits.data(), blocks, std::uint32_t(at), places.data() + count) - places.data());
        };
        write(block.ends, used, all_ends);
        write(lines_, lines, all_line_ends);
        at += blocks * size;
    }
    line_count_ = lines;
    return used;
}

} // namespace loom
