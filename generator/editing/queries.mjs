// Asks a built search: {engine, folder, questions} as JSON on standard input, the addresses found for each on output.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { engine, folder, questions, limit } = JSON.parse(readFileSync(0, "utf8"));
const { open } = await import(pathToFileURL(engine));
const search = open(async (name) => {
  try { return readFileSync(`${folder}/${name.split("?")[0]}`, "utf8"); } catch { return null; }
});
const answers = [];
for (const question of questions) {
  const { rows, total, corrections } = await search.search(question, { limit });
  answers.push({ found: rows.map((row) => row.url), total, corrections });
}
process.stdout.write(JSON.stringify(answers));
