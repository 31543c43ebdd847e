// The newsroom's flows in Debian's Chromium: editions, facets, saved searches, the ledger, remarks, citations, keys, live
// pages and the app, at phone and desk width, in light and dark.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { openHouse, openPublisher, tree } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = join(tree, "build", "screenshots");
const kWait = 60_000;
const kStandards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const views = [
  { name: "wide", viewport: { width: 1280, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
];

let house;
let browser;
let page;
const complaints = [];
const at = (address) => new URL(address, house.address).href;

before(async () => {
  mkdirSync(shots, { recursive: true });
  house = await openHouse();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
  page = await (await browser.newContext(views[0])).newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(house.address)) complaints.push(`asked ${request.url()}`);
  });
});

after(async () => {
  await browser?.close();
  await house?.close();
});

test("a reader narrows the front page to a language and a subject, and comes back", async () => {
  await page.goto(house.address);
  const all = await page.locator("article.stop").count();
  await Promise.all([page.waitForURL(/language=de/), page.locator("select[name=language]").selectOption("de")]);
  assert.doesNotMatch(page.url(), /country=|order=/, "what is left open stays out of the address");
  const german = await page.locator("article.stop").count();
  assert.ok(german > 0 && german < all, `${german} of ${all}`);
  await page.getByRole("link", { name: "Whole edition" }).click();
  assert.equal(await page.locator("article.stop").count(), all);
  await page.locator(".subjects a").nth(1).click();
  assert.equal(await page.locator(".subjects [aria-current]").count(), 1);
  assert.ok((await page.locator("article.stop").count()) > 0);
});

test("hits are narrowed by a facet, widened by its chip, and the search is saved", async () => {
  await page.goto(at("search?q=dam"));
  const all = await page.locator(".hits > li").count();
  const source = page.locator(".facet", { hasText: "Source" }).locator("a").first();
  const count = Number(await page.locator(".facet", { hasText: "Source" }).locator(".number").first().innerText());
  await source.click();
  assert.equal(await page.locator(".hits > li").count(), count);
  await page.locator(".chip-x").click();
  assert.equal(await page.locator(".hits > li").count(), all);
  await page.getByRole("link", { name: "Best match first" }).click();
  assert.equal(await page.locator(".hits > li").count(), all);
  await page.getByRole("link", { name: "Save this search" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("The dam");
  await page.getByRole("button", { name: "Save this search" }).click();
  await page.goto(house.address);
  await page.getByRole("link", { name: "The dam", exact: true }).click();
  assert.equal(await page.locator("#q").inputValue(), "dam");
  await page.goto(at("searches"));
  await page.getByRole("button", { name: "Forget" }).click();
  assert.match(await page.locator("main").innerText(), /No search is saved yet/);
});

test("the ledger finds who said what, by speaker and kind", async () => {
  await page.goto(at("statements"));
  const all = await page.locator(".ledger .statements > li").count();
  assert.ok(all > 5);
  await page.locator("#type").selectOption("denial");
  await page.getByRole("button", { name: "Search" }).last().click();
  assert.ok((await page.locator(".ledger .statements > li").count()) < all);
});

test("users discuss a story, and a remark can be taken away", async () => {
  await page.goto(house.address);
  await page.locator(".lead h2 a").click();
  await page.getByRole("link", { name: "Discuss" }).click();
  await page.locator("#words").fill("Is the second source independent?");
  await page.getByRole("button", { name: "Add it" }).click();
  assert.match(await page.locator(".remarks").innerText(), /Is the second source independent\?/);
  await page.getByRole("button", { name: "Remove" }).click();
  assert.equal(await page.locator(".remarks li").count(), 0);
});

test("an article is cited, and the address is shared", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(house.address);
  await page.locator(".lead h2 a").click();
  await page.locator(".place-headline a").first().click();
  const address = page.url();
  await page.evaluate(() => Object.defineProperty(navigator, "share", { value: undefined }));
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "The address is copied." }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
  await page.getByRole("link", { name: "Cite" }).click();
  assert.match(await page.locator("pre").first().innerText(), /"archive_location":"http/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save" }).nth(1).click()]);
  assert.match(download.suggestedFilename(), /\.bib$/);
});

test("keys go to other pages after g, and the list of keys tells of it", async () => {
  await page.goto(house.address);
  await page.keyboard.press("g");
  await Promise.all([page.waitForURL(/order=newest/), page.keyboard.press("n")]);
  await page.keyboard.press("?");
  assert.match(await page.locator("#keys").innerText(), /read later/);
  await page.keyboard.press("Escape");
});

test("new articles are offered on the front page without a reload, and an errand shows its answer", async () => {
  const publisher = await openPublisher();
  try {
    await page.goto(house.address);
    const reader = await page.context().newPage();
    await reader.goto(at("subscriptions"));
    await reader.locator("#address").fill(publisher.feed);
    await reader.getByRole("button", { name: "Subscribe" }).click();
    await reader.locator(".answer.good").waitFor({ timeout: kWait });
    await reader.close();
    await page.locator("[data-fresh]:not([hidden])").waitFor({ timeout: kWait });
    assert.match(await page.locator("[data-fresh]").innerText(), /1 new article/);
    await page.locator("[data-fresh]").click();
    await page.goto(at("?order=newest"));
    await page.goto(at("search?q=lantern"));
    assert.ok((await page.locator(".hits > li").count()) > 0);
  } finally {
    await publisher.close();
  }
});

test("a page that was read is there without a connection, and one that was not says so", async () => {
  const own = await browser.newContext(views[0]);
  const reader = await own.newPage();
  await reader.goto(house.address);
  await reader.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((done) => setTimeout(done, 300))));
  await reader.reload();
  const address = await reader.locator(".lead h2 a").getAttribute("href");
  await reader.locator(".lead h2 a").click();
  await reader.waitForTimeout(500);
  const headline = await reader.locator("h1").innerText();
  await own.setOffline(true);
  await reader.reload();
  assert.equal(await reader.locator("h1").innerText(), headline);
  await reader.goto(at("about"));
  assert.equal(await reader.locator("h1").innerText(), "No connection");
  await own.setOffline(false);
  assert.ok(address);
  await own.close();
});

test("a subscription is moved to a folder, and the folder renamed", async () => {
  await page.goto(at("subscriptions"));
  await page.locator("input[name^=feed-]").first().check();
  await page.locator("#move-to").fill("Dales");
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await page.waitForURL(/folder=Dales/);
  await page.locator("#rename").fill("Valleys/North");
  await page.getByRole("button", { name: "Rename the folder" }).click();
  await page.waitForURL(/folder=Valleys/);
  assert.equal(await page.locator(".feed").count(), 1);
});

test("pages fit every width, light and dark, and meet WCAG 2.2 AA", async () => {
  await page.goto(house.address);
  const story = at(await page.locator(".lead h2 a").getAttribute("href"));
  await page.goto(story);
  const article = new URL(await page.locator(".place-headline a").last().getAttribute("href"), page.url()).href;
  const thread = page.locator("a[href*='thread/']");
  const addresses = [
    ["edition", "?subject=politics&when=month"], ["carried", "?order=carried"], ["facets", "search?q=dam"],
    ["narrowed", "search?q=dam&language=en&origin=own&order=rank"], ["searches", "searches?q=dam"], ["ledger", "statements"],
    ["remarks", `${story}/remarks`], ["cite", `${article}/cite`], ["offline", "offline"], ["story2", story], ["article2", article],
  ];
  await page.goto(at("search?q=dam"));
  await page.locator(".hits a").first().click();
  await page.getByRole("link", { name: "Its story" }).or(page.locator(".kicker a")).first().click();
  if ((await thread.count()) > 0) addresses.push(["thread", new URL(await thread.first().getAttribute("href"), page.url()).href]);
  const person = page.locator("a[href*='person/']");
  if ((await person.count()) > 0) addresses.push(["positions", new URL(await person.first().getAttribute("href"), page.url()).href]);
  const faults = [];
  for (const view of views) {
    for (const colorScheme of ["light", "dark"]) {
      const own = await browser.newContext({ viewport: view.viewport, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
      const shown = await own.newPage();
      for (const [name, address] of addresses) {
        await shown.goto(at(address), { waitUntil: "load" });
        await shown.screenshot({ path: join(shots, `${name}-${view.name}-${colorScheme}.png`), fullPage: true });
        const over = await shown.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) faults.push(`${name} ${view.name}: ${over} pixels too wide`);
        await shown.evaluate(axe);
        const { violations } = await shown.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), kStandards);
        for (const { id, nodes } of violations) {
          faults.push(`${name} ${view.name} ${colorScheme}: ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
        }
      }
      await own.close();
    }
  }
  assert.deepEqual([...new Set(faults)], []);
});

test("no script fails and no other host is asked", () => {
  assert.deepEqual(complaints, []);
});
