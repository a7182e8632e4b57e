// Says once that an article has been before somebody's eyes for five seconds; whose, is not said: no cookie goes along.
const LONG_ENOUGH = 5000;

class ReadCount extends HTMLElement {
  connectedCallback() {
    this.left = LONG_ENOUGH;
    this.since = null;
    this.listen = new AbortController();
    // What is fetched or drawn ahead of time is hidden until somebody comes to it.
    document.addEventListener("visibilitychange", () => this.watch(), { signal: this.listen.signal });
    this.watch();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.listen.abort();
  }

  watch() {
    clearTimeout(this.timer);
    const now = performance.now();
    if (this.since !== null) this.left -= now - this.since;
    this.since = document.visibilityState === "visible" ? now : null;
    if (this.since !== null) this.timer = setTimeout(() => this.send(), this.left);
  }

  send() {
    this.disconnectedCallback();
    // Who leaves in this moment has read it all the same; without the network there is nobody to tell.
    fetch(this.dataset.url, { method: "POST", credentials: "omit", keepalive: true }).catch(() => {});
  }
}

customElements.define("read-count", ReadCount);
