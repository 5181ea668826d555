#pragma once
#include "base/result.h"
#include "base/text.h"

#include <string>
#include <string_view>
#include <vector>

namespace loom {

/// What a layer, a loss or an optimiser computes, as people write it on a board. The notation:
///
///   x  W  7  0.5        a letter alone is a variable (slanted), digits are a number
///   ReLU  softmax       letters together are a name (upright), but for the names below
///   alpha … omega       Greek letters; Sigma, Delta … the capitals
///   x_i  x_{i,j}  x^2   below and above; of sum, prod, max and min: what they run over
///   frac{a}{b}          a over b              sqrt{a}    root of a
///   abs{a}  norm{a}     |a|  ‖a‖             floor{a}  ceil{a}
///   hat{x}  bar{x}      x̂  x̄                 ( ) [ ]    grow with what they hold
///   sum_{i=1}^{n}  prod_{…}^{…}
///   cases{a & x > 0 ;; b & x <= 0}            one line each: what it is, and when
///   + - * / = < > <= >= != -> , ; : |         * is a point; "times" ×, "odot" ⊙, "in" ∈, "infinity" ∞,
///                                             "dots" …, "pm" ±, "transposed" ᵀ, "approx" ≈, "partial" ∂
///   ;;                  the next line         { }        holds together, unseen
struct Formula {
    struct Word {
        std::string symbol; // In the notation.
        Message meaning;
    };
    std::string text;
    std::vector<Word> where; // Of symbols that mean something else here than in words_of(), or only here.

    Formula(std::string text_, std::vector<Word> where_ = {}) : text(std::move(text_)), where(std::move(where_)) {}
    Formula(const char* text_, std::vector<Word> where_ = {}) : text(text_), where(std::move(where_)) {}
};

/// A formula taken apart.
struct FormulaPart {
    enum class Kind {
        Row,      // parts side by side.
        Variable, // text, slanted.
        Upright,  // text: a number or a name.
        Sign,     // text between two others, with room on both sides, or a comma with room behind it.
        Fraction, // parts: above, below.
        Root,     // parts: under it.
        Scripts,  // parts: base, below, above; empty rows where there is none.
        Limits,   // The same, of what runs over something: below and above the base.
        Fence,    // text: opening and closing sign, one code point each; parts: within.
        Accent,   // text: "^" or "¯"; parts: under it.
        Cases,    // parts: what and when, in turn.
        Lines     // parts: one a line.
    };
    Kind kind = Kind::Row;
    std::string text = {};
    std::vector<FormulaPart> parts = {};
    bool empty() const { return kind == Kind::Row && parts.empty(); }
};

/// The error says at which character what was expected.
Result<FormulaPart> parse_formula(std::string_view);
/// Read out, in the current language: "y = ReLU of (the sum over i from 1 to n of w i, x i)". Of screen readers.
std::string spoken(const FormulaPart&);
/// What the formula's letters stand for, in the order in which they appear: its own words, and the usual ones.
std::vector<Formula::Word> words_of(const Formula&);

} // namespace loom
