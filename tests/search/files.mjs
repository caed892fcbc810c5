// Asks as ask.mjs does, and names the files that it took.
import { readFileSync } from "node:fs";
import { open } from "../../theme/assets/search/engine.js";

const { files, calls } = JSON.parse(readFileSync(0, "utf8")), opened = new Set();
const engine = open(async (name) => {
  const path = name.split("?")[0];
  opened.add(path);
  return files[path] ?? null;
});
for (const [method, ...given] of calls) await engine[method](...given);
console.log(JSON.stringify([...opened]));
