// Working days: Monday to Friday without days off; generator/hari_kerja.py counts the same, held by the same cases.
// A day is its number since 1 January 1970, so that no time zone moves it. A calendar is { off, years, bare }: days off
// by number as { day, name, joint, guess }, the years it knows, and those of which it knows no cuti bersama.
const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

export const numbered = (text) => Date.parse(`${text}T00:00:00Z`) / 864e5;
export const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
const yearOf = (day) => Number(iso(day).slice(0, 4));
const weekday = (day) => (day + 4) % 7;
const works = (day) => weekday(day) % 6 > 0;

// As wording.py writes them, with spaces that do not break.
function words(day) {
  const [, month, date] = iso(day).split("-").map(Number);
  return `${date}\u00a0${MONTHS[month - 1]}`;
}
export const inFull = (day) => `${DAYS[weekday(day)]}, ${words(day)}\u00a0${yearOf(day)}`;

const NONE = { guesses: [], bare: [], unknown: [] };
export const certain = (day) => ({ ...NONE, day, counted: day });

function after(day, count, { off }, joint) {
  while (count) {
    const free = off.get(++day);
    if (works(day) && (!free || free.joint && !joint)) count--;
  }
  return day;
}

// The deadline so many working days after another, whose doubts it inherits; a day that is certain has none.
export function deadline(before, count, calendar) {
  const first = before.day + 1, day = after(before.day, count, calendar, true);
  const off = [...calendar.off.values()];
  const years = [];
  for (let year = yearOf(first); year <= yearOf(day); year++) years.push(year);
  const more = (old, found) => [...old, ...found.filter((each) => !old.includes(each))];
  return {
    day,
    counted: after(before.counted, count, calendar, false),
    skipped: off.filter((each) => each.day >= first && each.day <= day && works(each.day)),
    // An estimated day may come a day earlier or later.
    guesses: more(before.guesses, off.filter((each) => each.guess && each.day >= first - 1 && each.day <= day + 1)),
    unknown: more(before.unknown, years.filter((year) => !calendar.years.has(year))),
    bare: more(before.bare, years.filter((year) => calendar.bare.has(year))),
  };
}

// The deadlines of steps { code, count, branch } from what has happened on a day. A branch leads on only if it was taken.
export function chain(steps, first, taken, day, calendar) {
  let since = certain(day);
  return steps.slice(steps.findIndex(({ code }) => code === first)).map((step, i) => {
    const due = deadline(since, step.count, calendar), before = since;
    if (!step.branch || taken) since = due;
    return { ...step, ...due, before, sure: i === 0 || step.branch };
  });
}

function list(days) {
  const names = new Map();
  for (const { day, name } of days) names.set(name, [...names.get(name) ?? [], words(day)]);
  return [...names].map(([name, dates]) => `${dates.join(", ")} ${name}`).join("; ");
}

// What is to be said of a deadline, and what makes it uncertain; what the step before has said is only referred to.
export function notes({ day, counted, skipped }) {
  return [
    ...(skipped.length ? [`Dilewati: ${list(skipped)}.`] : []),
    ...(counted === day ? [] : [`Bila cuti bersama terhitung hari kerja: ${inFull(counted)}.`]),
  ];
}
export function doubts({ guesses, bare, unknown }, before = NONE) {
  const fresh = guesses.filter((each) => !before.guesses.includes(each));
  return [
    ...(fresh.length ? [`Masih perkiraan: ${list(fresh)}.`] : []),
    ...bare.filter((year) => !before.bare.includes(year)).map((year) => `Cuti bersama ${year} belum ada dalam daftar.`),
    ...unknown.filter((year) => !before.unknown.includes(year)).map((year) => `Hari libur ${year} tidak ada dalam daftar: hanya Sabtu dan Minggu yang dilewati.`),
    ...([before.guesses, before.bare, before.unknown].flat().length ? ["Ikut bergeser bila langkah sebelumnya bergeser."] : []),
  ];
}
