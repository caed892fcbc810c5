// `node cari.mjs TOOL TASK INDEX [OTHER]`. Tools: ultra, pagefind, minisearch; INDEX is the folder of the files.
//
// ask: questions on stdin; prints for each the files that a first and a later search fetched (and a first with the
//   counts of all facets), and the addresses of the first three rows. Ten rows are fetched. For ultra, OTHER is the engine.
// build, change: documents from OTHER, one a line, as JSON; prints seconds, and those of the processor.
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const ROWS = 10, TICKS = 100;
const [tool, task, folder, other] = process.argv.slice(2);
const lines = () => createInterface({ input: createReadStream(other), crlfDelay: Infinity });
const without = (all, names) => all.filter((name) => !names.some((each) => name === each || name.endsWith(`.${each}`)));

async function ultra() {
  const { open } = await import(pathToFileURL(other));
  let fetched = new Set();
  const load = async (name) => {
    const path = name.split("?")[0];
    fetched.add(path);
    if (path.startsWith("n/")) fetched.add("near.js"); // imported with the first of these
    return readFile(`${folder}/${path}`, "utf8").catch(() => null);
  };
  const warm = open(load);
  await warm.search("pemanasan");
  return {
    async ask(question) {
      fetched = new Set(["engine.js"]);
      await open(load).search(question);
      const first = [...fetched], started = performance.now();
      const { rows } = await warm.search(question);
      const ms = performance.now() - started;
      return { first, facets: first, later: without(first, ["engine.js", "near.js", "core.json", "col.json"]), ms, urls: urls(rows) };
    },
  };
}

const urls = (rows) => rows.slice(0, 3).map(({ url }) => url);

const pagefind = {
  async build() {
    const { close, createIndex } = await import("pagefind");
    const { index } = await createIndex({ forceLanguage: "id" });
    for await (const line of lines()) {
      const { url, title, fields, body, date, facets, kind } = JSON.parse(line);
      const { errors } = await index.addCustomRecord({
        url, language: "id", meta: { title, date }, filters: { ...facets, kind: [kind] },
        content: [title, fields.names, fields.satker, body].filter(Boolean).join(".\n"),
      });
      if (errors.length) throw new Error(errors.join());
    }
    await index.writeFiles({ outputPath: folder });
    const cpu = children();
    return { cpu, close };
  },

  // The browser's code with files for its network. A browser also fetches the worker, which node has none of.
  async ask(question) {
    let fetched = new Set(["pagefind.js", "pagefind-worker.js"]);
    globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => "id" }) };
    globalThis.fetch = async (address) => {
      const name = new URL(address.url ?? address).pathname.slice(1);
      fetched.add(name);
      return new Response(await readFile(`${folder}/${name}`));
    };
    const { createInstance } = await import(pathToFileURL(`${folder}/pagefind.js`));
    const instance = createInstance({ basePath: "http://localhost/" });
    const found = await instance.search(question);
    const rows = await Promise.all(found.results.slice(0, ROWS).map((result) => result.data()));
    const first = [...fetched];
    await instance.filters();
    const once = ["pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "pagefind", "pf_meta"];
    return { first, facets: [...fetched], later: without(first, once), urls: urls(rows) };
  },
};

// Seconds of the processor that the programs started from here have taken.
function children() {
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").split(" ").filter(Boolean);
  return pids.reduce((sum, pid) => {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
    return sum + (Number(user) + Number(system)) / TICKS;
  }, 0);
}

async function minisearch() {
  const { default: MiniSearch } = await import("minisearch");
  const { kinds, stop } = JSON.parse(readFileSync(`${dirname(folder)}/options.json`, "utf8")), silent = new Set(stop);
  const options = {
    idField: "key", fields: ["title", "names", "satker"], storeFields: ["title", "url", "summary", "date", "kind"],
    processTerm: (term) => silent.has(term.toLowerCase()) ? null : term.toLowerCase(),
    searchOptions: {
      boost: { title: 3, names: 3 }, fuzzy: 0.2, prefix: (term, i, terms) => i === terms.length - 1,
      boostDocument: (id, term, stored) => kinds[stored.kind],
    },
  };
  const entry = (line) => {
    const { fields, ...document } = JSON.parse(line);
    return { ...document, ...fields };
  };
  const load = () => MiniSearch.loadJSON(readFileSync(`${folder}/index.json`, "utf8"), options);
  async function save(index, put) {
    for await (const line of lines()) index[put](entry(line));
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/index.json`, JSON.stringify(index));
    return {};
  }
  let ready;
  return {
    build: () => save(new MiniSearch(options), "add"),
    change: () => save(load(), "replace"),
    ask(question) {
      ready ??= load();
      const first = ["minisearch.js", "index.json"];
      return { first, facets: null, later: [], urls: urls(ready.search(question)) };
    },
  };
}

const made = await { ultra, pagefind: () => pagefind, minisearch }[tool]();
if (task === "ask") {
  const answers = [];
  for (const question of JSON.parse(readFileSync(0, "utf8"))) answers.push(await made.ask(question));
  console.log(JSON.stringify(answers));
} else {
  const started = performance.now(), before = process.cpuUsage();
  const { cpu = 0, close } = await made[task]();
  const seconds = (performance.now() - started) / 1e3, { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ seconds, cpu: cpu + (user + system) / 1e6 }));
  await close?.();
}
