// Says how long ago its datetime was, in the page's language and digits, and goes on saying so. What the server prints
// beside it is the moment itself; this is no live region, so that nobody hears it count.
const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60]];
const MINUTE = 60000;
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
const loaded = new Promise((done) => {
  if (document.readyState === "complete") done();
  else addEventListener("load", done, { once: true });
});
const page = document.documentElement;
const language = `${page.lang}-u-nu-${page.dataset.digits ?? "latn"}`;
// Making one takes a phone a tenth of a second: once, and when nothing else waits, the first paint least of all.
const formats = {};
const words = (numeric) => (formats[numeric] ??= new Intl.RelativeTimeFormat(language, { numeric }));

class RelativeTime extends HTMLElement {
  connectedCallback() {
    loaded.then(() => whenIdle(() => this.say()));
    this.timer = setInterval(() => this.say(), MINUTE);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  say() {
    const seconds = (Date.now() - Date.parse(this.getAttribute("datetime"))) / 1000;
    const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? ["second", Infinity];
    const count = Math.max(0, Math.floor(seconds / length));
    const text = words(count ? "always" : "auto").format(-count, unit);
    this.textContent = page.lang === "ar" ? this.asPrinted(text, count) : text;
  }

  // An Arabic noun alone is one: the word for it that follows is left out, as newspapers do; and the tanwin stands on its
  // alif, as everywhere in this paper.
  asPrinted(text, count) {
    return (count === 1 ? text.split(" ", 2).join(" ") : text).replace("\u064b\u0627", "\u0627\u064b");
  }
}

customElements.define("relative-time", RelativeTime);
