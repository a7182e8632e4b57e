// The sections on one line, the current one in sight; the menu of all closes by Escape and by what happens outside it.
class MainNav extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("details");
    this.listen = new AbortController();
    const { signal } = this.listen;
    this.menu.addEventListener("keydown", (event) => this.press(event), { signal });
    addEventListener("pointerdown", (event) => this.leave(event.target), { signal });
    addEventListener("focusin", (event) => this.leave(event.target), { signal });
    this.showCurrent();
  }

  disconnectedCallback() {
    this.listen.abort();
  }

  press(event) {
    if (event.key !== "Escape" || !this.menu.open) return;
    this.menu.open = false;
    this.menu.querySelector("summary").focus();
  }

  leave(target) {
    if (!this.menu.contains(target)) this.menu.open = false;
  }

  showCurrent() {
    const current = this.querySelector("[aria-current]");
    if (!current) return;
    const line = this.querySelector(".nav__scroll");
    const [link, frame] = [current.getBoundingClientRect(), line.getBoundingClientRect()];
    line.scrollLeft += link.left + link.width / 2 - frame.left - frame.width / 2;
  }
}

customElements.define("main-nav", MainNav);
