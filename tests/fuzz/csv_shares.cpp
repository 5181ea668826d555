// A CSV text that is read as a whole, and in shares of a few bytes: both must give the same table. The first byte says how few.
#include "data/csv_text.h"
#include "looked_at.h"

#include <cstdint>

namespace {

using namespace loom;

void must_be(bool same)
{
    if (!same)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size < 2)
        return 0;
    const CsvPiece piece{bytes_in_memory(std::string(reinterpret_cast<const char*>(bytes + 1), size - 1)), "t.csv"};
    const auto whole = read_csv({&piece, 1}, {}, nullptr);
    const auto shares = read_csv({&piece, 1}, {}, nullptr, {.share_bytes = std::size_t(bytes[0]) * 4 + 1, .most_in_memory = bytes[0] % 2 * size});
    must_be(bool(whole) == bool(shares));
    if (!whole)
        return 0;
    must_be(whole->utf8 == shares->utf8);
    if (!whole->utf8)
        return 0;
    const Table &a = *whole->table, &b = *shares->table;
    test::look_at(b);
    must_be(a.rows == b.rows && a.columns.size() == b.columns.size() && a.bad_row_count == b.bad_row_count);
    for (std::size_t c = 0; c < a.columns.size(); ++c) {
        must_be(a.columns[c].name == b.columns[c].name && a.columns[c].type == b.columns[c].type);
        for (std::size_t row = 0; row < a.rows; ++row)
            must_be(a.columns[c].text(row) == b.columns[c].text(row));
    }
    for (std::size_t i = 0; i < a.bad_rows.size(); ++i)
        must_be(a.bad_rows[i].place == b.bad_rows[i].place);
    return 0;
}
