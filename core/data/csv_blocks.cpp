#include "data/csv_blocks.h"

#include "data/byte_marks.h"

namespace loom {
namespace {

/// Bit i: how many of the bits 0 to i are set, odd or even.
std::uint64_t parity_up_to(std::uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/// Writes where the bits are, and more behind that: room for `all` is not enough by seven.
std::uint32_t* write_places(std::uint32_t* to, std::uint64_t bits, std::uint32_t base)
{
    const int all = std::popcount(bits);
    for (int done = 0; done < all; done += 8)
        for (int i = 0; i < 8; ++i) {
            to[done + i] = base + std::uint32_t(std::countr_zero(bits));
            bits &= bits - 1;
        }
    return to + all;
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
    : delimiter_(dialect.delimiter), quote_(dialect.quote), columns_(dialect.columns)
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
    const std::size_t most = std::min(lines_.size(), fields / columns_);
    const std::uint32_t* const ends = block.ends.data();
    for (; block.rows < most && ends[(block.rows + 1) * columns_ - 1] == lines_[block.rows]; ++block.rows)
        if (columns_ == 1) { // Is the line empty?
            std::string none;
            if (block.field(block.rows, 0, none).empty())
                break;
        }
    if (block.rows)
        block.bytes = lines_[block.rows - 1] + 1;
    reach_ = block.rows == lines_.size() ? std::min(2 * reach_, block_bytes) : least_reach;
}

/// Where fields end, and where those do that end a line, up to the first thing that is odd.
std::size_t CsvBlocks::collect(std::string_view text, CsvBlock& block)
{
    constexpr std::size_t longest = std::size_t{1} << 20; // A record that does not end within is odd.
    lines_.clear();
    std::size_t used = 0;
    bool inside = false;                         // Within quotes.
    bool starts = true, closed = false, cr = false; // Of the byte before: a field may begin, a quote ended, CR.
    for (std::size_t at = 0; at < text.size(); at += ByteMarks::size) {
        if ((at >= reach_ && !lines_.empty()) || at >= longest)
            break;
        const std::size_t left = text.size() - at;
        const ByteMarks marks(text.data() + at, left);
        std::uint64_t valid = left < 64 ? (std::uint64_t{1} << left) - 1 : ~std::uint64_t{0};
        const std::uint64_t delimiters = marks.of(delimiter_), line_ends = marks.of('\n'), crs = marks.of('\r');
        const std::uint64_t quotes = quote_ ? marks.of(quote_) & valid : 0;
        std::uint64_t odd = marks.of('\0') & valid, within = 0;
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
        std::uint64_t ends = (delimiters | line_ends) & ~within & valid;
        starts = ends >> 63;
        if (odd) // All in front of it is as it should be.
            valid = (std::uint64_t{1} << std::countr_zero(odd)) - 1;
        ends &= valid;
        if (block.ends.size() < used + 72)
            block.ends.resize(2 * block.ends.size() + 1024);
        used = std::size_t(write_places(block.ends.data() + used, ends, std::uint32_t(at)) - block.ends.data());
        for (std::uint64_t rest = line_ends & ends; rest; rest &= rest - 1)
            lines_.push_back(std::uint32_t(at) + std::uint32_t(std::countr_zero(rest)));
        if (odd)
            break;
    }
    return used;
}

} // namespace loom
