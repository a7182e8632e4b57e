// The sections on one line, the current one in sight.
class MainNav extends HTMLElement {
  connectedCallback() {
    const current = this.querySelector("[aria-current]");
    if (!current) return;
    const line = this.querySelector(".nav__scroll");
    const [link, frame] = [current.getBoundingClientRect(), line.getBoundingClientRect()];
    line.scrollLeft += link.left + link.width / 2 - frame.left - frame.width / 2;
  }
}

customElements.define("main-nav", MainNav);
