// What a reader does all day: marks by key and by click, notes and tags, saved searches, rules, imports, remarks, folders
// and settings. Each at phone and desk width, in light and dark, with a screenshot of what it leads to.
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
const sizes = [
  { name: "wide", viewport: { width: 1280, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
];
const views = sizes.flatMap((size) => ["light", "dark"].map((colorScheme) => ({ ...size, colorScheme })));

let house;
let publisher;
let browser;
const at = (address) => new URL(address, house.address).href;

before(async () => {
  mkdirSync(shots, { recursive: true });
  house = await openHouse();
  publisher = await openPublisher();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  await publisher?.close();
  await house?.close();
});

// A page in each view; what it does must leave the house as it was, for the next.
function flow(name, work) {
  for (const view of views) {
    const called = `${view.name}-${view.colorScheme}`;
    test(`${name} (${called})`, async () => {
      const context = await browser.newContext({
        viewport: view.viewport, colorScheme: view.colorScheme, bypassCSP: true, reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const faults = [];
      page.on("pageerror", (error) => faults.push(String(error)));
      // What the page looks like now, whether it fits, and what axe says of it.
      const look = async (shot) => {
        await page.screenshot({ path: join(shots, `flow-${shot}-${called}.png`), fullPage: true });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) faults.push(`${shot}: ${over} pixels too wide`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), kStandards);
        for (const { id, nodes } of violations) faults.push(`${shot}: ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
      };
      try {
        await work(page, look);
        assert.deepEqual(faults, []);
      } finally {
        await context.close();
      }
    });
  }
}

const pressed = (page, mark) => page.locator(`.page-marks button[data-mark=${mark}]`).getAttribute("aria-pressed");
const settled = (page) => page.waitForResponse((reply) => reply.request().method() === "POST");

flow("a story is starred, kept and read by keys alone, and found on its shelf", async (page, look) => {
  await page.goto(house.address);
  await page.keyboard.press("j");
  const headline = await page.evaluate(() => document.activeElement.textContent);
  assert.ok(headline.length > 5, "the first story has the focus");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  for (const key of ["s", "l", "m"]) await Promise.all([settled(page), page.keyboard.press(key)]);
  await look("marked");
  await page.keyboard.press("g");
  await Promise.all([page.waitForURL(/starred/), page.keyboard.press("s")]);
  assert.ok((await page.locator(".shelf").innerText()).includes(headline));
  await look("starred");
  await page.keyboard.press("g");
  await Promise.all([page.waitForURL(/later/), page.keyboard.press("l")]);
  assert.ok((await page.locator(".shelf").innerText()).includes(headline));
  await page.keyboard.press("j");
  await Promise.all([page.waitForURL(/story|article/), page.keyboard.press("o")]);
  for (const [key, mark] of [["s", "starred"], ["l", "later"]]) {
    await Promise.all([settled(page), page.keyboard.press(key)]);
    assert.equal(await pressed(page, mark), "false");
  }
  if ((await pressed(page, "read")) === "true") await Promise.all([settled(page), page.keyboard.press("m")]);
});

flow("marks are set by a click, and a note and a tag stand on the story and on their shelves", async (page, look) => {
  await page.goto(house.address);
  await page.locator(".item h2 a").first().click();
  await Promise.all([settled(page), page.locator(".page-marks button[data-mark=starred]").click()]);
  assert.equal(await pressed(page, "starred"), "true");
  const own = page.locator(".page-marks details.own");
  if (!(await own.evaluate((each) => each.open))) await own.locator("summary").click();
  await page.locator("#note").fill("Ask the harbour office.\nThen the mayor.");
  await page.locator(".own .note button").click();
  await page.locator("#tag").fill("to check");
  await page.locator("#tag").press("Enter");
  await page.locator(".tags a", { hasText: "to check" }).waitFor();
  await look("noted");
  await page.goto(at("notes"));
  assert.match(await page.locator(".own-note").innerText(), /Ask the harbour office/);
  await page.locator(".choices a", { hasText: "to check" }).click();
  assert.equal(await page.locator(".shelf > li").count(), 1);
  await look("tagged");
  await page.locator(".shelf a.title").click();
  await page.locator(".tags button.link").click();
  await page.locator("#note").fill("");
  await page.locator(".own .note button").click();
  await Promise.all([settled(page), page.locator(".page-marks button[data-mark=starred]").click()]);
  assert.equal(await page.locator(".tags a").count(), 0);
});

flow("a search is saved, stands on the front page, and is forgotten", async (page, look) => {
  await page.goto(at("search?q=dam"));
  await page.getByRole("link", { name: "Save this search" }).click();
  await look("search-saving");
  await page.locator("#name").fill("The dam");
  await page.locator("main form.card button").click();
  await look("searches");
  await page.goto(at("me"));
  await page.locator("main .ways-on a", { hasText: "Saved searches" }).click();
  await page.getByRole("link", { name: "The dam" }).click();
  assert.equal(await page.locator("#q").inputValue(), "dam");
  await page.goto(house.address);
  assert.match(await page.locator(".saved-row").innerText(), /The dam/);
  await page.goto(at("searches"));
  await page.getByRole("button", { name: "Forget" }).click();
});

flow("a rule is tried, hides, says so in search, and gives back what it hid", async (page, look) => {
  await page.goto(at("me/rules"));
  await page.locator("#words").fill("ferry");
  await page.locator("input[name=hide]").check();
  await page.locator("#try").click();
  assert.match(await page.locator("#preview").innerText(), /\d+ of the \d+ newest/);
  await look("rule-tried");
  await page.locator("input[name=back]").check();
  await page.locator("#keep").click();
  await page.locator("main .plain-list b").first().waitFor();
  for (let n = 0; n < 100; ++n) {
    await page.goto(at("search?q=ferry"));
    if ((await page.locator(".hidden-by").count()) > 0) break;
    await page.waitForTimeout(300);
  }
  assert.match(await page.locator(".hidden-by").first().innerText(), /hidden by your rule “ferry/);
  await look("hidden-in-search");
  const hidden = await page.locator(".hidden-by").count();
  await page.locator(".hidden-by button").first().click();
  assert.match(page.url(), /search\?q=ferry/);
  assert.equal(await page.locator(".hidden-by").count(), hidden - 1);
  await page.goto(at("me/rules"));
  await look("rules");
  await page.getByRole("button", { name: /^Remove/ }).first().click();
  await page.goto(at("search?q=ferry"));
  assert.equal(await page.locator(".hidden-by").count(), 0);
});

flow("what another reader exported is brought in, and its page tells how far it is", async (page, look) => {
  await page.goto(at("me"));
  const opml = `<opml version="2.0"><body><outline text="Dales"><outline type="rss" text="Ulverdale Lantern" xmlUrl="${publisher.feed}"/></outline></body></opml>`;
  await page.locator("#file").setInputFiles({ name: "feeds.opml", mimeType: "text/x-opml", buffer: Buffer.from(opml) });
  await Promise.all([page.waitForURL(/errand/), page.locator("#import button").click()]);
  await page.locator(".answer.good").waitFor({ timeout: kWait });
  await look("import");
  await page.goto(at("me"));
  const starred = { items: [{ title: "Elsewhere", alternate: [{ href: "https://elsewhere.example/1" }], categories: ["user/-/state/com.google/starred"] }] };
  await page.locator("#file").setInputFiles({ name: "starred.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(starred)) });
  await page.locator("#import button").click();
  assert.match(await page.locator(".done").innerText(), /0 of 1 articles/);
  await look("imported");
});

flow("feeds move to a folder, which is renamed", async (page, look) => {
  await page.goto(at("subscriptions"));
  await page.locator("input[name^=feed-]").first().check();
  await page.locator("#move-to").fill("Valleys");
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await page.waitForURL(/folder=Valleys/);
  await look("folder");
  await page.locator("#rename").fill("Dales");
  await page.getByRole("button", { name: "Rename the folder" }).click();
  await page.waitForURL(/folder=Dales/);
  assert.equal(await page.locator(".feed").count(), 1);
});

flow("a story is discussed", async (page, look) => {
  await page.goto(house.address);
  await page.locator(".lead h2 a").click();
  await page.getByRole("link", { name: "Discuss" }).click();
  await page.locator("#words").fill("Is the second source independent?\nThe grid operator owns both.");
  await page.getByRole("button", { name: "Add it" }).click();
  await look("remarks");
  await page.getByRole("button", { name: "Remove" }).click();
  assert.equal(await page.locator(".remarks li").count(), 0);
});

flow("settings hold at once: time zone, colours, language, length of lists", async (page, look) => {
  await page.goto(at("me"));
  await look("me");
  await page.locator("#zone").selectOption("Asia/Tokyo");
  await page.locator("#edition-language").selectOption("de");
  await page.locator("#items").selectOption("15");
  await page.locator("input[name=theme][value=dark]").check();
  await page.locator("#settings button").click();
  await page.locator(".done").waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(21, 23, 26)");
  await look("me-set");
  await page.goto(house.address);
  assert.equal(await page.locator("select[name=language]").inputValue(), "de");
  await page.getByRole("link", { name: "Whole edition" }).click();
  assert.equal(await page.locator("select[name=language]").inputValue(), "all");
  const stated = page.locator("time[title*='+01:00']").first();
  assert.doesNotMatch(await stated.innerText(), /\+01:00/);
  await look("in-zone");
  await page.goto(at("me"));
  for (const id of ["#zone", "#edition-language", "#items"]) await page.locator(id).selectOption("");
  await page.locator("input[name=theme]").first().check();
  await page.locator("#settings button").click();
});

test("what is taken away leaves the open front page", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(house.address);
  const shown = await page.locator("article.stop").count();
  assert.ok(shown > 5);
  await page.waitForTimeout(1500);
  const other = await page.context().newPage();
  await other.goto(house.address);
  await other.locator("#remove-samples").click();
  await other.locator(".answer.good").waitFor({ timeout: kWait });
  await other.close();
  await page.bringToFront();
  await page.waitForFunction((before) => document.querySelectorAll("article.stop").length < before, shown, { timeout: kWait });
  await page.context().close();
});
