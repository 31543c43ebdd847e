// The collection's views in words for an assistant. Inside the room only.
#pragma once

#include <string>

#include "check/check.h"
#include "mcp/quoted.h"
#include "mcp/tools.h"

namespace headwater::mcp {

// Addresses of pages, from their place below the root.
std::string PageOf(const Setting& setting, std::string_view address);
// `2025-03-11T08:10:00+01:00`, a day, or `no time stated`.
std::string When(const std::optional<Moment>& published);
// "⟦Tidewire⟧, 2025-03-11…: ⟦headline⟧, https://…"
std::string LineWords(const store::ArticleLine& line, const Setting& setting, const Telling& telling);
// "⟦Vell Courier⟧ ← ⟦Tidewire⟧ (copy, 0.97) ← unknown", and each hop's evidence on a line of its own.
void TellChain(const news::Origin& origin, const Setting& setting, Telling& telling);
// "⟦Oda Brenning⟧ (promise): ⟦words⟧; first in …"
std::string StatementWords(const store::StatementLine& line, const Setting& setting, const Telling& telling);
// What was found, and what is unknown.
Told Tell(const check::Answer& answer, const Setting& setting, const Limits& limits);
void AddLink(Told& told, std::string_view name, std::string address);

}  // namespace headwater::mcp
