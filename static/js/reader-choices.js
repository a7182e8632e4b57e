// What readers chose by hand (reader-choice.js) stands before anything is painted. A script in the head, since a module
// would come after the first paint.
for (const name of ["scheme", "text"]) {
  try {
    const choice = localStorage.getItem(name);
    if (choice) document.documentElement.dataset[name] = choice;
  } catch {
    // A browser may keep nothing for us: then nothing was chosen.
  }
}
