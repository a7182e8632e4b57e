// The point that every crop keeps in sight, chosen on the picture itself; the crops beside it are those that are made.
const STEP = 1;
const LEAP = 10;
// x counts from the left edge in either language: a picture has no reading direction.
const KEYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const within = (number, least, most) => Math.min(Math.max(number, least), most);

// As articles/images/crops.py: the largest box of the ratio, centred on the point as far as the edges allow;
// where it lies is said as CSS says it, in per cent of the room that is left.
function offset(size, part, share) {
  const room = size - part;
  return room > 0.5 ? (within(share * size - part / 2, 0, room) / room) * 100 : 50;
}

class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.inputs = [this.dataset.x, this.dataset.y].map((id) => document.getElementById(id));
    this.stage = this.querySelector("[data-stage]");
    this.picture = this.stage.querySelector("img");
    this.point = this.stage.querySelector("[role=slider]");
    this.crops = [...this.querySelectorAll("[data-ratio]")];
    if (!this.inputs.every(Boolean)) return;
    this.point.hidden = false;
    this.stage.addEventListener("pointerdown", (event) => this.grasp(event));
    this.stage.addEventListener("pointermove", (event) => this.drag(event));
    this.stage.addEventListener("click", (event) => this.placeAt(event));
    this.point.addEventListener("keydown", (event) => this.press(event));
    for (const input of this.inputs) input.addEventListener("input", () => this.show());
    this.picture.addEventListener("load", () => this.reveal(true));
    this.picture.addEventListener("error", () => this.reveal(false));
    document.getElementById(this.dataset.file)?.addEventListener("change", (event) => this.preview(event.target));
    if (this.picture.complete && this.picture.naturalWidth) this.reveal(true);
  }

  get place() {
    return this.inputs.map((input) => within(Number(input.value) || 0, 0, 100));
  }

  set place(place) {
    place.forEach((share, axis) => {
      this.inputs[axis].value = Math.round(within(share, 0, 100));
      this.inputs[axis].dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.show();
  }

  // A picture that is only chosen is shown from where it is.
  preview(input) {
    if (this.address) URL.revokeObjectURL(this.address);
    const [file] = input.files;
    this.stored ??= this.picture.getAttribute("src");
    this.address = file ? URL.createObjectURL(file) : "";
    const shown = this.address || this.stored;
    if (shown) this.picture.src = shown;
    else this.reveal(false);
  }

  reveal(isThere) {
    this.stage.hidden = !isThere;
    for (const crop of this.crops) {
      crop.hidden = !isThere;
      if (isThere) crop.querySelector("img").src = this.picture.src;
    }
    if (isThere) this.show();
  }

  grasp(event) {
    if (event.pointerType !== "mouse" && event.target !== this.point) return;
    this.stage.setPointerCapture(event.pointerId);
    this.point.focus({ preventScroll: true });
    event.preventDefault();
  }

  drag(event) {
    if (this.stage.hasPointerCapture(event.pointerId)) this.placeAt(event);
  }

  placeAt(event) {
    const box = this.picture.getBoundingClientRect();
    this.place = [
      ((event.clientX - box.x) / box.width) * 100,
      ((event.clientY - box.y) / box.height) * 100,
    ];
  }

  press(event) {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : STEP;
    this.place = this.place.map((share, axis) => share + way[axis] * step);
  }

  show() {
    const [x, y] = this.place;
    this.point.style.insetInlineStart = `${x}%`;
    this.point.style.insetBlockStart = `${y}%`;
    this.point.ariaValueNow = x;
    this.point.ariaValueText = this.dataset.place.replace("{x}", x).replace("{y}", y);
    const { naturalWidth: width, naturalHeight: height } = this.picture;
    for (const crop of this.crops) {
      const ratio = Number(crop.dataset.ratio);
      const across = offset(width, Math.min(width, height * ratio), x / 100);
      const down = offset(height, Math.min(height, width / ratio), y / 100);
      crop.querySelector("img").style.objectPosition = `${across}% ${down}%`;
    }
  }
}

customElements.define("focal-point", FocalPoint);
