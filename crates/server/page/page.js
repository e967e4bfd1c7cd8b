// @ts-check
// The page: takes a story, asks this server to read it, and hands the article to the views.

import { showStory } from "./story.js";
import { TABS } from "./views.js";

/** @typedef {import("./model.js").Article} Article */

/**
 * The element of an id that the page is known to have.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
function element(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no #${id}`);
  return found;
}

const copy = element("copy", HTMLTextAreaElement);
const problem = element("problem", HTMLElement);
const result = element("result", HTMLElement);
const story = element("story", HTMLElement);
const panel = element("panel", HTMLElement);
const tabs = element("tabs", HTMLElement);
const readButton = element("read", HTMLButtonElement);
const dateField = element("date", HTMLInputElement);

/** What was read last: the bytes as they were sent, under which query, and the article. */
/** @type {{body: BodyInit, query: string, name: string, article: Article} | undefined} */
let last;
let view = TABS[0];

/**
 * @param {BodyInit} body
 * @param {string} name the file's name; empty for pasted copy
 */
async function read(body, name) {
  problem.hidden = true;
  readButton.disabled = true;
  const query = new URLSearchParams({ offsets: "utf16" });
  if (dateField.value) query.set("date", dateField.value);
  try {
    const headers = { "content-type": "application/octet-stream" };
    const response = await fetch(`/v1/parse?${query}`, { method: "POST", headers, body });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${answer.title}: ${answer.detail}`);
    show(body, query.toString(), name, answer);
  } catch (error) {
    problem.textContent = error instanceof Error ? error.message : String(error);
    problem.hidden = false;
  } finally {
    readButton.disabled = false;
  }
}

/**
 * @param {BodyInit} body
 * @param {string} query
 * @param {string} name
 * @param {Article} article
 */
function show(body, query, name, article) {
  last = { body, query, name, article };
  document.body.dataset.state = "read";
  result.hidden = false;
  element("facts", HTMLElement).replaceChildren(...facts(article));
  showStory(story, article);
  story.lang = article.lang?.tag ?? "";
  story.dir = "auto";
  open(TABS[0]);
  window.scrollTo(0, 0);
  story.focus({ preventScroll: true });
  element("status", HTMLElement).textContent = `Read: ${element("facts", HTMLElement).textContent}`;
}

/** @param {Article} article */
function facts(article) {
  const quotes = article.quotes ?? [];
  const speakers = new Set(quotes.map((quote) => quote.speaker?.entity ?? quote.speaker?.name).filter(Boolean));
  const languages = new Intl.DisplayNames(["en"], { type: "language" });
  const words = [
    [quotes.length, "statement"],
    [speakers.size, "speaker"],
    [article.people?.length ?? 0, "person", "people"],
    [article.orgs?.length ?? 0, "organisation"],
    [article.places?.length ?? 0, "place"],
  ];
  /** @type {(Node | string)[]} */
  const parts = [];
  for (const [count, one, many] of words) {
    const number = document.createElement("strong");
    number.textContent = String(count);
    parts.push(number, ` ${count === 1 ? one : (many ?? `${one}s`)} · `);
  }
  const language = article.lang ? (languages.of(article.lang.tag) ?? article.lang.tag) : "unknown language";
  parts.push([article.kind?.replace("_", " ") ?? "story", language, article.source.format].join(" · "));
  return parts;
}

/** @param {typeof TABS[number]} tab */
function open(tab) {
  view = tab;
  for (const button of tabs.querySelectorAll("button")) {
    const chosen = button.textContent === tab.title;
    button.setAttribute("aria-selected", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
    if (chosen) panel.setAttribute("aria-labelledby", button.id);
  }
  panel.replaceChildren();
  panel.scrollTop = 0;
  if (last) tab.show(panel, last);
}

for (const [at, tab] of TABS.entries()) {
  const button = document.createElement("button");
  button.type = "button";
  button.id = `tab-${at}`;
  button.setAttribute("role", "tab");
  button.setAttribute("aria-controls", "panel");
  button.textContent = tab.title;
  button.addEventListener("click", () => open(tab));
  tabs.append(button);
}

tabs.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  open(TABS[(TABS.indexOf(view) + step + TABS.length) % TABS.length]);
  /** @type {HTMLElement | null} */ (tabs.querySelector('[aria-selected="true"]'))?.focus();
});

element("composer", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  read(copy.value, "");
});
copy.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) read(copy.value, "");
});

/** @param {File | undefined} file */
async function readFile(file) {
  if (file) await read(await file.arrayBuffer(), file.name);
}

const fileField = element("file", HTMLInputElement);
fileField.addEventListener("change", () => {
  readFile(fileField.files?.[0]);
  fileField.value = "";
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  copy.classList.add("over");
});
document.addEventListener("dragleave", () => copy.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  copy.classList.remove("over");
  const file = event.dataTransfer?.files[0];
  if (file) readFile(file);
  else copy.value = event.dataTransfer?.getData("text/plain") ?? copy.value;
});

element("again", HTMLButtonElement).addEventListener("click", () => {
  document.body.dataset.state = "empty";
  result.hidden = true;
  copy.focus();
});

const themeButton = element("theme", HTMLButtonElement);
/** @param {string} theme */
function paint(theme) {
  document.documentElement.dataset.theme = theme;
  themeButton.textContent = theme === "dark" ? "Light" : "Dark";
  themeButton.setAttribute("aria-pressed", String(theme === "dark"));
}
const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
paint(localStorage.getItem("theme") ?? preferred);
themeButton.addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", theme);
  paint(theme);
});

/** @type {{title: string, copy: string}[]} */
const examples = await fetch("/assets/examples.json").then((answer) => answer.json());
for (const example of examples) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = example.title;
  button.addEventListener("click", () => {
    copy.value = example.copy;
    read(example.copy, "");
  });
  element("examples", HTMLElement).append(button);
}
