// The pictures of a text: chosen from the library, shown where they stand, replaced and removed there.
import { Extension, Plugin, pm } from "django-prose-editor/editor";

const { Decoration, DecorationSet } = pm.view;

// What the server says of each picture, asked for once.
const known = new Map();

const fieldOf = (view) => view.dom.closest(".prose-editor").querySelector("textarea");

function choose(view, take) {
  const field = fieldOf(view);
  const detail = { address: field.dataset.pictures, language: field.lang, take };
  document.dispatchEvent(new CustomEvent("picture:wanted", { detail }));
}

async function asked(field, image) {
  const address = field.dataset.picture.replace("/0/", `/${image}/`);
  const answer = await fetch(`${address}?language=${field.lang}`);
  // Gone, or the session has ended: it stays a number.
  return answer.ok && !answer.redirected ? answer.text() : "";
}

// What is said of the picture for this text alone: none of the form's own fields, and Enter would send the form.
function keepOwnWords(place, view, figure) {
  for (const field of place.querySelectorAll("[data-own]")) {
    const { own } = field.dataset;
    field.value = figureAt(view, figure())?.attrs[own] ?? "";
    // Not while it is typed: the editor draws the figure anew with every change of it, and the field would lose its focus.
    const take = () => {
      const said = field.value.trim() || null;
      const node = field.isConnected && figureAt(view, figure());
      if (!node || node.attrs[own] === said) return;
      view.dispatch(view.state.tr.setNodeAttribute(figure(), own, said));
    };
    field.addEventListener("change", take);
    fieldOf(view).form.addEventListener("submit", take, { capture: true });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }
}

async function draw(place, view, image, figure) {
  const field = fieldOf(view);
  const key = `${field.lang} ${image}`;
  if (!known.has(key)) known.set(key, asked(field, image).catch(() => ""));
  const shown = await known.get(key);
  if (!shown) known.delete(key);
  // Taken out of the text before the answer came.
  if (!figureAt(view, figure())) return;
  place.innerHTML = shown;
  keepOwnWords(place, view, figure);
}

// What has been taken out has no position any more.
function figureAt(view, position) {
  const node = Number.isNaN(position) ? null : view.state.doc.nodeAt(position);
  return node?.type.name === "ArticleFigure" ? node : null;
}

// The picture stands in its figure and is no part of the text.
function picture(image) {
  return (view, getPos) => {
    const place = document.createElement("div");
    place.className = "prose-picture";
    place.contentEditable = "false";
    const figure = () => getPos() - 1;
    place.addEventListener("click", (event) => {
      const node = figureAt(view, figure());
      if (!node) return;
      if (event.target.closest("[data-replace]")) {
        choose(view, (chosen) => {
          // What was said of the one before is not what is seen now.
          const { tr } = view.state;
          const at = figure();
          const now = { "data-image": chosen.image, "data-alt": null, "data-credit": null };
          for (const [name, value] of Object.entries(now)) tr.setNodeAttribute(at, name, value);
          view.dispatch(tr);
          view.focus();
        });
      } else if (event.target.closest("[data-remove]")) {
        view.dispatch(view.state.tr.delete(figure(), figure() + node.nodeSize));
        view.focus();
      }
    });
    draw(place, view, image, figure);
    return place;
  };
}

function pictures(doc) {
  const found = [];
  doc.descendants((node, position) => {
    const image = node.type.name === "ArticleFigure" && node.attrs["data-image"];
    // Its own events and its own buttons: the editor looks at neither.
    const options = { side: -1, key: `picture ${image}`, stopEvent: () => true, ignoreSelection: true };
    if (image) found.push(Decoration.widget(position + 1, picture(image), options));
    return node.isBlock && !node.isTextblock;
  });
  return DecorationSet.create(doc, found);
}

export const Pictures = Extension.create({
  name: "Pictures",

  addProseMirrorPlugins() {
    const plugin = new Plugin({
      state: {
        init: (_config, { doc }) => pictures(doc),
        apply: (transaction, shown) => (transaction.docChanged ? pictures(transaction.doc) : shown),
      },
      props: { decorations: (state) => plugin.getState(state) },
    });
    return [plugin];
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "nodes",
      button: buttons.material("image", "insert picture"),
      enabled: (editor) => Boolean(fieldOf(editor.view).dataset.pictures),
      command: (editor) => {
        choose(editor.view, ({ image }) => {
          const content = [{ type: "figcaption" }];
          editor.chain().focus().insertContent({ type: "ArticleFigure", attrs: { "data-image": image }, content }).run();
        });
      },
    });
  },
});
