// Looking for something to go to.
import assert from 'node:assert/strict';
import { findings } from './accessible.mjs';
import { journey, until, walk } from './harness.mjs';

const FIELD = '.search input[type=search]';

for (const language of ['en', 'ar']) {
  for (const width of ['phone', 'desktop']) {
    journey(`what is typed is suggested, and the keyboard alone chooses: ${language}, ${width}`, async (stage) => {
      await stage.show();
      const ann = await stage.person({ language, width });
      await ann.go(`/${language}`);
      await ann.tabTo(FIELD);
      await ann.page.keyboard.type('mill');
      const options = ann.page.locator('.suggestions [role=option]');
      await options.filter({ hasText: "The Miller's Daughter" }).first().waitFor();
      assert.deepEqual(await findings(ann), []);
      assert.equal(await ann.page.locator(FIELD).getAttribute('aria-expanded'), 'true');

      await ann.page.keyboard.press('Escape');
      await options.first().waitFor({ state: 'detached' });
      assert.equal(await ann.page.locator(FIELD).inputValue(), 'mill', 'Escape closes the list and no more');

      await ann.page.keyboard.type('er');
      await options.first().waitFor();
      await ann.page.keyboard.press('ArrowDown');
      const first = ann.page.locator('#suggestion-0');
      assert.equal(await first.getAttribute('aria-selected'), 'true');
      assert.equal(await ann.page.locator(FIELD).getAttribute('aria-activedescendant'), 'suggestion-0');
      const words = await first.locator('bdi').innerText();
      await ann.press('Enter', new RegExp(`/${language}/(e|v)/`), 'h1');
      await ann.sees(words, 'h1');
    });
  }
}

journey('a suggestion is taken with a finger', async (stage) => {
  await stage.show();
  const ann = await stage.person();
  await ann.go('/en');
  await ann.page.locator(FIELD).pressSequentially('daugh');
  await ann.page.locator('.suggestions [role=option]', { hasText: "The Miller's Daughter" }).first().tap();
  await ann.page.waitForURL(/\/en\/e\//);
  await ann.sees("The Miller's Daughter", 'h1');
});

journey('whoever chooses no suggestion searches for what was typed', async (stage) => {
  await stage.show();
  const ann = await stage.person();
  await ann.go('/en');
  await ann.page.locator(FIELD).pressSequentially('miller');
  await ann.page.locator('.suggestions [role=option]').first().waitFor();
  await ann.press('Enter', /\/en\/search\?q=miller/, 'h1');
  await ann.sees("The Miller's Daughter");
});

for (const js of [true, false]) {
  journey(`a search that finds nothing leads to what is close, ${js ? 'with scripts' : 'without scripts'}`, async (stage) => {
    await stage.show();
    const ann = await stage.person({ js });
    await ann.go('/en');
    await ann.page.locator(FIELD).fill('miller');
    await ann.page.locator('.search button').click();
    await ann.page.waitForURL(/\/en\/search\?q=miller/);
    await ann.page.locator('input[name=date]').fill('2090-01-01');
    await ann.page.locator('form.fields button').click();
    await ann.page.waitForURL(/date=2090-01-01/);
    await ann.sees('Nothing matches on');
    await ann.sees("The Miller's Daughter");
    await ann.page.getByRole('link', { name: 'On all days' }).click();
    await ann.page.waitForURL((url) => !url.search.includes('date='));
    await ann.sees("The Miller's Daughter");
  });
}

journey('a search leads to its calendar and its feed', async (stage) => {
  const show = await stage.show();
  const ann = await stage.person();
  await ann.go('/en/search?q=miller');
  const read = async (type) => {
    const address = await ann.page.locator(`a[rel=alternate][type="${type}"]`).getAttribute('href');
    return (await fetch(new URL(address, stage.world.url))).text();
  };
  await until('the calendar has the show', async () => (await read('text/calendar')).includes(`show-${show.id}@boxoffice`));
  assert.match(await read('application/atom+xml'), /<entry>\n<title>The Miller&#39;s Daughter<\/title>/);
});

await walk();
