// The sample edition: articles about invented people and places, so that the first page is alive without a network.
#pragma once

#include <vector>

#include "base/result.h"
#include "pipeline/pipeline.h"
#include "store/store.h"

namespace headwater::cli {

// The embedded documents. A file's path below the edition's folder is its address:
// `vellmarpost.example/2031/weir.html`.
std::vector<pipeline::Incoming> SampleDocuments();

// Loads the sample edition into a store that has never held an article, once, through a pipeline that it opens for
// that.
Result<void> LoadSamplesOnce(store::Store& store, pipeline::Pipeline& pipeline);

}  // namespace headwater::cli
