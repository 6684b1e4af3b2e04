"use strict";
// Start: clicks, keys and links are tied; the address says what is open.

/** The number of a report by its id, or by its id as it stands in a link. */
function reportNumber(id) {
  return DATA.reports.findIndex((report) => report.id === id || report.id.replace(/[^\p{L}\p{N}_.-]+/gu, "-") === id);
}

/** Go to what an address names, also where it is there already. */
function goTo(hash) {
  if (decodeURIComponent(location.hash.slice(1)) === hash) follow();
  else location.hash = hash;
}

/** Go where the address says: an item, a report, a passage of a report, or a section. */
function follow() {
  let hash = location.hash.slice(1);
  try { hash = decodeURIComponent(hash); } catch { return; }
  hideTip();
  const report = /^r-(.+?)(?::(\d+)-(\d+))?$/.exec(hash);
  const number = report && !byId(hash) ? reportNumber(report[1]) : -1;
  const keyboard = Boolean(openedBy && openedBy.matches(":focus-visible"));
  if (number >= 0) openReport(number, report[2] ? [Number(report[2]), Number(report[3])] : null, { focus: keyboard });
  else if (hash) {
    const row = byId(hash);
    const box = row ? row.getBoundingClientRect() : null;
    openItem(hash, { scroll: Boolean(box) && (box.top < 110 || box.top > innerHeight * 0.85 || box.height === 0), focus: keyboard });
  }
}

/** Close the boxes of the bar, but not one that holds `kept`. */
function closeBoxes(kept = null) {
  for (const box of document.querySelectorAll("details.filters[open]")) if (!box.contains(kept)) box.open = false;
}

document.addEventListener("focusin", (event) => closeBoxes(event.target));
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  closeBoxes(event.target);
  if (!link) return;
  if (link.classList.contains("statement") && String(getSelection()) !== "" && event.detail > 0) {
    event.preventDefault(); // words were chosen, not the link
    return;
  }
  openedBy = link;
  // Nothing jumps: what the link names is opened beside the reader, and brought into view only where it is not.
  if (!link.classList.contains("skip") && !link.closest(".contents")) {
    event.preventDefault();
    const hash = decodeURIComponent(link.getAttribute("href").slice(1));
    history.pushState(null, "", link.getAttribute("href"));
    if (hash) follow();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    hideTip();
    closeBoxes();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea") || byId("keys").open) return;
  const item = document.activeElement.closest(".item[id], .item[data-of], .date");
  const own = document.activeElement === item;
  if (event.key === "/") byId("find").focus();
  else if (event.key === "j" || event.key === "k") step(event.key === "j");
  else if (event.key === "?") showKeys();
  else if (event.key === "r") openReport(openedReport, null, { focus: true });
  else if (item && (event.key === "o" || (event.key === "Enter" && own))) {
    openedBy = document.activeElement;
    openItem(item.dataset.of || item.id, { focus: true });
  } else if (item && event.key === "c" && itemOf(item.id)) copy(citation(item.id));
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

/** The part of the account that is in view is marked in the contents. */
function startContents() {
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const link = links.get(entry.target.id);
      if (!entry.isIntersecting) link.removeAttribute("aria-current");
      else {
        link.setAttribute("aria-current", "true");
        const strip = link.closest("ol");
        strip.scrollTo({ left: link.offsetLeft - strip.offsetLeft - 40 });
      }
    }
  }, { rootMargin: "-25% 0px -70% 0px" });
  for (const id of links.keys()) watch.observe(byId(id));
}

byId("close-side").addEventListener("click", closeSide);
byId("theme").addEventListener("click", flipTheme);
byId("print").addEventListener("click", () => window.print());
byId("help").addEventListener("click", showKeys);
byId("export")?.addEventListener("click", () => save("account-without-texts.html", withoutTexts(pageAsLoaded())));
window.addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((box) => { if (!box.open) { box.open = true; box.dataset.closed = ""; } }));
window.addEventListener("afterprint", () => document.querySelectorAll("main details[data-closed]").forEach((box) => { box.open = false; delete box.dataset.closed; }));
window.addEventListener("hashchange", follow);
startFind();
startFilters();
startTips();
startContents();
follow();
// On a wide screen the pane is never empty: the first disagreement, else the first report.
if (!location.hash && matchMedia("(min-width: 60.01rem)").matches) {
  const first = document.querySelector(".conflict:not(.update)") || document.querySelector(".conflict");
  if (!first || !openItem(first.id)) openReport(0);
}
