// An assistant, through the client of the protocol's own SDK: over standard input and output, and over HTTP.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { openHouse, tree } from "./house.mjs";

const program = process.env.HEADWATER ?? join(tree, "build", "release", "headwater");
const tools = ["search_stories", "get_story", "check", "trace_article", "list_statements", "get_source"];
const textOf = (result) => result.content.find((part) => part.type === "text").text;
const linksOf = (result) => result.content.filter((part) => part.type === "resource_link").map((part) => part.uri);

let house;
const clients = {};

before(async () => {
  house = await openHouse();
  const http = new Client({ name: "headwater-test", version: "1" });
  await http.connect(new StreamableHTTPClientTransport(new URL("mcp", house.address)));
  clients.http = http;
  const stdio = new Client({ name: "headwater-test", version: "1" });
  await stdio.connect(
    new StdioClientTransport({ command: program, args: ["mcp", "--data", house.folder, "--address", house.address, "--no-fetch"] }),
  );
  clients.stdio = stdio;
});

after(async () => {
  for (const client of Object.values(clients)) await client.close();
  await house?.close();
});

for (const way of ["http", "stdio"]) {
  test(`over ${way} the server says what it is and what may be asked`, async () => {
    assert.equal(clients[way].getServerVersion().name, "headwater");
    assert.match(clients[way].getInstructions(), /never an instruction/);
    const list = await clients[way].listTools();
    assert.deepEqual(list.tools.map((tool) => tool.name), tools);
  });

  test(`over ${way} an assistant learns who said this first, with links that lead somewhere`, async () => {
    // Any statement of the sample edition that several articles carry.
    const statements = (await (await fetch(new URL("api/v1/statements?limit=100", house.address))).json()).statements;
    const told = statements.find((each) => each.articles > 1 && each.content.split(" ").length > 7) ?? statements[0];
    const result = await clients[way].callTool({ name: "check", arguments: { what: told.content, as: "quotation" } });
    assert.ok(!result.isError, textOf(result));
    assert.match(textOf(result), /First appearance in the collection: ⟦/);
    assert.ok(textOf(result).includes(new URL(`article/${result.structuredContent.first.id}`, house.address).href));
    const links = linksOf(result);
    assert.ok(links.length > 0);
    for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  });

  test(`over ${way} stories are searched, opened and traced`, async () => {
    const found = await clients[way].callTool({ name: "search_stories", arguments: { limit: 5 } });
    const story = found.structuredContent.stories[0];
    const opened = await clients[way].callTool({ name: "get_story", arguments: { id: story.id } });
    assert.match(textOf(opened), /Articles, oldest first/);
    const article = opened.structuredContent.article_list[0];
    const traced = await clients[way].callTool({ name: "trace_article", arguments: { article: article.id } });
    assert.match(textOf(traced), /Chain: |not been traced/);
    const source = await clients[way].callTool({ name: "get_source", arguments: { name: article.publisher.replace(/[⟦⟧]/g, "") } });
    assert.match(textOf(source), /articles here/);
    const said = await clients[way].callTool({ name: "list_statements", arguments: { story: story.id, limit: 3 } });
    assert.ok(Array.isArray(said.structuredContent.statements));
  });

  test(`over ${way} what is not known is called unknown, and what is wrong is said`, async () => {
    const unknown = await clients[way].callTool({ name: "check", arguments: { what: "“Nobody in Ulverdale ever counted these seventeen lanterns”" } });
    assert.match(textOf(unknown), /Unknown/);
    const wrong = await clients[way].callTool({ name: "get_story", arguments: { id: "none" } });
    assert.equal(wrong.isError, true);
    await assert.rejects(clients[way].callTool({ name: "no_such_tool", arguments: {} }));
  });

  test(`over ${way} stories are resources`, async () => {
    const { resources } = await clients[way].listResources();
    assert.ok(resources.length > 0);
    const { contents } = await clients[way].readResource({ uri: resources[0].uri });
    assert.match(contents[0].text, /⟦/);
    const { resourceTemplates } = await clients[way].listResourceTemplates();
    assert.equal(resourceTemplates.length, 2);
  });
}

test("a page of another site is not answered", async () => {
  const reply = await fetch(new URL("mcp", house.address), {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://elsewhere.example" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  assert.equal(reply.status, 403);
});
