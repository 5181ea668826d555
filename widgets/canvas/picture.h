#pragma once
#include "base/files.h"
#include "evaluate/node_look.h"
#include "graph/analysis.h"

#include <QSizeF>

namespace loom {

/// The whole graph as other programs show it: .svg, .pdf (one page of its size) or .png, by the file's name. In light
/// colours and in the current language; text stays text, so that it is sharp at every size and can be searched.
/// `scale`: 1 is 96 points an inch, as the canvas at 100%; a PDF's page is so many times larger. `looks`: what the nodes of the main graph give for a sample, shown in them; null
/// for none. Any thread.
Status save_picture(const fs::path&, const Document&, const Analysis&, const DataFacts*, double scale = 1,
                    const std::map<NodeId, NodeLook>* looks = nullptr);

/// Of the whole graph with its margin, at scale 1.
QSizeF picture_size(const Document&);

} // namespace loom
