// What journeys stand on: people in Chromium, what is watched on every page that they see, others who use the API meanwhile, and one
// line of JSON on standard output for each journey that was walked.
//
//   node journeys/FILE.mjs WORLD.json [part of a name]
//
// WORLD.json: {url, admin, chromium, organizer, customers, draft, mails, database}: tokens, a show that can be put on sale again, a folder of
// mails, and, where a journey may stop PostgreSQL, who does it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const AT_ONCE = 3;
const PATIENCE_MS = 30_000;
const MOST_TABS = 800;

/** Without a network of its own, and without what asks for one. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const WIDTHS = { narrow: { width: 320, height: 640 }, phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

/** What is the same for everybody, and may be kept; every other page is a person's. */
const PUBLIC = /^\/(?:(?:en|ar)(?:\/(?:search|near|privacy|terms|e\/[^/]+|v\/[^/]+|(?!bookings$)[^/]+))?)?$/;

export function launch(executablePath) {
  return chromium.launch({ executablePath, args: CHROMIUM_ARGS });
}

/** Somebody with a browser of their own: a context, its pages, and what was wrong with anything that these loaded. */
export class Person {
  /**
   * @param options js: whether scripts run; language, width (narrow, phone, desktop), colours (light, dark) as playwright has them;
   *     behindMs: how far the device's clock is behind
   */
  static async come(browser, url, { js = true, language = 'en', width = 'phone', colours = 'light', behindMs = 0 } = {}) {
    const context = await browser.newContext({
      baseURL: url,
      javaScriptEnabled: js,
      locale: language === 'en' ? 'en-GB' : language,
      viewport: WIDTHS[width],
      isMobile: width !== 'desktop',
      hasTouch: width !== 'desktop',
      colorScheme: colours,
      reducedMotion: 'reduce',
      timezoneId: 'Asia/Kolkata',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const person = new Person(context, url, js, language);
    if (behindMs !== 0) {
      await context.addInitScript((ms) => {
        const now = Date.now;
        Date.now = () => now() - ms;
      }, behindMs);
    }
    person.page = await context.newPage();
    return person;
  }

  constructor(context, url, js, language) {
    this.context = context;
    this.url = url;
    this.js = js;
    this.language = language;
    this.origins = [new URL(url).origin];
    this.faults = [];
    this.private = new Set();
    this.loaded = [];
    context.on('request', (request) => this.#asked(request));
    context.on('response', (response) => this.#answered(response));
    context.on('console', (message) => this.#said(message));
    context.on('weberror', (error) => this.faults.push(`a script failed: ${error.error().stack}`));
  }

  /** Another origin that this person goes to. */
  mayAsk(origin) {
    this.origins.push(origin);
  }

  /** What was wrong, which the journey expected. */
  takeFaults() {
    return this.faults.splice(0);
  }

  #asked(request) {
    if (!this.origins.includes(new URL(request.url()).origin)) {
      this.faults.push(`asked another origin: ${request.url()}`);
    }
  }

  #answered(response) {
    this.loaded.push(response);
    if (response.request().resourceType() !== 'document' || !response.url().startsWith(this.url)) {
      return;
    }
    const path = new URL(response.url()).pathname;
    const cache = response.headers()['cache-control'] ?? '';
    if (cache === 'no-store') {
      this.private.add(response.url());
    } else if (!PUBLIC.test(path)) {
      this.faults.push(`${path} is a person's and may be kept: "${cache}"`);
    }
    if (response.headers()['content-type']?.startsWith('text/html')) {
      const policy = response.headers()['content-security-policy'] ?? '';
      if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) {
        this.faults.push(`${path} has no strict policy: "${policy}"`);
      }
    }
  }

  #said(message) {
    // A page that is a refusal (409, 422) is no error of the page; Chromium says both in one voice.
    const isRefusedPage =
      message.text().startsWith('Failed to load resource') && message.location().url === message.page()?.url();
    if (['error', 'warning'].includes(message.type()) && !isRefusedPage) {
      this.faults.push(`the console says: ${message.text()} (${message.location().url})`);
    }
  }

  async go(path) {
    const response = await this.page.goto(path);
    await this.settled();
    return response;
  }

  /** The page has loaded what it wants. What only this person may send is on no page that may be kept. */
  async settled() {
    await this.page.waitForLoadState('load');
    if ((await this.page.locator('input[name=proof]').count()) > 0 && !this.private.has(this.page.url().split('#')[0])) {
      this.faults.push(`${this.path()} has a proof and may be kept`);
    }
  }

  /** Another tab of the same browser. */
  async tab() {
    const other = Object.create(this);
    other.page = await this.context.newPage();
    return other;
  }

  path() {
    const at = new URL(this.page.url());
    return at.pathname + at.search;
  }

  seat(id) {
    return this.page.locator(`input[name=seat][value="${id}"]`);
  }

  /** Marks seats on the choosing page. */
  async mark(...ids) {
    for (const id of ids) {
      await this.seat(id).check({ force: true });
    }
  }

  async take() {
    await this.page.locator('button[name=how][value=chosen]').click();
    await this.settled();
  }

  async takeBest(quantity) {
    await this.page.locator('select[name=best]').selectOption(String(quantity));
    await this.page.locator('button[name=how][value=best]').click();
    await this.settled();
  }

  /** What the page says as text, blanks made one, without what says in which direction it is read. */
  async text(selector = 'main') {
    const text = await this.page.locator(selector).first().innerText();
    return text.replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '').replace(/\s+/g, ' ');
  }

  async sees(words, selector = 'main') {
    const text = await this.text(selector);
    assert.ok(words instanceof RegExp ? words.test(text) : text.includes(words), `"${words}" is not in: ${text}`);
  }

  /** It comes without anything being loaded again. */
  async willSee(words, selector = 'main') {
    await this.page.locator(selector).filter({ hasText: words }).first().waitFor();
  }

  /** Goes on with Tab until an element is reached; where the focus is must be seen each time. */
  async tabTo(selector) {
    for (let i = 0; i < MOST_TABS; i++) {
      await this.page.keyboard.press('Tab');
      const at = await this.page.evaluate((wanted) => {
        const element = document.activeElement;
        // A checkbox of a seat is drawn by what follows it.
        const drawn = element.matches('.seat input') ? element.nextElementSibling : element;
        const styles = [drawn, drawn.parentElement].map((e) => getComputedStyle(e));
        const box = drawn.getBoundingClientRect();
        const inWindow = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
        return {
          isThere: element.matches(wanted),
          isSeen: inWindow && styles.some((style) => style.outlineStyle !== 'none'),
          element: element.outerHTML.slice(0, 200),
        };
      }, selector);
      assert.ok(at.isSeen, `the focus is not seen at ${at.element}`);
      if (at.isThere) {
        return;
      }
    }
    assert.fail(`${selector} cannot be reached`);
  }

  /** Presses a key that leads to a page; `there` is on it, and not on the page before. */
  async press(key, path, there = 'main') {
    await this.page.keyboard.press(key);
    await this.page.waitForURL(path);
    await this.page.locator(there).first().waitFor();
    await this.settled();
  }

  /** They are on the page of what they hold. */
  async holds(...names) {
    assert.match(this.path(), /^\/(en|ar)\/checkout\/\d+$/, await this.text());
    for (const name of names) {
      await this.sees(name);
    }
  }
}

/** The place where a journey is walked. */
class Stage {
  constructor(browser, world) {
    this.browser = browser;
    this.world = world;
    this.people = [];
    this.ends = [];
  }

  /** Done when the journey is over. */
  after(end) {
    this.ends.push(end);
  }

  async person(options) {
    const person = await Person.come(this.browser, this.world.url, options);
    this.people.push(person);
    return person;
  }

  async #api(method, path, token, body) {
    const answer = await fetch(this.world.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        'if-match': '*',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  event(event) {
    return this.#api('POST', '/v1/events', this.world.organizer, event);
  }

  /** A show of this journey alone, which pages know. */
  async show(rules = {}, changes = {}) {
    const draft = this.world.draft;
    const body = { ...draft, ...changes, rules: { ...draft.rules, ...rules } };
    const { id } = await this.#api('POST', '/v1/shows', this.world.organizer, body);
    await this.#api('POST', `/v1/shows/${id}/publish`, this.world.organizer, {});
    const at = (language) => `/${language}/s/${id}`;
    for (const language of ['en', 'ar']) {
      const event = `${this.world.url}/${language}/e/x-${body.eventId}`;
      await until(`${event} has show ${id}`, async () => (await (await fetch(event)).text()).includes(at(language)));
    }
    return { id, path: at('en'), at };
  }

  /** Somebody else takes seats, with an app of their own. */
  otherTakes(show, seats) {
    return this.#api('POST', `/v1/shows/${show.id}/holds`, this.world.customers[0], { seats });
  }

  /** Has PostgreSQL stopped or started again: `stop`, `start`. */
  async database(what) {
    const answer = await fetch(`${this.world.database}/${what}`, { method: 'POST' });
    assert.equal(answer.status, 204);
  }

  async availability(show) {
    return (await fetch(`${this.world.url}/v1/shows/${show.id}/availability`)).json();
  }

  /** Exactly these seats are held; nobody has bought any. */
  async expectHeld(show, ...seats) {
    await until(`${seats} are held`, async () => {
      const { held } = await this.availability(show);
      return JSON.stringify([...held].sort()) === JSON.stringify([...seats].sort());
    });
  }

  /** Exactly these seats are sold. */
  async expectSold(show, ...seats) {
    await until(`${seats} are sold`, async () => {
      const { sold } = await this.availability(show);
      return JSON.stringify([...sold].sort()) === JSON.stringify([...seats].sort());
    });
  }

  async leave() {
    for (const person of this.people) {
      await person.context.close();
    }
    this.ends.forEach((end) => end());
  }
}

/** Asks until it is so. */
export async function until(what, isSo) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const journeys = [];

/** A journey, which is walked by `walk`. */
export function journey(name, body) {
  journeys.push({ name, body });
}

function report(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function walkOne(browser, world, { name, body }) {
  const stage = new Stage(browser, world);
  let fault = null;
  try {
    await body(stage);
    const faults = stage.people.flatMap((person) => person.faults);
    assert.deepEqual(faults, [], 'what pages did beside');
  } catch (e) {
    const seen = stage.people.map((person) => `${person.path()} ${person.faults.join('; ')}`);
    fault = `${e.stack}\n  at the end: ${seen.join(' | ')}`;
  } finally {
    await stage.leave();
  }
  report({ journey: name, fault });
}

/** Walks all journeys of this process, some at a time. */
export async function walk() {
  const world = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const left = journeys.filter(({ name }) => name.includes(process.argv[3] ?? ''));
  report({ journeys: left.map(({ name }) => name) });
  const browser = await launch(world.chromium);
  try {
    const walker = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        await walkOne(browser, world, next);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, walker));
  } finally {
    await browser.close();
  }
}
