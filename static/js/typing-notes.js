// Keeps the list of what looks mistyped up to date while the form is written, and corrects a place when told to.
const PAUSE = 1500;

class TypingNotes extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form);
    if (!this.form) return;
    this.names = this.dataset.fields.split(" ");
    this.form.addEventListener("input", () => this.wait());
    this.addEventListener("click", ({ target }) => {
      if (target.matches(".admin-typing__correct")) this.correct(target.closest("li"));
    });
    // The editor of the text comes a moment after the page.
    document.addEventListener("prose-editor:ready", () => setTimeout(() => this.offer()));
    this.offer();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const typed = new FormData();
    typed.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    typed.set("language", this.dataset.language);
    for (const name of this.names) typed.set(name, this.form.elements[name]?.value ?? "");
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: typed, signal: this.asked.signal });
      if (!answer.ok || answer.redirected) return;
      this.innerHTML = await answer.text();
      this.offer();
    } catch (error) {
      if (error.name !== "AbortError" && error.name !== "TypeError") throw error;
    }
  }

  offer() {
    for (const finding of this.querySelectorAll("li[data-correction]")) {
      finding.querySelector("button").hidden = !this.place(finding);
    }
  }

  // Where a finding stands now: in a plain field from its first character, in the editor from the document's.
  place({ dataset: { field, before, found, after } }) {
    const control = this.form.elements[field];
    const within = (text) => {
      const at = text.indexOf(before + found + after);
      return at < 0 ? -1 : at + before.length;
    };
    if (!control) return null;
    if (!control.proseEditor) {
      const at = within(control.value);
      return at < 0 ? null : { control, at };
    }
    let place = null;
    control.proseEditor.state.doc.descendants((node, position) => {
      if (place || !node.isTextblock) return !place;
      const at = within(node.textBetween(0, node.content.size, "\n", "\n"));
      if (at >= 0) place = { editor: control.proseEditor, at: position + 1 + at };
      return false;
    });
    return place;
  }

  correct(finding) {
    const place = this.place(finding);
    if (!place) return this.wait();
    const { found, correction } = finding.dataset;
    if (place.editor) {
      this.inEditor(place, found, correction);
      place.editor.commands.focus();
    } else {
      place.control.focus();
      place.control.setSelectionRange(place.at, place.at + found.length);
      // The one way into a field that its own undo knows.
      document.execCommand(correction ? "insertText" : "delete", false, correction);
    }
    finding.remove();
    this.ask();
  }

  inEditor({ editor, at }, found, correction) {
    const change = editor.state.tr;
    if (found.length === correction.length) {
      // Sign by sign, so that what is bold between two quotation marks stays so.
      for (let index = found.length - 1; index >= 0; index--) {
        if (found[index] !== correction[index]) change.insertText(correction[index], at + index, at + index + 1);
      }
    } else {
      change.insertText(correction, at, at + found.length);
    }
    editor.view.dispatch(change);
  }
}

customElements.define("typing-notes", TypingNotes);
