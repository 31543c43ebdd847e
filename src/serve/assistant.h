// Assistants over HTTP: the Model Context Protocol's streamable HTTP transport, without streams or sessions.
#pragma once

#include "screen/visit.h"

namespace headwater::serve {

// POST /mcp: one JSON-RPC message (or, of the revision 2025-03-26, a list of them) is answered with one.
http::Reply AnswerAssistant(const screen::Visit& visit);

}  // namespace headwater::serve
