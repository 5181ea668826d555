#include "ir/arithmetic.h"

#include <cmath>

namespace loom {

double combine(BinaryKind kind, double a, double b)
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
        return a < b || std::isnan(b) ? b : a;
    case BinaryKind::Minimum:
        return b < a || std::isnan(b) ? b : a;
    case BinaryKind::Power:
        return std::pow(a, b);
    case BinaryKind::Modulo: {
        const double rest = std::fmod(a, b);
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }
    case BinaryKind::Remainder:
        return std::fmod(a, b);
    }
    return 0;
}

} // namespace loom
