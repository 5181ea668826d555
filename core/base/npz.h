#pragma once
#include "base/files.h"
#include "base/tensor_bytes.h"
#include "base/zip.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace loom {

// numpy's files: .npy, one array behind a header, and .npz, a zip archive of them.
// Specification: numpy/lib/format.py; see zip.h.

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

/// Whether a file begins as .npy files do.
bool is_npy(std::string_view first_bytes);

/// Arrays of f32, f64, i32, i64, u8 and bool, little-endian; i8, i16 and u16 become i32, u32 becomes i64. Those in Fortran's
/// order are brought into C's. Refused, with the array's name: other types, headers that are no plain ones, shapes that do
/// not agree with the bytes.
Result<NpyArray> read_npy(const fs::path&);
/// `where` names the file in errors.
Result<NpyArray> parse_npy(std::string_view content, std::string_view where);

/// An archive of arrays, which are unpacked when they are asked for. Refused beside what Zip refuses: entries that are no
/// arrays, two arrays of one name, arrays of more than 4 GiB.
class Npz {
public:
    static Result<Npz> read(const fs::path&);
    static Result<Npz> parse(std::shared_ptr<const Bytes>, std::string where);

    /// In the order of the archive, without ".npy".
    std::vector<std::string> names() const;
    bool contains(const std::string& name) const;
    /// Of all arrays, unpacked.
    std::uint64_t bytes() const;
    /// The array of that name, which must be there; its checksum is checked. content(): the bytes of its .npy file.
    Result<NpyArray> at(const std::string& name) const;
    Result<std::string> content(const std::string& name) const;

private:
    Npz(Zip zip, std::string where) : zip_(std::move(zip)), where_(std::move(where)) {}

    Zip zip_;
    std::string where_;
};

} // namespace loom
