#pragma once
#include "train/monitor.h"
#include "train/runs.h"

#include <chrono>

namespace loom {

/// What somebody wishes of a run that another process trains: a file .order-….json in the run's folder, which the run's watcher looks for, takes away and obeys.
struct Order {
    enum class What { Pause, GoOn, Stop, Discard, MoreEpochs, Rate };
    What what = What::Pause;
    double number = 0; // MoreEpochs: how many, whole and above 0. Rate: so many times what the schedule says, above 0. Else 0.
    bool operator==(const Order&) const = default;
};
/// "pause", "go-on", "stop", "discard", "more-epochs", "rate".
std::string_view id_of(Order::What);
/// The order of these words; `number` only for the last two. Errors (Blame::Call): no such order, a number that is missing, too much or out of range.
Result<Order> order_of(std::string_view id, std::optional<double> number);

/// Hands the order to whoever trains the run, and waits until it is taken. Errors: there is no such run, nobody trains it, more epochs than a recipe
/// can have; who trains it has not looked within `patience`: then the order is taken back.
Status give_order(const Runs&, const std::string& run, const Order&, std::chrono::milliseconds patience = std::chrono::seconds(5));

/// The other end, of one training: what was ordered since the last look.
class OrderReader {
public:
    /// Looks at most once a second; nothing in between. The orders are taken away, in the order in which they were given; those that nobody waits for any more,
    /// and what is no order, go unheeded.
    std::vector<Order> look(const fs::path& run_folder);

private:
    std::optional<std::chrono::steady_clock::time_point> looked_;
};

/// By the monitor's wishes.
void obey(const Order&, Monitor&);

} // namespace loom
