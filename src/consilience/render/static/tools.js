"use strict";
// Tools: copy with citations, save without the texts, dark or light, print, keys.

/** A statement with the reports it rests on, as plain text. */
function citation(id) {
  const item = lookUp(id);
  const cite = ([number, start, end]) => {
    const report = DATA.reports[number];
    return `[${[report.outlet, report.published].filter(Boolean).join(", ")}; ${report.id}:${start}-${end}]`;
  };
  if (!item.groups) return [item.label, ...places(item.at).map(cite)].join("\n");
  return [item.label, ...item.groups.map((group) => `${group.value}: ${places(group.at).map((at) => `“${words(...at)}” ${cite(at)}`).join(" ")}`)].join("\n");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard for this page (an old browser, a sandbox): the way that always worked.
    const area = el("textarea", { class: "hidden" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  tell("Copied");
}

/** The page as it was loaded: what the reader opened, filtered or found is taken off a copy of it. */
function pageAsLoaded() {
  const page = document.documentElement.cloneNode(true);
  delete page.dataset.theme;
  for (const id of ["passages", "reports", "found", "tip", "keys"]) page.querySelector(`#${id}`).replaceChildren();
  for (const name of ["on", "filtered", "filtering", "shown"]) page.querySelectorAll(`.${name}`).forEach((element) => element.classList.remove(name));
  return page.outerHTML;
}

/** The page without full texts: cited passages alone. */
function withoutTexts(page) {
  const uncited = new Set(["furniture", "name"].map((kind) => DATA.kinds.indexOf(kind)));
  const reports = DATA.reports.map((report, number) => {
    const cited = spansOf(number).filter((span) => !uncited.has(span[2])).map(([start, length]) => [start, start + length]).sort((a, b) => a[0] - b[0]);
    const merged = [];
    for (const [start, end] of cited) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return { ...report, text: null, excerpts: merged.map(([start, end]) => [start, words(number, start, end)]) };
  });
  const json = JSON.stringify({ ...DATA, reports }).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  // "script" stands apart from its angle brackets: this very text lies in a script element.
  const open = `<${"script"} type="application/json" id="data">`;
  const [before, rest] = page.split(open);
  return `<!doctype html>\n${before}${open}${json}${rest.slice(rest.indexOf(`</${"script"}>`))}`;
}

function save(name, text) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: "text/html" })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

const KEYS = [["/", "find"], ["j, k", "next, last statement"], ["o, Enter", "its passages"], ["r", "the reports"], ["← →", "in a report: from mark to mark"], ["c", "copy with citations"], ["Esc", "back"], ["?", "these keys"]];

function showKeys() {
  const dialog = byId("keys");
  dialog.replaceChildren(el("h2", { id: "keys-title" }, "Keys"),
    el("table", {}, ...KEYS.map(([key, what]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, what)))),
    el("form", { method: "dialog" }, el("button", {}, "Close")));
  dialog.showModal();
}

function flipTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

/** To the next item (or the last one) from where the reader is. */
function step(forward) {
  const items = [...document.querySelectorAll(".conflict, .fact, .utterance, .date, .pair, .event, .entity")].filter((item) => item.offsetParent && !item.classList.contains("filtered"));
  const at = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  const next = at < 0 ? items.find((item) => item.getBoundingClientRect().top > 60) : items[at + (forward ? 1 : -1)];
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
}
