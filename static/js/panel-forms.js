// Sends the forms of a panel beside the article's form and shows the answer in their place: what is typed there stays.
class PanelForms extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    const form = event.target;
    if (form.method !== "post") return;
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form, event.submitter),
        headers: { "X-Requested-With": "fetch" },
      });
      if (!response.headers.has("X-Panel")) throw new Error(`${response.status}`);
      const typed = this.typed(form);
      this.innerHTML = await response.text();
      this.restore(typed);
      this.stay();
    } catch {
      this.querySelector("[data-failed]").hidden = false;
    } finally {
      this.sending = false;
    }
  }

  // What stands half written in another form of the panel, by the name of its field.
  typed(sent) {
    const fields = [...this.querySelectorAll("textarea[name], input[type=text][name]")];
    return fields.filter((field) => field.form !== sent).map((field) => [field.name, field.value]);
  }

  restore(typed) {
    for (const [name, value] of typed) {
      const field = this.querySelector(`[name="${name}"]`);
      if (field) field.value = value;
    }
  }

  stay() {
    const place = this.querySelector("[aria-invalid=true], .panel-said:not([hidden])");
    if (!place) return;
    if (place.matches("p")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }
}

customElements.define("panel-forms", PanelForms);
