"use strict";
// Start: the page as loaded is kept for saving, then clicks, keys and links are tied.

const LOADED = document.documentElement.outerHTML;

/** Go where the link says: an item, a report, a passage of a report, or a section. */
function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  const report = /^r-(.+?)(?::(\d+)-(\d+))?$/.exec(hash);
  if (report && !byId(hash)) {
    const number = DATA.reports.findIndex(({ id }) => id.replace(/[^\p{L}\p{N}_.-]+/gu, "-") === report[1]);
    if (number >= 0) openReport(number, report[2] ? [Number(report[2]), Number(report[3])] : null, { focus: true });
  } else if (hash) openItem(hash, { scroll: true });
}

document.addEventListener("click", (event) => {
  const open = event.target.closest("[data-open]");
  const copied = event.target.closest("[data-copy]");
  const link = event.target.closest('a[href^="#"]');
  const selecting = String(getSelection()) !== "";
  if (open && !(selecting && open.tagName === "P") && !link) {
    openedBy = open;
    openItem(open.dataset.open, { focus: event.detail === 0 });
  } else if (copied) copy(citation(copied.dataset.copy));
  else if (link) {
    openedBy = link;
    if (link.getAttribute("href") === location.hash) follow();
  }
  for (const box of document.querySelectorAll("details.filters[open]")) if (!box.contains(event.target)) box.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea") || byId("keys").open) return;
  const item = document.activeElement.closest ? document.activeElement.closest(".item") : null;
  const own = document.activeElement === item;
  if (event.key === "/") byId("find").focus();
  else if (event.key === "j" || event.key === "k") step(event.key === "j");
  else if (event.key === "?") showKeys();
  else if (event.key === "r") openReport(0, null, { focus: true });
  else if (item && (event.key === "o" || (event.key === "Enter" && own))) {
    openedBy = item;
    openItem(item.id, { focus: true });
  } else if (item && event.key === "c" && DATA.items[item.id]) copy(citation(item.id));
  else if (event.key === "Escape") closeSide();
  else return;
  event.preventDefault();
});

for (const name of ["passages", "reports"]) {
  byId(`tab-${name}`).addEventListener("click", () => (name === "reports" && !byId("reports").childElementCount ? openReport(0) : choosePanel(name)));
}
document.querySelector('[role="tablist"]').addEventListener("keydown", (event) => {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const other = byId(byId("tab-passages").getAttribute("aria-selected") === "true" ? "tab-reports" : "tab-passages");
  other.click();
  other.focus();
  event.preventDefault();
});
byId("close-side").addEventListener("click", closeSide);
byId("theme").addEventListener("click", flipTheme);
byId("print").addEventListener("click", () => window.print());
byId("help").addEventListener("click", showKeys);
byId("export")?.addEventListener("click", () => save("account-without-texts.html", withoutTexts(LOADED)));
window.addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((box) => { if (!box.open) { box.open = true; box.dataset.closed = ""; } }));
window.addEventListener("afterprint", () => document.querySelectorAll("main details[data-closed]").forEach((box) => { box.open = false; delete box.dataset.closed; }));
window.addEventListener("hashchange", follow);
startFind();
startFilters();
follow();
// On a wide screen the pane is never empty: the first disagreement, else the first report.
if (!location.hash && matchMedia("(min-width: 60.01rem)").matches) {
  const first = document.querySelector(".conflict");
  if (!first || !openItem(first.id)) openReport(0);
}
