#include "schema/expression.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>
#include <variant>

namespace loom {
namespace {

constexpr std::size_t longest = 1000;
constexpr int deepest = 64;

struct Wrong {
    Message why;
};

/// A piece of a formula: a number, or values that follow from x.
using Piece = std::variant<double, TensorId>;

class Parser {
public:
    Parser(Builder& b, std::string_view text, TensorId x) : b_(b), text_(text), x_(x) {}

    TensorId parse()
    {
        if (text_.size() > longest)
            throw Wrong{Message(LOOM_TEXT("The formula is longer than %1 characters."), longest)};
        const Piece all = sum();
        skip();
        if (at_ < text_.size())
            wrong();
        // A number alone is given for every element.
        if (const double* number = std::get_if<double>(&all))
            return b_.affine(x_, 0, *number);
        return std::get<TensorId>(all);
    }

private:
    [[noreturn]] void wrong() const
    {
        if (at_ >= text_.size())
            throw Wrong{LOOM_TEXT("The formula ends too early.")};
        throw Wrong{Message(LOOM_TEXT("The formula cannot be read from character %1 on: “%2”."), at_ + 1,
                            std::string(text_.substr(at_, 12)))};
    }
    void skip()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t'))
            ++at_;
    }
    bool take(char c)
    {
        skip();
        if (at_ >= text_.size() || text_[at_] != c)
            return false;
        ++at_;
        return true;
    }
    void expect(char c)
    {
        if (!take(c))
            wrong();
    }

    Piece sum()
    {
        if (++depth_ > deepest)
            throw Wrong{LOOM_TEXT("The formula has too many brackets inside each other.")};
        Piece left = product();
        for (;;)
            if (take('+'))
                left = combine(BinaryKind::Add, left, product());
            else if (take('-'))
                left = combine(BinaryKind::Subtract, left, product());
            else
                break;
        --depth_;
        return left;
    }
    Piece product()
    {
        Piece left = signed_power();
        for (;;)
            if (take('*'))
                left = combine(BinaryKind::Multiply, left, signed_power());
            else if (take('/'))
                left = combine(BinaryKind::Divide, left, signed_power());
            else
                return left;
    }
    /// −x^2 is −(x^2).
    Piece signed_power()
    {
        bool negative = false;
        for (;;)
            if (take('-'))
                negative = !negative;
            else if (!take('+'))
                break;
        const Piece value = power();
        return negative ? combine(BinaryKind::Multiply, value, -1.0) : value;
    }
    Piece power()
    {
        const Piece base = atom();
        if (!take('^'))
            return base;
        if (++depth_ > deepest)
            throw Wrong{LOOM_TEXT("The formula has too many brackets inside each other.")};
        const Piece exponent = signed_power();
        --depth_;
        return combine(BinaryKind::Power, base, exponent);
    }
    Piece atom()
    {
        if (take('(')) {
            const Piece inside = sum();
            expect(')');
            return inside;
        }
        skip();
        if (at_ < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[at_])) || text_[at_] == '.'))
            return number();
        const std::size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_'))
            ++at_;
        const std::string_view name = text_.substr(begin, at_ - begin);
        if (name == "x")
            return x_;
        if (name == "pi")
            return std::numbers::pi;
        if (name == "e")
            return std::numbers::e;
        if (name.empty())
            wrong();
        if (!take('(')) {
            at_ = begin;
            wrong();
        }
        return call(name, begin);
    }
    Piece number()
    {
        double value = 0;
        const auto [end, fault] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (fault != std::errc())
            wrong();
        at_ = std::size_t(end - text_.data());
        return value;
    }

    Piece call(std::string_view name, std::size_t begin)
    {
        static const std::map<std::string_view, Curve> curves = {
            {"exp", Curve::Exp},           {"log", Curve::Log},     {"sqrt", Curve::Sqrt},
            {"abs", Curve::Abs},           {"sign", Curve::Sign},   {"floor", Curve::Floor},
            {"ceil", Curve::Ceil},         {"round", Curve::Round}, {"sin", Curve::Sin},
            {"cos", Curve::Cos},           {"tan", Curve::Tan},     {"asin", Curve::Asin},
            {"acos", Curve::Acos},         {"atan", Curve::Atan},   {"sinh", Curve::Sinh},
            {"cosh", Curve::Cosh},         {"tanh", Curve::Tanh},   {"erf", Curve::Erf},
            {"sigmoid", Curve::Sigmoid},   {"relu", Curve::Relu},   {"gelu", Curve::Gelu},
            {"silu", Curve::Silu},         {"elu", Curve::Elu},     {"softplus", Curve::Softplus},
            {"softsign", Curve::Softsign}, {"mish", Curve::Mish}};
        static const std::map<std::string_view, BinaryKind> pairs = {{"min", BinaryKind::Minimum},
                                                                     {"max", BinaryKind::Maximum},
                                                                     {"pow", BinaryKind::Power},
                                                                     {"mod", BinaryKind::Modulo}};
        const Piece first = sum();
        if (const auto curve = curves.find(name); curve != curves.end()) {
            expect(')');
            return b_.eltwise(curve->second, values(first), curve->second == Curve::Elu ? 1 : 0);
        }
        if (const auto pair = pairs.find(name); pair != pairs.end()) {
            expect(',');
            const Piece second = sum();
            expect(')');
            return combine(pair->second, first, second);
        }
        if (name == "clip") {
            expect(',');
            const Piece low = sum();
            expect(',');
            const Piece high = sum();
            expect(')');
            return combine(BinaryKind::Minimum, combine(BinaryKind::Maximum, first, low), high);
        }
        at_ = begin;
        wrong();
    }

    TensorId values(const Piece& piece)
    {
        if (const double* number = std::get_if<double>(&piece))
            return b_.affine(x_, 0, *number);
        return std::get<TensorId>(piece);
    }
    /// A number as an operand: it goes with values of any shape.
    TensorId operand(const Piece& piece)
    {
        if (const double* number = std::get_if<double>(&piece))
            return b_.constant({1}, {.a = *number});
        return std::get<TensorId>(piece);
    }

    Piece combine(BinaryKind kind, const Piece& a, const Piece& b)
    {
        const double *x = std::get_if<double>(&a), *y = std::get_if<double>(&b);
        if (x && y)
            return computed(kind, *x, *y);
        if (x || y) { // One multiplication and one addition with plain numbers are one instruction.
            const TensorId value = std::get<TensorId>(x ? b : a);
            const double number = x ? *x : *y;
            if (kind == BinaryKind::Add)
                return b_.affine(value, 1, number);
            if (kind == BinaryKind::Subtract)
                return x ? b_.affine(value, -1, number) : b_.affine(value, 1, -number);
            if (kind == BinaryKind::Multiply)
                return b_.affine(value, number, 0);
            if (kind == BinaryKind::Divide && y && number != 0)
                return b_.affine(value, 1 / number, 0);
            if (kind == BinaryKind::Power && y && number == 2)
                return b_.binary(BinaryKind::Multiply, value, value);
        }
        return b_.binary(kind, operand(a), operand(b));
    }
    static double computed(BinaryKind kind, double a, double b)
    {
        switch (kind) {
        case BinaryKind::Add:
            return a + b;
        case BinaryKind::Subtract:
            return a - b;
        case BinaryKind::Multiply:
            return a * b;
        case BinaryKind::Divide:
            return a / b;
        case BinaryKind::Maximum:
            return std::max(a, b);
        case BinaryKind::Minimum:
            return std::min(a, b);
        case BinaryKind::Power:
            return std::pow(a, b);
        case BinaryKind::Modulo:
            return a - b * std::floor(a / b);
        case BinaryKind::Remainder:
            return std::fmod(a, b);
        }
        return 0;
    }

    Builder& b_;
    std::string_view text_;
    TensorId x_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace

Result<TensorId> lower_expression(Builder& b, std::string_view formula, TensorId x)
{
    try {
        return Parser(b, formula, x).parse();
    } catch (const Wrong& wrong) {
        return Error{wrong.why, LOOM_TEXT("Write a formula of x, for example max(x, 0) + 0.1 * sin(x).")};
    }
}

} // namespace loom
