// The browser's palette beside a field of # and six digits: each follows the other. An empty field shows its placeholder.
const WHOLE = /^#[0-9a-f]{6}$/;

class ColourField extends HTMLElement {
  connectedCallback() {
    if (this.palette) return;
    this.digits = this.querySelector("input");
    this.palette = document.createElement("input");
    this.palette.type = "color";
    this.palette.setAttribute("aria-label", this.dataset.label);
    this.append(this.palette);
    this.addEventListener("input", (event) => this.follow(event.target));
    this.follow(this.digits);
  }

  follow(changed) {
    if (changed === this.palette) {
      this.digits.value = this.palette.value;
      return;
    }
    const typed = (this.digits.value || this.digits.placeholder).trim().toLowerCase();
    if (WHOLE.test(typed)) this.palette.value = typed;
  }
}

customElements.define("colour-field", ColourField);
