// What programs are told: the description against OpenAPI's own schema, real answers against the description, JSON-LD by
// a parser, ninjs by its schema; none of these are ours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import jsonld from "jsonld";
import { chromium } from "playwright-core";
import { openHouse } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let house;
let browser;
let description;

const get = (path, options) => fetch(new URL(path, house.address), options);

before(async () => {
  house = await openHouse();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  description = await (await get("api/v1/openapi.json")).json();
});

after(async () => {
  await browser?.close();
  await house?.close();
});

// Compiles a schema of the description.
function checker() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "https://headwater.invalid/api", ...description });
  return (schema) => {
    const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"https://headwater.invalid/api#/'));
    const validate = ajv.compile(whole);
    return (value) => (validate(value) ? [] : validate.errors.map((each) => `${each.instancePath} ${each.message}`));
  };
}

test("the description is OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(description));
  assert.deepEqual(result.errors ?? [], []);
  assert.ok(result.valid);
});

// Something of the sample edition for each name in a path.
async function examples() {
  const { stories } = await (await get("api/v1/stories?limit=10")).json();
  const { statements } = await (await get("api/v1/statements?limit=100")).json();
  const { articles } = await (await get("api/v1/search?q=the&limit=50")).json();
  const entities = statements.map((each) => each.annotations.statements[0].speaker?.entity).filter(Boolean);
  const named = async (kind) => {
    const words = { person: "a", organisation: "e", place: "e", other: "e" }[kind];
    const found = await (await get(`api/v1/entities?q=${words}&kind=${kind}`)).json();
    const id = entities.find((each) => each.startsWith(`${kind}/`)) ?? found.entities[0]?.entity;
    return id?.slice(kind.length + 1);
  };
  const digest = articles.map((each) => each.id).find((id) => id.includes("#"));
  return {
    story: stories[0].story.story,
    thread: stories.find((each) => each.story.thread)?.story.thread,
    article: articles.find((each) => !each.id.includes("#")).id,
    item: digest?.split("#"),
    source: stories[0].publishers[0],
    named,
  };
}

test("every answer is as the description says", async () => {
  const some = await examples();
  const compile = checker();
  const asked = [];
  for (const [path, methods] of Object.entries(description.paths)) {
    if (!methods.get) continue;
    const kind = path.split("/")[3];
    const fill = {
      id: some[kind],
      name: kind === "source" ? some.source : await some.named(kind),
      number: "1",
    };
    let address = path;
    if (path === "/api/v1/article/{id}/{item}") {
      if (!some.item) continue;
      address = `/api/v1/article/${some.item[0]}/${some.item[1]}`;
    }
    address = address.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(fill[name]));
    const queries = { "/api/v1/search": "?q=the", "/api/v1/entities": "?q=a", "/api/v1/check": "?q=the" };
    if (address.includes("undefined")) continue;
    if (kind === "errand") await leaveErrand();
    const reply = await get(address + (queries[path] ?? ""));
    const answer = await reply.json();
    assert.equal(reply.status, 200, `${address}: ${JSON.stringify(answer)}`);
    const schema = methods.get.responses["200"].content["application/json"].schema;
    assert.deepEqual(compile(schema)(answer).slice(0, 5), [], address);
    assert.ok(reply.headers.get("etag"), `${address} has no ETag`);
    assert.match(reply.headers.get("ratelimit"), /r=\d+/);
    asked.push(path);
  }
  assert.ok(asked.length >= 24, `only ${asked.length} were asked: ${asked}`);
});

const post = (path, body) =>
  get(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

async function leaveErrand() {
  const reply = await post("api/v1/feeds", { address: "https://vellmar.example/feed.xml" });
  assert.equal(reply.status, 202);
}

test("what is sent is answered as the description says, and faults are problem documents", async () => {
  const compile = checker();
  const check = (path, method, status, answer) => {
    const { schema } = description.paths[path][method].responses[status].content["application/json"];
    assert.deepEqual(compile(schema)(answer), [], path);
  };
  const { articles } = await (await get("api/v1/search?q=the&limit=1")).json();
  const marked = await post("api/v1/marks", { articles: [articles[0].id], mark: "starred" });
  check("/api/v1/marks", "post", "200", await marked.json());
  const shelf = await (await get("api/v1/marks")).json();
  assert.equal(shelf.items.length, 1);
  check("/api/v1/marks", "get", "200", shelf);
  check("/api/v1/feeds", "post", "202", await (await post("api/v1/feeds", { address: "vellmar.example" })).json());
  const problem = compile(description.components.responses.Problem.content["application/problem+json"].schema);
  const bad = ["api/v1/story/none", "api/v1/stories?limit=0", "api/v1/stories?cursor=x", "api/v1/nothing", "api/v1/search"];
  for (const path of bad) {
    const reply = await get(path);
    assert.equal(reply.headers.get("content-type"), "application/problem+json", path);
    const document = await reply.json();
    assert.deepEqual(problem(document), [], path);
    assert.equal(document.status, reply.status);
  }
});

test("a list is gone through by its Link header alone, without gap or repetition", async () => {
  for (const path of ["api/v1/stories?limit=4", "api/v1/search?q=the&limit=7", "api/v1/statements?limit=9"]) {
    const seen = [];
    for (let next = path, page = 0; next && page < 12; ++page) {
      const reply = await get(next);
      const answer = await reply.json();
      const list = answer.stories ?? answer.articles ?? answer.statements;
      seen.push(...list.map((each) => each.story?.story ?? each.id ?? `${each.article} ${each.content}`));
      next = /<([^>]*)>; rel="next"/.exec(reply.headers.get("link") ?? "")?.[1];
    }
    assert.equal(new Set(seen).size, seen.length, path);
    assert.ok(seen.length > 10, path);
  }
});

// schema.org's context says which of its terms are addresses; all else is as it is here.
const context = {
  "@context": { "@vocab": "https://schema.org/", url: { "@type": "@id" }, mainEntityOfPage: { "@type": "@id" } },
};
const documentLoader = async (url) => ({ contextUrl: null, documentUrl: url, document: context });

test("pages say in JSON-LD what they are based on, and the browser's policy lets them", async () => {
  const some = await examples();
  const page = await browser.newPage();
  const blocked = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) blocked.push(message.text());
  });
  let based = 0;
  const { articles } = await (await get(`api/v1/story/${some.story}`)).json();
  const paths = [`story/${some.story}`, ...articles.map((each) => `article/${each.id.replace("#", "/")}`)];
  for (const path of paths) {
    await page.goto(new URL(path, house.address).href);
    const text = await page.locator('script[type="application/ld+json"]').textContent();
    const [node] = await jsonld.expand(JSON.parse(text), { documentLoader });
    assert.deepEqual(node["@type"], ["https://schema.org/NewsArticle"]);
    assert.equal(node["@id"], new URL(path, house.address).href);
    assert.ok(node["https://schema.org/headline"][0]["@value"]);
    const triples = await jsonld.toRDF(JSON.parse(text), { documentLoader });
    assert.ok(triples.length > 4);
    based += (node["https://schema.org/isBasedOn"] ?? []).length;
  }
  assert.ok(based > 0, "nothing is based on anything");
  assert.deepEqual(blocked, []);
  await page.close();
});

// IPTC publishes the schema at iptc.org and in no npm package: where it was fetched to is said by the environment.
test("ninjs fits the published schema", { skip: !process.env.NINJS_SCHEMA && "NINJS_SCHEMA names no file" }, async () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({}, "https://geojson.org/schema/GeoJSON.json");
  const validate = ajv.compile(JSON.parse(readFileSync(process.env.NINJS_SCHEMA, "utf8")));
  const { stories } = await (await get("api/v1/stories?limit=1")).json();
  const story = stories[0].story;
  for (const path of ["stories.ninjs", `story/${story.story}.ninjs`, "statements.ninjs", "search.ninjs?q=the"]) {
    assert.ok(validate(await (await get(path)).json()), `${path}: ${ajv.errorsText(validate.errors)}`);
  }
  const { articles } = await (await get(`api/v1/story/${story.story}`)).json();
  for (const { id } of articles) {
    const path = `article/${id.replace("#", "/")}.ninjs`;
    assert.ok(validate(await (await get(path)).json()), `${path}: ${ajv.errorsText(validate.errors)}`);
  }
});

test("the pages of the API and of tokens can be used by everybody, on a phone too", async () => {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
    for (const path of ["api", "me/tokens"]) {
      const page = await browser.newPage({ viewport });
      await page.goto(new URL(path, house.address).href);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0].html}`), [], path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wide, false, `${path} is wider than ${viewport.width}`);
      await page.close();
    }
  }
});

test("a token made on the page opens the API, and the page's own feed address works", async () => {
  const page = await browser.newPage();
  await page.goto(new URL("me/tokens", house.address).href);
  await page.fill("#label", "Script");
  await page.click("#make-token");
  const token = await page.locator("#new-token").textContent();
  assert.match(token, /^hw_/);
  const headers = { authorization: `Bearer ${token}` };
  assert.equal((await get("api/v1/stories", { headers })).status, 200);
  const refused = await post("api/v1/feeds", { address: "vellmar.example" });
  assert.equal(refused.status, 202, "at home everybody may");
  const scoped = await get("api/v1/feeds", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ address: "vellmar.example" }),
  });
  assert.equal(scoped.status, 403, "a token for reading does not write");
  const address = await page.locator("#feed-addresses code").first().textContent();
  assert.equal((await fetch(address)).status, 200);
  await page.close();
});
