// Puts a provider's player into its card when a reader asks for it; until then nothing is asked of the provider.
class EmbedCard extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.play());
  }

  play() {
    const frame = document.createElement("iframe");
    frame.className = "embed__frame";
    frame.title = this.querySelector(".embed__name").textContent;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // Of another origin than the page, so that what it may do as its own origin stays its own.
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
    // YouTube plays for nobody who does not say what site they are; which page it is, it need not know.
    frame.referrerPolicy = "strict-origin";
    frame.src = this.dataset.player;
    this.querySelector(".embed__box").replaceChildren(frame);
    frame.focus();
  }
}

customElements.define("embed-card", EmbedCard);
