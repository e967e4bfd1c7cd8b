// @ts-check
// The story as it reads, with its marks. The text goes into text nodes alone, so no copy can become markup.

/** @typedef {import("./model.js").Article} Article */
/** @typedef {import("./model.js").Span} Span */
/** @typedef {{span: Span, kind: string, quote?: string, entity?: string}} Mark */

/** What the legend offers: class, words, color. */
const KINDS = [
  ["said", "What is said", "--said-lit"],
  ["cue", "Said how", "--cue"],
  ["speaker", "Speakers", "--speaker"],
  ["person", "People", "--person"],
  ["org", "Organisations", "--org"],
  ["place", "Places", "--place"],
  ["time", "Dates and times", "--time"],
  ["amount", "Amounts", "--amount"],
  ["dateline", "Dateline", "--soft"],
];

/** Elements of the parts of a story, by field or kind of block; all else is a plain paragraph. */
/** @type {Record<string, [string, string]>} */
const PARTS = {
  section: ["p", "over"],
  kicker: ["p", "over"],
  slug: ["p", "aside"],
  headline: ["h1", ""],
  deck: ["p", "deck"],
  byline: ["p", "byline"],
  heading: ["h2", ""],
  blockquote: ["blockquote", ""],
  pullquote: ["blockquote", ""],
  list: ["p", "list"],
  list_item: ["p", "list"],
};

/**
 * Every mark of an article.
 * @param {Article} article
 * @returns {Mark[]}
 */
function marks(article) {
  /** @type {Mark[]} */
  const found = [];
  for (const quote of article.quotes ?? []) {
    const own = { quote: quote.id, entity: quote.speaker?.entity };
    for (const span of quote.parts ?? [quote.span]) found.push({ span, kind: `said ${quote.kind}`, quote: quote.id });
    if (quote.cue) found.push({ span: quote.cue.span, kind: "cue", quote: quote.id });
    if (quote.speaker?.span) found.push({ span: quote.speaker.span, kind: "speaker", ...own });
  }
  for (const [kind, list] of /** @type {const} */ ([
    ["person", article.people],
    ["org", article.orgs],
    ["place", article.places],
    ["event", article.events],
  ])) {
    for (const entity of list ?? []) {
      for (const mention of entity.mentions ?? []) found.push({ span: mention.span, kind, entity: entity.id });
    }
  }
  for (const [at, time] of (article.times ?? []).entries()) found.push({ span: time.span, kind: "time", entity: `t${at}` });
  for (const amount of article.amounts ?? []) found.push({ span: amount.span, kind: "amount" });
  if (article.dateline) found.push({ span: article.dateline.span, kind: "dateline" });
  return found;
}

/**
 * The parts in the order of the text; of parts that overlap, the first.
 * @param {Article} article
 */
function parts(article) {
  /** @type {{span: Span, name: string, quiet?: boolean}[]} */
  const all = [];
  for (const section of article.section ?? []) all.push({ span: section.span, name: "section" });
  for (const line of article.summary ?? []) all.push({ span: line.span, name: "list" });
  for (const name of /** @type {const} */ (["slug", "kicker", "headline", "deck", "byline"])) {
    const field = article[name];
    if (field) all.push({ span: field.span, name });
  }
  for (const block of article.body) all.push({ span: block.span, name: block.kind });
  for (const block of article.furniture ?? []) all.push({ span: block.span, name: block.kind, quiet: true });
  all.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  let end = 0;
  return all.filter((part) => {
    const isNew = part.span[0] >= end;
    if (isNew) end = part.span[1];
    return isNew;
  });
}

/**
 * One part, cut wherever a mark starts or ends.
 * @param {string} text
 * @param {Span} span
 * @param {Mark[]} marks those that touch it
 * @returns {Node[]}
 */
function pieces(text, [start, end], marks) {
  const cuts = new Set([start, end]);
  for (const { span } of marks) for (const at of span) if (at > start && at < end) cuts.add(at);
  const places = [...cuts].sort((a, b) => a - b);
  /** @type {Node[]} */
  const nodes = [];
  for (let at = 0; at + 1 < places.length; at += 1) {
    const words = text.slice(places[at], places[at + 1]);
    const over = marks.filter(({ span }) => span[0] <= places[at] && span[1] >= places[at + 1]);
    if (over.length === 0) {
      nodes.push(document.createTextNode(words));
      continue;
    }
    const piece = document.createElement("span");
    piece.className = over.map(({ kind }) => kind).join(" ");
    const quotes = over.flatMap(({ quote }) => quote ?? []);
    const entities = over.flatMap(({ entity }) => entity ?? []);
    if (quotes.length > 0) piece.dataset.q = [...new Set(quotes)].join(" ");
    if (entities.length > 0) piece.dataset.e = [...new Set(entities)].join(" ");
    piece.textContent = words;
    nodes.push(piece);
  }
  return nodes;
}

/**
 * Fills the story and the legend.
 * @param {HTMLElement} place
 * @param {Article} article
 */
export function showStory(place, article) {
  const all = marks(article).sort((a, b) => a.span[0] - b.span[0]);
  const nodes = parts(article).map(({ span, name, quiet }) => {
    const [tag, look] = PARTS[name] ?? ["p", quiet ? "aside" : ""];
    const node = document.createElement(tag);
    if (look) node.className = look;
    const touching = all.filter((mark) => mark.span[0] < span[1] && mark.span[1] > span[0]);
    node.append(...pieces(article.text, span, touching));
    return node;
  });
  place.replaceChildren(...nodes);
  // The first piece of each statement can be reached by the keyboard.
  const seen = new Set();
  for (const piece of place.querySelectorAll(".said[data-q]")) {
    const own = quotesOf(piece).filter((quote) => !seen.has(quote));
    own.forEach((quote) => seen.add(quote));
    if (own.length > 0 && piece instanceof HTMLElement) {
      piece.tabIndex = 0;
      piece.setAttribute("role", "button");
    }
  }
  legend(place, all);
}

/** @param {Element} piece */
function quotesOf(piece) {
  return piece instanceof HTMLElement ? (piece.dataset.q ?? "").split(" ").filter(Boolean) : [];
}

/**
 * @param {HTMLElement} place
 * @param {Mark[]} all
 */
function legend(place, all) {
  const field = document.getElementById("legend");
  const kinds = KINDS.filter(([kind]) => all.some((mark) => mark.kind.split(" ")[0] === kind));
  field?.querySelectorAll("label").forEach((label) => label.remove());
  for (const [kind, words, color] of kinds) {
    place.classList.add(`on-${kind}`);
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => place.classList.toggle(`on-${kind}`, box.checked));
    const dot = document.createElement("span");
    dot.className = "dot";
    dot.style.setProperty("--c", `var(${color})`);
    label.append(box, dot, words);
    field?.append(label);
  }
}

/** What lights up in the story when a speaker or another entity is pointed at. */
/** @param {string | undefined} entity @param {string[]} quotes */
export function light(entity, quotes) {
  for (const piece of document.querySelectorAll("#story [data-e], #story [data-q]")) {
    if (!(piece instanceof HTMLElement)) continue;
    const isMention = entity !== undefined && (piece.dataset.e ?? "").split(" ").includes(entity);
    const isSaid = piece.classList.contains("said") && quotesOf(piece).some((quote) => quotes.includes(quote));
    piece.classList.toggle("lit", isMention);
    piece.classList.toggle("chosen", isSaid);
  }
}

/** Scrolls to the first piece that is lit up. */
export function reveal() {
  const first = document.querySelector("#story .chosen, #story .lit");
  first?.scrollIntoView({ block: "center" });
}

/**
 * Calls back when the reader picks something in the story.
 * @param {(quote: string | undefined, entity: string | undefined) => void} picked
 */
export function onPick(picked) {
  const story = document.getElementById("story");
  /** @param {Event} event */
  const pick = (event) => {
    const piece = event.target instanceof Element ? event.target.closest("[data-q], [data-e]") : null;
    if (!(piece instanceof HTMLElement)) return;
    picked(quotesOf(piece).at(-1), (piece.dataset.e ?? "").split(" ").filter(Boolean).at(-1));
  };
  story?.addEventListener("click", pick);
  story?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(event);
    }
  });
}
