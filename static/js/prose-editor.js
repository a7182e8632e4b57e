// Gives each rich-text editor of the admin the language and direction of its textarea, and its buttons our words.
function wordsFrom(textarea) {
  const words = new Map(Object.entries(JSON.parse(textarea.dataset.words || "{}")));
  return (english) => words.get(english.trim().toLowerCase());
}

function nameButtons(root, translated) {
  for (const element of root.querySelectorAll("[title]")) {
    const words = translated(element.title);
    if (!words) continue;
    element.title = words;
    element.setAttribute("aria-label", words);
  }
  for (const element of root.querySelectorAll(".prose-menubar__picker .ProseMirror > *, option")) {
    const words = translated(element.textContent);
    if (!words) continue;
    // What the editor compares is an option's value, which is its text until it has one of its own.
    if (element.matches("option")) element.value = element.textContent;
    (element.firstElementChild ?? element).textContent = words;
  }
}

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const label = textarea.labels[0];
  const attributes = {
    lang: textarea.lang,
    dir: textarea.dir,
    "aria-multiline": "true",
    "aria-label": label ? label.textContent.replace(/:\s*$/, "") : "",
  };
  editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes } });
  label?.addEventListener("click", () => editor.commands.focus());
  const translated = wordsFrom(textarea);
  nameButtons(textarea.closest(".prose-editor"), translated);
  // A dialog is put at the end of the page when it is opened.
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node instanceof Element && node.matches("dialog, .prose-editor-dialog")) nameButtons(node, translated);
    }
  }).observe(document.body, { childList: true });
});
