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

  // What a mark says when pointed at is said to fingers as well: a tap shows it below the text.
  const note = document.createElement("p");
  note.className = "tapped-note";
  note.setAttribute("role", "status");
  for (const prose of document.querySelectorAll(".prose")) {
    prose.addEventListener("pointerup", (event) => {
      const mark = event.pointerType !== "mouse" && event.target.closest?.("span[title]");
      note.remove();
      if (mark) {
        note.textContent = mark.title;
        document.body.append(note);
      }
    });
  }
})();
