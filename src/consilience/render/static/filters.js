"use strict";
// Filters: an item stays where one of its reports is chosen, by report and by origin; a disagreement by its kind too.

function startFilters() {
  const boxes = [...document.querySelectorAll("[data-filter]")];

  function apply() {
    const off = (kind) => new Set(boxes.filter((box) => box.dataset.filter === kind && !box.checked).map((box) => box.value));
    const reports = off("report");
    const origins = off("origin");
    const kinds = off("kind");
    const kept = new Set(DATA.reports.filter((report) => !reports.has(report.id) && !origins.has(report.originId)).map((report) => report.id));
    for (const item of document.querySelectorAll(".item[data-reports]")) {
      const held = item.dataset.reports.split(" ").some((id) => kept.has(id));
      item.classList.toggle("filtered", !held || (item.dataset.kind !== undefined && kinds.has(item.dataset.kind)));
    }
    const count = reports.size + origins.size + kinds.size;
    byId("filter-count").hidden = count === 0;
    byId("filter-count").textContent = String(count);
    tell(count ? `${count} filter${count === 1 ? "" : "s"} set` : "Everything is shown");
  }
  boxes.forEach((box) => box.addEventListener("change", apply));
  byId("filter-reset").addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = true; });
    apply();
  });
}
