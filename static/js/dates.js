// Dates as the reader writes them, where that differs from the page's way. The day stays the one
// that the page names, wherever the reader is.

const page = document.documentElement.lang.toLowerCase();
const [reader] = navigator.languages ?? [navigator.language];

if (reader && reader.toLowerCase() !== page) {
  const format = new Intl.DateTimeFormat(reader, { dateStyle: "long", timeZone: "UTC" });
  for (const time of document.querySelectorAll("time[datetime]")) {
    const day = new Date(`${time.dateTime.slice(0, 10)}T00:00Z`);
    if (Number.isNaN(day.getTime())) continue;
    time.textContent = format.format(day);
    time.lang = format.resolvedOptions().locale;
  }
}
