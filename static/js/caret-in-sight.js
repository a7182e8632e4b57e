// Keeps the line that is being typed above the bar of buttons, which stays at the foot of the window.
const ROOM = 24;

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const editor = selection.anchorNode?.parentElement?.closest("[contenteditable=true]");
  const bar = document.querySelector(".submit-row");
  if (!editor || !bar || !selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const caret = range.getClientRects()[0] ?? selection.anchorNode.parentElement.getBoundingClientRect();
  const hidden = caret.bottom + ROOM - bar.getBoundingClientRect().top;
  // Where the bar is in its own place, below the editor, there is nothing to mend.
  if (hidden > 0 && bar.getBoundingClientRect().bottom >= innerHeight - 1) scrollBy({ top: hidden, behavior: "instant" });
});
