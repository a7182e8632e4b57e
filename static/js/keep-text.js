// Keeps what is typed into an article's form while it is typed: at the newsroom, or in this browser while the
// newsroom does not answer. Says honestly what became of it, and tells who else has the article open.
const PAUSE = 10_000;
const FIRST = 3_000;
const SIGN_OF_LIFE = 15_000;
const LONGEST_PAUSE = 120_000;
// By then a form that was sent has its answer, and this page is gone.
const ANSWERED = 30_000;
// What a browser sends while a page is being left (Fetch, 4.6: keepalive requests are limited to 64 KiB).
const MOST_WHEN_LEAVING = 60_000;
const PREFIX = "kept-text:";
// So long the newsroom knows of a window that it was saved: articles/models/unsaved.py.
const REMEMBERED = 7 * 24 * 60 * 60 * 1000;

class KeepText extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.offset = Number(this.dataset.now) - Date.now();
    this.kept = this.sent();
    this.keptAt = 0;
    this.storedAt = 0;
    this.failures = 0;
    this.conflict = "";
    this.timer = 0;
    this.window = this.field("window");
    this.forgetOld();
    this.offerLocal();
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("change", () => this.soon());
    this.form.addEventListener("submit", () => this.stop());
    this.form.addEventListener("text-saved", () => this.saved());
    this.form.addEventListener("text-told", ({ detail }) => this.say(detail.said, detail));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    document.addEventListener("submit", (event) => this.takeOver(event));
    document.addEventListener("submit", (event) => this.keepFirst(event));
    addEventListener("online", () => this.failures && this.keep());
    // A tab in which somebody has logged in again may be why this one is looked at now.
    addEventListener("focus", () => this.loggedOut && this.keep());
    this.beat();
  }

  // The fields as the form would send them, without what is no text of anybody's.
  fields() {
    return [...new FormData(this.form)].filter(
      ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
    );
  }

  field(name) {
    return this.form.elements[name]?.value ?? "";
  }

  sent() {
    return JSON.stringify(this.fields());
  }

  soon() {
    // The next attempt may be minutes away, and this browser may be gone by then.
    if (this.failures) this.keepLocal(this.sent());
    this.timer ||= setTimeout(() => this.keep(), Math.max(FIRST, this.keptAt + PAUSE - Date.now()));
  }

  stop() {
    this.stopped = true;
    this.request?.abort();
    clearTimeout(this.timer);
    // Where the answer does not come, there is still something to keep.
    setTimeout(() => ((this.stopped = false), (this.timer = 0)), ANSWERED);
  }

  leave() {
    const text = this.sent();
    if (this.stopped || text === this.kept) return;
    // A request of a page that is gone has nobody to say that it failed.
    if (!this.isUntouched()) this.keepLocal(text);
    const size = new Blob([text]).size;
    this.keep({ keepalive: size < MOST_WHEN_LEAVING });
  }

  async keep(options = {}) {
    clearTimeout(this.timer);
    this.timer = 0;
    const text = this.sent();
    if (this.stopped || (text === this.kept && !this.failures)) return;
    if (this.isUntouched() && this.hasKept && !("isUnsaved" in this.dataset)) return this.discard(text);
    const body = new FormData();
    for (const [name, value] of JSON.parse(text)) body.append(name, value);
    this.keptAt = Date.now();
    const answer = await this.post(this.dataset.keepUrl, body, options);
    if (this.stopped && !answer.ok) return;
    if (!answer.ok) return this.failed(answer, text);
    this.kept = text;
    this.hasKept = true;
    this.storedAt = answer.told.stored;
    this.failures = 0;
    this.forgetLocal();
    // Kept is not saved: what has not been saved for another's sake is said until it is.
    if (!this.conflict) this.say(answer.told.said);
    this.show(answer.told);
    if (this.sent() !== text) this.soon();
  }

  // What was typed and taken back again is not worth keeping.
  async discard(text) {
    const answer = await this.post(this.dataset.discardUrl, this.sign(), {});
    if (!answer.ok) return this.failed(answer, text);
    this.kept = text;
    this.hasKept = false;
    this.failures = 0;
    this.forgetLocal();
    this.say("");
  }

  isUntouched() {
    return this.form.dataset.untouched === "true";
  }

  languageOnly() {
    const body = new FormData();
    const language = this.field("language");
    if (language) body.append("language", language);
    return body;
  }

  // What says whose form this is, and which.
  sign() {
    const body = this.languageOnly();
    for (const name of ["window", "opened_by", "version"]) body.append(name, this.field(name));
    body.append("here", "1");
    return body;
  }

  async post(address, body, options, again = true) {
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    this.request = new AbortController();
    try {
      const response = await fetch(address, {
        method: "POST",
        body,
        headers: { "X-By-Script": "keep" },
        signal: options.keepalive ? undefined : this.request.signal,
        ...options,
      });
      if (response.status === 403 && again && (await this.renewToken())) return this.post(address, body, options, false);
      const told = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      return { ok: response.ok, status: response.status, told };
    } catch {
      return { ok: false, status: 0, told: {} };
    }
  }

  // A login, in this tab or another, gives forms another token; the page as it would open now has it.
  async renewToken() {
    const response = await fetch(this.form.action, { headers: { "X-By-Script": "token" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    this.loggedOut = Boolean(page.querySelector("#login-form"));
    const token = page.querySelector(`#${CSS.escape(this.form.id)} [name=csrfmiddlewaretoken]`);
    if (this.loggedOut || !token) return false;
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token.value;
    return true;
  }

  failed(answer, text) {
    this.failures += 1;
    const words = this.dataset;
    const tooLarge = answer.status === 413 || answer.status === 400;
    const refused = answer.status === 403 && !this.loggedOut;
    const said = tooLarge ? words.tooLarge : refused ? words.refused : this.loggedOut ? words.loggedOut : words.failed;
    this.say(answer.told.said || said, { failed: true, loggedOut: this.loggedOut, conflict: this.conflict });
    this.keepLocal(text);
    if (!tooLarge && !refused) {
      const pause = Math.min(PAUSE * 2 ** (this.failures - 1), LONGEST_PAUSE);
      this.timer ||= setTimeout(() => this.keep(), pause);
    }
  }

  // After a save in place: what is stored is what stands here.
  saved() {
    this.kept = this.sent();
    this.hasKept = false;
    delete this.dataset.isUnsaved;
    this.failures = 0;
    clearTimeout(this.timer);
    this.timer = 0;
    this.forgetLocal();
    this.window = this.field("window");
  }

  say(words, { failed = false, loggedOut = false, conflict = "" } = {}) {
    this.dataset.state = failed ? "failed" : "kept";
    this.querySelector("[data-line]").textContent = words ?? "";
    this.querySelector("[data-log-in]").hidden = !loggedOut;
    const link = this.querySelector("[data-conflict]");
    link.hidden = !conflict;
    if (conflict) link.href = conflict;
    this.conflict = conflict;
    if (!loggedOut) this.loggedOut = false;
  }

  show({ presence }) {
    const place = document.querySelector("[data-presence]");
    if (place && presence !== undefined && place.innerHTML !== presence) place.innerHTML = presence;
  }

  // The same request without the text, where there is nothing new to keep.
  beat() {
    setInterval(async () => {
      if (this.sent() !== this.kept) return this.soon();
      if (!("isStored" in this.dataset) || document.hidden) return;
      const answer = await this.post(this.dataset.keepUrl, this.sign(), {});
      if (answer.ok) this.show(answer.told);
      else if (answer.told.said) this.say(answer.told.said, { failed: true });
      else if (this.loggedOut) this.say(this.dataset.loggedOut, { failed: true, loggedOut: true });
    }, SIGN_OF_LIFE);
  }

  // In place: whoever takes an article over may have typed something here.
  async takeOver(event) {
    if (event.target.id !== "take-over") return;
    event.preventDefault();
    const answer = await this.post(event.target.action, this.sign(), {});
    if (answer.ok) this.show(answer.told);
    else this.say(answer.told.said || this.dataset.failed, { failed: true, loggedOut: this.loggedOut });
  }

  // Another form of the page leads to a page that shows what is kept: the newsroom is to have it by then.
  async keepFirst(event) {
    const { target, submitter } = event;
    if (event.defaultPrevented || this.stopped || target === this.form || target.method !== "post") return;
    if (this.sent() === this.kept) return;
    event.preventDefault();
    await this.keep();
    // Where it could not be kept here is the text, and the line says why.
    if (!this.failures) target.requestSubmit(submitter);
  }

  get storageName() {
    return `${PREFIX}${this.dataset.localKey}:${this.window}`;
  }

  // Later than what the newsroom has of it, whatever the clocks say.
  keepLocal(text) {
    const at = Math.max(Date.now() + this.offset, this.storedAt + 1);
    try {
      localStorage.setItem(this.storageName, JSON.stringify({ at, text }));
    } catch {
      // Full, or forbidden: the line is red already, and the text is still in the form.
    }
  }

  forgetLocal() {
    localStorage.removeItem(this.storageName);
  }

  // Whoever's they are, they may be all there is of a text: what is too old to be of use goes, and nothing else.
  forgetOld() {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (!(this.read(name).at > Date.now() - REMEMBERED)) localStorage.removeItem(name);
    }
  }

  read(name) {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? {};
    } catch {
      return {};
    }
  }

  // What this person typed into this form here, in whichever window; nobody finds what another has typed.
  localNames() {
    const own = `${PREFIX}${this.dataset.localKey}:`;
    const names = Object.keys(localStorage).filter((name) => name.startsWith(own));
    return names.sort((one, other) => this.read(other).at - this.read(one).at);
  }

  // The newest that has not reached the newsroom since, neither kept nor saved, from the window it was typed in.
  async findLocal() {
    for (const name of this.localNames()) {
      const { at } = this.read(name);
      const body = this.sign();
      body.append("stored", name.slice(name.lastIndexOf(":") + 1));
      const { told } = await this.post(this.dataset.keepUrl, body, {});
      if (!(told.stored >= at)) return name;
      localStorage.removeItem(name);
    }
    return "";
  }

  async offerLocal() {
    const name = await this.findLocal();
    if (!name) return;
    const { at, text } = this.read(name);
    const offer = this.querySelector("[data-local]");
    offer.querySelector("[data-local-time]").textContent = new Date(at).toLocaleString(document.documentElement.lang);
    offer.hidden = false;
    offer.querySelector("[data-local-away]").addEventListener("click", () => {
      localStorage.removeItem(name);
      offer.hidden = true;
    });
    // Kept at the newsroom first; opened again, the form shows it as any text that was not saved.
    offer.querySelector("[data-local-back]").addEventListener("click", async () => {
      const body = new FormData();
      for (const [field, value] of JSON.parse(text)) body.append(field, value);
      const answer = await this.post(this.dataset.keepUrl, body, {});
      if (!answer.ok) return this.say(this.dataset.failed, { failed: true, loggedOut: this.loggedOut });
      localStorage.removeItem(name);
      this.stopped = true;
      this.form.dispatchEvent(new CustomEvent("text-saved"));
      location.reload();
    });
  }
}

customElements.define("keep-text", KeepText);
