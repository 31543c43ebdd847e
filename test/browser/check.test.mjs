// Checking anything in Debian's Chromium: the box on the front page, an address that is fetched first with its progress,
// a quotation, a claim, at phone and desk width, in light and dark.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { openHouse, openPublisher, tree } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = join(tree, "build", "screenshots");
const kStandards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const kWait = 60_000;

let house;
let publisher;
let browser;
let page;
let statement; // of the sample edition, that several articles tell
const complaints = [];
const at = (address) => new URL(address, house.address).href;

before(async () => {
  mkdirSync(shots, { recursive: true });
  house = await openHouse();
  publisher = await openPublisher();
  const statements = (await (await fetch(at("api/v1/statements?limit=100"))).json()).statements;
  statement = statements.find((each) => each.articles > 1 && each.content.split(" ").length > 7) ?? statements[0];
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
});

after(async () => {
  await browser?.close();
  await publisher?.close();
  await house?.close();
});

test("an address that is here is answered within a second, from the box on the front page", async () => {
  const article = (await (await fetch(at(`api/v1/article/${statement.article}`))).json()).article;
  await page.goto(house.address);
  await page.locator("#check").fill(`${article.url}?utm_source=mail`);
  const begun = Date.now();
  await Promise.all([page.waitForURL(/\/check\?q=/), page.locator(".front-check button").click()]);
  await page.getByRole("heading", { name: "Chain of sources" }).waitFor();
  const took = Date.now() - begun;
  assert.ok(took < 1000, `${took} ms`);
  assert.match(await page.locator("main").innerText(), /First appearance/);
});

test("an address that is not here is fetched with its progress shown, and its answer keeps its address", async () => {
  const address = publisher.feed.replace("feed.xml", "news/lanterns");
  await page.goto(house.address);
  await page.locator("#check").fill(address);
  await Promise.all([page.waitForURL(/\/check\/[\w-]{22}$/), page.locator(".front-check button").click()]);
  await page.getByRole("heading", { name: "Chain of sources" }).waitFor({ timeout: kWait });
  assert.match(await page.locator("main").innerText(), new RegExp(publisher.headline));
  assert.match(page.url(), /\/check\/[\w-]{22}$/);
  await page.goto(at(`check?q=${encodeURIComponent(address)}`));
  assert.match(await page.locator("main").innerText(), new RegExp(publisher.headline));
});

test("an address that cannot be had says why, without scripts too", async () => {
  const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await bare.goto(at("check"));
  await bare.locator("#check").fill(publisher.feed.replace("feed.xml", "news/none"));
  await bare.getByRole("button", { name: "Check" }).last().click();
  await bare.getByText("It could not be fetched:").waitFor({ timeout: kWait });
  assert.match(await bare.locator("main").innerText(), /404/);
  await bare.context().close();
});

test("a quotation tells who said it, where and when it stood first", async () => {
  await page.goto(at("check"));
  await page.locator("#check").fill(`“${statement.content.replace(/[“”"«»]/g, "").toUpperCase()}”`);
  await page.getByRole("button", { name: "Check" }).last().click();
  await page.getByRole("heading", { name: "Who said it" }).waitFor();
  const text = await page.locator("main").innerText();
  assert.match(text, /these words, in this order/);
  assert.ok((await page.locator(".snippet mark").count()) > 0);
});

test("what nobody said is called unknown", async () => {
  await page.goto(at(`check?q=${encodeURIComponent("“Seventeen lanterns of Ulverdale were counted twice by nobody”")}`));
  assert.match(await page.locator("main").innerText(), /Unknown: nothing in this collection says this/);
});

for (const scheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide", { width: 1280, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
    test(`the answer fits and can be read by everyone: ${name}, ${scheme}`, async () => {
      const context = await browser.newContext({ viewport, colorScheme: scheme });
      const seen = await context.newPage();
      for (const [shot, address] of [
        ["check-box", "check"],
        ["check-quotation", `check?q=${encodeURIComponent(`“${statement.content.replace(/[“”"]/g, "")}”`)}`],
        ["check-unknown", "check?q=https%3A%2F%2Felsewhere.example%2Fnews"],
      ]) {
        await seen.goto(at(address));
        const wide = await seen.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${shot} is ${wide} px too wide`);
        await seen.screenshot({ path: join(shots, `${shot}-${name}-${scheme}.png`), fullPage: true });
        await seen.evaluate(axe);
        const { violations } = await seen.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), kStandards);
        assert.deepEqual(violations.map((each) => `${shot}: ${each.id} ${each.nodes[0]?.html}`), []);
      }
      await context.close();
    });
  }
}

test("no page had a script that failed", () => assert.deepEqual(complaints, []));
