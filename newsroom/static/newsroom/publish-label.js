/* What the button says that publishes: now, or at the moment typed beside it. Pure, so that node can
test it. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2026-12-03T09:00` as the rest of the newsroom writes it: 3 Dec 2026, 09:00. "" if it is none. */
export function inWords(moment) {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(moment);
  const month = found && MONTHS[Number(found[2]) - 1];
  return month ? `${Number(found[3])} ${month} ${found[1]}, ${found[4]}` : "";
}

/** The time by a clock that is `offset` seconds ahead of UTC, as a field of a moment holds it. */
export function clock(milliseconds, offset) {
  return new Date(milliseconds + offset * 1000).toISOString().slice(0, 16);
}

/** The button's words. `moment` is what the field holds, `present` what the clock says. */
export function publishLabel({ now, later, moment, present }) {
  const words = inWords(moment);
  return words && moment.slice(0, 16) > present ? `${later}${words}` : now;
}
