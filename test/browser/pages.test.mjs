// The pages as a person meets them, in Debian's Chromium: from the front page to the chain of sources, and back.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { openHouse, openPublisher, tree } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = join(tree, "build", "screenshots");
const kWait = 60_000; // for what the pipeline does behind a page
const views = [
  { name: "wide", viewport: { width: 1280, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
];

let house;
let browser;
let context;
let page;
const complaints = []; // of the console, and requests to other hosts

function watch(each) {
  each.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  each.on("pageerror", (error) => complaints.push(String(error)));
  each.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(house.address) && !url.startsWith("data:")) complaints.push(`asked ${url}`);
  });
}

before(async () => {
  mkdirSync(shots, { recursive: true });
  house = await openHouse();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  context = await browser.newContext(views[0]);
  page = await context.newPage();
  watch(page);
});

after(async () => {
  await browser?.close();
  await house?.close();
});

test("the front page shows the sample edition's stories with their sources", async () => {
  await page.goto(house.address);
  const stories = page.locator("article.stop");
  assert.ok((await stories.count()) >= 6, "at least six stories");
  assert.match(await stories.first().innerText(), /\d+ articles?, .*(independent source|untraced)/);
  await assert.doesNotReject(page.locator("#remove-samples").waitFor({ timeout: 5000 }));
});

test("the first page weighs less than 100 KB, fonts and all", async () => {
  const fresh = await browser.newContext(views[0]);
  const first = await fresh.newPage();
  const session = await fresh.newCDPSession(first);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await first.goto(house.address, { waitUntil: "load" });
  await first.waitForTimeout(1000);
  await fresh.close();
  assert.ok(bytes > 5_000 && bytes < 100_000, `${bytes} bytes`);
});

test("a reader goes from the front page to a story, an article and its chain of sources", async () => {
  await page.goto(house.address);
  const lead = page.locator(".lead h2 a");
  const headline = await lead.innerText();
  await lead.click();
  assert.equal(await page.locator("h1").innerText(), headline);
  assert.ok((await page.locator("svg.lanes .dot").count()) > 0, "the picture has marks");
  // An article that has its news from another: its chain has more than one hop.
  const derived = page.locator(".place.derived .place-headline a");
  const target = (await derived.count()) > 0 ? derived.first() : page.locator(".place-headline a").first();
  await target.click();
  await page.locator("h2#chain").waitFor();
  const hops = page.locator(".hop");
  assert.ok((await hops.count()) >= 1);
  assert.match(await page.locator(".verdict").innerText(), /primary source/);
  assert.ok((await page.locator(".prose p").count()) >= 1, "the prose is there");
  const evidence = page.locator(".hop a.at");
  if ((await evidence.count()) > 0) {
    await evidence.first().click();
    assert.equal(await page.locator(".anchor:target").count(), 1, "evidence leads into the text");
  }
});

test("the page as fetched is kept with its hash and comes as a file", async () => {
  await page.goto(house.address);
  await page.locator(".lead h2 a").click();
  await page.locator(".place-headline a").first().click();
  await page.getByRole("link", { name: "Page as fetched" }).click();
  assert.match(await page.locator("main").innerText(), /[0-9a-f]{64}/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save the bytes" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.txt$/);
});

test("search finds what was written and marks it", async () => {
  await page.goto(house.address);
  const word = "ferry";
  await page.locator("#find").fill(word);
  await page.keyboard.press("Enter");
  await page.locator(".hits li").first().waitFor();
  assert.ok((await page.locator(".snippet mark").count()) > 0, `"${word}" is marked`);
  await page.locator("#q").fill("zzyzzyva qqq");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing was found").waitFor();
});

test("keys move between stories, open one, and show themselves", async () => {
  await page.goto(house.address);
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.href);
  assert.match(second, /\/story\//);
  await page.keyboard.press("j");
  assert.notEqual(await page.evaluate(() => document.activeElement.href), second);
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement.href), second);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.press("Escape");
  await Promise.all([page.waitForURL(/\/story\//), page.keyboard.press("j").then(() => page.keyboard.press("o"))]);
});

test("the first page is complete without JavaScript: the same stories, editions and marks", async () => {
  await page.goto(house.address);
  const headlines = await page.locator("article.stop h2").allInnerTexts();
  const plain = await browser.newContext({ ...views[0], javaScriptEnabled: false });
  const bare = await plain.newPage();
  await bare.goto(house.address);
  assert.deepEqual(await bare.locator("article.stop h2").allInnerTexts(), headlines);
  await bare.locator("select[name=language]").selectOption("de");
  await bare.locator(".edition-bar button").click();
  assert.match(bare.url(), /language=de/);
  const star = () => bare.locator("article.stop button[data-mark=starred]").first();
  for (const pressed of ["true", "false"]) {
    await star().click();
    assert.match(bare.url(), /language=de/, "a mark leads back to where it was set");
    assert.equal(await star().getAttribute("aria-pressed"), pressed);
  }
  await plain.close();
});

test("everything is there without JavaScript", async () => {
  const plain = await browser.newContext({ ...views[0], javaScriptEnabled: false });
  const bare = await plain.newPage();
  await bare.goto(house.address);
  await bare.locator(".lead h2 a").click();
  await bare.locator(".place-headline a").first().click();
  assert.match(bare.url(), /\/article\//);
  assert.ok(await bare.locator("#chain").isVisible());
  await plain.close();
});

test("a statement's number leads to who said it, and back; a click on its words shows it", async () => {
  await page.goto(house.address);
  await page.locator(".lead h2 a").click();
  await page.locator(".place-headline a").first().click();
  const reference = page.locator(".prose .ref").first();
  const number = await reference.innerText();
  await reference.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(`#said-${number}:target`).count(), 1);
  await page.locator(`#said-${number} .note-number a`).click();
  assert.equal(await page.locator(`#ref-${number}:target`).count(), 1);
  await page.locator(`.prose span.said[data-said="${number}"]`).first().click();
  assert.ok(await page.locator(".tapped-note blockquote").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".tapped-note").count(), 0);
  await page.locator("#show-said").uncheck();
  assert.ok(!(await reference.isVisible()), "the layer can be switched off");
});

test("two persons are made one, and parted again", async () => {
  await page.goto(house.address);
  await page.locator(".lead h2 a").click();
  const person = page.locator(".statements a[href*='person/']").first();
  await person.click();
  const name = await page.locator("h1").innerText();
  await page.getByRole("link", { name: "Is this one, or two?" }).click();
  await page.locator("select#article").selectOption({ index: 1 });
  await page.locator("#name").fill("Someone Else");
  await page.getByRole("button", { name: "Someone else is meant" }).click();
  await page.goto(new URL("entities", house.address).href);
  assert.match(await page.locator(".decisions").innerText(), new RegExp(`${name}.*Someone Else`));
  await page.getByRole("button", { name: /Take back/ }).first().click();
  assert.match(await page.locator("main").innerText(), /Nothing has been settled yet/);
});

test("every number of a source's profile leads to as many articles", async () => {
  await page.goto(house.address);
  await page.locator(".lead h2 a").click();
  await page.locator(".place-headline a").last().click();
  await page.locator(".byline a").first().click();
  const ways = page.locator(".ways a");
  for (let n = 0; n < (await ways.count()); n += 1) {
    const number = Number(await ways.nth(n).innerText());
    const listed = await browser.newPage();
    await listed.goto(new URL(await ways.nth(n).getAttribute("href"), page.url()).href);
    assert.equal(await listed.locator(".articles > li").count(), number);
    await listed.close();
  }
  await page.goto(house.address);
  await page.getByRole("link", { name: "Unresolved chains" }).first().click();
  assert.match(await page.locator("main").innerText(), /What can be done|No chain ends so/);
});

test("pages fit every width, light and dark, without serious faults for those who cannot see", async () => {
  const addresses = [["front", ""]];
  await page.goto(house.address);
  addresses.push(["story", await page.locator(".lead h2 a").getAttribute("href")]);
  await page.goto(new URL(addresses[1][1], house.address).href);
  addresses.push(["article", new URL(await page.locator(".place-headline a").last().getAttribute("href"), page.url()).href]);
  const person = page.locator(".statements a[href*='person/']");
  if ((await person.count()) > 0) {
    addresses.push(["person", new URL(await person.first().getAttribute("href"), page.url()).href]);
  }
  addresses.push(["settle", `${addresses.at(-1)[1]}/settle`], ["entities", "entities"]);
  await page.goto(addresses[2][1]);
  const source = new URL(await page.locator(".byline a").first().getAttribute("href"), page.url()).href;
  addresses.push(["source", source], ["mirror", `${source}/mirror`], ["followed", `${source}/stories`]);
  addresses.push(["unresolved", "unresolved"], ["corrections", "corrections"], ["single", "?single=1"]);
  addresses.push(["search", "search?q=the"], ["subscriptions", "subscriptions"], ["about", "about"], ["missing", "missing"]);
  const faults = [];
  for (const view of views) {
    for (const colorScheme of ["light", "dark"]) {
      const own = await browser.newContext({ viewport: view.viewport, colorScheme, bypassCSP: true });
      const shown = await own.newPage();
      for (const [name, address] of addresses) {
        await shown.goto(new URL(address, house.address).href, { waitUntil: "load" });
        await shown.screenshot({ path: join(shots, `${name}-${view.name}-${colorScheme}.png`), fullPage: true });
        const over = await shown.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) faults.push(`${name} ${view.name}: ${over} pixels too wide`);
        await shown.evaluate(axe);
        const { violations } = await shown.evaluate(() => globalThis.axe.run());
        for (const { id, impact, nodes } of violations) {
          if (impact === "serious" || impact === "critical") {
            faults.push(`${name} ${view.name} ${colorScheme}: ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
          }
        }
      }
      await own.close();
    }
  }
  assert.deepEqual([...new Set(faults)], []);
});

test("a feed that is added brings its articles in", async () => {
  const publisher = await openPublisher();
  try {
    await page.goto(new URL("subscriptions", house.address).href);
    await page.locator("#address").fill(publisher.feed);
    await page.getByRole("button", { name: "Subscribe" }).click();
    await page.waitForURL(/\/errand\/\d+/);
    await page.locator(".answer.good").waitFor({ timeout: kWait });
    const end = Date.now() + kWait;
    let found = false;
    while (!found && Date.now() < end) {
      await page.goto(new URL("search?q=lantern+makers", house.address).href);
      found = (await page.getByRole("link", { name: publisher.headline }).count()) > 0;
      if (!found) await page.waitForTimeout(500);
    }
    assert.ok(found, "the feed's article is found");
    await page.goto(new URL("subscriptions", house.address).href);
    assert.match((await page.locator(".feeds").allInnerTexts()).join("\n"), /127\.0\.0\.1/);
  } finally {
    await publisher.close();
  }
});

test("a feed is paused, told to be read differently, and resumed", async () => {
  await page.goto(new URL("subscriptions", house.address).href);
  await page.locator("#address").fill("https://feeds.vellmar.invalid/rss");
  await page.locator("input[name=as_is]").check();
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.waitForURL(/subscriptions\/feed\?id=/);
  await page.locator("#title").fill("Vellmar Invalid");
  await page.locator("#folder").fill("World/Asia");
  await page.locator("input[name=text][value=selected]").check();
  await page.locator("#keep").fill(".story");
  await page.locator("#password").fill("hunter2");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/subscriptions\/feed\?id=/);
  assert.equal(await page.locator("#keep").inputValue(), ".story");
  assert.equal(await page.locator("#password").inputValue(), "");
  assert.doesNotMatch(await page.content(), /hunter2/);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.goto(new URL("subscriptions?folder=World", house.address).href);
  assert.match(await page.locator(".feed.paused").innerText(), /Vellmar Invalid/);
  await page.getByRole("button", { name: "Resume: Vellmar Invalid" }).click();
  await page.goto(new URL("subscriptions", house.address).href);
  assert.equal(await page.locator(".feed.paused").count(), 0);
  await page.getByRole("button", { name: "Remove: Vellmar Invalid" }).click();
  assert.equal(await page.getByText("Vellmar Invalid").count(), 0);
});

test("an address that cannot be read is answered with the reason", async () => {
  await page.goto(new URL("subscriptions", house.address).href);
  // Port 9 is kept for discarding: nothing answers there.
  await page.locator("#address").fill("http://127.0.0.1:9/feed.xml");
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.locator(".answer.bad").waitFor({ timeout: kWait });
  assert.match(await page.locator(".answer.bad").innerText(), /127\.0\.0\.1/);
});

test("what is no address is refused at once", async () => {
  await page.goto(new URL("subscriptions", house.address).href);
  await page.locator("#address").fill("no address at all");
  const [answer] = await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Subscribe" }).click()]);
  assert.equal(answer.status(), 400);
  assert.match(await page.locator("main").innerText(), /no address at all/);
});

test("the sample edition is removed with one click, and what was read stays", async () => {
  await page.goto(house.address);
  await page.locator("#remove-samples").click();
  await page.waitForURL(/\/errand\/\d+/);
  await page.locator(".answer.good").waitFor({ timeout: kWait });
  await page.getByRole("link", { name: "To the front page" }).click();
  assert.equal(await page.locator("#remove-samples").count(), 0);
  await page.goto(new URL("search?q=lantern+makers", house.address).href);
  assert.ok((await page.locator(".hits li").count()) > 0);
});

test("the console is silent and no other host is asked", () => {
  // The browser notes the pages that these tests asked for wrongly on purpose.
  const unexpected = complaints.filter((line) => !/status of 40[04]/.test(line));
  assert.deepEqual(unexpected, []);
});
