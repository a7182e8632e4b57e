// What the pages of readers do beyond HTML: one element a file. Collected, they are one file, as the style sheet is.
import "./main-nav.js";
import "./closing-menus.js";
import "./back-to-top.js";
import "./reader-choice.js";
import "./relative-time.js";
import "./copy-link.js";
import "./share-page.js";
import "./read-count.js";
import "./embed-card.js";
import "./own-comments.js";
import "./reply-form.js";
import "./comment-form.js";
import "./character-counter.js";
import "./remember-me.js";
import "./comment-draft.js";
import "./comment-sent.js";
