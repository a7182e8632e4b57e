// The places of the front page: what is pinned is dragged by its handle, and each act is told without leaving the page.
// Without it the same forms are sent, and the page comes again.

// The stock calendar and clock know only the fields that came with the page.
const giveCalendars = (part) => {
  for (const field of part.querySelectorAll(".vDateField")) window.DateTimeShortcuts?.addCalendar(field);
  for (const field of part.querySelectorAll(".vTimeField")) window.DateTimeShortcuts?.addClock(field);
};

const isTyped = (field) => field.value !== field.defaultValue;

class PinOrder extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector("[data-said]");
    this.form = this.querySelector("[data-arrange]");
    this.addEventListener("submit", (event) => this.act(event));
    this.addEventListener("pointerdown", (event) => this.take(event));
    this.prepare();
  }

  prepare() {
    for (const handle of this.querySelectorAll("[data-handle]")) handle.hidden = false;
  }

  get slots() {
    return [...this.querySelectorAll("[data-slot]")];
  }

  get cards() {
    return [...this.querySelectorAll("[data-card]")];
  }

  take(event) {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button !== 0 || this.dragged) return;
    event.preventDefault();
    const before = this.cards;
    const card = handle.closest("[data-card]");
    this.dragged = card;
    card.dataset.dragged = "";
    const stop = new AbortController();
    const { signal } = stop;
    const end = (back) => {
      stop.abort();
      delete card.dataset.dragged;
      this.dragged = null;
      if (back) this.place(before);
    };
    document.addEventListener("pointermove", (move) => this.drag(card, move), { signal });
    document.addEventListener("pointercancel", () => end(true), { signal });
    document.addEventListener("keydown", (key) => key.code === "Escape" && end(true), { signal });
    document.addEventListener("pointerup", () => {
      end(false);
      if (this.cards.indexOf(card) !== before.indexOf(card)) this.arrange(card, before);
    }, { signal });
  }

  drag(card, event) {
    const cards = this.cards;
    const over = this.slots.findIndex((slot) => {
      const box = slot.getBoundingClientRect();
      return event.clientY >= box.top && event.clientY < box.bottom;
    });
    const from = cards.indexOf(card);
    if (over < 0 || over === from) return;
    cards.splice(over, 0, ...cards.splice(from, 1));
    this.place(cards);
  }

  place(cards) {
    this.slots.forEach((slot, number) => slot.append(cards[number]));
  }

  // The places as they were are told too: whoever has changed them meanwhile is not overruled.
  arrange(card, before) {
    for (const field of this.form.querySelectorAll("[name=was], [name=order], [name=moved]")) field.remove();
    const add = (name, value) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      this.form.append(field);
    };
    for (const { dataset } of before) add("was", dataset.key);
    for (const { dataset } of this.cards) add("order", dataset.key);
    add("moved", card.dataset.key);
    this.send(this.form, new FormData(this.form));
  }

  act(event) {
    const form = event.target;
    if (!form.dataset.act) return;
    event.preventDefault();
    const key = form.closest("[data-card]").dataset.key;
    this.send(form, new FormData(form, event.submitter), () => this.focusOn(key, form.dataset.act));
  }

  async send(form, body, then) {
    let page = null;
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.ok) page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      // Offline: the browser says so when the form is sent by itself.
    }
    const places = page?.querySelector("[data-places]");
    if (!places) return this.byItself(form, body);
    this.querySelector("[data-places]").replaceWith(places);
    giveCalendars(places);
    this.prepare();
    this.renewFound(page);
    this.said.replaceChildren(...page.querySelectorAll(".messagelist li"));
    then?.();
  }

  // What was found tells where it is pinned. A row in which somebody is typing stays as it is.
  renewFound(page) {
    for (const row of document.querySelectorAll("[data-found]")) {
      const fresh = page.querySelector(`[data-found="${row.dataset.found}"]`);
      if (!fresh || [...row.querySelectorAll("input")].some(isTyped)) continue;
      row.replaceWith(fresh);
      giveCalendars(fresh);
    }
  }

  byItself(form, body) {
    const plain = document.createElement("form");
    Object.assign(plain, { method: "post", action: form.action, hidden: true });
    for (const [name, value] of body) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      plain.append(field);
    }
    document.body.append(plain);
    plain.submit();
  }

  focusOn(key, act) {
    const card = this.querySelector(`[data-card][data-key="${key}"]`);
    const button = card?.querySelector(`[data-act="${act}"] button`) ?? card?.querySelector("[data-act] button");
    (button ?? this.querySelector("[data-slot]")).focus();
  }
}

customElements.define("pin-order", PinOrder);
