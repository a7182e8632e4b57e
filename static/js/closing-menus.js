// Menus of <details>: an open one closes by Escape and by what happens outside it.
class ClosingMenus extends HTMLElement {
  connectedCallback() {
    this.listen = new AbortController();
    const { signal } = this.listen;
    addEventListener("keydown", (event) => this.press(event), { signal });
    addEventListener("pointerdown", (event) => this.leave(event.target), { signal });
    addEventListener("focusin", (event) => this.leave(event.target), { signal });
  }

  disconnectedCallback() {
    this.listen.abort();
  }

  press(event) {
    const menu = this.querySelector("details[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  leave(target) {
    for (const menu of this.querySelectorAll("details[open]")) menu.open = menu.contains(target);
  }
}

customElements.define("closing-menus", ClosingMenus);
