// Keeps what is being written under an article in this tab, through reloads and failures, until it has been received.
class CommentDraft extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.closest("comment-form").querySelector("form");
    this.key = `comment-draft-${this.dataset.article}`;
    const { body, parent } = this.form.elements;
    const draft = this.read();
    this.form.addEventListener("input", () => this.keep(false));
    this.form.addEventListener("submit", () => this.keep(true));
    if (!draft || (body.value && body.value !== draft.body)) return;
    body.value = draft.body;
    if (draft.parent && !parent.value) {
      parent.dispatchEvent(new CustomEvent("reply-to", { bubbles: true, detail: draft.parent }));
    }
    // It has not been received: here it is again.
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  keep(sent) {
    const { body, parent } = this.form.elements;
    try {
      if (body.value) sessionStorage.setItem(this.key, JSON.stringify({ body: body.value, parent: parent.value, sent }));
      else sessionStorage.removeItem(this.key);
    } catch {
      // A browser that stores nothing: the form works without.
    }
  }
}

customElements.define("comment-draft", CommentDraft);
