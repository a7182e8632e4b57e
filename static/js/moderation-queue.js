// Sends the queue's forms without loading the page anew: a decided row goes at once and comes back if it was stale.
class ModerationQueue extends HTMLElement {
  connectedCallback() {
    this.live = this.querySelector("[data-live]");
    // One click after another: undo must find the answer to the click before it.
    this.sending = Promise.resolve();
    this.addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("focusin", (event) => this.stayAt(event.target.closest(".queue-row")));
    this.timer = setInterval(() => this.count(), 30_000);
    this.row(0)?.focus({ preventScroll: true });
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  get list() {
    return this.querySelector("#queue-list");
  }

  rows() {
    return [...this.list.querySelectorAll(".queue-row:not([hidden])")];
  }

  row(place) {
    const rows = this.rows();
    return rows[Math.min(place, rows.length - 1)];
  }

  stayAt(row) {
    if (row) this.current = row;
  }

  submit(event) {
    const form = event.target;
    const button = event.submitter;
    if (form.method !== "post" || form.hasAttribute("data-whole-page")) return;
    event.preventDefault();
    const click = {
      action: button?.getAttribute("formaction") ?? form.action,
      sent: new FormData(form, button),
      // A row is one comment; a form outside of them may be about any number.
      row: form.closest(".queue-row"),
    };
    click.place = click.row ? this.rows().indexOf(click.row) : 0;
    if (click.row && button?.name === "to") this.leave(click.row);
    // What goes wrong with one click stops none of those behind it.
    this.sending = this.sending.then(() => this.send(click)).catch(() => this.restore(click.row));
  }

  leave(row) {
    const rows = this.rows();
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    row.hidden = true;
    next?.focus();
  }

  async send({ action, sent, row, place }) {
    const response = await fetch(action, {
      method: "POST",
      body: new URLSearchParams(sent),
      headers: { "X-Requested-With": "fetch" },
    });
    // The session has ended, or something is wrong with what was asked: the page itself says so, and keeps the text.
    if (!response.headers.has("X-Queue")) return this.leavePage(action, sent);
    const said = this.swap(this.parts(await response.text()));
    // What is not among the parts is no longer of this list.
    if (row?.isConnected) row.remove();
    if (!row || this.rows().length < 5) await this.refresh();
    // Whoever has gone on is left where they are; the row says what it has to say.
    if (!this.contains(document.activeElement)) (said ?? this.row(place) ?? this.list.firstElementChild)?.focus();
    this.goOn();
  }

  restore(row) {
    if (row) row.hidden = false;
    row?.focus();
    this.live.textContent = this.dataset.failed;
  }

  leavePage(action, sent) {
    const whole = document.createElement("form");
    Object.assign(whole, { method: "post", action });
    for (const [name, value] of sent) {
      whole.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(whole);
    whole.submit();
  }

  parts(html) {
    return new DOMParser().parseFromString(html, "text/html").body;
  }

  // Puts each part in the place of the one with its name; returns the row that has something to say.
  swap(parts) {
    let said = null;
    for (const part of [...parts.children]) {
      const old = document.getElementById(part.id);
      if (!old) continue;
      old.replaceWith(part);
      if (part.matches(".queue-row--said")) said = part;
    }
    const notice = this.querySelector("#queue-notice ul");
    if (notice) this.live.textContent = [...notice.children].map((line) => line.textContent).join(" ");
    return said;
  }

  // Loads the list anew; rows that are as they were stay, with what is typed in them. Where it cannot be had
  // the list stays as it is: what was clicked has been done all the same.
  async refresh() {
    const html = await fetch(location.href)
      .then((response) => (response.ok ? response.text() : ""))
      .catch(() => "");
    const page = this.parts(html);
    const fresh = page.querySelector("#queue-list");
    if (!fresh) return;
    const focused = document.activeElement;
    for (const row of [...fresh.querySelectorAll(".queue-row")]) {
      const old = document.getElementById(row.id);
      if (old && !old.hidden && old.dataset.version === row.dataset.version) row.replaceWith(old);
    }
    const kept = this.list.querySelectorAll(".queue-row--said");
    fresh.prepend(...[...kept].filter((row) => !fresh.querySelector(`#${row.id}`)));
    this.list.replaceWith(fresh);
    if (focused?.isConnected) focused.focus({ preventScroll: true });
    for (const name of [".queue-pages", "#queue-bulk"]) {
      const [old, now] = [this.querySelector(name), page.querySelector(name)];
      if (old && now) old.replaceWith(now);
      else old?.remove();
    }
  }

  // An act that is too long for one click asks to be gone on with.
  goOn() {
    this.querySelector("#queue-notice form[data-go-on]")?.requestSubmit();
  }

  async count() {
    if (document.hidden) return;
    const response = await fetch(`${this.dataset.counts}${location.search}`).catch(() => null);
    if (response?.headers.has("X-Queue")) this.swap(this.parts(await response.text()));
  }
}

customElements.define("moderation-queue", ModerationQueue);
