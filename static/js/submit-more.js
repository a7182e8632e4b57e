/* On a phone the bar of buttons begins with two of them, and the rest behind one more; where there is room all stand. */
class SubmitMore extends HTMLElement {
  connectedCallback() {
    const wide = matchMedia("(width >= 768px)");
    const details = this.querySelector("details");
    const fit = () => {
      details.open = wide.matches;
    };
    fit();
    wide.addEventListener("change", fit);
  }
}

customElements.define("submit-more", SubmitMore);
