// The floating square: shown after two screens, hidden over what data-avoid names.
class BackToTop extends HTMLElement {
  connectedCallback() {
    this.avoided = new Set();
    this.listen = new AbortController();
    this.observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) this.avoided.add(entry.target);
        else this.avoided.delete(entry.target);
      }
      this.update();
    });
    for (const element of document.querySelectorAll(this.dataset.avoid)) this.observer.observe(element);
    addEventListener("scroll", () => this.update(), { passive: true, signal: this.listen.signal });
    this.update();
  }

  disconnectedCallback() {
    this.observer.disconnect();
    this.listen.abort();
  }

  update() {
    this.hidden = this.avoided.size > 0 || scrollY < 2 * innerHeight;
  }
}

customElements.define("back-to-top", BackToTop);
