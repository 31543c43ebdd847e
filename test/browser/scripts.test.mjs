// Scripts that run from the right amid an English page, what is printed, and where the focus goes.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { tree } from "./house.mjs";

const program = process.env.HEADWATER ?? join(tree, "build", "release", "headwater");
const shots = join(tree, "build", "screenshots");
const folder = mkdtempSync(join(tmpdir(), "headwater-scripts-"));
const sizes = [["wide", { width: 1280, height: 900 }], ["phone", { width: 390, height: 844 }]];
let child;
let address;
let browser;

const article = (id, language, publisher, headline, text) =>
  JSON.stringify({ id, url: `https://post.example/${id}`, headline, publisher, language, published: "2026-05-02T09:30:00+03:00", text });
const news = [
  article("ar", "ar", "صحيفة فيلمار", "إغلاق جسر الميناء في فيلمار بعد العثور على شقوق (تقرير 2026)",
    "أغلقت السلطات جسر الميناء في فيلمار يوم الجمعة بعد العثور على شقوق في ثلاثة أعمدة. وقالت المهندسة نورا حداد إن الإصلاح يستغرق ستة أشهر.\n\n" +
    "وأضافت أن العبارات ستنقل الركاب مجانا حتى الخريف، وأن حركة الشاحنات ستمر عبر الطريق الشمالي."),
  article("he", "he", "עיתון ולמר", "גשר הנמל בוולמר נסגר: \"איש לא ייסע עליו\", אמר ראש העיר",
    "גשר הנמל בוולמר נסגר ביום שישי אחרי שנמצאו סדקים בשלושה עמודים. המהנדסת נורה חדד אמרה כי התיקון יימשך חצי שנה.\n\n" +
    "עד הסתיו יסיעו מעבורות את הנוסעים בחינם, והמשאיות יעברו בדרך הצפונית."),
  article("en", "en", "The Vellmar Post", "Harbour office orders new pillars for the bridge at Vellmar",
    "The harbour office of Vellmar ordered three new pillars on Monday. They are to stand by autumn, the office said in a statement.\n\n" +
    "\"We counted every crack,\" said Petra Hollinger, who leads the works. The ferries stay free of charge until then."),
].join("\n");

before(async () => {
  mkdirSync(shots, { recursive: true });
  writeFileSync(join(folder, "news.jsonl"), news);
  const done = spawnSync(program, ["ingest", "--data", folder, join(folder, "news.jsonl")]);
  assert.equal(done.status, 0, String(done.stderr));
  child = spawn(program, ["serve", "--data", folder, "--listen", "127.0.0.1:0", "--no-fetch", "--no-samples"]);
  address = await new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`it printed no address: ${said}`)), 60_000);
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) {
        clearTimeout(late);
        resolve(found[0]);
      }
    });
    child.once("exit", (status) => reject(new Error(`it ended with ${status}: ${said}`)));
  });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
});

after(async () => {
  await browser?.close();
  child?.removeAllListeners("exit");
  child?.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

const direction = (locator) => locator.evaluate((each) => getComputedStyle(each).direction);
const articleOf = async (page, words) => {
  await page.goto(`${address}search?q=${encodeURIComponent(words)}`);
  await page.locator(".hits a.title").first().click();
};

for (const [name, viewport] of sizes) {
  test(`Arabic and Hebrew run from the right within a page that does not (${name})`, async () => {
    const page = await (await browser.newContext({ viewport })).newPage();
    for (const [language, words] of [["ar", "الميناء"], ["he", "הנמל"]]) {
      await page.goto(address);
      await page.screenshot({ path: join(shots, `scripts-front-${name}.png`), fullPage: true });
      const headline = page.locator(`article[lang=${language}] h2`);
      assert.equal(await direction(headline), "rtl");
      assert.equal(await direction(page.locator(`article[lang=${language}] .sources`)), "ltr");
      await articleOf(page, words);
      assert.equal(await direction(page.locator("h1")), "rtl");
      assert.equal(await direction(page.locator(".prose p").first()), "rtl");
      assert.equal(await direction(page.locator(".imprint")), "ltr");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${language} is too wide by ${over}`);
      await page.screenshot({ path: join(shots, `scripts-${language}-${name}.png`), fullPage: true });
    }
    await page.context().close();
  });
}

test("an article is printed as an article: words, chain and sources on white, and nothing to press", async () => {
  const page = await (await browser.newContext({ viewport: { width: 794, height: 1123 }, colorScheme: "dark" })).newPage();
  await articleOf(page, "pillars");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const [selector, shown] of [[".prose", true], ["#chain", true], [".sections", false], [".finder", false], [".marks-row", false], [".layers", false]]) {
    assert.equal(await page.locator(selector).first().isVisible(), shown, selector);
  }
  assert.equal(await page.locator("main button").filter({ visible: true }).count(), 0);
  const colours = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
  assert.deepEqual(colours, ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  await page.screenshot({ path: join(shots, "print-article.png"), fullPage: true });
  await page.context().close();
});

for (const [name, viewport] of sizes) {
  test(`the focus goes down the page in order, is seen, and nothing lies upon it (${name})`, async () => {
    const page = await (await browser.newContext({ viewport, reducedMotion: "reduce" })).newPage();
    for (const path of ["", "search?q=vellmar", "me", "subscriptions"]) {
      await page.goto(address + path);
      const faults = [];
      for (let n = 0; n < 60; ++n) {
        await page.keyboard.press("Tab");
        const fault = await page.evaluate(async () => {
          // The page scrolls to it within a frame or two, where motion is reduced.
          for (let frame = 0; frame < 3; ++frame) await new Promise(requestAnimationFrame);
          const at = document.activeElement;
          if (!at || at === document.body) return "end";
          const told = `${at.tagName} ${at.id || at.textContent.trim().slice(0, 30)}`;
          const style = getComputedStyle(at);
          if (style.outlineStyle === "none" && !at.matches(".unfold")) return `no outline: ${told}`;
          const box = at.getClientRects()[0]; // of words that wrap, the first line
          if (box.bottom <= 0 || box.top >= innerHeight) return `out of sight: ${told}`;
          const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10)];
          const over = document.elementFromPoint(Math.max(1, Math.min(x, innerWidth - 1)), y);
          if (over && !at.contains(over) && !over.contains(at) && !at.labels?.[0]?.contains(over)) return `covered by ${over.className}: ${told}`;
          return "";
        });
        if (fault === "end") break;
        if (fault) faults.push(fault);
      }
      assert.deepEqual(faults, [], path);
    }
    await page.context().close();
  });
}
