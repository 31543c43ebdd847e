// Makes ui/world.svg: the world's land and borders in Equal Earth, from Natural Earth's 1:110m shapes (public domain), as
// the npm package world-atlas of the lock file has them. Run by `node tools/world_outline.mjs`; the picture is kept with
// the sources, so that building needs no npm. screen/map.cc places points in the same projection.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";

const tree = join(dirname(fileURLToPath(import.meta.url)), "..");
const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-110m.json")));

// Šavrič, Patterson, Jenny: The Equal Earth map projection (2018), on a sheet 1000 wide.
const [kA1, kA2, kA3, kA4] = [1.340264, -0.081106, 0.000893, 0.003796];
const kScale = 1000 / (2 * 2.70663);
const kHeight = 2 * 1.317362 * kScale;
function place([longitude, latitude]) {
  const theta = Math.asin((Math.sqrt(3) / 2) * Math.sin((latitude * Math.PI) / 180));
  const t2 = theta * theta;
  const t6 = t2 * t2 * t2;
  const x = (2 * Math.sqrt(3) * ((longitude * Math.PI) / 180) * Math.cos(theta)) / (3 * (9 * kA4 * t6 * t2 + 7 * kA3 * t6 + 3 * kA2 * t2 + kA1));
  const y = theta * (kA4 * t6 * t2 + kA3 * t6 + kA2 * t2 + kA1);
  return [500 + kScale * x, kHeight / 2 - kScale * y];
}

// Steps of a tenth, from point to point; those that do not move are left out.
function path(line, closed) {
  const points = line.map((point) => place(point).map((value) => Math.round(value * 10)));
  let text = `M${points[0][0] / 10} ${points[0][1] / 10}`;
  let [x, y] = points[0];
  let steps = "";
  for (const [nextX, nextY] of points.slice(1)) {
    if (nextX === x && nextY === y) continue;
    const step = [nextX - x, nextY - y].map((value) => String(value / 10).replace(/^(-?)0\./, "$1."));
    steps += (steps && !step[0].startsWith("-") ? " " : "") + step[0] + (step[1].startsWith("-") ? "" : " ") + step[1];
    [x, y] = [nextX, nextY];
  }
  return steps ? `${text}l${steps}${closed ? "z" : ""}` : "";
}

// Longitudes that go on where a ring crosses the antimeridian, then a copy for each side of the sheet, held within it.
function rings(ring) {
  let turns = 0;
  const whole = ring.map(([longitude, latitude], n) => {
    const step = n > 0 ? longitude - ring[n - 1][0] : 0;
    turns += step > 180 ? -1 : step < -180 ? 1 : 0;
    return [longitude + 360 * turns, latitude];
  });
  return [-360, 0, 360]
    .map((shift) => whole.map(([longitude, latitude]) => [longitude + shift, latitude]))
    .filter((copy) => copy.some(([longitude]) => longitude > -180 && longitude < 180))
    .map((copy) => copy.map(([longitude, latitude]) => [Math.max(-180, Math.min(180, longitude)), latitude]));
}

const antarctic = (ring) => ring.every(([, latitude]) => latitude < -60);
const land = feature(world, world.objects.land).features.flatMap((each) =>
  each.geometry.type === "Polygon" ? [each.geometry.coordinates] : each.geometry.coordinates,
);
const shapes = land.filter((polygon) => !antarctic(polygon[0])).flatMap((polygon) => polygon.flatMap(rings).map((ring) => path(ring, true))).join("");
const borders = mesh(world, world.objects.countries, (a, b) => a !== b).coordinates.map((line) => path(line, false)).join("");
writeFileSync(
  join(tree, "ui", "world.svg"),
  `<!-- Natural Earth 1:110m, public domain (naturalearthdata.com), by tools/world_outline.mjs -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${kHeight.toFixed(1)}"><path d="${shapes}" fill="#8a8478" fill-opacity=".32"/><path d="${borders}" fill="none" stroke="#8a8478" stroke-opacity=".55" stroke-width=".5"/></svg>
`,
);
