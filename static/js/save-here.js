// Ctrl+S, or ⌘S, saves an article's form without leaving it: the place, the selection and the editor stay as they are.
const line = document.querySelector("keep-text");
const form = line?.closest("form");
let saving = false;

function tell(said, more = {}) {
  form.dispatchEvent(new CustomEvent("text-told", { detail: { said, ...more } }));
}

// A new article gets an address of its own, and rows added under the form get numbers: for these the page comes anew.
function needsThePage() {
  const added = form.querySelector(".inline-related:not(.empty-form, .has_original)");
  return !("isStored" in line.dataset) || Boolean(added);
}

function submit() {
  const button = form.querySelector("[name=_continue]") ?? form.querySelector("[type=submit]");
  form.requestSubmit(button);
}

function clearErrors() {
  for (const list of form.querySelectorAll(".errorlist, .errornote")) list.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

// The answer is the page with its errors: each is put where that page has it.
function showErrors(page) {
  let first;
  for (const list of page.querySelectorAll(`#${CSS.escape(form.id)} .errorlist`)) {
    const field = list.parentElement.querySelector("input:not([type=hidden]), select, textarea");
    const here = field?.id ? document.getElementById(field.id) : null;
    const row = here?.closest(".form-row > div, .form-row") ?? line;
    if (here) {
      here.setAttribute("aria-invalid", "true");
      here.closest("details")?.setAttribute("open", "");
      first ??= here;
    }
    if (row === line) line.after(document.importNode(list, true));
    else row.prepend(document.importNode(list, true));
  }
  first?.focus();
}

function fill(fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field) continue;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
  }
}

async function save() {
  if (saving) return;
  if (form.dataset.untouched === "true" && !("isUnsaved" in line.dataset)) return tell(line.dataset.unchanged);
  if (needsThePage()) return submit();
  saving = true;
  tell(line.dataset.saving);
  try {
    await send();
  } catch {
    tell(line.dataset.notSaved, { failed: true });
  } finally {
    saving = false;
  }
}

async function send(again = true) {
  const before = JSON.stringify([...new FormData(form)]);
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-By-Script": "save" },
  });
  if (response.status === 403) {
    if (again && (await line.renewToken())) return send(false);
    return tell(line.loggedOut ? line.dataset.loggedOut : line.dataset.refused, {
      failed: true,
      loggedOut: line.loggedOut,
    });
  }
  if (!response.headers.get("Content-Type")?.includes("json")) {
    if (!response.ok) return tell(line.dataset.notSaved, { failed: true });
    clearErrors();
    showErrors(new DOMParser().parseFromString(await response.text(), "text/html"));
    return tell(line.dataset.wrong, { failed: true });
  }
  const answer = await response.json();
  if (!response.ok) return tell(answer.said, { failed: true, conflict: answer.conflict });
  clearErrors();
  const typedOn = JSON.stringify([...new FormData(form)]) !== before;
  fill(answer.fields);
  tell(answer.said);
  // Whoever typed on while it was saved has text that is not: it counts as unsaved still.
  if (!typedOn) form.dispatchEvent(new CustomEvent("text-saved"));
}

addEventListener("keydown", (event) => {
  // The key's place: with an Arabic layout it types another letter.
  if (!form || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== "KeyS") return;
  event.preventDefault();
  save();
});
