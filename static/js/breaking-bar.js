// A bar of breaking news goes when its time is over, and stays away from a reader who has closed it. This script waits
// for nothing and stands before the bar, so that a closed one is never painted and nothing moves when it goes.
{
  const A_MINUTE = 60 * 1000;

  class BreakingBar extends HTMLElement {
    connectedCallback() {
      this.listen = new AbortController();
      const { signal } = this.listen;
      this.addEventListener("click", (event) => event.target.closest("button") && this.close(), { signal });
      // While a page is out of sight its clock may stand still.
      addEventListener("visibilitychange", () => this.look(), { signal });
      addEventListener("pageshow", () => this.look(), { signal });
      this.look();
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
      this.listen.abort();
    }

    look() {
      clearTimeout(this.timer);
      const left = Date.parse(this.dataset.until) - Date.now();
      if (left <= 0 || this.isClosed()) this.hidden = true;
      else this.timer = setTimeout(() => this.look(), Math.min(left, A_MINUTE));
    }

    close() {
      try {
        localStorage.setItem("breaking-closed", this.dataset.article);
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
        return localStorage.getItem("breaking-closed") === this.dataset.article;
      } catch {
        return false;
      }
    }
  }

  customElements.define("breaking-bar", BreakingBar);
}
