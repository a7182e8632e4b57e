// Gives each rich-text editor of the admin the language and direction of its textarea, and its buttons our words.
function nameButtons(root, words) {
  for (const element of root.querySelectorAll("[title]")) {
    const ours = words.get(element.title.toLowerCase());
    if (!ours || ours === element.title) continue;
    element.title = ours;
    element.setAttribute("aria-label", ours);
  }
  for (const element of root.querySelectorAll(".prose-menubar__option > *, option")) {
    const text = element.textContent;
    const ours = words.get(text.toLowerCase());
    if (!ours || ours === text) continue;
    // What the editor compares is an option's value, which is its text until it has one of its own.
    if (element.matches("option")) element.value = text;
    element.textContent = ours;
  }
}

// A button that does nothing now is only paler in the editor's own words.
function tellDisabled(frame) {
  for (const button of frame.querySelectorAll(".prose-menubar__button")) {
    button.ariaDisabled = String(button.classList.contains("disabled"));
  }
}

// How long the text is, under it; nobody who listens wants to hear it after each word.
function countWords(editor, frame, messages) {
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  const line = document.createElement("p");
  line.className = "prose-count";
  frame.append(line);
  const count = () => {
    const { doc } = editor.state;
    const words = doc.textBetween(0, doc.content.size, " ", " ").split(/\s+/).filter(Boolean).length;
    line.textContent = messages[plural.select(words)].replace("%(number)s", number.format(words));
  };
  editor.on("update", count);
  count();
}

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  textarea.proseEditor = editor;
  const label = textarea.labels[0];
  const attributes = {
    lang: textarea.lang,
    dir: textarea.dir,
    "aria-multiline": "true",
    "aria-label": label ? label.textContent.replace(/:\s*$/, "") : "",
  };
  editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes } });
  label?.addEventListener("click", () => editor.commands.focus());
  const words = new Map(Object.entries(JSON.parse(textarea.dataset.words)));
  const frame = textarea.closest(".prose-editor");
  // The menu is made after this event and redrawn later; a dialog is put at the end of the page when it is opened.
  const watch = new MutationObserver((changes) => {
    if (changes.some((change) => change.target.closest?.(".prose-menubar, .prose-editor"))) nameButtons(frame, words);
    for (const dialog of document.querySelectorAll(".prose-editor-dialog")) nameButtons(dialog, words);
  });
  watch.observe(frame, { childList: true, subtree: true });
  watch.observe(document.body, { childList: true });
  nameButtons(frame, words);
  const redrawn = { childList: true, subtree: true, attributeFilter: ["class"] };
  new MutationObserver(() => tellDisabled(frame)).observe(frame, redrawn);
  tellDisabled(frame);
  countWords(editor, frame, JSON.parse(textarea.dataset.counted));
});
