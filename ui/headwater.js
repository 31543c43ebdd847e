// Keys for those who like them; every page works without this file.
"use strict";
(() => {
  const stops = () => [...document.querySelectorAll(".stop")];
  const linkOf = (stop) => (stop.matches("a") ? stop : stop.querySelector("a[href]"));
  const help = document.getElementById("keys");
  let current = -1;

  function move(by) {
    const all = stops();
    if (all.length === 0) return;
    const focused = all.findIndex((stop) => stop.contains(document.activeElement));
    const from = focused >= 0 ? focused : current;
    current = Math.max(0, Math.min(all.length - 1, from + by));
    linkOf(all[current])?.focus();
  }

  function open() {
    const all = stops();
    const focused = all.findIndex((stop) => stop.contains(document.activeElement));
    linkOf(all[focused >= 0 ? focused : current] ?? document.body)?.click();
  }

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    o: open,
    "/": () => document.getElementById("find")?.focus(),
    h: () => document.querySelector("[data-key=home]")?.click(),
    "?": () => (help?.open ? help.close() : help?.showModal?.()),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  for (const link of document.querySelectorAll(".keys-link")) {
    link.addEventListener("click", (event) => {
      if (help?.showModal) {
        event.preventDefault();
        help.showModal();
      }
    });
  }

  // What is known of a mark is shown below the text when it is tapped or clicked; without this, its number leads there.
  const note = document.createElement("div");
  note.className = "tapped-note";
  note.setAttribute("role", "status");
  const hide = () => note.remove();
  for (const prose of document.querySelectorAll(".prose")) {
    prose.addEventListener("click", (event) => {
      hide();
      if (event.target.closest("a") || String(getSelection())) return;
      const said = event.target.closest("[data-said]");
      const known = said && document.getElementById(`said-${said.dataset.said}`);
      const mark = event.target.closest("span[title]");
      if (known) {
        note.replaceChildren(...[...known.childNodes].map((node) => node.cloneNode(true)));
      } else if (mark) {
        note.textContent = mark.title;
      } else {
        return;
      }
      document.body.append(note);
    });
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
