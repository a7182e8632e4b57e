// Beside a date: how far the newsroom's zone is from UTC on the day that is typed, for summer time and Ramadan.
const offsetAt = (zone, instant) =>
  new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(instant)
    .find((part) => part.type === "timeZoneName")
    .value.replace("GMT", "UTC");

// The instant at which the wall clocks of `zone` show what stands in `wall`, a date and time read as if in UTC.
const instantOf = (zone, wall) => {
  const found = /([+-])(\d\d):(\d\d)/.exec(offsetAt(zone, wall));
  const minutes = found ? Number(`${found[1]}1`) * (Number(found[2]) * 60 + Number(found[3])) : 0;
  return new Date(wall.getTime() - minutes * 60_000);
};

const tell = ({ target }) => {
  const moment = target.closest?.("p.datetime");
  const label = moment?.closest(".form-row, .fieldBox, .front-form__field")?.querySelector(".admin-zone[data-zone]");
  if (!label) return;
  const [date, time] = moment.querySelectorAll("input");
  const wall = new Date(`${date.value}T${time.value || "12:00"}Z`);
  if (Number.isNaN(wall.getTime())) return;
  const { zone } = label.dataset;
  label.textContent = `${zone}, ${offsetAt(zone, instantOf(zone, wall))}`;
};

// The stock calendar and clock set a value and then say so by "change" or "focus" only.
for (const event of ["input", "change", "focus", "blur"]) document.addEventListener(event, tell, true);
