// Shown only where it can work: copies data-url, its letters as they are read, then says data-copied for a moment.
class CopyLink extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard;
    if (this.hidden || this.label) return;
    this.label = this.querySelector("span");
    this.text = this.label.textContent;
    // Beside the button: a live region within it would leave it without a name.
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.status);
    this.addEventListener("click", () => this.copy());
  }

  async copy() {
    await navigator.clipboard.writeText(decodeURI(this.dataset.url));
    this.label.textContent = this.dataset.copied;
    this.status.textContent = this.dataset.copied;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.label.textContent = this.text;
      this.status.textContent = "";
    }, 4000);
  }
}

customElements.define("copy-link", CopyLink);
