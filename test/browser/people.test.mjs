// People as they meet the house: the first administrator, signing in and out, what roles may, rules. At both widths.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { tree } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const program = process.env.HEADWATER ?? join(tree, "build", "release", "headwater");
const shots = join(tree, "build", "screenshots");
const password = "seven lamps at vell";
const host = "news.vellmar.example";
const views = [
  { name: "wide", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];

const folder = mkdtempSync(join(tmpdir(), "headwater-people-"));
let child;
let address;
let code;
let browser;

const article = (id, headline) =>
  JSON.stringify({
    id,
    url: `https://post.example/${id}`,
    headline,
    publisher: "The Vellmar Post",
    language: "en",
    text: `${headline}. ` + "The town has waited for it for years, and says so at every meeting. ".repeat(6),
  });

function open() {
  child = spawn(program, ["serve", "--data", folder, "--listen", "127.0.0.1:0", "--no-fetch", "--no-samples"]);
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`it printed no code: ${said}`)), 60_000);
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const port = /127\.0\.0\.1:(\d+)\//.exec(said);
      const found = /code: (\S+)/.exec(said);
      if (port && found) {
        clearTimeout(late);
        [address, code] = [`http://${host}:${port[1]}/`, found[1]];
        resolve();
      }
    });
    child.once("exit", (status) => reject(new Error(`it ended with ${status}: ${said}`)));
  });
}

async function visit(view, work) {
  const context = await browser.newContext(view);
  const page = await context.newPage();
  await work(page);
  await context.close();
}

async function look(page, name) {
  await page.screenshot({ path: join(shots, `people-${name}.png`), fullPage: true });
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  assert.deepEqual(found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`), [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is wider than its window by ${wide}`);
}

async function signIn(page, name) {
  await page.goto(address);
  assert.match(page.url(), /signin/);
  await page.fill("#name", name);
  await page.fill("#password", password);
  await page.click("main form button");
}

before(async () => {
  mkdirSync(shots, { recursive: true });
  writeFileSync(join(folder, "headwater.toml"), `[serve]\nhosts = ["${host}"]\n`);
  const news = [article("1", "Harbour bridge is closed"), article("2", "Tram runs again")].join("\n");
  writeFileSync(join(folder, "news.jsonl"), news);
  const done = spawnSync(program, ["ingest", "--data", folder, join(folder, "news.jsonl")]);
  assert.equal(done.status, 0, String(done.stderr));
  await open();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", `--host-resolver-rules=MAP ${host} 127.0.0.1`],
  });
});

after(async () => {
  await browser?.close();
  child?.removeAllListeners("exit");
  child?.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

test("whoever has the code becomes the administrator, and nobody else gets in", async () => {
  for (const view of views) {
    await visit(view, async (page) => {
      await page.goto(`${address}subscriptions`);
      assert.match(page.url(), /welcome$/);
      await look(page, `welcome-${view.name}`);
    });
  }
  await visit(views[0], async (page) => {
    await page.goto(address);
    for (const typed of ["aaaaa-aaaaa-aaaaa-aaaaa", code]) {
      await page.fill("#code", typed);
      await page.fill("#name", "Oda");
      await page.fill("#password", password);
      await page.fill("#again", password);
      await page.click("main form button");
    }
    assert.equal(page.url(), address);
    await page.goto(`${address}people`);
    await page.fill("#name", "Rea");
    await page.fill("#add #password", password);
    await page.click("#add button");
    assert.equal(await page.locator("li.card").count(), 2);
  });
});

for (const view of views) {
  test(`signing in leads to what was wanted, and every page of one's own is fit to read (${view.name})`, async () => {
    await visit(view, async (page) => {
      await page.goto(`${address}about`);
      await look(page, `sign-in-${view.name}`);
      await page.fill("#name", "oda");
      await page.fill("#password", "not this one");
      await page.click("main form button");
      assert.match(await page.textContent(".error"), /wrong/);
      await page.fill("#password", password);
      await page.click("main form button");
      assert.equal(page.url(), `${address}about`);
      for (const name of ["me", "people", "me/rules", "me/hidden", "retention"]) {
        await page.goto(address + name);
        await look(page, `${name.replace("/", "-")}-${view.name}`);
      }
      await page.goto(`${address}me`);
      await page.click("#sign-out");
      await page.goto(`${address}me`);
      assert.match(page.url(), /signin/);
    });
  });

  test(`a reader is told what is missing (${view.name})`, async () => {
    await visit(view, async (page) => {
      await signIn(page, "Rea");
      const reply = await page.goto(`${address}people`);
      assert.equal(reply.status(), 403);
      assert.match(await page.textContent("main"), /you are here as reader/);
      await look(page, `forbidden-${view.name}`);
    });
  });
}

test("a rule shows what it would catch, hides it, and gives it back", async () => {
  await visit(views[1], async (page) => {
    await signIn(page, "Rea");
    await page.goto(`${address}me/rules`);
    await page.fill("#words", "bridge closed");
    await page.check("input[name=hide]");
    await page.click("#try");
    assert.match(await page.textContent("#preview"), /1 of the 2 newest[\s\S]*Harbour bridge/);
    await look(page, "rule-tried");
    await page.check("input[name=back]");
    await page.click("#keep");
    for (let n = 0; n < 60; ++n) {
      await page.goto(`${address}me/hidden`);
      if (await page.locator("main form").count()) break;
      await page.waitForTimeout(500);
    }
    assert.match(await page.textContent("main"), /Harbour bridge[\s\S]*hidden by your rule/);
    await look(page, "hidden");
    await page.click("main form button");
    assert.equal(await page.locator("main form").count(), 0);
  });
});
