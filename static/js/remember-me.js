// Where its box is ticked, keeps name and addresses in this browser alone and fills them in; the server learns nothing.
const FIELDS = ["name", "email", "website"];

class RememberMe extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    this.box = this.querySelector("input");
    this.fields = this.closest("form").elements;
    const known = this.read();
    this.box.checked = known !== null;
    for (const name of FIELDS) {
      const field = this.fields.namedItem(name);
      if (known?.[name] && field && !field.value) field.value = known[name];
    }
    this.box.addEventListener("change", () => this.keep());
    this.closest("form").addEventListener("submit", () => this.keep());
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem("commenter"));
    } catch {
      return null;
    }
  }

  keep() {
    const values = FIELDS.map((name) => [name, this.fields.namedItem(name)?.value ?? ""]);
    try {
      if (this.box.checked) localStorage.setItem("commenter", JSON.stringify(Object.fromEntries(values)));
      else localStorage.removeItem("commenter");
    } catch {
      // A browser that stores nothing remembers nobody.
    }
  }
}

customElements.define("remember-me", RememberMe);
