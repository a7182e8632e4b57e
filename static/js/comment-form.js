// Fetches the form's token at the first touch, so that the page itself can be cached; sends once.
class CommentForm extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.button = this.form.querySelector("button[type=submit]");
    this.token = this.form.elements.namedItem("token");
    this.label = this.button?.textContent;
    // What only a script can do stands in templates that name what it comes behind.
    for (const part of this.querySelectorAll("template[data-after]")) {
      document.getElementById(part.dataset.after).after(part.content.cloneNode(true));
    }
    this.addEventListener("focusin", () => this.fetchToken(), { once: true });
    this.form.addEventListener("submit", (event) => this.send(event));
    addEventListener("pageshow", () => this.restore());
    this.querySelector("[role=alert]")?.focus();
  }

  fetchToken() {
    if (this.pending || !this.token || this.token.value || !this.dataset.tokenUrl) return;
    this.pending = fetch(this.dataset.tokenUrl, { cache: "no-store", credentials: "omit" })
      .then((response) => (response.ok ? response.json() : { token: "" }))
      .then((answer) => {
        this.token.value = answer.token;
      })
      .catch(() => {})
      .finally(() => {
        this.pending = null;
      });
  }

  send(event) {
    if (this.sending) {
      event.preventDefault();
      return;
    }
    this.sending = true;
    this.button.setAttribute("aria-disabled", "true");
    if (this.button.dataset.sending) this.button.textContent = this.button.dataset.sending;
    if (this.pending) {
      event.preventDefault();
      this.pending.then(() => this.form.submit());
    }
  }

  restore() {
    if (!this.button) return;
    this.sending = false;
    this.button.removeAttribute("aria-disabled");
    this.button.textContent = this.label;
  }
}

customElements.define("comment-form", CommentForm);
