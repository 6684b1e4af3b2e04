"use strict";
// Find as you type: disagreements, statements, quotations, people, and the words of the reports.

const MOST_FOUND = 7; // of each kind
let index = null;

/** A text as it is compared: small letters, plain quotes, accents off; same length, so that places stay. */
function plain(text) {
  return text.replace(/[’‘]/g, "'").replace(/[“”]/g, '"').toLowerCase();
}

function buildIndex() {
  const kinds = { Disagreement: [], Statement: [], Utterance: [], Quotation: [], Event: [] };
  const people = [];
  for (const [id, item] of Object.entries(DATA.items)) {
    const at = item.groups ? item.groups.flatMap((group) => group.at) : item.at;
    const said = item.kind === "Utterance" || item.kind === "Quotation" ? at.map((place) => words(...place)).join(" ") : "";
    const row = { id, label: said ? `${item.label}: ${said}` : item.label, text: plain(`${item.label} ${said}`) };
    if (kinds[item.kind]) kinds[item.kind].push(row);
    else if (item.kind !== "Lineage") people.push(row);
  }
  return [["Disagreements", kinds.Disagreement], ["Statements", kinds.Statement], ["Said", [...kinds.Utterance, ...kinds.Quotation]], ["People, states, places", people], ["Events", kinds.Event]];
}

/** What matches: rows by kind, then places in the reports' words. */
function search(wanted) {
  index = index || buildIndex();
  const parts = plain(wanted).split(/\s+/).filter(Boolean);
  const groups = index.map(([name, rows]) => [name, rows.filter((row) => parts.every((part) => row.text.includes(part))).slice(0, MOST_FOUND)]);
  const inReports = [];
  const whole = plain(wanted.trim());
  DATA.reports.forEach((report, number) => {
    const text = report.text === null ? "" : plain(report.text);
    const at = text.indexOf(whole);
    if (at >= 0 && inReports.length < MOST_FOUND) {
      const start = Array.from(text.slice(0, at)).length;
      const end = start + Array.from(whole).length;
      const [before, after] = around(number, start, end);
      inReports.push({ place: [number, start, end], label: `${report.outlet}: …${before.slice(-40)}${words(number, start, end)}${after.slice(0, 60)}…` });
    }
  });
  return [...groups, ["In the reports", inReports]].filter(([, rows]) => rows.length);
}

function startFind() {
  const input = byId("find");
  const box = byId("found");
  let options = [];
  let chosen = -1;

  function close() {
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function choose(next) {
    if (options[chosen]) options[chosen].element.setAttribute("aria-selected", "false");
    chosen = (next + options.length) % options.length;
    options[chosen].element.setAttribute("aria-selected", "true");
    options[chosen].element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].element.id);
  }
  function go(row) {
    close();
    openedBy = input;
    if (row.place) openReport(row.place[0], row.place.slice(1), { focus: true });
    else location.hash === `#${row.id}` ? follow() : (location.hash = row.id);
  }
  function show() {
    box.replaceChildren();
    options = [];
    chosen = -1;
    if (input.value.trim().length < 2) return close();
    for (const [name, rows] of search(input.value)) {
      const group = el("div", { role: "group", "aria-label": name }, el("div", { class: "group", "aria-hidden": "true" }, name));
      for (const row of rows) {
        const element = el("div", { role: "option", id: `found-${options.length}`, "aria-selected": "false" }, ...textNodes(row.label.length > 150 ? `${row.label.slice(0, 150)}…` : row.label));
        element.addEventListener("mousedown", (event) => { event.preventDefault(); go(row); });
        options.push({ row, element });
        group.append(element);
      }
      box.append(group);
    }
    if (!options.length) box.append(el("p", { class: "none" }, "Nothing holds these words."));
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    tell(`${options.length} found`);
  }
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && options.length) choose(chosen + 1);
    else if (event.key === "ArrowUp" && options.length) choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && options.length) go(options[Math.max(0, chosen)].row);
    else if (event.key === "Escape") { input.value = ""; close(); input.blur(); }
    else return;
    event.preventDefault();
  });
}
