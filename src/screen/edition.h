// The edition that a front page's address asks for, and the ways from it to others.
#pragma once

#include "screen/visit.h"
#include "store/editions.h"

namespace headwater::screen {

// `?language=de&country=FR&subject=politics&when=day&order=carried&single=1`; what is none of these is passed over.
// Without a language in it, that of who asks.
store::EditionQuestion EditionOf(const Visit& visit);

// The address of a front page, from the root: `?language=de`; what is as it is without asking is left out. `own`: the
// language of who asks, which is what there is without asking; all of them are then `?language=all`.
std::string EditionAddress(const store::EditionQuestion& question, std::string_view when, std::string_view own = {});

// Subjects as links; language, country, time and order as the choices of a form.
void PutEdition(Card& card, const Visit& visit, const store::EditionQuestion& question,
                const store::EditionChoices& choices);

// "Politics · German · France": what the edition is narrowed to; empty for the whole.
std::string EditionWords(const Visit& visit, const store::EditionQuestion& question);

}  // namespace headwater::screen
