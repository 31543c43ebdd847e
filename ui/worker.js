// The service worker: keeps the shell, and for two days the pages that were read last. A page is always asked for first;
// what is refused, gone or too old is kept no longer, so that a takedown reaches this copy as well.
"use strict";
const kShell = "shell-__ASSETS__";
const kPages = "pages";
const kMostPages = 40;
const kMostAge = 48 * 60 * 60 * 1000;
const kKeptAt = "x-kept-at";
const base = new URL("./", self.location);
const shell = ["offline", "assets/__ASSETS__/headwater.css", "assets/__ASSETS__/headwater.js", "assets/__ASSETS__/icon.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kShell).then((cache) => cache.addAll(shell.map((path) => new URL(path, base).href))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== kShell && name !== kPages).map((name) => caches.delete(name))))
      .then(forgetOld)
      .then(() => self.clients.claim()),
  );
});

const isOld = (reply) => Date.now() - Number(reply.headers.get(kKeptAt) ?? 0) > kMostAge;

async function forgetOld() {
  const cache = await caches.open(kPages);
  const requests = await cache.keys();
  for (const [n, request] of requests.entries()) {
    const reply = await cache.match(request);
    if (!reply || isOld(reply) || n < requests.length - kMostPages) await cache.delete(request);
  }
}

// With the time when it was kept.
async function keep(request, reply) {
  const headers = new Headers(reply.headers);
  headers.set(kKeptAt, String(Date.now()));
  const cache = await caches.open(kPages);
  await cache.delete(request);
  await cache.put(request, new Response(await reply.blob(), { status: reply.status, headers }));
  await forgetOld();
}

async function page(event) {
  const request = event.request;
  const path = new URL(request.url).pathname.slice(base.pathname.length);
  try {
    const reply = await fetch(request);
    const keepable = path === "" || /^(story|article|thread)\/[^/]+(\/\d+)?$/.test(path);
    if (reply.ok && !reply.redirected && keepable) event.waitUntil(keep(request, reply.clone()));
    else if (!reply.ok) event.waitUntil(caches.open(kPages).then((cache) => cache.delete(request)));
    return reply;
  } catch (fault) {
    const kept = await (await caches.open(kPages)).match(request);
    if (kept && !isOld(kept)) return kept;
    return (await caches.match(new URL("offline", base).href)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return;
  const path = url.pathname.slice(base.pathname.length);
  // Who signs in or out leaves nothing of what another has read.
  if (request.method === "POST" && /^(signin|signout|welcome)$/.test(path)) event.waitUntil(caches.delete(kPages));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else if (path.startsWith("assets/__ASSETS__/")) {
    event.respondWith(
      caches.match(request).then(
        (kept) =>
          kept ??
          fetch(request).then((reply) => {
            if (reply.ok) {
              const copy = reply.clone();
              event.waitUntil(caches.open(kShell).then((cache) => cache.put(request, copy)));
            }
            return reply;
          }),
      ),
    );
  }
});
