// The file itself; what its operators mean is in onnx_import/.
#include "exchange/onnx_import/import.h"
#include "exchange/onnx_network/draft.h"

#include <nlohmann/json.hpp>

#include <set>

namespace loom {
namespace {

template <class Proto>
Result<Proto> parsed(const fs::path& path)
{
    const auto bytes = read_file(path, std::size_t{0x7fffffff});
    if (!bytes)
        return bytes.error();
    Proto proto;
    if (!proto.ParseFromString(*bytes))
        return Error{Message(LOOM_TEXT("%1 is not a whole ONNX file."), path_text(path)),
                     LOOM_TEXT("Export it again, or choose another file.")};
    return proto;
}

OnnxNotes notes_of(const onnx::ModelProto& model)
{
    OnnxNotes notes{.name = model.graph().name(), .labels = {}};
    for (const auto& p : model.metadata_props())
        if (p.key() == "labels")
            if (const auto labels = nlohmann::json::parse(p.value(), nullptr, false); labels.is_array())
                for (const auto& l : labels)
                    if (l.is_string())
                        notes.labels.push_back(l);
    return notes;
}

} // namespace

Result<OnnxProgram> read_onnx(const fs::path& path, const OnnxRequest& request)
{
    const auto model = parsed<onnx::ModelProto>(path);
    if (!model)
        return model.error();
    try {
        OnnxProgram result = onnx_import::Import(*model, request, path.parent_path()).run();
        result.notes = notes_of(*model);
        return result;
    } catch (const onnx_import::Refusal& refusal) {
        return refusal.error;
    }
}

Result<OnnxNetwork> read_onnx_network(const fs::path& path)
{
    const auto model = parsed<onnx::ModelProto>(path);
    if (!model)
        return model.error();
    try {
        onnx_network::Draft draft;
        const OnnxRequest request{.batch = 3}; // Of no meaning; not 1, so that axes of size 1 are told from it.
        const OnnxProgram read = onnx_import::Import(*model, request, path.parent_path(), &draft).run();
        OnnxNetwork result = draft.finish(read.program);
        result.notes = notes_of(*model);
        return result;
    } catch (const onnx_import::Refusal& refusal) {
        return refusal.error;
    }
}

Result<OnnxOutline> outline_onnx(const fs::path& path)
{
    const auto model = parsed<onnx::ModelProto>(path);
    if (!model)
        return model.error();
    std::set<std::string> weights;
    for (const auto& t : model->graph().initializer())
        weights.insert(t.name());
    OnnxOutline out;
    for (const auto& input : model->graph().input())
        if (!weights.contains(input.name()))
            out.inputs.push_back(input.name());
    for (const auto& node : model->graph().node())
        out.operators.push_back(node.op_type());
    for (const auto& opset : model->opset_import())
        if (opset.domain().empty() || opset.domain() == "ai.onnx")
            out.opset = opset.version();
    return out;
}

Result<OnnxTensor> read_onnx_tensor(const fs::path& path)
{
    const auto tensor = parsed<onnx::TensorProto>(path);
    if (!tensor)
        return tensor.error();
    try {
        onnx_import::Beside nothing;
        return onnx_import::tensor_of(*tensor, nothing);
    } catch (const onnx_import::Refusal& refusal) {
        return refusal.error;
    }
}

} // namespace loom
