// The library in a dialog: whoever wants a picture says so by an event, and is given the one that is chosen.
const picker = document.createElement("dialog");
picker.className = "picker";
picker.setAttribute("aria-labelledby", "picker-title");

let wanted = null;
let asked = 0;

async function fetched(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
  // Where a session has ended, the answer is the page to log in.
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
  return answer.text();
}

const address = (query) => `${wanted.address}?${new URLSearchParams({ language: wanted.language, ...query })}`;

async function open(request) {
  wanted = request;
  try {
    picker.innerHTML = await fetched(address({}));
  } catch {
    // Without the dialog the page to log in, or what is wrong, is seen in a tab of its own.
    window.open(wanted.address, "_blank", "noopener");
    return;
  }
  if (!picker.isConnected) document.body.append(picker);
  if (!picker.open) picker.showModal();
  picker.querySelector("input[type=search]").focus();
}

async function find(query) {
  const turn = ++asked;
  const trouble = picker.querySelector("[data-unreachable]");
  try {
    const found = await fetched(address({ ...query, part: "found" }));
    // Of two questions the later one counts, whichever is answered first.
    if (turn !== asked) return false;
    picker.querySelector("[data-found]").innerHTML = found;
    picker.querySelector("[data-status]").textContent = picker.querySelector("[data-count]").textContent;
    trouble.hidden = true;
    return true;
  } catch {
    trouble.hidden = false;
    return false;
  }
}

const words = () => picker.querySelector("input[type=search]").value;

picker.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-search]")) return;
  event.preventDefault();
  find({ q: words() });
});

picker.addEventListener("click", async (event) => {
  const { target } = event;
  if (target === picker || target.closest("[data-close]")) {
    picker.close();
    return;
  }
  const page = target.closest("button[data-page]");
  if (page && (await find({ q: words(), page: page.dataset.page }))) {
    picker.querySelector("[data-found] button[data-image]")?.focus();
  }
  const chosen = target.closest("button[data-image]");
  if (!chosen) return;
  const { image, title, src = "" } = chosen.dataset;
  picker.close();
  wanted.take({ image, title, src });
});

// The arrow keys go from card to card as the cards lie: to the left is to the left in either language.
picker.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-found] button[data-image]");
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const way = ways[event.key];
  if (!card || !way) return;
  event.preventDefault();
  const from = card.getBoundingClientRect();
  const apart = (box) => [box.x - from.x, box.y - from.y];
  const further = [...picker.querySelectorAll("[data-found] button[data-image]")].filter((other) => {
    const [across, down] = apart(other.getBoundingClientRect());
    return way[0] ? across * way[0] > 1 && Math.abs(down) < from.height / 2 : down * way[1] > 1;
  });
  const distance = (other) => {
    const [across, down] = apart(other.getBoundingClientRect());
    return way[0] ? Math.abs(across) : Math.abs(down) * 100 + Math.abs(across);
  };
  further.sort((one, other) => distance(one) - distance(other))[0]?.focus();
});

// What has just come is among the newest, and to be seen there as well.
picker.addEventListener("picture:uploaded", () => find({ q: words() }));

document.addEventListener("picture:wanted", ({ detail }) => open(detail));

// A list to choose from gets a button beside it.
function serve(select) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "picture-act";
  button.textContent = select.dataset.choose;
  button.addEventListener("click", () => {
    const take = (picture) => put(select, picture, button);
    const language = select.form?.elements.lead_alt?.lang ?? "";
    open({ address: select.dataset.pictures, language, take });
  });
  const row = select.closest(".related-widget-wrapper") ?? select;
  row.after(button);
}

function put(select, { image, title, src }, button) {
  const known = [...select.options].find((option) => option.value === image);
  if (known) known.selected = true;
  else select.add(new Option(title, image, true, true));
  for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
  let shown = button.nextElementSibling;
  if (!shown?.matches("img")) {
    shown = document.createElement("img");
    shown.alt = "";
    shown.className = "admin-thumbnail";
    button.after(shown);
  }
  shown.hidden = !src;
  shown.src = src;
  button.focus();
}

for (const select of document.querySelectorAll("select[data-pictures]")) serve(select);
