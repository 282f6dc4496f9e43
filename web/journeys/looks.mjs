// Every page: what machines find about its being accessible to everybody, and its weight.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { journey, walk } from './harness.mjs';
import { through } from './pages.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const KB = 1024;
const MOST_HTML = 14 * KB;
const MOST_CSS = 12 * KB;
const MOST_BROWSE_JS = 12 * KB;
const MOST_CHECKOUT_JS = 25 * KB;

/** Each pair of width, colours and direction is there once; .ci/full looks at the others too. */
const PAIRWISE = [
  { width: 'phone', colours: 'light', language: 'en' },
  { width: 'phone', colours: 'dark', language: 'ar' },
  { width: 'desktop', colours: 'light', language: 'ar' },
  { width: 'desktop', colours: 'dark', language: 'en' },
];
const OTHERS = PAIRWISE.map((variant) => ({ ...variant, language: variant.language === 'en' ? 'ar' : 'en' }));
const VARIANTS = process.env.ALL_VARIANTS ? [...PAIRWISE, ...OTHERS] : PAIRWISE;

/** What axe finds, as words. */
async function findings(person) {
  await person.page.evaluate(AXE);
  const { violations } = await person.page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    AXE_TAGS,
  );
  return violations.map(
    ({ id, help, nodes: [first, ...more] }) =>
      `${id}: ${help}: ${first.target.join(' ')}, and ${more.length} more: ${first.html} ${first.failureSummary}`,
  );
}

/** What axe does not look for. */
function slips() {
  const found = [];
  const small = (box) => box.width > 0 && (box.width < 24 || box.height < 24);
  for (const element of document.querySelectorAll('a, button, input:not([type=hidden]), select')) {
    // A link in the midst of a sentence may be as high as its line.
    if (small(element.getBoundingClientRect()) && !element.closest('p, .hide') && !element.matches('.skip')) {
      found.push(`a target under 24 px: ${element.outerHTML.slice(0, 160)}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) {
    found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${innerWidth}`);
  }
  if (document.querySelectorAll('h1').length !== 1) {
    found.push('a page has one h1');
  }
  return found;
}

for (const variant of VARIANTS) {
  journey(`pages are accessible: ${Object.values(variant).join(', ')}`, async (stage) => {
    const person = await stage.person(variant);
    const found = [];
    await through(person, async ({ name }) => {
      const all = [...(await findings(person)), ...(await person.page.evaluate(slips))];
      found.push(...all.map((words) => `${name}: ${words}`));
    });
    assert.deepEqual(found, []);
  });
}

journey('pages can be read at 400 %: in a window of 320 px nothing is cut off', async (stage) => {
  const person = await stage.person({ width: 'narrow' });
  const found = [];
  await through(person, async ({ name }) => {
    found.push(...(await person.page.evaluate(slips)).map((words) => `${name}: ${words}`));
  });
  assert.deepEqual(found, []);
});

journey('pages weigh no more than their budgets', async (stage) => {
  const person = await stage.person({ width: 'desktop' });
  // What is asked for in front of everybody's eyes comes from the server, not from a cache.
  await person.context.route('**', (route) => route.continue());
  const over = [];
  await through(person, async ({ name, browse, scripts }) => {
    if (scripts) {
      return;
    }
    const weight = { document: 0, stylesheet: 0, script: 0 };
    person.loaded.length = 0;
    await person.page.reload();
    for (const response of person.loaded) {
      const kind = response.request().resourceType();
      if (kind in weight && response.status() !== 304) {
        weight[kind] += (await response.request().sizes()).responseBodySize;
      }
    }
    const most = { document: MOST_HTML, stylesheet: MOST_CSS, script: browse ? MOST_BROWSE_JS : MOST_CHECKOUT_JS };
    for (const [kind, bytes] of Object.entries(weight)) {
      if (bytes > most[kind]) {
        over.push(`${name}: ${kind} of ${bytes} bytes; at most ${most[kind]}`);
      }
    }
  });
  assert.deepEqual(over, []);
});

await walk();
