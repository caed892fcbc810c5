// Asks the engine over files given on stdin: {files, calls: [[method, …arguments]]}; Maps become plain pairs.
import { readFileSync } from "node:fs";
import { open } from "../../theme/assets/search/engine.js";

const { files, calls } = JSON.parse(readFileSync(0, "utf8"));
const stored = new Map(Object.entries(files));
const engine = open(async (name) => stored.get(name.split("?")[0]) ?? null);
const answers = [];
for (const [method, ...given] of calls) answers.push(await engine[method](...given));
console.log(JSON.stringify(answers, (_, value) => value instanceof Map ? [...value] : value));
