// ONNX's own tests of every operator (Debian: libonnx-testdata; PyPI: the package onnx, whose operators are newer): each
// file is read, run on both devices and compared with the results that come with it.
#include "core/onnx_kit.h"
#include "engine/backend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <optional>
#include <set>

using namespace loom;

namespace onnx_testdata_test {

/// Where PyPI's lie, beside the Python that tests compare with; empty where there is none.
fs::path of_python()
{
    const char* python = std::getenv("LOOM_PYTHON");
    std::error_code none;
    if (python && *python)
        for (const auto& version : fs::directory_iterator(fs::path(python).parent_path().parent_path() / "lib", none))
            if (const fs::path data = version.path() / "site-packages/onnx/backend/test/data"; fs::exists(data))
                return data;
    return {};
}

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
    {"AffineGrid", "grids of places"},
    {"DeformConv", "a convolution that chooses its places"},
    {"Col2Im", "a way back of windows"},
    {"CenterCropPad", "its expansion is read"},
    {"TensorScatter", "a memory of steps"},
    {"BitwiseAnd", "numbers as bits"},
    {"BitwiseOr", "numbers as bits"},
    {"BitwiseXor", "numbers as bits"},
    {"BitwiseNot", "numbers as bits"},
    {"ImageDecoder", "files of pictures"},
    {"RegexFullMatch", "strings"},
    {"StringConcat", "strings"},
    {"StringSplit", "strings"},
    {"TreeEnsemble", "classical learning"},
    {"ArrayFeatureExtractor", "classical learning"},
    {"Binarizer", "classical learning"},
    {"LabelEncoder", "classical learning"},
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
    {"test_scatter_elements_with_reduction_max", "the largest of what meets"},
    {"test_scatter_elements_with_reduction_min", "the largest of what meets"},
    {"test_scatternd_max", "the largest of what meets"},
    {"test_scatternd_min", "the largest of what meets"},
};

/// Tests whose results later versions of the data have corrected, by how their names begin: what attention does with three
/// axes and with heads that share keys (1.18 and before), and a length of 0 (1.20).
constexpr std::string_view corrected_results[] = {"test_attention_3d", "test_attention_4d_gqa", "test_l2normalization_axis_0"};

/// Parts of names of tests whose values have fewer bits or no sign, in the data of PyPI. They must be refused.
constexpr std::string_view foreign_types[] = {"FLOAT8", "FLOAT4", "INT4",     "INT2",     "FLOAT16", "BFLOAT16", "E8M0",
                                              "_fp16",  "float16", "_int8", "_int16", "_uint8", "_uint16", "_uint32", "_uint64",
                                              "_string"};

/// Tests whose values have types that programs do not have: fewer bits, no sign, text, sequences. They must be refused.
const std::set<std::string> tests_of_foreign_types = {
    "test_add_uint8",
    "test_cast_BFLOAT16_to_FLOAT",
    "test_cast_DOUBLE_to_FLOAT16",
    "test_cast_FLOAT16_to_DOUBLE",
    "test_cast_FLOAT16_to_FLOAT",
    "test_cast_FLOAT_to_BFLOAT16",
    "test_cast_FLOAT_to_FLOAT16",
    "test_cast_FLOAT_to_STRING",
    "test_cast_STRING_to_FLOAT",
    "test_castlike_BFLOAT16_to_FLOAT",
    "test_castlike_BFLOAT16_to_FLOAT_expanded",
    "test_castlike_DOUBLE_to_FLOAT16",
    "test_castlike_DOUBLE_to_FLOAT16_expanded",
    "test_castlike_FLOAT16_to_DOUBLE",
    "test_castlike_FLOAT16_to_DOUBLE_expanded",
    "test_castlike_FLOAT16_to_FLOAT",
    "test_castlike_FLOAT16_to_FLOAT_expanded",
    "test_castlike_FLOAT_to_BFLOAT16",
    "test_castlike_FLOAT_to_BFLOAT16_expanded",
    "test_castlike_FLOAT_to_FLOAT16",
    "test_castlike_FLOAT_to_FLOAT16_expanded",
    "test_castlike_FLOAT_to_STRING",
    "test_castlike_FLOAT_to_STRING_expanded",
    "test_castlike_STRING_to_FLOAT",
    "test_castlike_STRING_to_FLOAT_expanded",
    "test_clip_default_int8_inbounds",
    "test_clip_default_int8_inbounds_expanded",
    "test_clip_default_int8_max",
    "test_clip_default_int8_max_expanded",
    "test_clip_default_int8_min",
    "test_clip_default_int8_min_expanded",
    "test_div_uint8",
    "test_identity_opt",
    "test_identity_sequence",
    "test_max_float16",
    "test_max_int16",
    "test_max_int8",
    "test_max_uint16",
    "test_max_uint32",
    "test_max_uint64",
    "test_max_uint8",
    "test_maxpool_2d_uint8",
    "test_min_float16",
    "test_min_int16",
    "test_min_int8",
    "test_min_uint16",
    "test_min_uint32",
    "test_min_uint64",
    "test_min_uint8",
    "test_mod_mixed_sign_float16",
    "test_mod_mixed_sign_int16",
    "test_mod_mixed_sign_int8",
    "test_mod_uint16",
    "test_mod_uint32",
    "test_mod_uint64",
    "test_mod_uint8",
    "test_mul_uint8",
    "test_pow_types_float32_uint32",
    "test_pow_types_float32_uint64",
    "test_sub_uint8",
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

Outcome try_one(const fs::path& test, bool python)
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
    const auto begins = [&](std::string_view with) { return name.starts_with(with); };
    const auto holds = [&](std::string_view part) { return name.find(part) != std::string::npos; };
    if (tests_of_foreign_types.contains(name) || (python && std::ranges::any_of(foreign_types, holds)))
        return read ? Outcome{Outcome::Failed, "is read although its types are listed as foreign"}
                    : Outcome{Outcome::Foreign, "a type that programs do not have"};
    if (!read)
        return {Outcome::Failed, fault};
    if (read->outputs.size() < outputs.size() || read->inputs.size() != known)
        return {Outcome::Failed, "another number of inputs or outputs"};
    for (const std::string& id : onnx_kit::built_devices()) {
        const auto device = open_device(id);
        if (!device)
            return {Outcome::Failed, id + ": " + english(device.error())};
        auto executable = (*device)->compile(read->program, {1});
        if (!executable)
            return {Outcome::Failed, id + ": " + english(executable.error())};
        for (std::size_t i = 0; i < known; ++i)
            write(**executable, read->inputs[i], inputs[i]);
        if (const auto status = (*executable)->run(); !status)
            return {Outcome::Failed, id + ": " + english(status.error())};
        for (std::size_t i = 0; i < outputs.size(); ++i)
            if (const auto wrong = compare(**executable, read->program, read->outputs[i], outputs[i]); !wrong.empty())
                return std::ranges::any_of(corrected_results, begins) ? Outcome{Outcome::Foreign, "results that were corrected later"}
                                                                      : Outcome{Outcome::Failed, id + ": " + wrong};
    }
    return {Outcome::Passed, ""};
}

/// A folder and how many of its tests pass at least.
struct Folder {
    const char* name;
    int least;
    bool python = false;
};
void PrintTo(const Folder& f, std::ostream* out)
{
    *out << f.name;
}

class OnnxTestData : public testing::TestWithParam<Folder> {};

TEST_P(OnnxTestData, GivesTheResultsThatComeWithIt)
{
    const auto [name, least, python] = GetParam();
    const fs::path folder = python ? of_python() : "/usr/share/libonnx-testdata/data";
    if (folder.empty() || !fs::exists(folder / name))
        GTEST_SKIP() << (python ? "LOOM_PYTHON names no Python with the package onnx" : "libonnx-testdata is not installed");
    std::vector<fs::path> tests;
    for (const auto& entry : fs::directory_iterator(folder / name))
        if (fs::exists(entry.path() / "model.onnx"))
            tests.push_back(entry.path());
    std::ranges::sort(tests);
    int passed = 0, failed = 0;
    std::map<std::string, int> foreign;
    for (const fs::path& test : tests) {
        const Outcome outcome = try_one(test, python);
        passed += outcome.kind == Outcome::Passed;
        failed += outcome.kind == Outcome::Failed;
        if (outcome.kind == Outcome::Foreign)
            ++foreign[outcome.why];
        if (outcome.kind == Outcome::Failed)
            ADD_FAILURE() << test.filename().string() << ": " << outcome.why;
    }
    std::cout << name << ": " << tests.size() << " tests, " << passed << " passed, " << failed
              << " failed; out of scope";
    for (const auto& [why, n] : foreign)
        std::cout << "; " << n << " " << why;
    std::cout << "\n";
    EXPECT_GE(passed, least);
}

INSTANTIATE_TEST_SUITE_P(All, OnnxTestData,
                         testing::Values(Folder{"node", 755}, Folder{"simple", 9}, Folder{"pytorch-operator", 35},
                                         Folder{"pytorch-converted", 82}, Folder{"node", 1060, true}),
                         [](const auto& test) {
                             std::string name = test.param.name + std::string(test.param.python ? "_python" : "");
                             std::erase(name, '-');
                             return name;
                         });

} // namespace onnx_testdata_test
