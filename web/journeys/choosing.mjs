// From the home page to a hold, and what can happen on the way.
import assert from 'node:assert/strict';
import { journey, until, walk } from './harness.mjs';

const SHORT_HOLD_MS = 4_000;

for (const language of ['en', 'ar']) {
  for (const currency of ['EUR', 'GBP', 'JPY']) {
    journey(`the sum that a script says is what the server says: ${currency}, ${language}`, async (stage) => {
      const show = await stage.show({}, { currency });
      const ann = await stage.person({ language });
      await ann.go(show.at(language));
      await ann.mark('A-1', 'A-2');
      const sum = (await ann.text('[data-sum] strong')).trim();
      assert.match(sum, /90|9,000/);
      await ann.take();
      await ann.sees(sum, 'aside');
    });
  }
}

for (const js of [true, false]) {
  const how = js ? 'with scripts' : 'without scripts';

  journey(`a visitor finds a show, chooses from the list, changes the choice and gives it back, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    await ann.go('/');
    await ann.page.locator('.places a').first().click();
    await ann.page.locator('.grid a').first().click();
    await ann.sees("The Miller's Daughter", 'h1');
    await ann.page.locator(`a.time[href="${show.path}"]`).click();
    await ann.settled();
    await ann.mark('A-1', 'A-2');
    await ann.take();
    await ann.holds('Row A, seat 1', 'Row A, seat 2', '€90');
    await stage.expectHeld(show, 'A-1', 'A-2');

    await ann.page.getByRole('link', { name: 'Choose other seats' }).click();
    await ann.settled();
    await ann.mark('B-5');
    await ann.take();
    await ann.holds('Row B, seat 5', '€45');
    await stage.expectHeld(show, 'B-5');

    await ann.page.getByRole('button', { name: 'Give back' }).click();
    await ann.settled();
    assert.equal(ann.path(), show.path);
    await stage.expectHeld(show);
  });

  journey(`a visitor takes the best seats together, and standing places, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    await ann.go(show.path);
    await ann.takeBest(3);
    await ann.holds('Side by side', '€135');
    await ann.go(show.path);
    await ann.page.locator('select[name="area.0.0"]').selectOption('2');
    await ann.take();
    await ann.holds('2 × Pit', '€66');
    await stage.expectHeld(show);
  });

  journey(`going back, loading again and sending twice do no harm, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    await ann.go(show.path);
    await ann.mark('C-1', 'C-2');
    // Twice, before any answer.
    await ann.page.locator('button[name=how][value=chosen]').dblclick();
    await ann.page.waitForURL(/checkout/);
    await ann.holds('Row C, seat 1');
    const first = ann.path();
    await ann.page.reload();
    await ann.holds('Row C, seat 1');
    await ann.page.goBack();
    await ann.settled();
    assert.equal(ann.path(), show.path);
    await ann.mark('C-3');
    await ann.take();
    await ann.holds('Row C, seat 3');
    await ann.page.goBack();
    await ann.page.goForward();
    await ann.settled();
    await ann.holds('Row C, seat 3');
    await ann.go(first);
    await ann.page.goBack();
    const { held } = await stage.availability(show);
    assert.ok(held.includes('C-3') && held.length <= 3, held.join());
  });

  journey(`a second tab replaces what the first one chose, and both say so, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    const second = await ann.tab();
    await ann.go(show.path);
    await second.go(show.path);
    await ann.mark('A-1');
    await ann.take();
    const former = ann.path();
    await second.mark('B-1');
    await second.take();
    await second.holds('Row B, seat 1');
    await stage.expectHeld(show, 'B-1');
    await ann.page.reload();
    assert.equal(ann.path(), former);
    await ann.sees('Choose again');
    assert.ok(!(await ann.text()).includes('Row A, seat 1'));
    // The hold of the other tab is the same person's.
    await ann.go(second.path());
    await ann.holds('Row B, seat 1');
  });

  journey(`a seat that somebody else was quicker to take is said, and the rest stays marked, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    await ann.go(show.path);
    await ann.mark('D-4', 'D-5');
    await stage.otherTakes(show, ['D-4']);
    if (js) {
      // Before it was asked for.
      await ann.willSee('Row D, seat 4: somebody was quicker.', '[data-told]');
      assert.ok(await ann.seat('D-4').isDisabled());
      await ann.sees(/€45$/, '[data-sum]');
    } else {
      await ann.take();
      await ann.sees('Somebody was quicker: Row D, seat 4 is gone.', '[role=alert]');
      assert.ok(await ann.seat('D-4').isDisabled());
    }
    assert.ok(await ann.seat('D-5').isChecked());
    await ann.take();
    await ann.holds('Row D, seat 5', '€45');
    await stage.expectHeld(show, 'D-4', 'D-5');
  });

  journey(`what was not paid in time goes back, and the page says so, ${how}`, async (stage) => {
    const show = await stage.show({ holdTtlMs: SHORT_HOLD_MS });
    const ann = await stage.person({ js });
    await ann.go(show.path);
    await ann.mark('A-1');
    await ann.take();
    await ann.holds('Row A, seat 1');
    await stage.expectHeld(show);
    if (js) {
      await ann.willSee('Your time is up.');
    } else {
      await ann.page.reload();
    }
    await ann.sees('Your time is up.');
    await ann.page.getByRole('link', { name: 'Choose again' }).click();
    await ann.settled();
    assert.ok(await ann.seat('A-1').isEnabled());
  });

  journey(`the way in Arabic, from right to left, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js, language: 'ar' });
    await ann.go('/');
    assert.equal(ann.path(), '/ar', 'the browser asks for Arabic');
    await ann.page.locator('.places a').first().click();
    await ann.page.locator('.grid a').first().click();
    await ann.page.locator(`a.time[href="${show.at('ar')}"]`).click();
    await ann.settled();
    const root = ann.page.locator('html');
    assert.deepEqual([await root.getAttribute('lang'), await root.getAttribute('dir')], ['ar', 'rtl']);
    await ann.mark('A-3');
    await ann.take();
    await ann.holds('الصف A، المقعد 3');
    assert.equal(await root.getAttribute('dir'), 'rtl');
    const words = (await ann.text('body')).replace(/The Miller's Daughter|Old Mill|Great hall|Millbrook/g, '');
    assert.doesNotMatch(words.replace(/English|Boxoffice/g, ''), /[A-Za-z]{4,}/, 'nothing is left in English');
  });
}

journey('somebody with a keyboard alone comes from the home page to a hold, and always sees where they are', async (stage) => {
  const show = await stage.show();
  const ann = await stage.person({ width: 'desktop' });
  await ann.go('/en');
  const { keyboard } = ann.page;
  await keyboard.press('Tab');
  assert.equal(await ann.page.evaluate(() => document.activeElement.getAttribute('href')), '#main', 'past the header first');
  await ann.tabTo('.places a');
  await ann.press('Enter', /\/en\/[^/]+$/);
  await ann.tabTo('.grid a');
  await ann.press('Enter', /\/en\/e\//);
  await ann.tabTo(`a.time[href="${show.path}"]`);
  await ann.press('Enter', /\/en\/s\//);
  await ann.tabTo('input[value="A-1"]');
  await keyboard.press('Space');
  await ann.tabTo('input[value="A-2"]');
  await keyboard.press('Space');
  await ann.tabTo('button[value=chosen]');
  await ann.press('Enter', /checkout/);
  await ann.holds('Row A, seat 1', 'Row A, seat 2');
  await ann.tabTo('form[action$="/release"] button');
  await ann.press('Enter', /\/en\/s\//);
  await stage.expectHeld(show);
});

journey('the time that is left is the server’s, however wrong the clock of the device', async (stage) => {
  const show = await stage.show({ holdTtlMs: 600_000 });
  const ann = await stage.person({ behindMs: 3 * 3_600_000 });
  await ann.go(show.path);
  await ann.mark('A-1');
  await ann.take();
  const clock = ann.page.locator('[data-deadline]');
  const left = async () => {
    const [, minutes, seconds] = (await clock.innerText()).match(/^(\d+):(\d\d) left$/).map(Number);
    return minutes * 60 + seconds;
  };
  const first = await left();
  assert.ok(first > 480 && first <= 600, `${first} s are left`);
  await until('it goes on', async () => (await left()) < first);
  assert.ok((await clock.getAttribute('datetime')).endsWith('Z'));
});

journey('what is marked is summed before it is taken', async (stage) => {
  const show = await stage.show();
  const ann = await stage.person();
  await ann.go(show.path);
  assert.ok(!(await ann.page.locator('[data-sum]').isVisible()));
  await ann.mark('A-1', 'C-1');
  await ann.sees('Row A, seat 1 · Row C, seat 1', '[data-sum]');
  await ann.sees(/€90$/, '[data-sum]');
});

journey('a form that asks for nothing says what is missing', async (stage) => {
  const show = await stage.show();
  const ann = await stage.person({ js: false });
  await ann.go(show.path);
  await ann.take();
  await ann.sees('Mark at least one seat', '[role=alert]');
});

await walk();
