// Sends each of many pictures by itself, two at a time: how far it is, what became of it, and then its words.
const AT_ONCE = 2;

class PictureUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.form.querySelector("input[type=file]");
    this.list = this.querySelector("[data-files]");
    this.waiting = [];
    this.sending = 0;
    this.counted = { all: 0, taken: 0, there: 0, refused: 0 };
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("change", () => this.take(this.input.files));
    this.addEventListener("dragover", (event) => this.hover(event));
    this.addEventListener("dragleave", () => this.classList.remove("library-upload--over"));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("submit", (event) => this.saveWords(event));
    // Whoever takes a picture has written its words, saved or not.
    this.addEventListener("click", (event) => this.keepWords(event), { capture: true });
  }

  hover(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.classList.add("library-upload--over");
  }

  drop(event) {
    event.preventDefault();
    this.classList.remove("library-upload--over");
    this.take(event.dataTransfer.files);
  }

  submit(event) {
    // Without a file the server says what is missing.
    if (!this.input.files.length && !this.counted.all) return;
    event.preventDefault();
    this.take(this.input.files);
  }

  take(files) {
    for (const file of files) this.add(file);
    // The same file may be chosen once more.
    this.input.value = "";
  }

  add(file) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const find = (name) => row.querySelector(`[data-${name}]`);
    find("name").textContent = file.name;
    find("cancel").addEventListener("click", () => this.cancel(row));
    find("retry").addEventListener("click", () => this.queue(row, file));
    this.list.append(row);
    this.counted.all += 1;
    this.queue(row, file);
  }

  queue(row, file) {
    this.mark(row, "");
    this.waiting.push({ row, file });
    this.tell();
    this.next();
  }

  next() {
    if (this.sending >= AT_ONCE || !this.waiting.length) return;
    const { row, file } = this.waiting.shift();
    this.sending += 1;
    this.send(row, file);
    this.next();
  }

  send(row, file) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.append("files", file);
    const request = new XMLHttpRequest();
    row.request = request;
    request.open("POST", this.form.action);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      row.querySelector("progress").value = total ? loaded / total : 0;
    });
    request.addEventListener("load", () => this.arrived(row, request));
    request.addEventListener("error", () => this.mark(row, "failed"));
    request.addEventListener("abort", () => this.mark(row, "stopped"));
    request.addEventListener("loadend", () => {
      this.sending -= 1;
      this.tell();
      this.next();
    });
    request.send(body);
  }

  arrived(row, request) {
    const state = request.status === 200 && request.getResponseHeader("X-Uploaded");
    if (!state) return this.mark(row, "failed");
    this.counted[state] += 1;
    const hadFocus = row.contains(document.activeElement);
    row.innerHTML = request.responseText;
    if (hadFocus) row.querySelector("a, input:not([type=hidden])")?.focus();
    const { image } = row.firstElementChild.dataset;
    if (image) this.dispatchEvent(new CustomEvent("picture:uploaded", { bubbles: true, detail: { image, row } }));
  }

  cancel(row) {
    const place = this.waiting.findIndex((waiting) => waiting.row === row);
    if (place >= 0) this.waiting.splice(place, 1);
    if (row.request?.readyState > 0 && row.request.readyState < 4) row.request.abort();
    else this.mark(row, "stopped");
  }

  // Waiting or on its way, failed, or stopped: what can be done about it now.
  mark(row, state) {
    const find = (name) => row.querySelector(`[data-${name}]`);
    const hadFocus = row.contains(document.activeElement);
    row.querySelector("progress").hidden = Boolean(state);
    row.querySelector("progress").value = 0;
    find("failed").hidden = state !== "failed";
    find("stopped").hidden = state !== "stopped";
    find("cancel").hidden = Boolean(state);
    find("retry").hidden = !state;
    if (hadFocus) find(state ? "retry" : "cancel").focus();
  }

  tell() {
    const { tally, tallyThere, tallyRefused } = this.dataset;
    const { there, refused } = this.counted;
    const words = [tally, there && tallyThere, refused && tallyRefused].filter(Boolean).join(" ");
    const text = words.replace(/\{(\w+)\}/g, (_whole, name) => this.counted[name]);
    this.querySelector("[data-told]").textContent = text;
  }

  keepWords(event) {
    const form = event.target.closest("[data-image]")?.closest(".library-file")?.querySelector("form[data-words]");
    const isChanged = ({ defaultValue, value }) => defaultValue !== undefined && value !== defaultValue;
    if (event.target.closest(".library-file__choose") && form && [...form.elements].some(isChanged)) {
      form.requestSubmit();
    }
  }

  async saveWords(event) {
    const form = event.target;
    if (!form.matches("[data-words]")) return;
    event.preventDefault();
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    try {
      const headers = { "X-Requested-With": "fetch" };
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
      if (!answer.headers.has("X-Words")) throw new Error(`${answer.status}`);
      const place = document.createElement("div");
      place.innerHTML = await answer.text();
      const status = place.querySelector("[role=status]").textContent;
      const stored = place.querySelector("form");
      stored.querySelector("[role=status]").textContent = "";
      form.replaceWith(stored);
      // Said after it is there, so that it is heard.
      stored.querySelector("[role=status]").textContent = status;
      (stored.querySelector("[aria-invalid=true]") ?? stored.querySelector("button")).focus();
    } catch {
      failed.hidden = false;
    }
  }
}

customElements.define("picture-upload", PictureUpload);
