// ONNX's own tests of every operator (Debian: libonnx-testdata): each file is read, run on both devices and compared
// with the results that come with it.
#include "engine/backend.h"
#include "exchange/onnx.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <optional>

using namespace loom;

namespace {

const fs::path folder = "/usr/share/libonnx-testdata/data";

constexpr int latest_opset = 22; // Of Debian 13's package; Debian 12's ends with 17.

/// Operators that no program has, and why. A file that uses one must be refused.
const std::map<std::string, const char*> foreign_operators = {
    {"Bernoulli", "draws at random"},
    {"RandomUniformLike", "draws at random"},
    {"BitShift", "numbers without a sign"},
    {"If", "a choice between graphs"},
    {"Loop", "a loop over graphs"},
    {"Scan", "a loop over graphs"},
    {"SequenceMap", "sequences of tensors"},
    {"SequenceAt", "sequences of tensors"},
    {"SequenceConstruct", "sequences of tensors"},
    {"SequenceEmpty", "sequences of tensors"},
    {"SequenceErase", "sequences of tensors"},
    {"SequenceInsert", "sequences of tensors"},
    {"SequenceLength", "sequences of tensors"},
    {"SplitToSequence", "sequences of tensors"},
    {"ConcatFromSequence", "sequences of tensors"},
    {"OptionalGetElement", "optional values"},
    {"OptionalHasElement", "optional values"},
    {"StringNormalizer", "strings"},
    {"TfIdfVectorizer", "words of language models before neural networks"},
    {"ConvInteger", "quantised numbers"},
    {"MatMulInteger", "quantised numbers"},
    {"QLinearConv", "quantised numbers"},
    {"QLinearMatMul", "quantised numbers"},
    {"QuantizeLinear", "quantised numbers"},
    {"DequantizeLinear", "quantised numbers"},
    {"DynamicQuantizeLinear", "quantised numbers"},
    {"DFT", "complex numbers"},
    {"STFT", "complex numbers"},
    {"BlackmanWindow", "signals; its expansion is read"},
    {"HammingWindow", "signals; its expansion is read"},
    {"HannWindow", "signals; its expansion is read"},
    {"MelWeightMatrix", "signals"},
    {"NonMaxSuppression", "a shape that depends on values"},
    {"NonZero", "a shape that depends on values"},
    {"Unique", "a shape that depends on values"},
    {"Det", "linear algebra"},
    {"MaxUnpool", "the places of maxima"},
    {"RoiAlign", "detection"},
    {"GridSample", "detection"},
    {"TreeEnsemble", "classical learning"},
    {"ArrayFeatureExtractor", "classical learning"},
    {"Binarizer", "classical learning"},
};

/// Tests of operators that can be read, in a form that cannot, and why.
const std::map<std::string, const char*> foreign_tests = {
    {"test_maxpool_with_argmax_2d_precomputed_pads", "the places of maxima"},
    {"test_maxpool_with_argmax_2d_precomputed_strides", "the places of maxima"},
    {"test_adam_multiple", "results made with another epsilon than the file has"},
    {"test_training_dropout", "draws at random"},
    {"test_training_dropout_default", "draws at random"},
    {"test_training_dropout_default_mask", "draws at random"},
    {"test_training_dropout_mask", "draws at random"},
};

std::string english(const Error& e)
{
    return render(e.message, Language::English);
}

/// Inputs or outputs of a test, in order.
std::vector<OnnxTensor> tensors(const fs::path& data, const std::string& kind, std::string& fault)
{
    std::vector<OnnxTensor> out;
    for (int i = 0; fs::exists(data / (kind + "_" + std::to_string(i) + ".pb")); ++i) {
        auto t = read_onnx_tensor(data / (kind + "_" + std::to_string(i) + ".pb"));
        if (!t) {
            fault = english(t.error());
            return {};
        }
        out.push_back(std::move(*t));
    }
    return out;
}

void write(Executable& e, TensorId id, const OnnxTensor& t)
{
    if (is_real(t.dtype))
        e.write(id, std::span<const double>(t.reals));
    else
        e.write(id, std::span<const std::int64_t>(t.whole));
}

bool near(double got, double wanted)
{
    if (std::isnan(wanted) || std::isinf(wanted))
        return std::isnan(wanted) ? std::isnan(got) : got == wanted;
    return std::abs(got - wanted) <= 1e-5 + 1e-3 * std::abs(wanted);
}

/// What is wrong; empty where nothing is.
std::string compare(const Executable& e, const Program& program, TensorId id, const OnnxTensor& wanted)
{
    const Tensor& t = program.at(id);
    if (t.shape != wanted.shape || t.dtype != wanted.dtype)
        return "output " + t.name + " has another shape or type";
    const std::size_t n = count(t.shape);
    if (!is_real(t.dtype)) {
        std::vector<std::int64_t> got(n);
        e.read(id, std::span<std::int64_t>(got));
        return got == wanted.whole ? "" : "output " + t.name + " differs";
    }
    std::vector<double> got(n);
    e.read(id, std::span<double>(got));
    for (std::size_t i = 0; i < n; ++i)
        if (!near(got[i], wanted.reals[i]))
            return "output " + t.name + "[" + std::to_string(i) + "] is " + std::to_string(got[i]) + " instead of " +
                   std::to_string(wanted.reals[i]);
    return "";
}

struct Outcome {
    enum { Passed, Foreign, Failed } kind;
    std::string why;
};

Outcome try_one(const fs::path& test)
{
    const fs::path file = test / "model.onnx";
    const auto outline = outline_onnx(file);
    if (!outline)
        return {Outcome::Failed, english(outline.error())};
    // Without, with shapes and the like, and at last with everything known beforehand.
    std::string fault;
    const auto inputs = tensors(test / "test_data_set_0", "input", fault),
               outputs = tensors(test / "test_data_set_0", "output", fault);
    std::optional<OnnxProgram> read;
    std::size_t known = 0;
    for (int attempt = 0; attempt < 3 && !read; ++attempt) {
        OnnxRequest request;
        for (std::size_t i = attempt == 1 ? 1 : 0; attempt > 0 && i < inputs.size(); ++i)
            request.known[outline->inputs[i]] = inputs[i];
        auto result = read_onnx(file, request);
        known = inputs.size() - request.known.size();
        if (result)
            read = std::move(*result);
        else if (attempt == 0)
            fault = english(result.error());
    }
    const std::string name = test.filename().string();
    const auto foreign =
        std::ranges::find_if(outline->operators, [](const auto& op) { return foreign_operators.contains(op); });
    if (foreign != outline->operators.end() || foreign_tests.contains(name)) {
        const std::string why = foreign_tests.contains(name) ? foreign_tests.at(name) : foreign_operators.at(*foreign);
        return read && foreign != outline->operators.end()
                   ? Outcome{Outcome::Failed, "is read although it is listed: " + why}
                   : Outcome{Outcome::Foreign, why};
    }
    if (fault.find("a type that cannot be read") != fault.npos)
        return {Outcome::Foreign, "a type that programs do not have"};
    for (int opset = 18; opset <= latest_opset; ++opset)
        if (fault == "The ONNX model uses opset " + std::to_string(opset) + ".")
            return {Outcome::Foreign, "an opset after 17"};
    if (!read)
        return {Outcome::Failed, fault};
    if (read->outputs.size() < outputs.size() || read->inputs.size() != known)
        return {Outcome::Failed, "another number of inputs or outputs"};
    for (const char* id : {"reference", "cpu"}) {
        const auto device = open_device(id);
        if (!device)
            continue;
        auto executable = (*device)->compile(read->program, {1});
        if (!executable)
            return {Outcome::Failed, id + (": " + english(executable.error()))};
        for (std::size_t i = 0; i < known; ++i)
            write(**executable, read->inputs[i], inputs[i]);
        if (const auto status = (*executable)->run(); !status)
            return {Outcome::Failed, id + (": " + english(status.error()))};
        for (std::size_t i = 0; i < outputs.size(); ++i)
            if (const auto wrong = compare(**executable, read->program, read->outputs[i], outputs[i]); !wrong.empty())
                return {Outcome::Failed, id + (": " + wrong)};
    }
    return {Outcome::Passed, ""};
}

class OnnxTestData : public testing::TestWithParam<const char*> {};

TEST_P(OnnxTestData, GivesTheResultsThatComeWithIt)
{
    if (!fs::exists(folder / GetParam()))
        GTEST_SKIP() << "libonnx-testdata is not installed";
    std::vector<fs::path> tests;
    for (const auto& entry : fs::directory_iterator(folder / GetParam()))
        if (fs::exists(entry.path() / "model.onnx"))
            tests.push_back(entry.path());
    std::ranges::sort(tests);
    int passed = 0, failed = 0;
    std::map<std::string, int> foreign;
    for (const fs::path& test : tests) {
        const Outcome outcome = try_one(test);
        passed += outcome.kind == Outcome::Passed;
        failed += outcome.kind == Outcome::Failed;
        if (outcome.kind == Outcome::Foreign)
            ++foreign[outcome.why];
        if (outcome.kind == Outcome::Failed)
            ADD_FAILURE() << test.filename().string() << ": " << outcome.why;
    }
    std::cout << GetParam() << ": " << tests.size() << " tests, " << passed << " passed, " << failed
              << " failed; out of scope";
    for (const auto& [why, n] : foreign)
        std::cout << "; " << n << " " << why;
    std::cout << "\n";
    EXPECT_GT(passed, 0);
}

INSTANTIATE_TEST_SUITE_P(All, OnnxTestData, testing::Values("node", "simple", "pytorch-operator", "pytorch-converted"),
                         [](const auto& test) {
                             std::string name = test.param;
                             std::erase(name, '-');
                             return name;
                         });

} // namespace
