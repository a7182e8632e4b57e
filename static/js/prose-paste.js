// What comes from Word or Google Docs is brought into the editor with its shape and without its looks.
import { Extension, Plugin } from "django-prose-editor/editor";

const TAG = /<[^>]*>/g;
const HEAVY = /font-weight:\s*(?:bold|[6-9]00)/i;
const LIGHT = /font-weight:\s*(?:normal|[1-5]00)/i;
const SLANTED = /font-style:\s*italic/i;
// How Word marks the bullet or number that it has written before a paragraph of a list.
const LIST = /mso-list:\s*l\d/i;
const MARKER = /mso-list:\s*ignore/i;

// The policy of the admin lets no style attribute be read as one: it is read as text, under another name.
function parsed(html) {
  const named = html
    .replace(/<style\b[^]*?<\/style>/gi, "")
    .replace(/<!\[[^>]*>/g, "")
    .replace(TAG, (tag) => tag.replace(/(\s)style=/gi, "$1data-style="))
    .replace(/&nbsp;|\u00a0/gi, " ");
  return new DOMParser().parseFromString(named, "text/html").body;
}

function wrap(element, name) {
  const around = document.createElement(name);
  around.append(...element.childNodes);
  element.append(around);
}

function readLooks(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = element.dataset.style;
    if (element.matches("b, strong") && LIGHT.test(style)) element.replaceWith(...element.childNodes);
    else if (element.matches("span")) {
      if (HEAVY.test(style) && !element.closest("b, strong")) wrap(element, "strong");
      if (SLANTED.test(style) && !element.closest("i, em")) wrap(element, "em");
    }
  }
}

function makeLists(body) {
  let list = null;
  for (const paragraph of body.querySelectorAll("p")) {
    if (!LIST.test(paragraph.dataset.style ?? "")) continue;
    let marker = "";
    for (const element of paragraph.querySelectorAll("[data-style]")) {
      if (!MARKER.test(element.dataset.style)) continue;
      marker = element.textContent.trim();
      element.remove();
    }
    if (!list || paragraph.previousElementSibling !== list) {
      list = document.createElement(/^[\p{N}\p{L}]{1,3}[.)]/u.test(marker) && marker !== "o" ? "ol" : "ul");
      paragraph.before(list);
    }
    const item = document.createElement("li");
    list.append(item);
    item.append(paragraph);
  }
}

// A direction is kept where it is not the text's own; the language of a span says which keyboard wrote it.
function readDirections(body, own) {
  for (const element of body.querySelectorAll("[dir], [lang]")) {
    element.removeAttribute("lang");
    const direction = element.getAttribute("dir")?.toLowerCase();
    if (direction === own || !["rtl", "ltr"].includes(direction)) element.removeAttribute("dir");
    else element.setAttribute("dir", direction);
  }
}

export function cleaned(html, direction) {
  // What was copied from the editor itself is as it should be.
  if (html.includes("data-pm-slice")) return html;
  const body = parsed(html);
  for (const element of body.querySelectorAll("img, script, meta, link, title")) element.remove();
  makeLists(body);
  readLooks(body);
  readDirections(body, direction);
  for (const element of body.querySelectorAll("[data-style]")) element.removeAttribute("data-style");
  // What Google Docs puts after the last paragraph.
  if (body.lastElementChild?.matches("br")) body.lastElementChild.remove();
  return body.innerHTML;
}

export const Paste = Extension.create({
  name: "Paste",

  addProseMirrorPlugins() {
    const transformPastedHTML = (html, view) => cleaned(html, view.dom.dir);
    return [new Plugin({ props: { transformPastedHTML } })];
  },
});
