// zi: on a narrow screen the chart of a year opens at today instead of at its titles; they stand in the table beneath.
const geser = () => document.querySelectorAll(".gantt-wadah").forEach((wadah) => {
  const x = wadah.querySelector(".hari-ini")?.getBoundingClientRect().left - wadah.getBoundingClientRect().left;
  if (x > wadah.clientWidth) wadah.scrollLeft = x - wadah.clientWidth / 3;
});
["DOMContentLoaded", "htmx:afterSettle"].forEach((nama) => document.addEventListener(nama, geser));
