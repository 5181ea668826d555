#pragma once
#include "schema/formula.h"
#include "schema/types.h"

namespace loom {

/// `weight` divided by its largest singular value σ (Miyato et al. 2018), as torch.nn.utils.parametrizations.spectral_norm
/// does it. W is the weight with `axis` (0 or 1: that of what comes out) in front and all other axes as one. σ = uᵀ·W·v,
/// with the States "<name>_u" {rows of W} and "<name>_v" {columns}. Each step of training takes one step of the power
/// iteration, u = W·v/‖W·v‖ and v = Wᵀ·u/‖Wᵀ·u‖; both count as fixed on the way back. In use σ is at least
/// ‖W‖/√min(rows, columns), below which no largest singular value is, so that weights which were never trained work too.
TensorId spectrally_normalised(Builder&, TensorId weight, std::string_view name, int axis);

/// The values that a trained weight has in use: divided by σ.
Array spectrally_normalised(SourceWriter&, std::string_view name, int axis);

/// The line that says what "hat{w}" is.
inline void add_spectral_norm(Formula& formula)
{
    formula.text += " ;; hat{w} = frac{w}{lambda}";
    formula.where.push_back({"lambda", LOOM_TEXT("largest singular value of the weights")});
}

template <class P>
SettingBinding<P> spectral_norm_setting(bool P::*member)
{
    return setting(member,
                   {.key = "spectral_norm",
                    .label = LOOM_TEXT("Spectral norm"),
                    .help = LOOM_TEXT("Divides the weights by their largest singular value, so that no input comes out "
                                      "stretched. It keeps the network steady that judges pictures in a GAN."),
                    .advanced = true});
}

} // namespace loom
