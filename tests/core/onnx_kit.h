#pragma once
#include "exchange/onnx.h"

#include <string>
#include <vector>

// The devices that were built, and ONNX files written field by field, as onnx.proto numbers them, so that they can say
// what no friendly program writes.
namespace loom::onnx_kit {

/// All of them must open.
inline std::vector<std::string> built_devices()
{
#ifdef LOOM_WITH_ONEDNN
    return {"reference", "cpu"};
#else
    return {"reference"};
#endif
}

inline std::string varint(std::uint64_t v)
{
    std::string out;
    for (; v >= 128; v >>= 7)
        out += char(v % 128 + 128);
    return out + char(v);
}
inline std::string number(int field, std::int64_t v)
{
    return varint(std::uint64_t(field) << 3) + varint(std::uint64_t(v));
}
inline std::string bytes(int field, const std::string& content)
{
    return varint((std::uint64_t(field) << 3) + 2) + varint(content.size()) + content;
}

enum { Float = 1, Int32 = 6, Int64 = 7, Bool = 9, Double = 11 };

inline std::string tensor(const std::string& name, int type, const Shape& dims, const std::string& content,
                          const std::string& more = {})
{
    std::string out;
    for (auto d : dims)
        out += number(1, d);
    return out + number(2, type) + bytes(8, name) + bytes(9, content) + more;
}
template <class T>
std::string raw(const std::vector<T>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}
inline std::string reals(const std::string& name, const Shape& dims, const std::vector<float>& values)
{
    return tensor(name, Float, dims, raw(values));
}
inline std::string doubles(const std::string& name, const Shape& dims, const std::vector<double>& values)
{
    return tensor(name, Double, dims, raw(values));
}
inline std::string whole(const std::string& name, const std::vector<std::int64_t>& values)
{
    return tensor(name, Int64, {std::int64_t(values.size())}, raw(values));
}
inline std::string value(const std::string& name, const Shape& dims, int type = Float)
{
    std::string shape;
    for (auto d : dims)
        shape += bytes(1, number(1, d));
    return bytes(1, name) + bytes(2, bytes(1, number(1, type) + bytes(2, shape)));
}
inline std::string node(const std::string& type, const std::vector<std::string>& inputs,
                        const std::vector<std::string>& outputs, const std::string& more = {})
{
    std::string out;
    for (const auto& i : inputs)
        out += bytes(1, i);
    for (const auto& o : outputs)
        out += bytes(2, o);
    return out + bytes(3, "node of " + type) + bytes(4, type) + more;
}
inline std::string node(const std::string& type, const std::vector<std::string>& inputs, const std::string& output,
                        const std::string& more = {})
{
    return node(type, inputs, std::vector{output}, more);
}
inline std::string attribute(const std::string& name, std::int64_t v)
{
    return bytes(5, bytes(1, name) + number(3, v) + number(20, 2));
}
inline std::string attribute(const std::string& name, const std::string& text)
{
    return bytes(5, bytes(1, name) + bytes(4, text) + number(20, 3));
}
inline std::string attribute(const std::string& name, const std::vector<std::int64_t>& list)
{
    std::string content = bytes(1, name);
    for (auto v : list)
        content += number(8, v);
    return bytes(5, content + number(20, 7));
}
inline std::string attribute(const std::string& name, const std::vector<std::string>& list)
{
    std::string content = bytes(1, name);
    for (const auto& v : list)
        content += bytes(9, v);
    return bytes(5, content + number(20, 8));
}

/// A function of the model: its inputs, outputs and nodes.
inline std::string function(const std::string& name, const std::vector<std::string>& inputs, const std::string& output,
                            const std::vector<std::string>& nodes)
{
    std::string out = bytes(1, name) + bytes(10, "own");
    for (const auto& i : inputs)
        out += bytes(4, i);
    out += bytes(5, output);
    for (const auto& n : nodes)
        out += bytes(7, n);
    return out + bytes(9, number(2, 13));
}

struct Graph {
    std::vector<std::string> nodes, initializers;
    std::vector<std::string> inputs = {value("x", {2, 3})};
    std::int64_t opset = 13;
    std::vector<std::string> functions = {};
    std::vector<std::string> outputs = {"y"};

    std::string model() const
    {
        std::string graph;
        for (const auto& n : nodes)
            graph += bytes(1, n);
        for (const auto& t : initializers)
            graph += bytes(5, t);
        for (const auto& i : inputs)
            graph += bytes(11, i);
        std::string own;
        for (const auto& f : functions)
            own += bytes(25, f);
        for (const auto& o : outputs)
            graph += bytes(12, value(o, {}));
        return own + number(1, 8) + bytes(7, graph) + bytes(8, number(2, opset));
    }
};

} // namespace loom::onnx_kit
