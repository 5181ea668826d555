#include "data/subwords.h"

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

namespace loom {
namespace {

using sentencepiece::SentencePieceProcessor;

/// Gives the library one line after the other.
class Lines : public sentencepiece::SentenceIterator {
public:
    explicit Lines(const std::function<std::optional<std::string_view>()>& next_line) : next_line_(next_line) { Next(); }
    bool done() const override { return !line_; }
    void Next() override
    {
        line_ = next_line_();
        if (line_)
            text_ = *line_;
    }
    const std::string& value() const override { return text_; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    const std::function<std::optional<std::string_view>()>& next_line_;
    std::optional<std::string_view> line_;
    std::string text_;
};

const SentencePieceProcessor& model_of(const std::shared_ptr<const void>& model)
{
    return *static_cast<const SentencePieceProcessor*>(model.get());
}

} // namespace

Result<Subwords> Subwords::learn(SubwordKind kind, std::int64_t size, bool lower,
                                 const std::function<std::optional<std::string_view>()>& next_line)
{
    Lines lines(next_line);
    std::string bytes;
    // No limit that must be met: few texts give fewer pieces. One thread more or less would give other sums.
    const auto learned = sentencepiece::SentencePieceTrainer::Train(
        {{"model_type", kind == SubwordKind::BytePairs ? "bpe" : "unigram"},
         {"vocab_size", std::to_string(size)},
         {"hard_vocab_limit", "false"},
         {"pad_id", "0"},
         {"unk_id", "1"},
         {"bos_id", "-1"},
         {"eos_id", "-1"},
         {"num_threads", "2"},
         {"max_sentence_length", "1000000"},
         {"normalization_rule_name", lower ? "nmt_nfkc_cf" : "nmt_nfkc"},
         {"minloglevel", "4"}},
        &lines, &bytes);
    if (!learned.ok())
        return Error{Message(LOOM_TEXT("No pieces of words could be learned: %1"), std::string(learned.message())),
                     LOOM_TEXT("Choose fewer pieces, or cut the texts into words or characters.")};
    return from_bytes(bytes);
}

Result<Subwords> Subwords::from_bytes(std::string_view bytes)
{
    const auto model = std::make_shared<SentencePieceProcessor>();
    if (!model->LoadFromSerializedProto(bytes).ok() || model->pad_id() != 0 || model->unk_id() != 1)
        return Error{LOOM_TEXT("What was learned of pieces of words is damaged."),
                     LOOM_TEXT("Train again, or take the file from a backup.")};
    Subwords subwords;
    subwords.bytes_ = bytes;
    subwords.model_ = model;
    return subwords;
}

std::int64_t Subwords::size() const
{
    return model_of(model_).GetPieceSize();
}

std::string Subwords::piece(std::int64_t id) const
{
    return model_of(model_).IdToPiece(int(id));
}

std::vector<int> Subwords::ids(std::string_view text) const
{
    std::vector<int> ids;
    static_cast<void>(model_of(model_).Encode(text, &ids)); // Of what is no text there are none.
    return ids;
}

} // namespace loom
