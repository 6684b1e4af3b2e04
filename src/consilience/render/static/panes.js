"use strict";
// The right pane: the passages of a statement, report by report, and the reports in full.

const LAYERS = [
  ["claim", "statements"],
  ["speech", "speech"],
  ["name", "names"],
  ["slot", "dates and numbers"],
  ["copied", "copied passages"],
];
const shownLayers = new Set(["claim", "speech", "slot"]);
let openedBy = null; // where the keyboard goes back to
let current = null; // id of the item whose passages are shown

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

/** Open the passages of an item; false where there is no such item. */
function openItem(id, { scroll = false, focus = false } = {}) {
  const item = Object.hasOwn(DATA.items, id) ? DATA.items[id] : null;
  const row = byId(id);
  if (row) {
    for (let box = row.parentElement; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (scroll) row.scrollIntoView({ block: "center" });
  }
  if (!item) return false;
  document.querySelectorAll(".item.on").forEach((on) => on.classList.remove("on"));
  if (row) row.classList.add("on");
  current = id;
  const panel = byId("passages");
  panel.replaceChildren(el("p", { class: "side-kind" }, item.kind), el("h2", { class: "side-head" }, ...textNodes(item.label)));
  if (item.groups) {
    for (const group of item.groups) {
      panel.append(el("h3", { class: "group-head" }, ...textNodes(group.value)), ...group.at.map((at) => passage(at, group.marks)));
    }
  } else panel.append(...item.at.map((at) => passage(at, [])));
  panel.append(reasons(item.why));
  panel.scrollTop = 0;
  choosePanel("passages");
  const count = item.groups ? item.groups.reduce((sum, group) => sum + group.at.length, 0) : item.at.length;
  tell(`${count} passage${count === 1 ? "" : "s"} shown`);
  if (focus) panel.focus();
  return true;
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
  const button = el("button", { type: "button", on: { click: () => openReport(number, [start, end]) } }, "In the report");
  button.setAttribute("aria-label", `Show in the report of ${report.outlet}`);
  const about = [report.published, report.origin !== report.outlet ? `origin ${report.origin}` : ""].filter(Boolean).join(" · ");
  return el("article", { class: "passage" },
    el("header", {}, el("b", {}, ...textNodes(report.outlet)), el("span", {}, ...textNodes(about)), el("span", {}, `${report.id}:${start}–${end}`), button),
    el("p", { class: "words" }, el("span", { class: "context" }, ...textNodes(before)), here, el("span", { class: "context" }, ...textNodes(after))));
}

/** Why: the rows that were summed, equal ones counted. */
function reasons(rows) {
  const counts = new Map();
  for (const [rule, detail, weight] of rows) {
    const key = [rule, detail].filter(Boolean).join(": ");
    if (key) counts.set(key, [(counts.get(key)?.[0] ?? 0) + 1, weight]);
  }
  if (!counts.size) return "";
  const lines = [...counts].map(([key, [count, weight]]) => el("li", {}, `${key}${weight === null || weight === undefined ? "" : ` (${weight.toFixed(2)})`}${count > 1 ? ` × ${count}` : ""}`));
  return el("details", { class: "why" }, el("summary", {}, "Why"), el("ul", {}, ...lines));
}

/** Show a report in full, a passage of it in view. */
function openReport(number, at = null, { focus = false } = {}) {
  const report = DATA.reports[number];
  const panel = byId("reports");
  const pick = el("select", { "aria-label": "Report", on: { change: (event) => openReport(Number(event.target.value)) } });
  DATA.reports.forEach((other, i) => pick.append(el("option", { value: i, selected: i === number }, `${other.outlet} · ${other.id}`)));
  const text = el("div", { class: `text ${[...shownLayers].map((layer) => `l-${layer}`).join(" ")}` });
  panel.replaceChildren(
    el("div", { class: "report-pick" }, pick),
    report.headline ? el("h2", { class: "side-head" }, ...textNodes(report.headline)) : "",
    el("p", { class: "faint" }, ...textNodes([report.published, report.byline, `origin ${report.origin}`, report.file].filter(Boolean).join(" · "))),
    report.url ? el("p", {}, el("a", { href: report.url, rel: "noreferrer noopener" }, "Where it was published")) : "",
    layerChoice(text), el("div", { id: "what", "aria-live": "polite" }), text);
  fillText(text, number, at);
  choosePanel("reports");
  const here = text.querySelector(".here");
  panel.scrollTop = 0;
  if (here) here.scrollIntoView({ block: "center" });
  tell(`Report ${report.outlet} shown`);
  if (focus) panel.focus();
}

/** Boxes by which the layers of a report are shown or not. */
function layerChoice(text) {
  const boxes = LAYERS.map(([layer, name]) => {
    const flip = (event) => {
      shownLayers[event.target.checked ? "add" : "delete"](layer);
      text.classList.toggle(`l-${layer}`, event.target.checked);
    };
    return el("label", {}, el("input", { type: "checkbox", checked: shownLayers.has(layer), on: { change: flip } }), ` ${name}`);
  });
  return el("div", { class: "layers", role: "group", "aria-label": "What is marked" }, ...boxes);
}

/** The text of a report, stretch by stretch, each with what was made of it. */
function fillText(box, number, at) {
  const report = DATA.reports[number];
  const spans = [...DATA.spans[number], ...(at ? [[at[0], at[1], "here", ""]] : [])];
  const parts = report.text === null ? report.excerpts.map(([from, text]) => [from, from + Array.from(text).length]) : [[0, lengthOf(number)]];
  if (report.text === null) box.append(el("p", { class: "faint" }, "The full text is left out of this page: only passages that are cited stand here."));
  for (const [low, high] of parts) {
    const inside = spans.filter(([start, end]) => start < high && end > low).map(([start, end, ...rest]) => [Math.max(start, low) - low, Math.min(end, high) - low, ...rest]);
    for (const [from, to, over] of stretches(high - low, inside)) {
      const nodes = textNodes(words(number, low + from, low + to));
      const made = over.filter((span) => span[2] !== "here");
      if (!over.length) box.append(...nodes);
      else {
        const kinds = [...new Set(over.map((span) => (span[2] === "here" ? "here" : `k-${span[2]}`)))];
        const stretch = el("span", { class: kinds.join(" ") }, ...nodes);
        if (made.length) {
          stretch.dataset.what = "";
          stretch.made = made;
        }
        box.append(stretch);
      }
    }
    if (parts.length > 1) box.append(el("p", { class: "faint" }, "[…]"));
  }
  box.addEventListener("click", (event) => {
    const stretch = event.target.closest("[data-what]");
    if (stretch) explain(stretch.made, stretch.textContent);
  });
}

const KINDS = { claim: "statement", quote: "quotation", speech: "reported speech", name: "name", time: "date", number: "number", furniture: "page furniture", credit: "credit", label: "label", copied: "lineage" };

/** Say what was made of a stretch, with ways to open each. */
function explain(made, text) {
  const rows = made.map(([, , kind, what]) => {
    const item = Object.hasOwn(DATA.items, what) ? DATA.items[what] : null;
    if (!item) return el("li", {}, `${KINDS[kind]}: ${what}`);
    return el("li", {}, `${KINDS[kind]}: `, el("button", { type: "button", on: { click: () => openItem(what, { scroll: true, focus: true }) } }, ...textNodes(item.label || item.kind)));
  });
  byId("what").replaceChildren(el("div", { class: "what-box" }, el("p", { class: "faint" }, "“", ...textNodes(text.length > 80 ? `${text.slice(0, 80)}…` : text), "”"), el("ul", {}, ...rows)));
}
