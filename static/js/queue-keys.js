// The queue's keys. Each presses a button that is there for everybody: the one that names the key in data-key.
// By their place on the keyboard (event.code), so that they are the same when it is set to Arabic.
class QueueKeys extends HTMLElement {
  connectedCallback() {
    this.queue = this.closest("moderation-queue");
    this.dialog = this.querySelector("dialog");
    this.switch = this.querySelector("[data-keys-on]");
    this.switch.checked = localStorage.getItem("queue-keys") !== "off";
    this.switch.addEventListener("change", () => {
      localStorage.setItem("queue-keys", this.switch.checked ? "on" : "off");
    });
    const help = this.queue.querySelector("[data-help]");
    help.hidden = false;
    help.addEventListener("click", () => this.explain());
    this.listen = (event) => this.press(event);
    document.addEventListener("keydown", this.listen);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listen);
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || this.dialog.open) return;
    if (event.code === "Escape") return this.close();
    if (!this.switch.checked || this.isTyping(event.target)) return;
    const isQuestion = event.key === "?" || (event.code === "Slash" && event.shiftKey);
    if (isQuestion) this.explain();
    else if (event.shiftKey) {
      if (event.repeat || !this.actOnSelected(event.code)) return;
    } else if (event.code === "KeyJ") this.move(1);
    else if (event.code === "KeyK") this.move(-1);
    else if (event.repeat || !this.act(event.code.replace("Numpad", "Digit"))) return;
    event.preventDefault();
  }

  explain() {
    this.dialog.showModal();
    this.dialog.querySelector("form button").focus();
  }

  isTyping(target) {
    return target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  }

  get row() {
    const row = document.activeElement?.closest?.(".queue-row") ?? this.queue.current;
    return row?.isConnected && !row.hidden ? row : this.queue.row(0);
  }

  move(step) {
    const rows = this.queue.rows();
    const place = rows.indexOf(this.row);
    const isInside = rows[place]?.contains(document.activeElement);
    const row = rows[isInside ? place + step : place];
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }

  act(code) {
    const button = this.button(code);
    if (!button) return false;
    if (button.matches("details")) this.open(button);
    else button.click();
    return true;
  }

  actOnSelected(code) {
    const control = this.queue.querySelector(`#queue-bulk [data-shift-key="${code}"]`);
    if (!control) return false;
    // The reason of a rejection is chosen before.
    if (control.matches("select")) control.focus();
    else control.click();
    return true;
  }

  button(code) {
    if (code === "KeyU") return this.queue.querySelector("#queue-notice [data-key=KeyU]");
    const inRow = this.row?.querySelector(`details[open] [data-key="${code}"]`);
    if (code.startsWith("Digit")) return inRow;
    return this.row?.querySelector(`[data-key="${code}"]`);
  }

  open(choice) {
    if (choice.open) return this.close();
    this.close();
    choice.open = true;
    // Where a reason is wanted no button is under Enter.
    (choice.querySelector("[data-plain]") ?? choice.querySelector("[tabindex]")).focus();
  }

  close() {
    for (const choice of this.queue.querySelectorAll("details.queue-choice[open]")) {
      choice.open = false;
      choice.closest(".queue-row")?.focus();
    }
  }
}

customElements.define("queue-keys", QueueKeys);
