// Comfort for those who have scripts: keys, marks without a reload, news as it comes, sharing. Every page works without it.
"use strict";
(() => {
  const root = document.documentElement.dataset.root ?? "./";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const stops = () => all(".stop");
  const linkOf = (stop) => (stop.matches("a") ? stop : stop.querySelector("a[href]"));
  const help = document.getElementById("keys");
  let current = -1;

  const here = () => {
    const list = stops();
    const focused = list.findIndex((stop) => stop.contains(document.activeElement));
    return list[focused >= 0 ? focused : current];
  };

  function move(by) {
    const list = stops();
    if (list.length === 0) return;
    const focused = list.findIndex((stop) => stop.contains(document.activeElement));
    current = Math.max(0, Math.min(list.length - 1, (focused >= 0 ? focused : current) + by));
    linkOf(list[current])?.focus();
    list[current].scrollIntoView({ block: "nearest" });
  }

  // The mark of the item in focus, else that of the page.
  function mark(name) {
    const button = here()?.querySelector(`button[data-mark=${name}]`) ?? document.querySelector(`.page-marks button[data-mark=${name}]`);
    button?.click();
  }

  const go = (path) => () => location.assign(new URL(root + path, location.href));
  const actions = {
    j: () => move(1),
    n: () => move(1),
    k: () => move(-1),
    p: () => move(-1),
    o: () => linkOf(here() ?? document.body)?.click(),
    v: () => (document.querySelector("a.original") ?? linkOf(here() ?? document.body))?.click(),
    s: () => mark("starred"),
    m: () => mark("read"),
    l: () => mark("later"),
    "/": () => document.getElementById("find")?.focus(),
    h: go(""),
    "?": () => (help?.open ? help.close() : help?.showModal?.()),
    Escape: () => (help?.open ? help.close() : document.querySelector(".tapped-note, .hit-note")?.remove()),
  };
  const places = {
    h: go(""), n: go("?order=newest"), s: go("starred"), l: go("later"), u: go("subscriptions"), f: go("searches"),
    w: go("statements"), c: go("corrections"), "/": go("search"),
  };
  let going = 0; // until when a second key is waited for

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "g") {
      going = Date.now() + 1500;
      return;
    }
    const action = going > Date.now() ? places[event.key] : actions[event.key];
    going = 0;
    if (action) {
      event.preventDefault();
      action();
    }
  });

  for (const link of all(".keys-link")) {
    link.addEventListener("click", (event) => {
      if (help?.showModal) {
        event.preventDefault();
        help.showModal();
      }
    });
  }

  // Forms that are asked as soon as something is chosen.
  for (const form of all("form[data-auto]")) {
    form.classList.add("scripted");
    form.addEventListener("change", () => form.requestSubmit());
    // What is left empty stays out of the address.
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
    });
  }
  // The zone that this computer is in stands first.
  for (const select of all("select[data-own-zone]")) {
    const own = [...select.options].find((option) => option.value === Intl.DateTimeFormat().resolvedOptions().timeZone);
    if (own) select.options[0].after(Object.assign(own.cloneNode(true), { selected: own.selected }));
  }
  if (matchMedia("(min-width: 60rem)").matches) for (const each of all("details[data-open-wide]")) each.open = true;

  // Marks: the button says at once what holds, and takes it back where the house does not agree.
  const say = (words) => {
    const place = document.getElementById("said-aloud");
    if (place) place.textContent = words;
  };
  function show(button, on) {
    for (const other of all(`button[data-mark="${button.dataset.mark}"][data-item="${button.dataset.item}"]`)) {
      other.setAttribute("aria-pressed", String(on));
      other.value = `${on ? "-" : "+"}${button.dataset.mark} ${button.dataset.item}`;
      other.closest(".stop")?.classList.toggle(`is-${button.dataset.mark}`, on);
    }
  }
  document.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button?.dataset.mark) return;
    event.preventDefault();
    const on = button.getAttribute("aria-pressed") !== "true";
    const body = new URLSearchParams(new FormData(event.target));
    body.set(button.name, button.value);
    show(button, on);
    try {
      const reply = await fetch(event.target.action, { method: "POST", body, headers: { accept: "application/json" } });
      if (!reply.ok) throw new Error(String(reply.status));
      say(button.dataset[on ? "on" : "off"] ?? "");
    } catch {
      show(button, !on);
    }
  });

  // What stood open for two seconds is read.
  const opened = document.querySelector(".page-marks button[data-mark=read][aria-pressed=false]");
  if (opened) {
    let timer = 0;
    const watch = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(() => opened.getAttribute("aria-pressed") === "false" && opened.click(), 2000);
    };
    document.addEventListener("visibilitychange", watch);
    watch();
  }

  // The system's sheet where there is one, else the clipboard.
  for (const button of all("button.share")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const shared = { title: document.querySelector("h1")?.innerText ?? document.title, url: location.href.split("#")[0] };
      try {
        if (navigator.share) return await navigator.share(shared);
        await navigator.clipboard.writeText(shared.url);
        const words = button.textContent;
        button.textContent = button.dataset.copied;
        say(button.dataset.copied);
        setTimeout(() => (button.textContent = words), 2500);
      } catch {
        // Whoever closes the sheet wants nothing shared.
      }
    });
  }

  const fetched = async (address) => {
    const reply = await fetch(address);
    return new DOMParser().parseFromString(await reply.text(), "text/html");
  };

  // Work that goes on: what is told of it is put in its place until it is done.
  const again = () => {
    if (document.querySelector("[data-again]")) setTimeout(renew, 1500);
  };
  const renew = async () => {
    const old = document.querySelector("[data-renew]");
    try {
      const fresh = document.hidden ? null : (await fetched(location.href)).querySelector("[data-renew]");
      if (fresh && !fresh.isEqualNode(old)) old.replaceWith(fresh);
    } catch {
      // The house may be starting anew.
    }
    again();
  };
  again();

  // News as it comes, while the page is looked at.
  const live = document.querySelector("[data-live]");
  if (live && "EventSource" in window) {
    let source = null;
    let first = null;
    let known = 0;
    const stop = () => {
      source?.close();
      source = null;
    };
    const start = () => {
      if (source || document.hidden) return;
      source = new EventSource(root + "events");
      source.addEventListener("pulse", (event) => {
        const pulse = JSON.parse(event.data);
        const run = event.lastEventId.split("-")[0];
        if (!first || first.run !== run) {
          first = { run, placed: Math.max(0, pulse.placed - known), taken: first?.taken ?? pulse.taken };
        }
        tell(pulse);
      });
    };
    const fill = (phrase, number) => phrase.replace("{0}", number.toLocaleString(document.documentElement.lang));
    const tell = (pulse) => {
      const fresh = pulse.placed - first.placed;
      known = fresh;
      const news = live.querySelector("[data-fresh]");
      if (news && fresh > 0) {
        news.textContent = fill(fresh === 1 ? news.dataset.one : news.dataset.other, fresh);
        news.hidden = false;
      }
      const busy = live.querySelector("[data-busy]");
      if (busy) {
        const count = pulse.waiting + pulse.unplaced;
        busy.hidden = count === 0;
        busy.textContent = count === 0 ? "" : fill(count === 1 ? busy.dataset.one : busy.dataset.other, count);
      }
      if (pulse.taken > first.taken) {
        first.taken = pulse.taken;
        takeAway();
      }
      if (pulse.hits > 0 && pulse.hits !== first.hits) {
        first.hits = pulse.hits;
        tellHits().catch(() => {}); // the house may be starting anew
      }
      if (live.dataset.check && Number(live.dataset.check) < pulse.checked) refresh();
    };
    // What one's own alerts told and one has not looked at yet.
    const tellHits = async () => {
      const reply = await fetch(root + "alerts/fresh");
      if (!reply.ok) return;
      const { words, hits } = await reply.json();
      document.querySelector(".hit-note")?.remove();
      if (hits.length === 0) return;
      const link = (href, text) => Object.assign(document.createElement("a"), { href: root + href, textContent: text });
      const note = Object.assign(document.createElement("div"), { className: "hit-note" });
      note.setAttribute("role", "status");
      const head = document.createElement("p");
      head.append(link("alerts", words));
      note.append(head);
      for (const hit of hits.slice(0, 3)) {
        const line = document.createElement("p");
        line.append(`${hit.reason}: `, link(hit.href, hit.headline));
        note.append(line);
      }
      const close = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "×" });
      close.setAttribute("aria-label", document.querySelector("#keys form button")?.textContent ?? "×");
      close.addEventListener("click", () => note.remove());
      note.prepend(close);
      document.body.append(note);
    };
    // Only what the page itself shows is put in its place.
    const refresh = async () => {
      stop();
      const main = (await fetched(location.href)).querySelector("main");
      if (main) document.querySelector("main").replaceChildren(...main.childNodes);
      // A check has several steps.
      const next = document.querySelector("[data-live][data-check]");
      if (next) {
        live.dataset.check = next.dataset.check;
        start();
      }
    };
    // What was removed meanwhile leaves the page; what only gave way to newer stories stays under its reader's eyes.
    const takeAway = async () => {
      const fresh = await fetched(location.href);
      // A story's rows stand beside its lanes: both change together. One that is gone says so itself.
      const [river, now] = [document.querySelector(".river"), fresh.querySelector(".river")];
      if (river && !now) return location.reload();
      river?.replaceWith(now);
      const shown = stops().filter((stop) => linkOf(stop));
      const there = new Set(all(".stop", fresh).map((stop) => linkOf(stop)?.getAttribute("href")));
      for (const stop of shown) {
        const href = linkOf(stop).getAttribute("href");
        if (there.has(href)) continue;
        const reply = live.dataset.live === "whole" ? { ok: false } : await fetch(linkOf(stop).href, { method: "HEAD" });
        if (!reply.ok) (stop.closest("li") ?? stop).remove();
      }
    };
    document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
    addEventListener("pagehide", stop);
    addEventListener("pageshow", start);
    start();
  }

  if ("serviceWorker" in navigator && isSecureContext) {
    addEventListener("load", () => navigator.serviceWorker.register(root + "worker.js").catch(() => {}));
  }

  // Pages that are kept here, where there is no connection.
  const kept = document.getElementById("kept-pages");
  if (kept && "caches" in window) {
    caches.open("pages").then(async (cache) => {
      for (const request of (await cache.keys()).reverse()) {
        const reply = await cache.match(request);
        const title = /<h1[^>]*>(.*?)<\/h1>/s.exec(await reply.text())?.[1].replace(/<[^>]*>/g, "");
        const link = document.createElement("a");
        link.href = request.url;
        link.append(new DOMParser().parseFromString(title ?? "", "text/html").body.textContent || request.url);
        const item = document.createElement("li");
        item.append(link);
        kept.append(item);
      }
    });
  }

  // What is known of a mark is shown below the text when it is tapped or clicked; without this, its number leads there.
  const note = document.createElement("div");
  note.className = "tapped-note";
  note.setAttribute("role", "status");
  const hide = () => note.remove();
  for (const prose of all(".prose")) {
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
})();
