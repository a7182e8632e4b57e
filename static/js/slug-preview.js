// Keeps the address that is shown beside the address word up to date while the words are typed; the server makes it.
const WORDS = ["headline", "slug", "publish_at_0", "publish_at_1"];
const PAUSE = 400;

class SlugPreview extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("input", (event) => this.listen(event));
    // The calendar beside a date changes it without typing.
    this.form.addEventListener("change", (event) => this.listen(event));
  }

  listen(event) {
    if (!WORDS.includes(event.target.name)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const typed = new URLSearchParams({ article: this.dataset.article, language: this.dataset.language });
    // An address word has eighty letters; the rest of a long headline only makes the request long.
    for (const name of WORDS) typed.set(name, (this.form.elements[name]?.value ?? "").slice(0, 200));
    try {
      const answer = await fetch(`${this.dataset.url}?${typed}`, { signal: this.asked.signal });
      // A login page is no address.
      const fresh = answer.ok && !answer.redirected;
      this.toggleAttribute("data-stale", !fresh);
      if (fresh) this.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") this.toggleAttribute("data-stale", true);
    }
  }
}

customElements.define("slug-preview", SlugPreview);
