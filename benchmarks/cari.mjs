// Asks the engine the questions on stdin: `node cari.mjs ENGINE FOLDER`; prints for each the files that a first and
// a later search fetched, its milliseconds, and the addresses of the first three rows.
import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [engine, folder] = process.argv.slice(2);
const { open } = await import(pathToFileURL(engine));
let fetched = new Set();
const load = async (name) => {
  const path = name.split("?")[0];
  fetched.add(path);
  return readFile(`${folder}/${path}`, "utf8").catch(() => null);
};
const warm = open(load);
await warm.search("pemanasan");
const answers = [];
for (const question of JSON.parse(readFileSync(0, "utf8"))) {
  fetched = new Set();
  await open(load).search(question);
  const first = [...fetched];
  const started = performance.now();
  const { rows } = await warm.search(question);
  const ms = performance.now() - started;
  const later = first.filter((name) => !["core.json", "col.json"].includes(name));
  answers.push({ first, later, ms, urls: rows.slice(0, 3).map((row) => row.url) });
}
console.log(JSON.stringify(answers));
