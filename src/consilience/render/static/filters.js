"use strict";
// Filters: an item stays where one of its reports is chosen, by report and by origin; a disagreement by its kind too.

/** Numbers of the reports an item rests on. */
function reportsOf(row) {
  const item = itemOf(row.dataset.of || row.id);
  return item ? placesOf(item).map(([number]) => number) : (row.dataset.reports || "").split(" ").map(reportNumber);
}

function startFilters() {
  const boxes = [...document.querySelectorAll("[data-filter]")];

  function apply() {
    const off = (kind) => new Set(boxes.filter((box) => box.dataset.filter === kind && !box.checked).map((box) => box.value));
    const reports = off("report");
    const origins = off("origin");
    const kinds = off("kind");
    const kept = new Set();
    DATA.reports.forEach((report, number) => { if (!reports.has(report.id) && !origins.has(report.originId)) kept.add(number); });
    for (const row of document.querySelectorAll(".item")) {
      const held = reportsOf(row).some((number) => kept.has(number));
      row.classList.toggle("filtered", !held || (row.dataset.kind !== undefined && kinds.has(row.dataset.kind)));
    }
    const count = reports.size + origins.size + kinds.size;
    document.body.classList.toggle("filtering", count > 0);
    byId("filter-count").hidden = count === 0;
    byId("filter-count").textContent = String(count);
    tell(count ? `${count} filter${count === 1 ? "" : "s"} set` : "Everything is shown");
  }
  function set(chosen, on) {
    chosen.forEach((box) => { box.checked = on; });
    apply();
  }
  boxes.forEach((box) => box.addEventListener("change", apply));
  for (const button of document.querySelectorAll("[data-all], [data-none]")) {
    const kind = button.dataset.all || button.dataset.none;
    button.addEventListener("click", () => set(boxes.filter((box) => box.dataset.filter === kind), Boolean(button.dataset.all)));
  }
  byId("filter-reset").addEventListener("click", () => set(boxes, true));
}
