// Buttons of which one holds: its value becomes data-(name) of the page, and stays for the next visit. "" is no choice.
class ReaderChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.show();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    const button = event.target.closest("button");
    if (button) this.choose(button.value);
  }

  choose(value) {
    const { name } = this.dataset;
    if (value) document.documentElement.dataset[name] = value;
    else delete document.documentElement.dataset[name];
    for (const other of document.querySelectorAll(`reader-choice[data-name=${name}]`)) other.show();
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      // A browser may keep nothing for us: then it holds for this page.
    }
  }

  show() {
    const chosen = document.documentElement.dataset[this.dataset.name] ?? "";
    for (const button of this.querySelectorAll("button")) button.setAttribute("aria-pressed", button.value === chosen);
    if (this.dataset.name === "scheme") this.paintBrowser(chosen);
  }

  // What the browser draws around the page is of the same scheme.
  paintBrowser(chosen) {
    for (const meta of document.querySelectorAll("meta[data-scheme]")) {
      const { scheme } = meta.dataset;
      meta.media = chosen ? (chosen === scheme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
    }
  }
}

customElements.define("reader-choice", ReaderChoice);
