// Starts the program on a fresh collection, and a small publisher on loopback for it to read.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const tree = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = process.env.HEADWATER ?? join(tree, "build", "release", "headwater");
const kStart = 240_000; // the sample edition is worked through before the address is printed

// `headwater serve` with the sample edition; resolves with its address once it answers.
export function openHouse() {
  const folder = mkdtempSync(join(tmpdir(), "headwater-browser-"));
  const options = ["serve", "--data", folder, "--listen", "127.0.0.1:0", "--allow-private-networks"];
  const child = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const close = () =>
    new Promise((done) => {
      const end = () => {
        rmSync(folder, { recursive: true, force: true });
        done(child.exitCode);
      };
      if (child.exitCode !== null) return end();
      child.once("exit", end);
      child.kill("SIGTERM");
    });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the program printed no address: ${said}`));
    }, kStart);
    const listen = (bytes) => {
      said += bytes;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) {
        clearTimeout(late);
        resolve({ address: address[0], folder, close });
      }
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", (bytes) => (said += bytes));
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`the program ended with ${code}: ${said}`));
    });
    child.once("error", reject);
  });
}

const headline = "Lantern makers of Ulverdale reopen their old workshop";
const page = `<!doctype html><html lang="en"><head><title>${headline}</title>
<meta property="og:site_name" content="Ulverdale Lantern">
<meta property="article:published_time" content="2025-05-02T09:30:00+02:00"></head><body><article><h1>${headline}</h1>
<p>The lantern makers of Ulverdale have reopened the workshop by the old mill, eleven years after its last furnace went out.</p>
<p>"We counted every mould before we lit the fire again," said Petra Hollinger, who leads the guild of glass workers.</p>
<p>The town lends the building for ten years and pays half of the rent, the guild said in a statement on Friday.</p>
<p>Forty lanterns a week are to leave the workshop by autumn, and the first of them will hang at the bridge of Ulverdale.</p>
</article></body></html>`;

// A publisher of one feed with one article.
export async function openPublisher() {
  const server = createServer((request, reply) => {
    const base = `http://127.0.0.1:${server.address().port}`;
    if (request.url === "/robots.txt") {
      reply.writeHead(404).end();
    } else if (request.url === "/feed.xml") {
      reply.writeHead(200, { "content-type": "application/rss+xml" });
      reply.end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Ulverdale Lantern</title><link>${base}/</link>
<description>News of the dale</description><item><title>${headline}</title><link>${base}/news/lanterns</link>
<guid>${base}/news/lanterns</guid><pubDate>Fri, 02 May 2025 09:30:00 +0200</pubDate></item></channel></rss>`);
    } else if (request.url === "/news/lanterns") {
      reply.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    } else {
      reply.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    feed: `http://127.0.0.1:${server.address().port}/feed.xml`,
    headline,
    close: () => new Promise((done) => server.close(done)),
  };
}
