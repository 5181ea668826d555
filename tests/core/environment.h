#pragma once
#include <cstdlib>
#include <optional>
#include <string>

namespace loom::test {

/// Another value of an environment variable while it lives.
class Environment {
public:
    Environment(const char* name, const char* value) : name_(name)
    {
        if (const char* before = std::getenv(name))
            before_ = before;
        value ? ::setenv(name, value, 1) : ::unsetenv(name);
    }
    ~Environment() { before_ ? ::setenv(name_, before_->c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::optional<std::string> before_;
};

} // namespace loom::test
