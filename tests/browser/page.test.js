// The page in a browser, against a real server: `cargo xtask browser` runs it with NEWS and CHROMIUM set.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { Browser } from "./chromium.js";

const STORY = `Harbor chief wants a second pilot

"We cannot steer by luck," said Odile Marchbank, the harbor master of Port Wren. She told reporters on Tuesday that a
second pilot would be hired.

Ravi Tolland, a ferry captain, said that the plan came too late. "Two winters too late," he added.
`;

let server;
let browser;
let address;

before(async () => {
  const port = 20000 + (process.pid % 20000);
  address = `http://127.0.0.1:${port}/`;
  server = spawn(process.env.NEWS, ["serve", "--addr", `127.0.0.1:${port}`], { stdio: "ignore" });
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(address).then((answer) => answer.ok, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  browser = new Browser(process.env.CHROMIUM);
});

after(async () => {
  await browser?.close();
  server?.kill();
});

/** A page with a story that was typed in and read. */
async function reading(story, size) {
  const page = await browser.page(address, size);
  await page.value("document.querySelector('#copy').focus()");
  await page.type(story);
  await page.value("document.querySelector('#read').click()");
  await page.until("document.body.dataset.state === 'read'");
  return page;
}

/** Nothing went wrong, and no other host was asked. */
function assertSound(page) {
  assert.deepEqual(page.faults, []);
  assert.deepEqual([...page.hosts], [new URL(address).host]);
}

const CARDS = `[...document.querySelectorAll(".card")].map((card) => ({
  speaker: card.querySelector("h3 button").textContent,
  words: [...card.querySelectorAll(".words")].map((node) => node.textContent),
}))`;

test("every statement stands under its speaker", async () => {
  const page = await reading(STORY);
  const cards = await page.value(CARDS);
  assert.deepEqual(cards.map(({ speaker }) => speaker), ["Odile Marchbank", "Ravi Tolland"]);
  assert.deepEqual(cards[0].words, ["We cannot steer by luck,", "that a second pilot would be hired"]);
  assert.deepEqual(cards[1].words, ["that the plan came too late", "Two winters too late,"]);
  assertSound(page);
});

test("a card leads to the story, and the story to the card", async () => {
  const page = await reading(STORY);
  await page.value("document.querySelectorAll('.statements button')[3].click()");
  const chosen = "[...document.querySelectorAll('#story .chosen')].map((node) => node.textContent).join('')";
  assert.equal(await page.value(chosen), '"Two winters too late,"');
  await page.value("document.querySelector('#story .said.direct').click()");
  const current = "document.querySelector('.statements [aria-current=true] .words').textContent";
  assert.equal(await page.value(current), "We cannot steer by luck,");
  // All mentions of the speaker light up, the pronoun too.
  await page.value("document.querySelector('.card h3 button').click()");
  const lit = await page.value("[...document.querySelectorAll('#story .lit')].map((node) => node.textContent)");
  assert.ok(lit.includes("She"), `${lit}`);
  assertSound(page);
});

test("the keyboard reaches everything", async () => {
  const page = await browser.page(address);
  await page.value("document.querySelector('#copy').focus()");
  await page.type(STORY);
  await page.press("Tab");
  assert.equal(await page.value("document.activeElement.id"), "read");
  await page.press("Enter");
  await page.until("document.body.dataset.state === 'read'");
  assert.equal(await page.value("document.activeElement.id"), "story");
  await page.press("Tab");
  assert.ok(await page.value("document.activeElement.classList.contains('said')"));
  await page.press("Enter");
  await page.until("document.querySelector('[aria-current=true]')");
  await page.value("document.querySelector('[role=tab]').focus()");
  await page.press("ArrowRight");
  assert.equal(await page.value("document.activeElement.textContent"), "Names");
  assert.equal(await page.value("document.querySelector('[aria-selected=true]').textContent"), "Names");
  assertSound(page);
});

test("markup of a story stays text", async () => {
  const hostile = `Council <img src=x onerror="document.title='owned'"> meets\n\n"<script>document.title='owned'</script>" said Ann Lee.\n`;
  const page = await reading(hostile);
  for (let tab = 0; tab < 8; tab += 1) {
    await page.value(`document.querySelector('#tab-${tab}').click()`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await page.value("document.querySelectorAll('#result img, #result script').length"), 0);
  }
  assert.ok(await page.value("document.querySelector('#story').textContent.includes('<img src=x')"));
  assert.notEqual(await page.value("document.title"), "owned");
});

test("the theme is switched and kept", async () => {
  const page = await browser.page(address);
  const paper = "getComputedStyle(document.body).backgroundColor";
  const light = await page.value(paper);
  await page.value("document.querySelector('#theme').click()");
  const dark = await page.value(paper);
  assert.notEqual(dark, light);
  const again = await browser.page(address);
  assert.equal(await again.value(paper), dark);
  await again.value("document.querySelector('#theme').click()");
  assertSound(page);
});

test("a phone shows the story without sideways scrolling", async () => {
  const page = await reading(STORY, { width: 360, height: 740 });
  assert.ok(await page.value("document.documentElement.scrollWidth <= 360"));
  assertSound(page);
});

test("what cannot be read is said, and the copy stays", async () => {
  const page = await browser.page(address);
  await page.value("document.querySelector('#read').click()");
  await page.until("!document.querySelector('#problem').hidden");
  assert.match(await page.value("document.querySelector('#problem').textContent"), /\w/u);
  assert.equal(await page.value("document.body.dataset.state"), "empty");
});
