// What is so before anything is painted: one script in the head, since a module would come after the first paint, and a
// second would wait for the first.

// What readers chose by hand (reader-choice.js).
for (const name of ["scheme", "text"]) {
  try {
    const choice = localStorage.getItem(name);
    if (choice) document.documentElement.dataset[name] = choice;
  } catch {
    // A browser may keep nothing for us: then nothing was chosen.
  }
}

// A bar of breaking news goes when its time is over, and stays away from a reader who has closed it. It is known before
// it is read, so that a closed one is never painted and nothing moves when it goes.
{
  const A_MINUTE = 60 * 1000;

  class BreakingBar extends HTMLElement {
    connectedCallback() {
      this.listen = new AbortController();
      // By how much the reader's clock is ahead of ours: a page may have lain ready for a while before it was sent, which
      // the answer tells in seconds, and one out of the history is as old as nobody knows.
      const [visit] = performance.getEntriesByType("navigation");
      const sent = visit?.serverTiming?.find(({ name }) => name === "sent")?.description;
      const now = sent ? Number(sent) * 1000 : Date.parse(this.dataset.now);
      this.ahead = visit?.type === "back_forward" ? 0 : Date.now() - now;
      this.key = `${this.dataset.article} ${this.dataset.until}`;
      const { signal } = this.listen;
      this.addEventListener("click", (event) => event.target.closest("button") && this.close(), { signal });
      // While a page is out of sight its clock may stand still.
      addEventListener("visibilitychange", () => this.look(), { signal });
      addEventListener("pageshow", () => this.look(), { signal });
      addEventListener("DOMContentLoaded", () => this.speak(), { signal });
      this.look();
    }

    // A live region tells what is put into it, not what stood there from the first.
    speak() {
      const link = this.querySelector("a");
      link.replaceWith(link.cloneNode(true));
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
      this.listen.abort();
    }

    look() {
      clearTimeout(this.timer);
      const left = Date.parse(this.dataset.until) - Date.now() + this.ahead;
      if (left <= 0 || this.isClosed()) this.hidden = true;
      else this.timer = setTimeout(() => this.look(), Math.min(left, A_MINUTE));
    }

    close() {
      try {
        localStorage.setItem("breaking-closed", this.key);
      } catch {
        // A browser that stores nothing shows it again on the next page.
      }
      this.hidden = true;
      const main = document.querySelector("main");
      main.tabIndex = -1;
      main.focus({ preventScroll: true });
    }

    isClosed() {
      try {
        return localStorage.getItem("breaking-closed") === this.key;
      } catch {
        return false;
      }
    }
  }

  customElements.define("breaking-bar", BreakingBar);
}
