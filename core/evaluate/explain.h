#pragma once
#include "ir/program.h"

#include <functional>
#include <set>
#include <vector>

namespace loom {

// Why a number is what it is: the terms of the sum, the largest of a window, the value that a curve bent. One rule for each
// instruction serves all layers, on the way there and on the way back.

/// One number of a tensor of a program, by its place in the stored order (channels first).
struct Spot {
    TensorId tensor = no_tensor;
    std::size_t element = 0;
    bool operator==(const Spot&) const = default;
};
/// What a run left there, whole numbers as such; NaN where nothing can be read.
using SpotReader = std::function<double(const Spot&)>;

struct Reason {
    enum class Kind {
        Given,      // No instruction makes it: data, a weight, a constant.
        Sum,        // Of the terms, and `shift`.
        Largest,    // Of the terms; the first one is it.
        Smallest,   // Likewise.
        Curve,      // The one term, bent by `curve`.
        Slope,      // The one term times `slope`, that of `curve` where it was on the way there.
        Share,      // e^first / Σ e^terms: softmax.
        LogShare,   // The logarithm of that.
        Normalised, // (first − mean)·inverse·scale + shift.
        NormSlope,  // (first − shift − target·slope)·inverse, on the way back of that: the terms are all gradients that arrive, each
                    // times its scale; shift is their mean, target the normalised number, slope the mean of gradients times these.
        KeptSlope,  // first·scale·inverse, on the way back of Normalised where mean and deviation are kept ones: neither moves with it.
        Gate,       // curve(Σ terms): a part of a recurrent cell, from the step's input and the state before.
        Cell,       // A cell's state at one step: `after`, from `before` and the terms: the candidate first, then the gates in the
                    // order of the cell. See Recurrent. The result is what the cell gives.
        Surprise,   // −log of the share of the term at `right`: cross-entropy.
        Spelling,   // −log of the share of all ways to spell the `right` labels, shared by these: CTC. The terms are the likeliest
                    // way: the logarithm of the share of what it says at each step; in the order of the steps.
                    // shift is the logarithm of the share of all ways.
        ShareError, // The share of the first term, less `target`, times slope: how the loss of cross-entropy or CTC grows with it. Of
                    // CTC, target is how likely the step says this class in all ways that spell the labels.
        Formula     // Of the terms, in a way that only the layer's formula tells.
    };
    struct Factor {
        Spot spot;
        double number = 0;
    };
    struct Term {
        std::vector<Factor> factors;
        double times = 1;
        double value = 0; // times · Π factors.
    };
    Kind kind = Kind::Given;
    std::size_t op = 0; // Which instruction of the program; of several that follow each other, the last.
    std::vector<Term> terms; // The largest sizes first, at most most_terms; what decides stands in front.
    std::size_t all_terms = 0;
    double rest = 0; // The sum of the terms that are left out.
    double shift = 0, mean = 0, inverse = 1, scale = 1, slope = 1, target = 0;
    std::size_t right = 0;
    Curve curve = Curve::Relu;
    loom::Cell cell = loom::Cell::Tanh; // Which it is, of Cell; with the step, the state before it and the one that it leaves.
    std::int64_t step = 0;
    double before = 0, after = 0;
    double result = 0; // What follows from the terms; NaN for Formula.
};
inline constexpr std::size_t most_terms = 64;

/// By the instruction that makes it.
Reason reason_of(const Program&, const Spot&, const SpotReader&);

/// The reasons that lead to a number, the first one first, from what is `known`: results of layers, their gradients,
/// weights. Sums that are summed up further are one; what is only moved is passed over.
std::vector<Reason> reasons_of(const Program&, const Spot&, const std::set<TensorId>& known, const SpotReader&);

} // namespace loom
