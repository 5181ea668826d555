#pragma once
#include "train/runs.h"

namespace loom {

/// Writes a run as TensorBoard reads it, FOLDER/<run>/events.out.tfevents.<seconds of its start>.layerloom, in place of what an
/// earlier call has left there: records of TFRecord, each with the masked CRC-32C of its length and of its bytes, that hold
/// tensorflow.Event messages (tensorflow/core/lib/io/record_writer.h and util/event.proto). The scalars, as f32 (TensorBoard's own):
///
///   loss/step, accuracy/step, learning_rate/step, gradient_norm/step      of each step
///   loss/training, loss/validation, accuracy/training, accuracy/validation, seconds/epoch   at the step that ended an epoch, and of
///                                                                         validations within an epoch at theirs
///   loss/test, accuracy/test                                              at the last step
///
/// and the same of each of several Outputs with its name in front, “name/loss/step”. The histograms of the run's album, at the steps that ended
/// their epochs: weight/LAYER/WEIGHT, output/LAYER, gradient/LAYER, weight_gradient/LAYER/WEIGHT. What was not measured is left out. Times are the
/// run's start and its training time: pauses are left out. What the run was made with stands in HParams.
Status write_tensorboard(const Runs&, const RunRecord&, const fs::path& folder);

} // namespace loom
