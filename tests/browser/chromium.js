// Drives a headless Chromium over its debugging pipe: requests and answers are JSON, each ended by a zero byte.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Browser {
  #process;
  #waiting = new Map();
  #listeners = [];
  #next = 1;
  #profile = mkdtempSync(join(tmpdir(), "news-browser-"));

  constructor(program) {
    const options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars"];
    const stdio = ["ignore", "ignore", "ignore", "pipe", "pipe"];
    this.#process = spawn(program, [...options, `--user-data-dir=${this.#profile}`, "about:blank"], { stdio });
    let rest = Buffer.alloc(0);
    this.#process.stdio[4].on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.#take(JSON.parse(rest.subarray(0, end).toString()));
        rest = rest.subarray(end + 1);
      }
    });
  }

  #take(message) {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (!waiting) return this.#listeners.forEach((listener) => listener(message));
    if (message.error) waiting.reject(new Error(message.error.message));
    else waiting.resolve(message.result);
  }

  ask(method, params = {}, sessionId = undefined) {
    const id = this.#next++;
    this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** A new page at an address, of a width and height in CSS pixels. */
  async page(address, { width = 1280, height = 900, dark = false } = {}) {
    const { targetId } = await this.ask("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.ask("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId);
    this.#listeners.push((message) => message.sessionId === sessionId && page.heard(message));
    await page.ask("Runtime.enable");
    await page.ask("Log.enable");
    await page.ask("Network.enable");
    await page.ask("Page.enable");
    await page.ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
    const features = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }];
    await page.ask("Emulation.setEmulatedMedia", { features });
    await page.ask("Page.navigate", { url: address });
    await page.until("document.querySelectorAll('#examples button').length > 1");
    return page;
  }

  async close() {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.ask("Browser.close").catch(() => {});
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Page {
  /** Every host that was asked for anything, and everything that went wrong. */
  hosts = new Set();
  faults = [];

  constructor(browser, session) {
    this.browser = browser;
    this.session = session;
  }

  heard({ method, params }) {
    if (method === "Network.requestWillBeSent" && /^https?:/u.test(params.request.url)) {
      this.hosts.add(new URL(params.request.url).host);
    }
    if (method === "Runtime.exceptionThrown") this.faults.push(params.exceptionDetails.exception?.description);
    if (method === "Log.entryAdded" && params.entry.level === "error") this.faults.push(params.entry.text);
  }

  ask(method, params) {
    return this.browser.ask(method, params, this.session);
  }

  /** The value of an expression; a promise is waited for. */
  async value(expression) {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.ask("Runtime.evaluate", options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression holds. */
  async until(expression) {
    for (let tries = 0; tries < 1200; tries += 1) {
      if (await this.value(expression).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`never came true: ${expression}`);
  }

  async press(key, text = undefined) {
    const codes = { Tab: 9, Enter: 13, ArrowRight: 39, ArrowLeft: 37, " ": 32 };
    const common = { key, code: key, windowsVirtualKeyCode: codes[key] };
    await this.ask("Input.dispatchKeyEvent", { type: "keyDown", text: text ?? (key === "Enter" ? "\r" : undefined), ...common });
    await this.ask("Input.dispatchKeyEvent", { type: "keyUp", ...common });
  }

  type(text) {
    return this.ask("Input.insertText", { text });
  }

  /** A picture of what is in view, as PNG. */
  async picture() {
    const { data } = await this.ask("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data, "base64");
  }
}
