#pragma once
#include "base/files.h"
#include "base/tensor_bytes.h"

#include <map>
#include <string>

namespace loom {

using Metadata = std::map<std::string, std::string>;

/// Replaces the file as write_file() does, once `check` has passed it. Equal tensors and metadata give equal bytes.
/// Shapes must fit their bytes.
Status write_safetensors(const fs::path&, const std::map<std::string, TensorBytes>&, const Metadata& = {},
                         const FileCheck& check = {});

/// A safetensors file in memory, every rule of the format checked.
class Safetensors {
public:
    /// What a file says of itself, without its tensors' values.
    struct Summary {
        Metadata metadata;
        std::map<std::string, Shape> shapes;
    };
    static Result<Summary> summary(const fs::path&);
    static Result<Safetensors> read(const fs::path&);
    /// `where` names the file in errors.
    static Result<Safetensors> parse(std::string content, std::string_view where);

    const Metadata& metadata() const { return metadata_; }
    /// Names in order.
    std::vector<std::string> names() const;
    bool contains(const std::string& name) const { return entries_.contains(name); }
    /// The tensor of that name, which must be there.
    TensorBytes at(const std::string& name) const;
    /// Its values as float, whatever its element type. The name must be there.
    std::vector<float> floats(const std::string& name) const;

    struct Entry {
        Element element;
        Shape shape;
        std::size_t begin = 0, end = 0; // In the part after the header.
    };

private:
    std::string content_;
    std::size_t data_ = 0; // Where the part after the header begins.
    std::map<std::string, Entry> entries_;
    Metadata metadata_;
};

} // namespace loom
