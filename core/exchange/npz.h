#pragma once
#include "base/files.h"
#include "exchange/tensor_bytes.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace loom {

// numpy's files: .npy, one array behind a header, and .npz, a zip archive of them.
// Specification: numpy/lib/format.py, and APPNOTE.TXT of zip without encryption, splitting and zip64.

/// An array with its bytes.
struct NpyArray {
    Element element = Element::F32;
    Shape shape;
    std::string bytes;

    TensorBytes view() const;
};

using NamedArrays = std::span<const std::pair<std::string, TensorBytes>>;

/// Replaces the file as write_file() does, once `check` has passed it. Arrays stand in their order, without compression;
/// equal ones give equal bytes. Names are UTF-8 and may hold "/". Refused: more than 4 GiB, more than 65 535 arrays.
Status write_npz(const fs::path&, NamedArrays, const FileCheck& check = {});
/// The CRC-32 of the file that write_npz() would write.
Result<std::uint32_t> npz_checksum(NamedArrays);
/// Whether there is a file there that write_npz() wrote.
bool is_own_npz(const fs::path&);
Status write_npy(const fs::path&, const TensorBytes&, const FileCheck& check = {});

/// Arrays of f32, f64, i32, i64, u8 and bool, little-endian and in C's order. Refused, with the array's name: other
/// types and orders, headers that are no plain ones, shapes that do not agree with the bytes.
Result<NpyArray> read_npy(const fs::path&);
/// `where` names the file in errors.
Result<NpyArray> parse_npy(std::string_view content, std::string_view where);

/// An archive whose directory has been checked; arrays are unpacked when they are asked for, into as many bytes as the
/// directory says and not one more. Refused: encrypted and split archives, zip64, methods beside stored and deflated, two
/// arrays of one name, entries that overlap, lie outside, or claim more bytes than deflated ones can hold.
class Npz {
public:
    static Result<Npz> read(const fs::path&);
    static Result<Npz> parse(std::string content, std::string_view where);

    /// In the order of the archive, without ".npy".
    std::vector<std::string> names() const;
    bool contains(const std::string& name) const;
    /// The array of that name, which must be there; its checksum is checked.
    Result<NpyArray> at(const std::string& name) const;

    struct Entry {
        std::string name;
        std::size_t begin = 0, packed = 0, size = 0; // Where its data begin, and how many bytes there are of them.
        std::uint32_t checksum = 0;
        bool deflated = false;
    };

private:
    std::string content_, where_;
    std::vector<Entry> entries_;
};

} // namespace loom
