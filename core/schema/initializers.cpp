#include "schema/initializers.h"

namespace loom {

std::vector<Choice> initializer_choices()
{
    return {{"glorot_uniform", LOOM_TEXT("Glorot uniform")},
            {"glorot_normal", LOOM_TEXT("Glorot normal")},
            {"he_uniform", LOOM_TEXT("He uniform")},
            {"he_normal", LOOM_TEXT("He normal")},
            {"lecun_uniform", LOOM_TEXT("LeCun uniform")},
            {"lecun_normal", LOOM_TEXT("LeCun normal")},
            {"normal", LOOM_TEXT("Normal")},
            {"uniform", LOOM_TEXT("Uniform")},
            {"zeros", LOOM_TEXT("Zeros")}};
}

Init init_of(Initializer initializer, std::int64_t fan_in, std::int64_t fan_out)
{
    auto scaled = [&](InitKind kind) { return Init{kind, 0, fan_in, fan_out}; };
    switch (initializer) {
    case Initializer::GlorotUniform:
        return scaled(InitKind::GlorotUniform);
    case Initializer::GlorotNormal:
        return scaled(InitKind::GlorotNormal);
    case Initializer::HeUniform:
        return scaled(InitKind::HeUniform);
    case Initializer::HeNormal:
        return scaled(InitKind::HeNormal);
    case Initializer::LecunUniform:
        return scaled(InitKind::LecunUniform);
    case Initializer::LecunNormal:
        return scaled(InitKind::LecunNormal);
    case Initializer::Normal:
        return {InitKind::Normal, 0.05};
    case Initializer::Uniform:
        return {InitKind::Uniform, 0.05};
    case Initializer::Zeros:
        break;
    }
    return {};
}

} // namespace loom
