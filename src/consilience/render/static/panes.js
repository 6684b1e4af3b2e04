"use strict";
// The right pane: the passages of a statement, report by report.

const MOST_PASSAGES = 60; // shown at once; a button shows the rest
let openedBy = null; // where the keyboard goes back to

/** Show one of the two panels. */
function choosePanel(name) {
  for (const panel of ["passages", "reports"]) {
    const chosen = panel === name;
    byId(panel).hidden = !chosen;
    byId(`tab-${panel}`).setAttribute("aria-selected", String(chosen));
    byId(`tab-${panel}`).tabIndex = chosen ? 0 : -1;
  }
  byId("side").classList.add("shown");
}

/** Leave the right pane (on a phone it closes) and go back to what opened it. */
function closeSide() {
  byId("side").classList.remove("shown");
  if (openedBy && openedBy.isConnected) openedBy.focus({ preventScroll: true });
}

/** The item of an id and, for one of its values ("…-v2"), the group alone. */
function lookUp(id) {
  const value = /^(.+)-v(\d+)$/.exec(id);
  const item = itemOf(id) || (value ? itemOf(value[1]) : null);
  if (!item || itemOf(id)) return item;
  const group = item.groups && item.groups[Number(value[2]) - 1];
  return group ? { ...item, groups: [group] } : null;
}

/** Open the passages of an item; false where there is no such item. */
function openItem(id, { scroll = false, focus = false } = {}) {
  const item = lookUp(id);
  const row = byId(id);
  if (row) {
    for (let box = row; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (scroll) row.scrollIntoView({ block: row.offsetHeight > innerHeight * 0.7 ? "start" : "center" });
  }
  if (!item) return false;
  document.querySelectorAll(".on").forEach((on) => on.classList.remove("on"));
  if (row) row.classList.add("on");
  const panel = byId("passages");
  const copying = el("button", { type: "button", class: "copy", on: { click: () => copy(citation(id)) } }, "Copy with citations");
  panel.replaceChildren(
    el("p", { class: "side-kind" }, `${item.kind}${item.note ? `, ${item.note}` : ""}`),
    el("h2", { class: "side-head" }, ...textNodes(item.label)),
    el("p", { class: "side-tools" }, copying, el("a", { href: `#${id}`, class: "link" }, "Link")));
  const list = el("div", { class: "passages" });
  const rows = item.groups ? item.groups.flatMap((group) => [groupHead(group), ...places(group.at).map((at) => [at, places(group.marks)])]) : places(item.at).map((at) => [at, []]);
  fillPassages(list, rows, MOST_PASSAGES);
  panel.append(list, reasons(item.why));
  panel.scrollTop = 0;
  choosePanel("passages");
  const count = placesOf(item).length;
  tell(`${count} passage${count === 1 ? "" : "s"} shown`);
  if (focus) panel.focus();
  return true;
}

function groupHead(group) {
  return el("h3", { class: "group-head" }, ...textNodes(group.value), group.note ? el("span", { class: "faint" }, ` ${group.note}`) : "");
}

/** Passages and headings, the first `most`; a button for the rest. */
function fillPassages(list, rows, most) {
  list.append(...rows.slice(0, most).map((row) => (Array.isArray(row) ? passage(...row) : row)));
  if (rows.length <= most) return;
  const more = el("button", { type: "button" }, `${rows.length - most} more`);
  more.addEventListener("click", () => {
    more.remove();
    fillPassages(list, rows.slice(most), MOST_PASSAGES * 4);
  });
  list.append(more);
}

/** A passage in its report: outlet, date, origin, the words with what stands around them. */
function passage([number, start, end], marks) {
  const report = DATA.reports[number];
  const [before, after] = around(number, start, end);
  const inside = marks.filter((mark) => mark[0] === number && mark[1] >= start && mark[2] <= end).map((mark) => [mark[1] - start, mark[2] - start]);
  const here = el("span", { class: "here" });
  for (const [from, to, over] of stretches(end - start, inside)) {
    const nodes = textNodes(words(number, start + from, start + to));
    here.append(...(over.length ? [el("mark", {}, ...nodes)] : nodes));
  }
  const button = el("button", { type: "button", on: { click: () => openReport(number, [start, end], { focus: true }) } }, "In the report");
  button.setAttribute("aria-label", `In the report of ${report.outlet}`);
  const about = [report.published, report.origin !== report.outlet ? `origin ${report.origin}` : "", `${start}–${end}`].filter(Boolean).join(" · ");
  return el("article", { class: "passage", "aria-label": report.outlet },
    el("header", {}, el("b", {}, ...textNodes(report.outlet)), button, el("span", {}, ...textNodes(about))),
    el("p", { class: "words" }, el("span", { class: "context" }, ...textNodes(before)), here, el("span", { class: "context" }, ...textNodes(after))));
}

/** Why: the rows that were summed. */
function reasons(rows) {
  if (!rows || !rows.length) return "";
  const table = el("table", {}, el("tbody", {}, ...rows.map(([rule, detail, weight, count]) => el("tr", {},
    el("th", { scope: "row" }, ...textNodes(rule), count > 1 ? ` × ${count}` : ""),
    el("td", {}, ...textNodes(detail)),
    el("td", { class: "weight" }, weight === null || weight === undefined ? "" : weight.toFixed(2))))));
  return el("details", { class: "why" }, el("summary", {}, "Why"), table);
}
