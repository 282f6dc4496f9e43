// Every page: what machines find about its being accessible to everybody, and its weight.
import assert from 'node:assert/strict';
import { journey, walk } from './harness.mjs';
import { through } from './pages.mjs';
import { findings, slips } from './accessible.mjs';

const KB = 1024;
const MOST_HTML = 14 * KB;
const MOST_CSS = 12 * KB;
const MOST_BROWSE_JS = 12 * KB;
const MOST_CHECKOUT_JS = 25 * KB;
const MOST_OPERATORS_CSS = 14 * KB;

/** Each pair of width, colours and direction is there once; .ci/full looks at the others too. */
const PAIRWISE = [
  { width: 'phone', colours: 'light', language: 'en' },
  { width: 'phone', colours: 'dark', language: 'ar' },
  { width: 'desktop', colours: 'light', language: 'ar' },
  { width: 'desktop', colours: 'dark', language: 'en' },
];
const OTHERS = PAIRWISE.map((variant) => ({ ...variant, language: variant.language === 'en' ? 'ar' : 'en' }));
const VARIANTS = process.env.ALL_VARIANTS ? [...PAIRWISE, ...OTHERS] : PAIRWISE;

for (const variant of VARIANTS) {
  journey(`pages are accessible: ${Object.values(variant).join(', ')}`, async (stage) => {
    const person = await stage.person(variant);
    const found = [];
    await through(person, async ({ name }) => {
      const all = [...(await findings(person)), ...(await slips(person))];
      found.push(...all.map((words) => `${name}: ${words}`));
    });
    assert.deepEqual(found, []);
  });
}

journey('pages can be read at 400 %: in a window of 320 px nothing is cut off', async (stage) => {
  const person = await stage.person({ width: 'narrow' });
  const found = [];
  await through(person, async ({ name }) => {
    found.push(...(await slips(person)).map((words) => `${name}: ${words}`));
  });
  await toOperators(person, stage);
  found.push(...(await slips(person)));
  assert.deepEqual(found, []);
});

/** Somebody goes to the page on the admin port. */
async function toOperators(person, stage, path = '/') {
  person.mayAsk(stage.world.admin);
  const response = await person.go(stage.world.admin + path);
  assert.equal(response.status(), 200);
}

for (const { width, colours } of PAIRWISE) {
  journey(`the operators' page is accessible: ${width}, ${colours}`, async (stage) => {
    const person = await stage.person({ width, colours });
    await toOperators(person, stage);
    await person.sees('People can buy.');
    assert.deepEqual([...(await findings(person)), ...(await slips(person))], []);
  });
}

journey("the operators' page is used with the keyboard alone", async (stage) => {
  const person = await stage.person({ width: 'desktop' });
  await toOperators(person, stage);
  await person.tabTo('a[href="/?every=10"]');
  await person.press('Enter', /every=10/);
  await person.sees('Looks again every 10 s.');
  await person.tabTo('a[href="/"]');
  await person.press('Enter', /\/$/);
  await person.tabTo('a[href="/status"]');
});

/** The bytes of a page's document, styles and scripts as they come over the wire. */
async function weighed(person) {
  const weight = { document: 0, stylesheet: 0, script: 0 };
  person.loaded.length = 0;
  await person.page.reload();
  for (const response of person.loaded) {
    const kind = response.request().resourceType();
    if (kind in weight && response.status() !== 304) {
      weight[kind] += (await response.request().sizes()).responseBodySize;
    }
  }
  return weight;
}

journey('pages weigh no more than their budgets', async (stage) => {
  const person = await stage.person({ width: 'desktop' });
  // What is asked for in front of everybody's eyes comes from the server, not from a cache.
  await person.context.route('**', (route) => route.continue());
  const over = [];
  const hold = (name, weight, most) => {
    for (const [kind, bytes] of Object.entries(weight)) {
      if (bytes > most[kind]) {
        over.push(`${name}: ${kind} of ${bytes} bytes; at most ${most[kind]}`);
      }
    }
  };
  await through(person, async ({ name, browse, scripts }) => {
    if (scripts) {
      return;
    }
    hold(name, await weighed(person), {
      document: MOST_HTML,
      stylesheet: MOST_CSS,
      script: browse ? MOST_BROWSE_JS : MOST_CHECKOUT_JS,
    });
  });
  await toOperators(person, stage);
  hold('operators', await weighed(person), { document: MOST_HTML, stylesheet: MOST_OPERATORS_CSS, script: 0 });
  assert.deepEqual(over, []);
});

await walk();
