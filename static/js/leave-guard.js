// Asks before a page is left on which something about pictures was typed and not saved.
const GUARDED = "#image_form, form[data-words]";
let isSent = false;

const differs = (control) => {
  if (control.type === "hidden" || control.disabled) return false;
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.type === "file") return control.files.length > 0;
  if (control.options) return false;
  return control.defaultValue !== undefined && control.value !== control.defaultValue;
};

const isChanged = (form) => [...form.elements].some(differs);

document.addEventListener("submit", ({ target }) => {
  isSent ||= target.id === "image_form";
});

window.addEventListener("beforeunload", (event) => {
  if (!isSent && [...document.querySelectorAll(GUARDED)].some(isChanged)) event.preventDefault();
});
