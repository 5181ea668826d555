// numpy's files: what is written reads back, what Python wrote is read, and nothing hostile is taken.
#include "base/npz.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstring>
#include <unistd.h>

using namespace loom;

namespace npz_test {

class NpzFile : public testing::Test {
protected:
    NpzFile() : folder_(fs::temp_directory_path() / ("npz_test." + std::to_string(getpid()))) { fs::create_directories(folder_); }
    ~NpzFile() override { fs::remove_all(folder_); }
    fs::path folder_;
};

const std::vector<float> floats_in{1.5f, -2, 3e-30f, 4, 5, 6};
const std::vector<std::int64_t> whole_in{-1, std::int64_t{1} << 40};
const std::vector<std::uint8_t> bytes_in{0, 255, 7};

std::vector<std::pair<std::string, TensorBytes>> some()
{
    return {{"conv/kernel", tensor_bytes({2, 3}, std::span<const float>(floats_in))},
            {"数", tensor_bytes({2}, std::span<const std::int64_t>(whole_in))},
            {"a scalar", tensor_bytes({}, std::span<const float>(floats_in).first(1))},
            {"none", tensor_bytes({0, 4}, std::span<const float>())},
            {"bytes", tensor_bytes({3, 1}, std::span<const std::uint8_t>(bytes_in))}};
}

std::string npy(std::string header, const std::string& data, char version = 1)
{
    std::string text = "\x93NUMPY";
    text += {version, 0, char(header.size() & 0xff), char(header.size() >> 8)};
    if (version > 1)
        text += std::string(2, '\0');
    return text + header + data;
}

std::string floats_npy()
{
    return npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", std::string(8, '\0'));
}

void put(std::string& to, std::size_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to += i < 8 ? char(value >> (8 * i) & 0xff) : '\0';
}

/// An archive of one entry, in which everything may lie.
struct Packed {
    std::string name = "a.npy", data = floats_npy(), packed = data;
    std::size_t flags = 0, method = 0, size = data.size(), packed_size = packed.size(), local_at = 0, entries = 1, twice = 1;
    std::size_t checksum = crc32(0, reinterpret_cast<const Bytef*>(data.data()), uInt(data.size()));
    std::string local_name = name;

    std::string text() const
    {
        const auto common = [&](std::string& to, const std::string& called) {
            put(to, 20, 2), put(to, flags, 2), put(to, method, 2), put(to, 0, 4), put(to, checksum, 4);
            put(to, packed_size, 4), put(to, size, 4), put(to, called.size(), 2), put(to, 0, 2);
        };
        std::string all;
        put(all, 0x04034b50, 4);
        common(all, local_name);
        all += local_name + packed;
        const std::size_t begin = all.size();
        for (std::size_t i = 0; i < twice; ++i) {
            put(all, 0x02014b50, 4), put(all, 20, 2);
            common(all, name);
            put(all, 0, 10), put(all, local_at, 4);
            all += name;
        }
        const std::size_t end = all.size();
        put(all, 0x06054b50, 4), put(all, 0, 4), put(all, entries, 2), put(all, entries, 2);
        put(all, end - begin, 4), put(all, begin, 4), put(all, 0, 2);
        return all;
    }
};

std::string deflated(const std::string& data)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(data.size() + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream.avail_in = uInt(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// Whether the archive is taken, and so is its array.
bool taken(const Packed& zip)
{
    const auto read = Npz::parse(bytes_in_memory(zip.text()), "x.npz");
    return read && read->names().size() == 1 && read->at(read->names()[0]);
}

TEST_F(NpzFile, ReadsBackWhatItWrites)
{
    const fs::path path = folder_ / "a.npz";
    const auto arrays = some();
    ASSERT_TRUE(write_npz(path, arrays));
    EXPECT_TRUE(is_own_npz(path));
    const auto read = Npz::read(path);
    ASSERT_TRUE(read);
    std::vector<std::string> names;
    for (const auto& [name, array] : arrays) {
        names.push_back(name);
        const auto back = read->at(name);
        ASSERT_TRUE(back) << name;
        EXPECT_EQ(back->element, array.element);
        EXPECT_EQ(back->shape, array.shape);
        EXPECT_TRUE(std::ranges::equal(back->view().bytes, array.bytes)) << name;
    }
    EXPECT_EQ(read->names(), names);
    const std::string content = *read_file(path);
    EXPECT_EQ(*npz_checksum(arrays), crc32(0, reinterpret_cast<const Bytef*>(content.data()), uInt(content.size())));
}

TEST_F(NpzFile, AnArrayAlone)
{
    const fs::path path = folder_ / "a.npy";
    ASSERT_TRUE(write_npy(path, some()[0].second));
    const auto read = read_npy(path);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->shape, (Shape{2, 3}));
    EXPECT_EQ(floats(read->view()), floats_in);
    EXPECT_FALSE(is_own_npz(path));
}

TEST(Npz, TakesDeflatedArrays)
{
    Packed zip;
    EXPECT_TRUE(taken(zip));
    zip.packed = deflated(zip.data);
    zip.packed_size = zip.packed.size();
    zip.method = 8;
    EXPECT_TRUE(taken(zip));
    zip.packed[3] ^= 1;
    EXPECT_FALSE(taken(zip));
}

TEST(Npz, RefusesTricks)
{
    const auto refused = [](auto change) {
        Packed zip;
        change(zip);
        return !taken(zip);
    };
    EXPECT_TRUE(refused([](Packed& z) { z.flags = 1; })) << "encrypted";
    EXPECT_TRUE(refused([](Packed& z) { z.method = 12; })) << "another method";
    EXPECT_TRUE(refused([](Packed& z) { z.size = 0xffffffff; })) << "zip64";
    EXPECT_TRUE(refused([](Packed& z) { z.size += 1; })) << "stored with two sizes";
    EXPECT_TRUE(refused([](Packed& z) { z.packed_size = z.size = 1 << 20; })) << "behind the file";
    EXPECT_TRUE(refused([](Packed& z) { z.local_at = 7; })) << "a header elsewhere";
    EXPECT_TRUE(refused([](Packed& z) { z.local_name = "b.npy"; })) << "another name where it lies";
    EXPECT_TRUE(refused([](Packed& z) { z.name = z.local_name = "a.exe"; })) << "no array";
    EXPECT_TRUE(refused([](Packed& z) { z.checksum ^= 1; })) << "another checksum";
    EXPECT_TRUE(refused([](Packed& z) { z.entries = z.twice = 2; })) << "one entry twice";
    EXPECT_TRUE(refused([](Packed& z) { z.entries = 2; })) << "fewer entries than said";
    EXPECT_TRUE(refused([](Packed& z) { z.entries = 0; })) << "more entries than said";
    EXPECT_TRUE(refused([](Packed& z) {
        z.method = 8;
        z.packed = deflated(z.data);
        z.packed_size = z.packed.size();
        z.size = 0x7fffffff; // 2 GiB of 100 bytes: nothing may be set aside for it.
    })) << "more than deflate can";
    EXPECT_TRUE(refused([](Packed& z) {
        z.method = 8;
        z.packed = deflated(z.data);
        z.packed_size = z.packed.size();
        z.size -= 1;
    })) << "more than said";
}

TEST(Npz, EveryCutAndEveryFlippedByteIsRefusedOrRead)
{
    Packed zip;
    const std::string whole = zip.text();
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(Npz::parse(bytes_in_memory(whole.substr(0, size)), "x")) << size;
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = whole;
            changed[i] ^= char(1 << bit);
            const auto read = Npz::parse(bytes_in_memory(changed), "x");
            if (read)
                for (const std::string& name : read->names())
                    (void)bool(read->at(name));
        }
}

TEST(Npy, RefusesWhatIsNoPlainArray)
{
    const auto taken = [](const std::string& header, std::size_t bytes, char version = 1) {
        return bool(parse_npy(npy(header, std::string(bytes, '\0'), version), "x"));
    };
    EXPECT_TRUE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24));
    EXPECT_TRUE(taken("{\"shape\": (2, 3), 'descr':'<f4',  'fortran_order': False}  \n", 24));
    EXPECT_TRUE(taken("{'descr': '<i8', 'fortran_order': False, 'shape': (), }", 8, 2));
    EXPECT_TRUE(taken("{'descr': '|b1', 'fortran_order': False, 'shape': (0,), }", 0, 3));
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 23)) << "too short";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 25)) << "too long";
    EXPECT_FALSE(taken("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", 24)) << "big-endian";
    EXPECT_FALSE(taken("{'descr': '<u8', 'fortran_order': False, 'shape': (2, 3), }", 48)) << "too large for int64";
    EXPECT_FALSE(taken("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", 24)) << "objects";
    EXPECT_FALSE(taken("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }", 24)) << "records";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -3), }", 24)) << "negative sizes";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", 0)) << "too many";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", 0)) << "too large";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, }", 0)) << "no shape";
    EXPECT_FALSE(taken("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", 4)) << "twice";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", 4)) << "unknown entry";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} or 1", 4)) << "code behind";
    EXPECT_FALSE(taken("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", 4, 4)) << "another version";
    EXPECT_FALSE(parse_npy("\x93NUMPY\x01", "x")) << "cut";
}

TEST(Npy, OtherOrdersAndTypesAreBroughtIntoOurs)
{
    const auto numbers = [](const std::string& type, const std::string& order, const std::string& shape, const std::string& data) {
        const auto array = parse_npy(npy("{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + "}", data), "x");
        return array ? floats(array->view()) : std::vector<float>();
    };
    EXPECT_EQ(numbers("|u1", "True", "(2, 3)", std::string("\1\2\3\4\5\6")), (std::vector<float>{1, 3, 5, 2, 4, 6}));
    EXPECT_EQ(numbers("|u1", "True", "(2, 1, 2)", std::string("\1\2\3\4")), (std::vector<float>{1, 3, 2, 4}));
    EXPECT_EQ(numbers("|i1", "False", "(2,)", "\xff\x7f"), (std::vector<float>{-1, 127}));
    EXPECT_EQ(numbers("<i2", "True", "(2, 2)", std::string("\xfe\xff\1\0\2\0\3\0", 8)), (std::vector<float>{-2, 2, 1, 3}));
    EXPECT_EQ(numbers("<u2", "False", "(1,)", "\xff\xff"), (std::vector<float>{65535}));
    EXPECT_EQ(numbers("<u4", "False", "(1,)", std::string("\0\0\0\x80", 4)), (std::vector<float>{2147483648.0f}));
    EXPECT_EQ(numbers("|u1", "True", "(0, 3)", ""), std::vector<float>());
}

} // namespace npz_test
