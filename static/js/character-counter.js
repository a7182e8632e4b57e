// Says how many characters are left in the field of data-for, counted as the server counts, in the page's plural forms.
const NOT_COUNTED = /[\u202a-\u202e\u2066-\u2069]/g;
// A screen reader hears the number when the writing pauses, not with every letter.
const PAUSE = 1000;

class CharacterCounter extends HTMLElement {
  connectedCallback() {
    if (this.field) return;
    this.field = document.getElementById(this.dataset.for);
    this.seen = document.createElement("span");
    this.seen.setAttribute("aria-hidden", "true");
    this.heard = document.createElement("span");
    this.heard.className = "visually-hidden";
    this.heard.setAttribute("aria-live", "polite");
    this.append(this.seen, this.heard);
    this.field.addEventListener("input", () => this.count());
    if (this.field.value) this.count();
  }

  count() {
    // Not before somebody writes: the languages of a browser are slow to come.
    const { lang: language, dataset } = document.documentElement;
    this.plural ??= new Intl.PluralRules(language);
    this.number ??= new Intl.NumberFormat(language, { numberingSystem: dataset.digits ?? "latn" });
    const typed = [...this.field.value.replace(NOT_COUNTED, "").normalize("NFC").trim()].length;
    const left = Number(this.dataset.longest) - typed;
    const messages = JSON.parse(left < 0 ? this.dataset.over : this.dataset.left);
    const number = Math.abs(left);
    const message = messages[this.plural.select(number)].replace("%(number)s", this.number.format(number));
    this.classList.toggle("field__help--over", left < 0);
    this.seen.textContent = message;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.heard.textContent = message;
    }, PAUSE);
  }
}

customElements.define("character-counter", CharacterCounter);
