#include "schema/expression.h"
#include "ir/arithmetic.h"
#include "schema/source.h"

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

/// Makes instructions of a formula.
class Instructions {
public:
    using Value = TensorId;
    using Piece = std::variant<double, Value>; // A number, or values that follow from x.

    Instructions(Builder& b, TensorId x) : b_(b), x_(x) {}
    Value x() const { return x_; }
    Value constant(double number) { return b_.affine(x_, 0, number); }
    Value curve(Curve curve, Value x) { return b_.eltwise(curve, x, curve == Curve::Elu ? 1 : 0); }
    /// One of both is a value.
    Value combine(BinaryKind kind, const Piece& a, const Piece& b)
    {
        const double *x = std::get_if<double>(&a), *y = std::get_if<double>(&b);
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

private:
    /// A number as an operand: it goes with values of any shape.
    TensorId operand(const Piece& piece)
    {
        if (const double* number = std::get_if<double>(&piece))
            return b_.constant({1}, {.a = *number});
        return std::get<TensorId>(piece);
    }

    Builder& b_;
    TensorId x_;
};

/// Makes Python of a formula, with brackets only where they are needed.
class PythonText {
public:
    enum Level { Sum, Product, Sign, Power, Atom };
    struct Value {
        std::string text;
        Level level = Atom;
    };
    using Piece = std::variant<double, Value>;

    PythonText(bool keras, const std::string& x) : keras_(keras), x_(x) {}
    Value x() const { return {x_}; }
    Value constant(double number) const { return {called("full_like", x_ + ", " + python(number))}; }
    Value curve(Curve curve, const Value& x) const
    {
        // PyTorch's name; behind it Keras's where that differs.
        static const std::map<Curve, std::pair<const char*, const char*>> names = {
            {Curve::Exp, {"torch.exp", ""}},       {Curve::Log, {"torch.log", ""}},
            {Curve::Sqrt, {"torch.sqrt", ""}},     {Curve::Abs, {"torch.abs", ""}},
            {Curve::Sign, {"torch.sign", ""}},     {Curve::Floor, {"torch.floor", ""}},
            {Curve::Ceil, {"torch.ceil", ""}},     {Curve::Round, {"torch.round", ""}},
            {Curve::Sin, {"torch.sin", ""}},       {Curve::Cos, {"torch.cos", ""}},
            {Curve::Tan, {"torch.tan", ""}},       {Curve::Asin, {"torch.asin", "arcsin"}},
            {Curve::Acos, {"torch.acos", "arccos"}}, {Curve::Atan, {"torch.atan", "arctan"}},
            {Curve::Sinh, {"torch.sinh", ""}},     {Curve::Cosh, {"torch.cosh", ""}},
            {Curve::Tanh, {"torch.tanh", ""}},     {Curve::Erf, {"torch.erf", ""}},
            {Curve::Sigmoid, {"torch.sigmoid", ""}}, {Curve::Relu, {"F.relu", ""}},
            {Curve::Gelu, {"F.gelu", ""}},         {Curve::Silu, {"F.silu", ""}},
            {Curve::Elu, {"F.elu", ""}},           {Curve::Softplus, {"F.softplus", ""}},
            {Curve::Softsign, {"F.softsign", ""}}, {Curve::Mish, {"F.mish", ""}}};
        const std::string torch = names.at(curve).first, other = names.at(curve).second;
        if (!keras_)
            return {torch + "(" + x.text + ")"};
        if (curve == Curve::Mish) // Keras has no operation of that name.
            return {"layers.Activation(\"mish\")(" + x.text + ")"};
        const std::string name = other.empty() ? torch.substr(torch.find('.') + 1) : other;
        return {"ops." + name + "(" + x.text + (curve == Curve::Gelu ? ", approximate=False)" : ")")};
    }
    Value combine(BinaryKind kind, const Piece& a, const Piece& b) const
    {
        switch (kind) {
        case BinaryKind::Add:
            return infix(a, " + ", b, Sum, Product, Sum);
        case BinaryKind::Subtract:
            return infix(a, " - ", b, Sum, Product, Sum);
        case BinaryKind::Multiply:
            if (const double* number = std::get_if<double>(&b); number && *number == -1)
                return {"-" + text(a, Power), Sign};
            return infix(a, " * ", b, Product, Sign, Product);
        case BinaryKind::Divide:
            return infix(a, " / ", b, Product, Sign, Product);
        case BinaryKind::Modulo:
            return infix(a, " % ", b, Product, Sign, Product);
        case BinaryKind::Power:
            return infix(a, " ** ", b, Atom, Sign, Power);
        case BinaryKind::Maximum:
        case BinaryKind::Minimum:
        case BinaryKind::Remainder: // No formula has it.
            break;
        }
        const bool largest = kind == BinaryKind::Maximum;
        if (!keras_)
            if (const double* number = std::get_if<double>(&a) ? std::get_if<double>(&a) : std::get_if<double>(&b))
                return {"torch.clamp(" + text(std::get_if<double>(&a) ? b : a, Sum) + (largest ? ", min=" : ", max=") +
                        python(*number) + ")"};
        return {called(largest ? "maximum" : "minimum", text(a, Sum) + ", " + text(b, Sum))};
    }

private:
    std::string called(const char* name, const std::string& arguments) const
    {
        return (keras_ ? "ops." : "torch.") + std::string(name) + "(" + arguments + ")";
    }
    /// In brackets where it binds less than `least`.
    static std::string text(const Piece& piece, Level least)
    {
        const double* number = std::get_if<double>(&piece);
        const Value value = number ? Value{python(*number), *number < 0 ? Sign : Atom} : std::get<Value>(piece);
        return value.level < least ? "(" + value.text + ")" : value.text;
    }
    static Value infix(const Piece& a, const char* sign, const Piece& b, Level left, Level right, Level made)
    {
        return {text(a, left) + sign + text(b, right), made};
    }

    bool keras_;
    std::string x_;
};

template <class Maker>
class Parser {
public:
    using Value = typename Maker::Value;
    using Piece = typename Maker::Piece;

    Parser(Maker maker, std::string_view text) : maker_(std::move(maker)), text_(text) {}

    Value parse()
    {
        if (text_.size() > longest)
            throw Wrong{Message(LOOM_TEXT("The formula is longer than %1 characters."), longest)};
        const Piece all = sum();
        skip();
        if (at_ < text_.size())
            wrong();
        // A number alone is given for every element.
        return values(all);
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
            return maker_.x();
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
            return maker_.curve(curve->second, values(first));
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

    Value values(const Piece& piece)
    {
        if (const double* number = std::get_if<double>(&piece))
            return maker_.constant(*number);
        return std::get<Value>(piece);
    }
    Piece combine(BinaryKind kind, const Piece& a, const Piece& b)
    {
        const double *x = std::get_if<double>(&a), *y = std::get_if<double>(&b);
        if (x && y)
            return loom::combine(kind, *x, *y);
        return maker_.combine(kind, a, b);
    }

    Maker maker_;
    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

/// The formula by that maker.
template <class Maker>
Result<typename Maker::Value> parsed(Maker maker, std::string_view formula)
{
    try {
        return Parser<Maker>(std::move(maker), formula).parse();
    } catch (const Wrong& wrong) {
        return Error{wrong.why, LOOM_TEXT("Write a formula of x, for example max(x, 0) + 0.1 * sin(x).")};
    }
}

} // namespace

Result<TensorId> lower_expression(Builder& b, std::string_view formula, TensorId x)
{
    return parsed(Instructions(b, x), formula);
}

std::string torch_expression(std::string_view formula, const std::string& x)
{
    return parsed(PythonText(false, x), formula)->text;
}
std::string keras_expression(std::string_view formula, const std::string& x)
{
    return parsed(PythonText(true, x), formula)->text;
}

} // namespace loom
