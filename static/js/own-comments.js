// Shows a reader what they have sent under this article and nobody else sees; a browser that sent nothing asks nothing.
const A_DAY = 24 * 60 * 60 * 1000;

class OwnComments extends HTMLElement {
  async connectedCallback() {
    if (!this.hasSent()) return;
    try {
      const answer = await fetch(this.dataset.url, { cache: "no-store" });
      if (answer.ok) this.innerHTML = await answer.text();
    } catch {
      // Without the network the page stays as everybody sees it.
    }
  }

  hasSent() {
    try {
      return Date.now() - Number(localStorage.getItem("comment-sent")) < A_DAY;
    } catch {
      return false;
    }
  }
}

customElements.define("own-comments", OwnComments);
