// Digits of an Arabic keyboard in a field for a number, a day or an hour become the digits that browsers understand.
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const FIELDS = "input[type=number], .vDateField, .vTimeField";

document.addEventListener("beforeinput", (event) => {
  if (!event.target.matches?.(FIELDS) || !event.data?.match(DIGITS) || event.isComposing) return;
  event.preventDefault();
  // The last four bits of either row are the digit itself.
  const typed = event.data.replace(DIGITS, (digit) => digit.charCodeAt(0) & 15);
  document.execCommand("insertText", false, typed);
});
