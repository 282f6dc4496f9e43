// Lighthouse's figures for a phone, the median of five: home, an event, choosing seats, checkout.
//   (cd web/measure && npm ci) && node web/measure/lighthouse.mjs http://localhost:8080 [RUNS]
// Ends with 1 when one is beyond what WEB.md ("Offline and speed") allows.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, until } from '../journeys/harness.mjs';

const [url, runs = '5'] = process.argv.slice(2);
const PORT = 9_222;
const MOST = { lcpMs: 1_500, tbtMs: 100, cls: 0.02 };
const LEAST_ACCESSIBILITY = 100;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The addresses, by the way that a person takes. What is held stays held for the browser's cookie. */
async function addresses(page) {
  const follow = async (selector) => {
    await page.locator(selector).first().click();
    await page.waitForLoadState('load');
    return page.url();
  };
  await page.goto(`${url}/en`);
  const home = await follow('.places a');
  const events = await page.locator('.grid a').evaluateAll((links) => [...new Set(links.map(({ href }) => href))]);
  for (const event of events) {
    await page.goto(event);
    if ((await page.locator('a.time').count()) === 0) {
      continue;
    }
    const show = await follow('a.time');
    // What is not on sale yet, or has only standing places, is not what is measured.
    if ((await page.locator('button[name=how][value=best]').count()) > 0) {
      return { home, event, show, checkout: await follow('button[name=how][value=best]') };
    }
  }
  throw new Error('nothing with seats is on sale');
}

async function measure(address) {
  const { lhr } = await lighthouse(address, {
    port: PORT,
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility'],
    disableStorageReset: true,
  });
  if (lhr.runtimeError) {
    throw new Error(`${address}: ${lhr.runtimeError.message}`);
  }
  return {
    lcpMs: lhr.audits['largest-contentful-paint'].numericValue,
    tbtMs: lhr.audits['total-blocking-time'].numericValue,
    cls: lhr.audits['cumulative-layout-shift'].numericValue,
    accessibility: lhr.categories.accessibility.score * 100,
  };
}

const profile = mkdtempSync(join(tmpdir(), 'lighthouse-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...CHROMIUM_ARGS, `--remote-debugging-port=${PORT}`],
});
let beyond = false;
try {
  await until('Chromium listens', () => fetch(`http://127.0.0.1:${PORT}/json/version`).then(() => true, () => false));
  const page = browser.pages()[0];
  for (const [name, address] of Object.entries(await addresses(page))) {
    const all = [];
    for (let run = 0; run < Number(runs); run++) {
      all.push(await measure(address));
    }
    const told = {};
    for (const figure of [...Object.keys(MOST), 'accessibility']) {
      told[figure] = Number(median(all.map((one) => one[figure])).toFixed(3));
    }
    const isBeyond = Object.keys(MOST).some((figure) => told[figure] > MOST[figure]) || told.accessibility < LEAST_ACCESSIBILITY;
    beyond ||= isBeyond;
    console.log(`${name}: LCP ${Math.round(told.lcpMs)} ms, TBT ${Math.round(told.tbtMs)} ms, CLS ${told.cls}, accessibility ${told.accessibility}${isBeyond ? ': BEYOND' : ''}`);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
process.exit(beyond ? 1 : 0);
