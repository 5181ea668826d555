#pragma once
#include "engine/backend.h"
#include "engine/onednn/compiler.h"

#include <chrono>
#include <functional>
#include <memory>

namespace loom::onednn {

/// Finds out by measuring which way of a convolution is the fastest here, once per shape, and keeps that in the user's
/// cache folder: for this processor, this oneDNN, so many threads.
class Tuner {
public:
    /// Makes what the compiler has compiled ready to run.
    using Ready = std::function<std::unique_ptr<Executable>(const Program&, Compiler&)>;

    Tuner(dnnl::engine engine, int threads, Ready ready)
        : engine_(std::move(engine)), threads_(threads), ready_(std::move(ready))
    {
    }

    /// Adds what `choices` leaves open and a measurement decides. What does not fit into the time stays open: shapes with
    /// the most work come first.
    void choose(const Program&, Choices&) const;

private:
    struct Shape3x3 {
        Shape x, w, y;
        Window window;
        double work = 0; // Multiply-adds of the whole program on this shape.
        bool both_ways = false;
    };
    std::map<std::string, Shape3x3> shapes_in(const Program&) const;
    std::unique_ptr<Executable> trial(const Shape3x3&, const std::string& name, const std::string& way) const;
    /// The other way than by rule where it wins clearly, else that by rule; nothing where there was no time for it.
    std::optional<std::string> measured(const Shape3x3&, const std::string& name,
                                        std::chrono::steady_clock::time_point until) const;

    dnnl::engine engine_;
    int threads_;
    Ready ready_;
};

} // namespace loom::onednn
