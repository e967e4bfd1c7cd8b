// Pictures of the page for the documentation: light, dark and phone. node shots.js ADDRESS FOLDER CHROMIUM

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Browser } from "./chromium.js";

const [address, folder, program] = process.argv.slice(2);
const browser = new Browser(program);
const shots = [
  ["page-light.png", { width: 1280, height: 860 }, 0],
  ["page-dark.png", { width: 1280, height: 860, dark: true }, 0],
  ["page-map.png", { width: 1280, height: 860 }, 3],
  ["page-timeline.png", { width: 1280, height: 860 }, 2],
  ["page-phone.png", { width: 390, height: 844 }, 0],
  ["page-empty.png", { width: 1280, height: 860 }, -1],
];
for (const [name, size, tab] of shots) {
  const page = await browser.page(address, size);
  if (tab >= 0) {
    await page.value("document.querySelector('#examples button').click()");
    await page.until("document.querySelector('.card')");
    await page.value(`document.querySelector('#tab-${tab}').click()`);
    if (tab === 0) await page.value("document.querySelector('.card h3 button').click(); window.scrollTo(0, 0)");
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  writeFileSync(join(folder, name), await page.picture());
  if (page.faults.length) console.error(name, page.faults);
}
await browser.close();
