// Holds the browser's working days to vectors.json, as test_hari_kerja.py does the build's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { certain, chain, deadline, doubts, inFull, iso, notes, numbered } from "../../theme/assets/ppid/hari_kerja.js";

const [vectors, steps, events] = JSON.parse(readFileSync(0, "utf8"));
const { hari_libur, tahun, tanpa_cuti_bersama } = vectors.kalender;
const days = hari_libur.map(([day, name, kind, guess]) => ({ day: numbered(day), name, joint: kind === "cuti_bersama", guess }));
const calendar = { off: new Map(days.map((each) => [each.day, each])), years: new Set(tahun), bare: new Set(tanpa_cuti_bersama) };

for (const { nama, sejak, hari_kerja, ...expected } of vectors.batas) {
  const due = deadline(certain(numbered(sejak)), hari_kerja, calendar);
  assert.deepEqual({
    batas: iso(due.day),
    bila_cuti_dihitung: iso(due.counted),
    dilewati: due.skipped.map(({ day }) => iso(day)),
    perkiraan: due.guesses.map(({ day }) => iso(day)),
    tahun_tanpa_daftar: due.unknown,
    tahun_tanpa_cuti: due.bare,
  }, expected, nama);
}
for (const { kejadian, hari, batas, pasti, keterangan, peringatan } of vectors.rantai) {
  const [first, taken] = events[kejadian];
  const found = chain(steps, first, taken, numbered(hari), calendar);
  assert.deepEqual(found.map(({ day }) => iso(day)), batas, kejadian);
  assert.deepEqual(found.map(({ sure }) => sure), pasti, kejadian);
  if (keterangan) assert.deepEqual(found.map(notes), keterangan, kejadian);
  assert.deepEqual(found.map((due) => doubts(due, due.before)), peringatan, kejadian);
}
for (const [day, text] of vectors.kata) assert.equal(inFull(numbered(day)), text);
