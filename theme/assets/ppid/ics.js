// Deadlines as iCalendar (RFC 5545): a whole day each, which does not show as busy.
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n").replaceAll("\u00a0", " ");

// At most 75 bytes a line, never cut within a character.
function folded(line) {
  let row = "", bytes = 0;
  const rows = [];
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (bytes + size > 75) { rows.push(row); row = " "; bytes = 1; }
    row += sign;
    bytes += size;
  }
  return [...rows, row].join("\r\n");
}

// `events` are { id, date, title, text } with days as 2026-03-09; `now` is a Date, `host` makes their names unique.
export function calendar(events, now, host, url) {
  const day = (date) => date.replaceAll("-", "");
  const next = (date) => day(new Date(Date.parse(`${date}T00:00:00Z`) + 864e5).toISOString().slice(0, 10));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${host}//Batas waktu//ID`];
  for (const { id, date, title, text } of events) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${id}-${date}@${host}`,
      `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
      `DTSTART;VALUE=DATE:${day(date)}`,
      `DTEND;VALUE=DATE:${next(date)}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(text)}`,
      `URL:${url}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    );
  }
  return [...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}
