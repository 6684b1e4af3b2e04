"use strict";
// A report in full: its text with what was made of each stretch, in layers that can be shown or not.

const LAYERS = [
  ["claim", "statements"],
  ["speech", "speech"],
  ["name", "names"],
  ["slot", "dates and numbers"],
  ["copied", "copied passages"],
];
const KIND_WORDS = { claim: "Statement", quote: "Quotation", speech: "Reported speech", name: "Name", time: "Date", number: "Number", furniture: "Page furniture", credit: "Credit", label: "Label", copied: "Shared passage" };
const shownLayers = new Set(["claim", "speech", "slot"]);
let openedReport = 0;

/** Show a report in full, a passage of it in view. */
function openReport(number, at = null, { focus = false } = {}) {
  const report = DATA.reports[number];
  openedReport = number;
  const panel = byId("reports");
  const pick = el("select", { "aria-label": "Report", on: { change: (event) => openReport(Number(event.target.value)) } });
  DATA.reports.forEach((other, i) => pick.append(el("option", { value: i, selected: i === number }, other.outlet)));
  const about = [report.published, report.byline, report.origin !== report.outlet ? `origin ${report.origin}` : "", report.file].filter(Boolean).join(" · ");
  const text = el("div", { class: `text ${[...shownLayers].map((layer) => `l-${layer}`).join(" ")}`, tabindex: "0", role: "group", "aria-label": "Text of the report; arrow keys step through what was marked" });
  panel.replaceChildren(
    el("div", { class: "report-pick" }, pick),
    report.headline ? el("h2", { class: "side-head" }, ...textNodes(report.headline)) : "",
    el("p", { class: "faint" }, ...textNodes(about)),
    report.url ? el("p", { class: "faint" }, el("a", { href: report.url, rel: "noreferrer noopener" }, "Where it was published")) : "",
    layerChoice(text), text, el("div", { id: "what", "aria-live": "polite" }));
  fillText(text, number, at);
  choosePanel("reports");
  const here = text.querySelector(".here");
  panel.scrollTop = 0;
  if (here) here.scrollIntoView({ block: "center" });
  tell(`Report ${report.outlet} shown`);
  if (focus) text.focus({ preventScroll: true });
}

/** Boxes by which the layers of a report are shown or not. */
function layerChoice(text) {
  const boxes = LAYERS.map(([layer, name]) => {
    const flip = (event) => {
      shownLayers[event.target.checked ? "add" : "delete"](layer);
      text.classList.toggle(`l-${layer}`, event.target.checked);
    };
    return el("label", {}, el("input", { type: "checkbox", checked: shownLayers.has(layer), on: { change: flip } }), " ", el("span", { class: `swatch s-${layer}` }, name));
  });
  return el("div", { class: "layers", role: "group", "aria-label": "What is marked" }, ...boxes);
}

/** The text of a report, stretch by stretch, each with what was made of it. */
function fillText(box, number, at) {
  const report = DATA.reports[number];
  const spans = spansOf(number).flatMap(([start, length, kind, note, ...items]) =>
    (items.length ? items : [-1]).map((item) => [start, start + length, DATA.kinds[kind], IDS[item], note < 0 ? "" : DATA.notes[note]]));
  if (at) spans.push([at[0], at[1], "here"]);
  const parts = report.text === null ? (report.excerpts || []).map(([from, text]) => [from, from + Array.from(text).length]) : [[0, lengthOf(number)]];
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
          stretch.tabIndex = -1;
          stretch.made = made;
        }
        box.append(stretch);
      }
    }
    if (parts.length > 1) box.append(el("p", { class: "faint" }, "[…]"));
  }
  const pick = (target) => {
    const stretch = target.closest("[data-what]");
    if (stretch) explain(box, stretch);
  };
  box.addEventListener("click", (event) => { if (String(getSelection()) === "") pick(event.target); });
  box.addEventListener("focusin", (event) => pick(event.target));
  box.addEventListener("keydown", (event) => stepText(box, event));
}

/** By the arrow keys from one marked stretch to the next; Enter goes on to what was made of it. */
function stepText(box, event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (event.key === "Enter") byId("what").querySelector("button")?.focus();
  else if (step) {
    const marked = [...box.querySelectorAll("[data-what]")];
    const from = marked.indexOf(document.activeElement);
    const first = Math.max(0, marked.findIndex((stretch) => stretch.classList.contains("here")));
    const next = marked[from < 0 ? first : from + step];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "center" });
    }
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Say what was made of a stretch, with ways to open each. */
function explain(box, stretch) {
  const text = stretch.textContent.trim();
  const nearest = [...stretch.made].sort((a, b) => a[1] - a[0] - (b[1] - b[0])); // the shortest is most of all about these words
  const rows = nearest.map(([, , kind, id, note]) => {
    const item = id ? itemOf(id) : null;
    const label = item ? el("button", { type: "button", on: { click: () => { openedBy = stretch; openItem(id, { scroll: true, focus: true }); } } }, ...textNodes(item.label)) : "";
    return el("li", {}, el("b", {}, KIND_WORDS[kind]), " ", label, item && item.note ? el("span", { class: "faint" }, ` ${item.note}`) : "", note ? el("span", { class: "faint" }, " ", ...textNodes(note)) : "");
  });
  const close = el("button", { type: "button", class: "close-what", "aria-label": "Close", on: { click: () => { byId("what").replaceChildren(); box.focus({ preventScroll: true }); } } }, "×");
  box.querySelectorAll(".asked").forEach((asked) => asked.classList.remove("asked"));
  stretch.classList.add("asked");
  byId("what").replaceChildren(el("div", { class: "what-box" }, close, el("p", { class: "faint" }, "“", ...textNodes(text.length > 80 ? `${text.slice(0, 80)}…` : text), "”"), el("ul", {}, ...rows)));
}
