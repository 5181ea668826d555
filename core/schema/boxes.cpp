#include "schema/boxes.h"

namespace loom {

bool holds_boxes(const DataFacts& data)
{
    return data.target == DataFacts::Target::Numbers && data.label_shape.size() == 2 && data.label_shape[1] == box_values && !data.classes.empty();
}

bool finds_boxes(const LossType& loss)
{
    return loss.id == "boxes";
}

std::string_view torch_box_scores()
{
    return R"(def box_scores(x):
    """For each cell of the grid: x, y, width and height of a box, in shares of the picture, and how likely each class is."""
    _, _, height, width = x.shape
    x = x.flatten(2).transpose(1, 2)
    cell = torch.arange(height * width)
    places = torch.stack([cell % width, cell // width], 1)
    middle = (torch.sigmoid(x[..., 1:3]) + places) / torch.tensor([width, height])
    likely = torch.sigmoid(x[..., :1]) * torch.softmax(x[..., 5:], dim=-1)
    return torch.cat([middle, torch.sigmoid(x[..., 3:5]), likely], dim=-1))";
}

std::string_view keras_box_scores()
{
    return R"(def box_scores(x):
    """For each cell of the grid: x, y, width and height of a box, in shares of the picture, and how likely each class is."""
    _, height, width, channels = x.shape
    x = ops.reshape(x, (-1, height * width, channels))
    cell = np.arange(height * width)
    places = np.stack([cell % width, cell // width], 1).astype("float32")
    middle = (ops.sigmoid(x[..., 1:3]) + places) / np.array([width, height], "float32")
    likely = ops.sigmoid(x[..., :1]) * ops.softmax(x[..., 5:], axis=-1)
    return ops.concatenate([middle, ops.sigmoid(x[..., 3:5]), likely], axis=-1))";
}

} // namespace loom
