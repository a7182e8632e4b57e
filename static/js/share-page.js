// Shown only where the device has a way of its own to pass things on.
class SharePage extends HTMLElement {
  connectedCallback() {
    if (!navigator.share) return;
    this.addEventListener("click", this);
    this.hidden = false;
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  async handleEvent() {
    try {
      await navigator.share({ title: this.dataset.title, url: this.dataset.url });
    } catch (error) {
      // Whoever changes their mind has done nothing wrong.
      if (error.name !== "AbortError") throw error;
    }
  }
}

customElements.define("share-page", SharePage);
