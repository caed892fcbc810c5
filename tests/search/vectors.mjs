// Holds the engine's decoding to vectors.json, as test_vectors.py does the index's encoding.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { bucket, fold, frontDecoded, index, levels, numbers, stem, words } from "../../theme/assets/search/engine.js";

const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));
for (const [text, folded] of vectors.fold) assert.equal(fold(text), folded);
for (const [text, found] of vectors.words) assert.deepEqual(words(text), found);
for (const [found, text] of vectors.gaps) assert.deepEqual(numbers(text), found);
for (const [found, text] of vectors.levels) assert.deepEqual(levels(text), found);
for (const [list, text] of vectors.front) assert.deepEqual(frontDecoded(text), list);
for (const [number, letter] of vectors.letters) assert.equal(index(letter), number);
for (const [word, root, way] of vectors.steps) assert.equal(stem(word, way), root);
for (const [text, files, number] of vectors.buckets) assert.equal(bucket(text, files), number);
console.log(JSON.stringify([]));
