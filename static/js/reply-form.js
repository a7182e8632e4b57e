// Moves the form under the comment that is to be answered, with all that is typed in it, and back when that is cancelled.
class ReplyForm extends HTMLElement {
  connectedCallback() {
    if (this.home) return;
    this.home = this.parentElement;
    this.field = this.querySelector("[name=parent]");
    this.heading = this.querySelector(".respond__title");
    document.addEventListener("click", (event) => this.click(event));
    this.addEventListener("reply-to", (event) => this.resume(event.detail));
  }

  click(event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest(".comment__reply");
    const cancel = event.target.closest(".respond__cancel a");
    if (!link && !cancel) return;
    event.preventDefault();
    if (link) this.answer(link);
    else this.cancel(cancel);
    // Whom one answers stays in sight; who thinks better of it is back where the thread was read.
    const next = link ? this.querySelector("textarea") : this.answered ?? this.querySelector("textarea");
    next.focus({ preventScroll: Boolean(link) });
    if (link) this.heading.scrollIntoView({ block: "start" });
    else this.answered = null;
  }

  // A draft was an answer: to a comment of this page, or else it stands by itself.
  resume(id) {
    for (const link of document.querySelectorAll(".comment__reply")) if (asked(link) === id) this.answer(link);
  }

  answer(link) {
    this.answered = link;
    const comment = link.closest(".comment__frame");
    this.home.closest("section").hidden = true;
    comment.after(this);
    this.title("reply");
    this.heading.querySelector("bdi").textContent = comment.querySelector(".comment__name").textContent;
    this.querySelector(".respond__cancel")?.remove();
    this.heading.after(this.querySelector("template[data-cancel]").content.cloneNode(true));
    this.set(asked(link));
  }

  cancel(link) {
    this.home.closest("section").hidden = false;
    this.home.append(this);
    this.title("comment");
    // A page that was asked for as an answer would be one again when reloaded.
    if (new URLSearchParams(location.search).has("reply")) history.replaceState(null, "", link.href);
    link.parentElement.remove();
    this.set("");
  }

  title(kind) {
    this.heading.replaceChildren(this.querySelector(`template[data-title=${kind}]`).content.cloneNode(true));
  }

  set(id) {
    this.field.value = id;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function asked(link) {
  return new URL(link.href).searchParams.get("reply");
}

customElements.define("reply-form", ReplyForm);
