#include "data/numbers.h"

#include <fmt/format.h>
#include <nettle/hmac.h>

namespace loom {
namespace {

/// HMAC-SHA-256 (RFC 2104), its first bytes in hexadecimal digits.
class Hash {
public:
    explicit Hash(std::string_view salt) { hmac_sha256_set_key(&context_, salt.size(), bytes(salt)); }
    std::string of(std::string_view text, std::size_t digits)
    {
        std::uint8_t digest[SHA256_DIGEST_SIZE];
        hmac_sha256_update(&context_, text.size(), bytes(text));
        hmac_sha256_digest(&context_, sizeof digest, digest); // Begins anew with the same key.
        std::string hex;
        for (const std::uint8_t byte : digest)
            hex += fmt::format("{:02x}", byte);
        hex.resize(digits);
        return hex;
    }

private:
    static const std::uint8_t* bytes(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }
    hmac_sha256_ctx context_;
};

/// Values become others that tell them apart and nothing else.
struct HashValues {
    std::string salt;
    std::int64_t digits = 16;

    struct Learned {};
    friend void to_json(nlohmann::json& json, const Learned&) { json = nlohmann::json::object(); }
    friend void from_json(const nlohmann::json&, Learned&) {}

    static bool takes(const Column& c)
    {
        return c.type == ColumnType::Text || c.type == ColumnType::Id || c.type == ColumnType::Category || c.type == ColumnType::Integer;
    }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const
    {
        if (salt.size() < 8)
            return Error{LOOM_TEXT("The salt is too short: who knows the values could try them all."), LOOM_TEXT("Type at least 8 characters that nobody guesses.")};
        return Learned{};
    }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        Hash hash(salt);
        put_column(table, column, changed_texts(**from, [&](const std::string& text) { return hash.of(text, std::size_t(digits)); }));
        return Ok{};
    }
    Message summary() const { return {LOOM_TEXT("%1 digits of HMAC-SHA-256"), digits}; }
};

} // namespace

const StepType& hash_step()
{
    static const StepType type = step<HashValues>({
        .id = "hash",
        .title = LOOM_TEXT("Hash values"),
        .help = LOOM_TEXT("Each value becomes a row of digits that nobody turns back without the salt: equal ones stay equal, so that rows can still be told apart or brought together."),
        .group = StepGroup::Privacy,
        .settings = {setting(&HashValues::salt, {.key = "salt", .label = LOOM_TEXT("Salt"), .help = LOOM_TEXT("A secret of at least 8 characters. It is kept in the project file: do not hand that on with the data.")}),
                     setting(&HashValues::digits, {.key = "digits", .label = LOOM_TEXT("Digits"), .help = LOOM_TEXT("Hexadecimal ones; 16 tell billions of values apart."), .min = 8, .max = 64})},
    });
    return type;
}

} // namespace loom
