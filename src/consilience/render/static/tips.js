"use strict";
// Words on hover: a citation shows its passage, an arrow of the lineage the passages two reports share.

const MOST_TIP = 420; // characters
let tipFor = null;
let tipTimer = 0;

/** The passages behind a link: [report, start, end] each, few. */
function placesBehind(link) {
  if (link.dataset.pair) return placesOf(itemOf(link.dataset.pair) || {}).slice(0, 4);
  const at = /^#r-(.+):(\d+)-(\d+)$/.exec(link.getAttribute("href") || "");
  const number = at ? reportNumber(at[1]) : -1;
  return number < 0 ? [] : [[number, Number(at[2]), Number(at[3])]];
}

function showTip(link) {
  const places = placesBehind(link);
  if (!places.length) return;
  const tip = byId("tip");
  const most = Math.floor(MOST_TIP / places.length);
  tip.replaceChildren(...places.map((at) => {
    const said = words(...at);
    return el("p", {}, el("b", {}, ...textNodes(DATA.reports[at[0]].outlet)), " ", ...textNodes(said.length > most ? `${said.slice(0, most)}…` : said || "(text left out)"));
  }));
  tip.hidden = false;
  const box = link.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left), innerWidth - tip.offsetWidth - 8);
  const below = box.bottom + 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${below + tip.offsetHeight < innerHeight ? below : Math.max(8, box.top - tip.offsetHeight - 8)}px`;
  link.setAttribute("aria-describedby", "tip");
  tipFor = link;
}

function hideTip() {
  clearTimeout(tipTimer);
  if (tipFor) tipFor.removeAttribute("aria-describedby");
  tipFor = null;
  byId("tip").hidden = true;
}

function startTips() {
  const linkOf = (event) => (event.target.closest ? event.target.closest('a[data-pair], main a[href^="#r-"]') : null);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    clearTimeout(tipTimer);
    const link = linkOf(event);
    if (link && link !== tipFor) tipTimer = setTimeout(() => { hideTip(); showTip(link); }, 160);
    else if (!link && tipFor && !event.target.closest("#tip")) tipTimer = setTimeout(hideTip, 200);
  });
  document.addEventListener("focusin", (event) => {
    hideTip();
    const link = linkOf(event);
    if (link && link.matches(":focus-visible")) showTip(link);
  });
  document.addEventListener("scroll", () => { if (tipFor) hideTip(); }, { passive: true });
}
