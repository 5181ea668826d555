#pragma once
#include "base/text.h"

#include <string>
#include <utility>
#include <variant>

namespace loom {

/// Who is wrong: decides the exit code of the terminal program.
enum class Blame {
    Input,  // The user's model or file.
    Call,   // How the program was called.
    Machine // Disk, memory, device.
};

/// What went wrong, where, and what the user can do about it.
struct Error {
    Message message;
    Message hint = {};
    Blame blame = Blame::Input;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& operator*() & { return std::get<0>(state_); }
    const T& operator*() const& { return std::get<0>(state_); }
    T&& operator*() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &std::get<0>(state_); }
    const T* operator->() const { return &std::get<0>(state_); }
    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

struct Ok {};
using Status = Result<Ok>;

/// Hands an error to the caller: LOOM_TRY(status_expression);
#define LOOM_TRY(expression)                                \
    do {                                                    \
        if (auto loom_status = (expression); !loom_status) \
            return loom_status.error();                     \
    } while (false)

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

} // namespace loom
