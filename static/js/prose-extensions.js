// What the rich-text editor learns from us: passages in the other language, directions kept, figures kept, «» in Arabic.
import { Extension, Mark, Node, Plugin } from "django-prose-editor/editor";

// A run in the other language, isolated so that its signs and digits stay in their own order.
export const Passage = Mark.create({
  name: "Passage",

  addOptions() {
    return { lang: "en", dir: "ltr" };
  },

  parseHTML() {
    return [{ tag: "bdi" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["bdi", HTMLAttributes, 0];
  },

  addKeyboardShortcuts() {
    return { "Mod-Shift-x": () => this.editor.commands.toggleMark(this.name, this.options) };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "marks",
      button: buttons.material("swap_horiz", "other language"),
      command: (editor) => editor.chain().focus().toggleMark(this.name, this.options).run(),
      active: (editor) => editor.isActive(this.name),
    });
  },
});

// What the sanitiser lets through and the editor would drop: the language and direction of a block, a link, a word.
const TYPES = [
  "paragraph",
  "heading",
  "blockquote",
  "bulletList",
  "orderedList",
  "listItem",
  "table",
  "tableRow",
  "tableHeader",
  "tableCell",
  "figcaption",
  "bold",
  "italic",
  "link",
  "Passage",
];

export const Directions = Extension.create({
  name: "Directions",

  addGlobalAttributes() {
    const kept = (name) => ({
      default: null,
      parseHTML: (element) => element.getAttribute(name),
      renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
    });
    return [{ types: TYPES, attributes: { lang: kept("lang"), dir: kept("dir") } }];
  },
});

// A picture or an embed in the text: it is moved, removed and given its caption here, and drawn when it is published.
export const ArticleFigure = Node.create({
  name: "ArticleFigure",
  group: "block",
  content: "figcaption?",
  draggable: true,
  isolating: true,

  addAttributes() {
    const kept = (name) => ({
      default: null,
      parseHTML: (element) => element.getAttribute(name),
      renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
    });
    return Object.fromEntries(["data-image", "data-alt", "data-credit", "data-embed"].map((name) => [name, kept(name)]));
  },

  parseHTML() {
    return [{ tag: "figure[data-image]" }, { tag: "figure[data-embed]" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes, 0];
  },
});

export const Figcaption = Node.create({
  name: "figcaption",
  content: "inline*",

  parseHTML() {
    return [{ tag: "figcaption" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figcaption", HTMLAttributes, 0];
  },
});

const BEFORE_AN_OPENING = /(?:^|[\s([{«“‘\u2068-])$/u;

// The key of the straight quotation mark writes « or »; taking that back leaves the straight one.
export const Guillemets = Extension.create({
  name: "Guillemets",

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleTextInput(view, from, to, text) {
            if (text !== '"' || view.composing) return false;
            const $from = view.state.doc.resolve(from);
            const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
            const mark = BEFORE_AN_OPENING.test(before) ? "«" : "»";
            view.dispatch(view.state.tr.insertText(text, from, to));
            // A step of its own in the history, as prosemirror-history's closeHistory marks it.
            view.dispatch(view.state.tr.insertText(mark, from, from + 1).setMeta("closeHistory$", true));
            return true;
          },
        },
      }),
    ];
  },
});
