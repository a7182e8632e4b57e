// Shown only where it can work: copies data-url, its letters as they are read, then says data-copied for a moment.
class CopyLink extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.label = this.querySelector("span");
    this.label.setAttribute("role", "status");
    this.text = this.label.textContent;
    this.hidden = false;
    this.addEventListener("click", () => this.copy());
  }

  async copy() {
    await navigator.clipboard.writeText(decodeURI(this.dataset.url));
    this.label.textContent = this.dataset.copied;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.label.textContent = this.text;
    }, 4000);
  }
}

customElements.define("copy-link", CopyLink);
