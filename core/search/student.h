#pragma once

namespace loom {

/// The probability of Student's t of so many degrees of freedom beyond |t|, on both sides together.
double student_tails(double t, double freedom);
/// The t beyond which, on both sides together, so much lies: 12.706 for 0.05 and one degree of freedom.
double student_quantile(double tails, double freedom);

} // namespace loom
