"use strict";
// Making elements: the only way the page's script writes, so that article text can only ever be text.

/** An element with attributes and children; strings become text nodes. */
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "class") element.className = value;
    else if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** The element of an id, also where the id holds characters that a selector would not take. */
function byId(id) {
  return document.getElementById(id);
}

/** Say something to screen readers. */
function tell(words) {
  byId("said-live").textContent = words;
}

// Characters that would steer the text around them or cannot be seen: shown by their number instead.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text as nodes: plain text, with control characters written out. */
function textNodes(text) {
  const nodes = [];
  let position = 0;
  for (const match of text.matchAll(CONTROL)) {
    if (match[0] === "\r") continue;
    if (match.index > position) nodes.push(document.createTextNode(text.slice(position, match.index)));
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(el("span", { class: "control" }, `U+${code}`));
    position = match.index + match[0].length;
  }
  if (position < text.length) nodes.push(document.createTextNode(text.slice(position)));
  return nodes;
}
