// The comment has been received: forgets its draft, and notes for own-comments.js that this browser has sent something.
class CommentSent extends HTMLElement {
  connectedCallback() {
    const key = `comment-draft-${this.dataset.article}`;
    try {
      if (JSON.parse(sessionStorage.getItem(key))?.sent) sessionStorage.removeItem(key);
      localStorage.setItem("comment-sent", Date.now());
    } catch {
      // A browser that stores nothing has nothing to forget.
    }
  }
}

customElements.define("comment-sent", CommentSent);
