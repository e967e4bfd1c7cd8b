// @ts-check
// The views beside the story: who said what, names, timeline, map, other forms, and how to get the same elsewhere.

import { light, onPick, reveal } from "./story.js";

/** @typedef {import("./model.js").Article} Article */
/** @typedef {import("./model.js").Quote} Quote */
/** @typedef {import("./model.js").Entity} Entity */
/** @typedef {{body: BodyInit, query: string, name: string, article: Article}} Reading */

/**
 * A new element.
 * @param {string} tag
 * @param {string} look its class
 * @param {(Node | string)[]} children
 */
function make(tag, look, ...children) {
  const node = document.createElement(tag);
  if (look) node.className = look;
  node.append(...children);
  return node;
}

/**
 * @param {() => void} act
 * @param {(Node | string)[]} children
 */
function button(act, ...children) {
  const node = make("button", "", ...children);
  node.setAttribute("type", "button");
  node.addEventListener("click", act);
  return node;
}

/** @param {string} text */
function onOneLine(text) {
  return text.replace(/\s+/gu, " ").trim();
}

/** The words of a statement. @param {Quote} quote @param {Article} article */
function words(quote, article) {
  const spans = quote.parts ?? [quote.span];
  return quote.text ?? spans.map(([start, end]) => article.text.slice(start, end)).join(" … ");
}

/** Statements by speaker, in the order in which speakers come up; statements of nobody last. @param {Article} article */
function voices(article) {
  /** @type {Map<string, {name: string, entity?: string, role?: string, quotes: Quote[]}>} */
  const found = new Map();
  for (const quote of article.quotes ?? []) {
    const { entity, name, text } = quote.speaker ?? {};
    const key = entity ?? name ?? text ?? "";
    const known = [...(article.people ?? []), ...(article.orgs ?? [])].find(({ id }) => id === entity);
    const voice = found.get(key) ?? {
      name: known?.name ?? name ?? text ?? "Nobody named",
      entity,
      role: known?.roles?.[0]?.text,
      quotes: [],
    };
    voice.quotes.push(quote);
    found.set(key, voice);
  }
  const nobody = found.get("");
  found.delete("");
  return [...found.values(), ...(nobody ? [nobody] : [])];
}

/** @param {HTMLElement} place @param {Reading} reading */
function showVoices(place, { article }) {
  const all = voices(article);
  if (all.length === 0) place.append(make("p", "none", "Nobody says anything in this story."));
  for (const { name, entity, role, quotes } of all) {
    const ids = quotes.map(({ id }) => id);
    const card = make("section", "card");
    const shine = () => {
      light(entity, ids);
      unlight();
      card.classList.add("lit");
    };
    const title = button(() => {
      shine();
      reveal();
    }, onOneLine(name));
    title.setAttribute("title", "Show every mention");
    const count = make("span", "count", quotes.length === 1 ? "1 statement" : `${quotes.length} statements`);
    card.append(make("h3", "", title, count));
    if (role) card.append(make("p", "role", onOneLine(role)));
    const list = make("ul", "statements");
    for (const quote of quotes) {
      const how = make("span", "how", quote.kind);
      if (quote.cue?.text) how.append(" · ", make("em", "", onOneLine(quote.cue.text)));
      const asWritten = quote.speaker?.text;
      if (asWritten && onOneLine(asWritten) !== name) how.append(` · named as “${onOneLine(asWritten)}”`);
      const pick = button(() => {
        choose(quote.id, entity);
        reveal();
      }, make("span", "words", onOneLine(words(quote, article))), how);
      pick.dataset.quote = quote.id;
      list.append(make("li", "", pick));
    }
    card.append(list);
    card.addEventListener("mouseenter", shine);
    card.addEventListener("focusin", shine);
    place.append(card);
  }
}

function unlight() {
  document.querySelectorAll("#panel .lit").forEach((node) => node.classList.remove("lit"));
}

/** Lights up one statement on both sides. @param {string} quote @param {string | undefined} entity */
function choose(quote, entity) {
  light(entity, [quote]);
  unlight();
  for (const node of document.querySelectorAll("#panel [data-quote]")) {
    if (!(node instanceof HTMLElement)) continue;
    const isChosen = node.dataset.quote === quote;
    node.setAttribute("aria-current", String(isChosen));
    if (isChosen) {
      node.closest(".card")?.classList.add("lit");
      node.scrollIntoView({ block: "nearest" });
    }
  }
}

onPick((quote, entity) => {
  if (quote) {
    if (!document.querySelector("#panel [data-quote]")) document.getElementById("tab-0")?.click();
    choose(quote, entity);
  } else if (entity) {
    light(entity, []);
  }
});

/** @param {HTMLElement} place @param {Reading} reading */
function showNames(place, { article }) {
  /** @type {[string, string, Entity[] | undefined, (entity: Entity) => string][]} */
  const groups = [
    ["People", "--person", article.people, ({ roles }) => onOneLine(roles?.[0]?.text ?? "")],
    ["Organisations", "--org", article.orgs, ({ abbr, kind }) => abbr ?? kind ?? ""],
    ["Places", "--place", article.places, ({ kind, country }) => [kind, country].filter(Boolean).join(", ")],
    ["Events", "--org", article.events, ({ kind }) => kind ?? ""],
  ];
  for (const [title, color, entities, more] of groups) {
    if (!entities?.length) continue;
    const list = make("ul", "");
    for (const entity of entities) {
      const dot = make("span", "dot");
      dot.style.setProperty("--c", `var(${color})`);
      const times = entity.mentions?.length ?? 0;
      const side = [more(entity), times > 1 ? `${times}×` : ""].filter(Boolean).join(" · ");
      const pick = button(() => {
        light(entity.id, []);
        reveal();
      }, dot, onOneLine(entity.name), make("span", "more", side));
      list.append(make("li", "", pick));
    }
    place.append(make("section", "things", make("h3", "", title), list));
  }
  if (!place.hasChildNodes()) place.append(make("p", "none", "No names were found."));
}

/** @param {HTMLElement} place @param {Reading} reading */
function showTimes(place, { article }) {
  const times = (article.times ?? []).map((time, at) => ({ ...time, at }));
  if (times.length === 0) return place.append(make("p", "none", "No dates or times were found."));
  const isDay = (/** @type {{iso?: string}} */ { iso }) => /^\d{4}/u.test(iso ?? "");
  const order = times.filter(isDay).sort((a, b) => (a.iso ?? "").localeCompare(b.iso ?? "") || a.at - b.at);
  const list = make("ol", "timeline");
  for (const time of [...order, ...times.filter((time) => !isDay(time))]) {
    const when = make("span", "when", day(time));
    const pick = button(() => {
      light(`t${time.at}`, []);
      reveal();
    }, when, onOneLine(time.text ?? ""));
    list.append(make("li", isDay(time) ? "" : "vague", pick));
  }
  place.append(list);
  if (order.length === 0) {
    place.append(make("p", "none", "With the issue date, days of the week and “last year” become days of the calendar."));
  }
}

/** The value of a time as people read it. @param {import("./model.js").Time} time */
function day({ iso, edtf, type }) {
  if (type === "duration" || type === "set") return type === "set" ? "recurring" : "duration";
  if (edtf?.startsWith("XXXX-") && !iso) return `${edtf.slice(5)}, year open`;
  return iso ?? edtf ?? "not fixed";
}

/** The land of the world as a path; fetched once. @type {Promise<string> | undefined} */
let land;

/** @param {HTMLElement} place @param {Reading} reading */
async function showMap(place, reading) {
  const { article } = reading;
  const places = (article.places ?? []).filter(({ geo }) => geo);
  if (places.length === 0) return place.append(make("p", "none", "No places with known coordinates were found."));
  land ??= fetch("/assets/world.svg")
    .then((answer) => answer.text())
    .then((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("path")?.getAttribute("d") ?? "");
  const outline = await land;
  const points = places.map((entity) => ({ entity, x: (entity.geo?.longitude ?? 0) + 180, y: 90 - (entity.geo?.latitude ?? 0) }));
  const [left, width] = reach(points.map(({ x }) => x), 360, 60);
  const [top, height] = reach(points.map(({ y }) => y), 180, 40);
  const unit = Math.max(width / 100, height / 62);
  const svg = draw("svg", { class: "map", role: "img", viewBox: [left, top, width, height].join(" ") });
  svg.append(draw("title", {}, `Map of ${places.map(({ name }) => name).join(", ")}`), draw("path", { class: "land", d: outline }));
  for (const { entity, x, y } of points) {
    const r = unit * (1 + Math.min(1.2, Math.sqrt(entity.mentions?.length ?? 1) / 3));
    const circle = draw("circle", { cx: x, cy: y, r, "stroke-width": unit / 4 });
    circle.append(draw("title", {}, entity.name));
    circle.addEventListener("click", () => {
      light(entity.id, []);
      reveal();
    });
    svg.append(circle, draw("text", { x: x + r * 1.3, y: y + unit, "font-size": unit * 3, "stroke-width": unit / 2 }, entity.name));
  }
  place.append(svg);
  showNames(place, { ...reading, article: { ...article, people: [], orgs: [], events: [] } });
}

/** The range of a map that holds all points with room around. @param {number[]} values @param {number} whole @param {number} least */
function reach(values, whole, least) {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const size = Math.min(whole, Math.max(least, (to - from) * 1.5));
  const start = (from + to - size) / 2;
  return [Math.min(Math.max(0, start), whole - size), size];
}

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text] */
function draw(tag, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (text) node.textContent = text;
  return node;
}

/** Text that can be copied. @param {HTMLElement} place @param {string} title @param {string} text */
function showText(place, title, text) {
  const copy = button(async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  }, "Copy");
  copy.classList.add("quiet");
  place.append(make("div", "bar", title, copy), make("pre", "", text));
}

/** @param {HTMLElement} place @param {Reading} reading */
function showRecord(place, { article }) {
  showText(place, "The record news.article/1; spans count UTF-16 units here", JSON.stringify(article, null, 2));
}

/** @param {string} to @param {string} title */
function converted(to, title) {
  /** @param {HTMLElement} place @param {Reading} reading */
  return async (place, { body, query }) => {
    const asked = new URLSearchParams(query);
    asked.delete("offsets");
    asked.set("to", to);
    const headers = { "content-type": "application/octet-stream" };
    const answer = await fetch(`/v1/convert?${asked}`, { method: "POST", headers, body });
    showText(place, title, await answer.text());
  };
}

/** @param {HTMLElement} place @param {Reading} reading */
function showCommands(place, { query, name, article }) {
  const file = name || "story.txt";
  const asked = new URLSearchParams(query);
  asked.delete("offsets");
  const options = [...asked].map(([key, value]) => ` --${key.replace("_", "-")} ${value}`).join("");
  const address = `${location.origin}/v1/parse${asked.size ? `?${asked}` : ""}`;
  const type = article.source.format === "html" ? "text/html" : "text/plain";
  showText(place, "Over HTTP", `curl --data-binary @'${file}' -H 'Content-Type: ${type}' \\\n  '${address}'`);
  showText(place, "On the command line", `news parse${options} '${file}'\nnews quotes${options} '${file}'\nnews show${options} '${file}'`);
}

/** @type {{title: string, show: (place: HTMLElement, reading: Reading) => unknown}[]} */
export const TABS = [
  { title: "Statements", show: showVoices },
  { title: "Names", show: showNames },
  { title: "Timeline", show: showTimes },
  { title: "Map", show: showMap },
  { title: "Record", show: showRecord },
  { title: "ninjs", show: converted("ninjs", "ninjs 3.1") },
  { title: "Markdown", show: converted("markdown", "Markdown") },
  { title: "Commands", show: showCommands },
];
