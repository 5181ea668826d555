#include "data/words.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

namespace loom {

struct Words::Breaks {
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator* iterator = ubrk_open(UBRK_WORD, "", nullptr, 0, &error);
    UText* text = nullptr;

    ~Breaks()
    {
        utext_close(text);
        ubrk_close(iterator);
    }
    bool at_word() const { return ubrk_getRuleStatus(iterator) >= UBRK_WORD_NONE_LIMIT; }
};

Words::Words() : breaks_(std::make_unique<Breaks>()) {}
Words::~Words() = default;

bool Words::begin(std::string_view text)
{
    breaks_->text = utext_openUTF8(breaks_->text, text.data(), std::int64_t(text.size()), &breaks_->error);
    ubrk_setUText(breaks_->iterator, breaks_->text, &breaks_->error);
    return U_SUCCESS(breaks_->error);
}

std::int64_t Words::count(std::string_view text)
{
    std::int64_t n = 0;
    if (begin(text))
        while (ubrk_next(breaks_->iterator) != UBRK_DONE)
            n += breaks_->at_word();
    return n;
}

std::vector<std::pair<std::size_t, std::size_t>> Words::spans(std::string_view text)
{
    std::vector<std::pair<std::size_t, std::size_t>> found;
    if (!begin(text))
        return found;
    std::size_t from = 0;
    for (auto to = ubrk_next(breaks_->iterator); to != UBRK_DONE; to = ubrk_next(breaks_->iterator)) {
        if (breaks_->at_word())
            found.emplace_back(from, std::size_t(to));
        from = std::size_t(to);
    }
    return found;
}

} // namespace loom
