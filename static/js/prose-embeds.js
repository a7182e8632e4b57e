// What a text shows of other sites: put in by its address, told by its provider, left and removed by keys.
import { Extension, Plugin, gettext, pm, updateAttrsDialog } from "django-prose-editor/editor";

const { NodeSelection, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const ADDRESS = "data-embed";

const figure = (address) => ({
  type: "ArticleFigure",
  attrs: { [ADDRESS]: address },
  content: [{ type: "figcaption" }],
});

// A paragraph of its own with nothing in it yet.
function isEmptyParagraph({ empty, $from }) {
  return empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.content.size === 0;
}

// The figure whose caption somebody writes: where it begins and ends, and how long the caption is.
function captioned({ $from }) {
  if ($from.parent.type.name !== "figcaption") return null;
  const depth = $from.depth - 1;
  return { start: $from.before(depth), end: $from.after(depth), length: $from.parent.content.size };
}

function selectFigure(editor, isMeant) {
  const found = captioned(editor.state.selection);
  if (!found || !isMeant(found)) return false;
  const { tr, doc } = editor.state;
  editor.view.dispatch(tr.setSelection(NodeSelection.create(doc, found.start)));
  return true;
}

function writeAfter(editor) {
  const found = captioned(editor.state.selection);
  if (!found) return false;
  const { tr, schema } = editor.state;
  tr.insert(found.end, schema.nodes.paragraph.create());
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, found.end + 1)).scrollIntoView());
  return true;
}

export const Embeds = Extension.create({
  name: "Embeds",
  priority: 1000,

  addOptions() {
    return { providers: [], allowed: "", refusal: "", caption: "" };
  },

  addStorage() {
    const providers = this.options.providers.map(({ name, pattern }) => [name, new RegExp(`^(?:${pattern})$`)]);
    return { providerOf: (address) => providers.find(([, pattern]) => pattern.test(address))?.[0] };
  },

  addCommands() {
    return {
      embed:
        (address) =>
        ({ chain }) =>
          chain().insertContent(figure(address)).run(),
    };
  },

  addKeyboardShortcuts() {
    const select = (isMeant) => () => selectFigure(this.editor, isMeant);
    const whenEmpty = select(({ length }) => length === 0);
    return {
      Enter: () => writeAfter(this.editor),
      Escape: select(() => true),
      Backspace: whenEmpty,
      Delete: whenEmpty,
    };
  },

  addProseMirrorPlugins() {
    const { editor, options, storage } = this;
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const address = event.clipboardData?.getData("text/plain").trim();
            if (!isEmptyParagraph(view.state.selection) || !storage.providerOf(address)) return false;
            return editor.commands.embed(address);
          },
          decorations({ doc }) {
            const told = [];
            doc.forEach((node, position) => {
              const address = node.attrs[ADDRESS];
              if (!address) return;
              const provider = storage.providerOf(address) ?? "⚠";
              told.push(Decoration.node(position, position + node.nodeSize, { "data-provider": provider }));
              const caption = node.firstChild;
              if (caption?.content.size !== 0) return;
              told.push(Decoration.node(position + 1, position + 1 + caption.nodeSize, { "data-hint": options.caption }));
            });
            return DecorationSet.create(doc, told);
          },
        },
      }),
    ];
  },

  addMenuItems({ buttons, menu }) {
    const { options, storage } = this;
    const ask = async (editor) => {
      const fields = { address: { title: gettext("URL"), description: options.allowed, required: true } };
      const answer = updateAttrsDialog(fields, { title: gettext("Embed") })(editor, {});
      const input = editor.view.dom.parentElement.querySelector("dialog[open] input");
      input.dir = "ltr";
      input.addEventListener("input", () => {
        const address = input.value.trim();
        const refused = address && !storage.providerOf(address);
        input.setCustomValidity(refused ? options.refusal.replace("%(address)s", () => address) : "");
      });
      const given = await answer;
      if (given) editor.chain().focus().embed(given.address.trim()).run();
    };
    menu.defineItem({
      name: this.name,
      groups: "nodes",
      button: buttons.material("play_circle", "embed"),
      command: ask,
    });
  },
});
