#pragma once
#include "base/result.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace loom {

/// Another program that this one started and talks with line by line, over its standard input and output. Its standard
/// error is this program's. When the object goes, the program's input is closed; it may end by itself then, and is
/// killed where it does not within `patience`.
class Child {
public:
    static constexpr std::chrono::seconds patience{5};

    /// `arguments`: the program (looked for in PATH where it has no slash) and what it is called with. `name` is what
    /// errors call it.
    static Result<Child> start(std::string name, const std::vector<std::string>& arguments);
    Child(Child&&) noexcept;
    Child& operator=(Child&&) = delete;
    ~Child();

    /// Waits where the other program does not read: lines that are longer than a pipe holds (64 KiB) need a partner that
    /// reads before it writes.
    Status write_line(std::string_view);
    /// The next line without its end. An error where the program has ended, says nothing for so long, or has a line of
    /// more than 64 MiB.
    Result<std::string> read_line(std::chrono::seconds longest);

private:
    Child(std::string name, int process, int to, int from);
    /// Waits for its end, for as long as `patience` lasts; its status as waitpid() gives it.
    int leave();
    Error ended();

    std::string name_;
    int process_, to_, from_; // −1 where it is gone.
    std::string read_;        // What came and belongs to later lines.
};

} // namespace loom
