// The box that is drawn in place of a list to be searched has the list's name, and then what is chosen in it.
const name = (list) => {
  const [label] = list.labels;
  const chosen = list.nextElementSibling?.querySelector(".select2-selection__rendered");
  if (!label || !chosen) return;
  label.id ||= `${list.id}_label`;
  chosen.setAttribute("aria-labelledby", label.id);
  chosen.closest("[role=combobox]").setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
};

// In the stock admin's own turn: by then it has drawn the boxes.
django.jQuery(() => document.querySelectorAll("select.admin-autocomplete").forEach(name));
