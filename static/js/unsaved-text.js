// Asks before a form of the admin with unsaved text is left: by a link, by going back, by changing the language.
// Only where something differs from what the page came with: what was typed and taken back again is nothing.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[method=post]");
  if (!form) return;
  // What the rich-text editor makes of a stored text by itself, before anybody has typed.
  const asShown = new WeakMap();
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const html = editor.getHTML();
    asShown.set(textarea, /^<(\w+)(\s[^>]*)?><\/\1>$/i.test(html) ? "" : html);
  });
  let sent = false;

  function isChanged(field) {
    if (!field.name || field.disabled || field.name === "csrfmiddlewaretoken") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.type === "file") return field.files.length > 0;
    if (field.tagName === "SELECT") {
      const options = [...field.options];
      const none = !field.multiple && !options.some((option) => option.defaultSelected);
      return options.some((option, place) => option.selected !== (none ? place === 0 : option.defaultSelected));
    }
    if (!("defaultValue" in field)) return false;
    return field.value !== field.defaultValue && field.value !== asShown.get(field);
  }

  function isDirty() {
    return [...form.elements].some(isChanged);
  }

  function look() {
    form.dataset.untouched = String(!isDirty());
  }

  // What stands in the form is stored now: from here on that is what it is compared with.
  function settle() {
    for (const field of form.elements) {
      if ("defaultChecked" in field) field.defaultChecked = field.checked;
      for (const option of field.options ?? []) option.defaultSelected = option.selected;
      if ("defaultValue" in field && field.type !== "file") {
        field.defaultValue = field.value;
        asShown.delete(field);
      }
    }
    look();
  }

  look();
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  form.addEventListener("text-saved", settle);
  form.addEventListener("submit", () => {
    sent = true;
    // An answer that does not replace the page, such as a file or an error of the network, leaves the text here.
    setTimeout(() => (sent = false), 30_000);
  });
  addEventListener("beforeunload", (event) => {
    if (!sent && isDirty()) event.preventDefault();
  });
});
