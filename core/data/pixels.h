#pragma once
#include "data/picture.h"
#include "data/place.h"

#include <memory>

namespace loom {

/// The pictures of an image column. Row i of the table is picture i. Safe to use from several threads.
class PixelStore {
public:
    virtual ~PixelStore() = default;
    virtual std::size_t size() const = 0;
    /// Known without decoding.
    virtual PictureShape shape(std::size_t i) const = 0;
    /// The pixels where they are in memory, nothing otherwise.
    virtual std::span<const std::uint8_t> in_memory(std::size_t) const { return {}; }
    /// Decodes; see decode_picture() for `enough`. Errors name the file.
    virtual Result<Picture> picture(std::size_t i, PictureShape enough = {}) const = 0;
    /// File name below the data's folder; empty where pictures have none.
    virtual std::string name(std::size_t) const { return {}; }
    /// Changes when the pictures change.
    virtual std::uint64_t fingerprint() const = 0;
};

/// Pictures of one size, in memory one after the other.
class MemoryPixels : public PixelStore {
public:
    MemoryPixels(PictureShape shape, std::vector<std::uint8_t> pixels) : shape_(shape), pixels_(std::move(pixels)) {}
    std::size_t size() const override { return shape_.bytes() ? pixels_.size() / shape_.bytes() : 0; }
    PictureShape shape(std::size_t) const override { return shape_; }
    std::span<const std::uint8_t> in_memory(std::size_t i) const override
    {
        return std::span(pixels_).subspan(i * shape_.bytes(), shape_.bytes());
    }
    Result<Picture> picture(std::size_t i, PictureShape enough) const override;
    std::uint64_t fingerprint() const override;

private:
    PictureShape shape_;
    std::vector<std::uint8_t> pixels_;
};

/// Pictures in files, decoded when they are asked for.
class FilePixels : public PixelStore {
public:
    struct File {
        std::string name; // Below the root.
        PictureShape shape;
        std::uint64_t bytes = 0;
    };
    FilePixels(Place root, std::vector<File> files) : root_(std::move(root)), files_(std::move(files)) {}
    std::size_t size() const override { return files_.size(); }
    PictureShape shape(std::size_t i) const override { return files_[i].shape; }
    Result<Picture> picture(std::size_t i, PictureShape enough) const override;
    std::string name(std::size_t i) const override { return files_[i].name; }
    std::uint64_t fingerprint() const override;

private:
    Place root_;
    std::vector<File> files_;
};

/// A picture file of at most 1 GiB, decoded; errors name the file.
Result<Picture> read_picture(const Place&, PictureShape enough = {});

/// A fast hash of bytes for fingerprints (not against forgery).
std::uint64_t hash_bytes(std::span<const std::uint8_t>, std::uint64_t seed);
std::uint64_t hash_text(std::string_view, std::uint64_t seed);

} // namespace loom
