// A page stays open while the site is published anew, and then while its files are away.
import { readFileSync } from "node:fs";
import { open } from "../../theme/assets/search/engine.js";

const stored = new Map(Object.entries(JSON.parse(readFileSync(0, "utf8")).files));
let folder = "";
const { search } = open(async (name) => stored.get(folder + name.split("?")[0]) ?? null);
const before = await search("");
folder = "new/";
const after = await search("", { from: 10, limit: 300, group: false });
folder = "away/";
const gone = await search("legalisir").catch(String);
console.log(JSON.stringify([before, after, gone]));
