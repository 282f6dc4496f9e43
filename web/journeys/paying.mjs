// From a hold to a ticket, as a guest: paying at the test bank, what can happen there, the mail, and giving back.
import assert from 'node:assert/strict';
import { buy, newAddress, payWith, toBank, toCheckout, toTickets } from './guest.mjs';
import { mailTo } from './mails.mjs';
import { journey, until, walk } from './harness.mjs';

const SHORT_HOLD_MS = 6_000;
const BUYERS = Number(process.env.BUYERS ?? 10);
/** As many at a time as one browser draws quickly enough on two cores. */
const BESIDE = 10;

/** What the person's browser has booked. */
async function bookings(person) {
  const answer = await person.context.request.get('/v1/bookings');
  assert.ok(answer.ok(), `${answer.status()} ${await answer.text()}`);
  return (await answer.json()).items;
}

for (const js of [true, false]) {
  const how = js ? 'with scripts' : 'without scripts';

  journey(`a guest buys, and the mail's link opens the tickets on another device, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    const address = newAddress();
    await toCheckout(ann, show, 'A-1', 'A-2');
    await ann.sees('€90');
    await toBank(ann, address);
    await payWith(ann, 'approve');
    await ann.willSee('Your seats are booked.');
    await ann.sees('Paid: €90');
    await stage.expectSold(show, 'A-1', 'A-2');
    await toTickets(ann);
    assert.equal(await ann.page.locator('.ticket').count(), 2);

    const mail = await mailTo(stage.world.mails, address, 'Your tickets');
    assert.match(mail.text, /row A, seat 1/);
    const phone = await stage.person({ js, width: 'phone', colours: 'dark' });
    await phone.go(mail.link);
    assert.equal(await phone.page.locator('.ticket .stub svg').count(), 2, 'a code each');
    await phone.sees(/Row\s*A\s*Seat\s*2/i);
    assert.match(await phone.page.locator('.stub [role=img]').first().getAttribute('aria-label'), /seat 1|Ticket code/i);
  });

  journey(`a declined buyer tries again with the same seats, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    const address = newAddress();
    await toCheckout(ann, show, 'B-1', 'B-2');
    await toBank(ann, address);
    await payWith(ann, 'decline');
    await ann.willSee('The payment was declined.');
    await ann.sees('The same seats are yours until');
    await stage.expectHeld(show, 'B-1', 'B-2');
    await ann.page.getByRole('button', { name: 'Try again' }).click();
    await ann.page.waitForURL(/\/sandbox\/card/);
    await payWith(ann, 'approve', 'refuse');
    await ann.willSee('The payment was declined.');
    await ann.page.getByRole('button', { name: 'Try again' }).click();
    await ann.page.waitForURL(/\/sandbox\/card/);
    await payWith(ann, 'approve');
    await ann.willSee('Your seats are booked.');
    await stage.expectSold(show, 'B-1', 'B-2');
  });

  journey(`a bank that is late says yes after all, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    await toCheckout(ann, show, 'C-1');
    await toBank(ann, newAddress());
    await payWith(ann, 'late');
    // The page looks again by itself.
    await ann.willSee('Your seats are booked.');
    await stage.expectSold(show, 'C-1');
  });

  journey(`whoever comes back from the bank too late pays nothing, ${how}`, async (stage) => {
    const show = await stage.show({ holdTtlMs: SHORT_HOLD_MS });
    const ann = await stage.person({ js });
    await toCheckout(ann, show, 'D-1');
    await toBank(ann, newAddress());
    await ann.page.locator('button[name=card][value=approve]').click();
    await ann.page.locator('button[name=answer]').first().waitFor();
    await stage.expectHeld(show);
    await ann.page.locator('button[name=answer][value=confirm]').click();
    await ann.willSee('Your time is up.');
    await ann.sees('nothing was taken');
    await stage.expectSold(show);
  });

  journey(`sending twice, going back, loading again and a second tab pay once, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    await toCheckout(ann, show, 'E-1');
    const checkout = ann.path();
    const second = await ann.tab();
    await second.go(checkout);
    await ann.page.locator('input[name=email]').fill(newAddress());
    await ann.page.locator('form:has(input[name=email]) button').dblclick();
    await ann.page.waitForURL(/\/sandbox\/card/);
    await toBank(second, newAddress());
    await ann.page.locator('button[name=card][value=approve]').click();
    await ann.page.locator('button[name=answer][value=confirm]').dblclick();
    await ann.page.waitForURL(/\/result/);
    await ann.willSee('Your seats are booked.');
    await payWith(second, 'approve');
    await second.willSee('Your seats are booked.');
    await ann.page.reload();
    await ann.sees('Your seats are booked.');
    // Back is the bank's last page, without a question whether to send a form again; confirming there again pays nothing again.
    await ann.page.goBack();
    await ann.page.locator('button[name=answer][value=confirm]').click();
    await ann.page.waitForURL(/\/result/);
    await ann.willSee('Your seats are booked.');
    const third = await ann.tab();
    await third.go(checkout);
    await third.sees('Your seats are booked.');
    await stage.expectSold(show, 'E-1');
    assert.deepEqual((await bookings(ann)).map(({ status, amount }) => `${status} ${amount}`), ['confirmed 4500']);
  });

  journey(`one of three tickets is given back, and the refund is shown before, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js });
    const address = newAddress();
    await buy(ann, show, address, 'A-1', 'A-2', 'A-3');
    await toTickets(ann);
    await ann.page.getByRole('link', { name: 'Cancel tickets' }).click();
    await ann.settled();
    await ann.page.locator('.pick', { hasText: 'seat 3' }).locator('input').check({ force: true });
    await ann.page.getByRole('button', { name: 'See what comes back' }).click();
    await ann.settled();
    await ann.sees('€45 of €135 goes back to the card you paid with.');
    await stage.expectSold(show, 'A-1', 'A-2', 'A-3');
    await ann.page.getByRole('button', { name: 'Cancel and get the money back' }).click();
    await ann.settled();
    await ann.sees('€45');
    assert.equal(await ann.page.locator('.ticket .stub svg').count(), 2);
    assert.equal(await ann.page.locator('.ticket.gone').count(), 1);
    await stage.expectSold(show, 'A-1', 'A-2');
    await mailTo(stage.world.mails, address, '', 2);
    await ann.page.goBack();
    await ann.settled();
    await stage.expectSold(show, 'A-1', 'A-2');
  });

  journey(`tickets are found again on another device with a code, ${how}`, async (stage) => {
    const show = await stage.show();
    const address = newAddress();
    await buy(await stage.person({ js }), show, address, 'F-1');
    const other = await stage.person({ js });
    await other.go('/en/bookings');
    await other.page.locator('input[name=email]').fill(address);
    await other.page.getByRole('button', { name: 'Send the code' }).click();
    await other.settled();
    const [code] = (await mailTo(stage.world.mails, address, 'Your code')).text.match(/\b\d{4} ?\d{4}\b/);
    await other.page.locator('input[name=code]').fill(code);
    await other.page.getByRole('button', { name: 'Show the bookings' }).click();
    await other.settled();
    await other.page.getByRole('link', { name: /The Miller's Daughter/ }).click();
    await other.page.locator('.ticket .stub svg').waitFor();
    await other.sees(/Seat\s*1/);
  });

  journey(`a whole purchase in Arabic, ${how}`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person({ js, language: 'ar' });
    const address = newAddress();
    await toCheckout(ann, show, 'B-6');
    await toBank(ann, address);
    assert.equal(await ann.page.locator('html').getAttribute('dir'), 'rtl');
    await payWith(ann, 'approve');
    await stage.expectSold(show, 'B-6');
    await toTickets(ann);
    assert.equal(await ann.page.locator('html').getAttribute('lang'), 'ar');
    const mail = await mailTo(stage.world.mails, address, '');
    assert.match(mail.link, /\/ar\/b\//);
  });
}

journey('a whole purchase with the keyboard alone', async (stage) => {
  const show = await stage.show();
  const ann = await stage.person({ width: 'desktop' });
  await ann.go(show.path);
  await ann.tabTo('input[value="A-5"]');
  await ann.page.keyboard.press('Space');
  await ann.tabTo('button[value=chosen]');
  await ann.press('Enter', /\/checkout\//);
  await ann.tabTo('input[name=email]');
  await ann.page.keyboard.type(newAddress());
  await ann.press('Enter', /\/sandbox\/card/);
  await ann.tabTo('button[name=card][value=approve]');
  await ann.press('Enter', /\/sandbox\/card/, 'button[name=answer]');
  await ann.tabTo('button[name=answer][value=confirm]');
  await ann.press('Enter', /\/result/);
  await ann.willSee('Your seats are booked.');
  await ann.tabTo('main a[href*="/bookings/"]');
  await ann.press('Enter', /\/bookings\//);
  await ann.page.locator('.ticket .stub svg').waitFor();
  await stage.expectSold(show, 'A-5');
});

journey('a form without an address says so beside the field', async (stage) => {
  const show = await stage.show();
  for (const typed of ['', 'sam@', 'no address']) {
    const ann = await stage.person();
    await ann.go(show.path);
    await ann.takeBest(1);
    await ann.page.locator('input[name=email]').fill(typed);
    await ann.page.locator('form:has(input[name=email]) button').click();
    await ann.page.locator('input[name=email][aria-invalid=true]').waitFor();
    const described = await ann.page.locator('input[name=email]').getAttribute('aria-describedby');
    assert.ok(await ann.page.locator(`#${described.split(' ')[0]}`).isVisible());
  }
});

journey(`${BUYERS} people buy beside one another, and every seat goes to one of them`, async (stage) => {
  const show = await stage.show();
  const all = [];
  let come = 0;
  const oneAfterAnother = async () => {
    while (come < BUYERS) {
      const i = come++;
      const person = await stage.person({ js: i % 2 === 0, language: i % 3 === 0 ? 'ar' : 'en', width: i % 2 ? 'phone' : 'desktop' });
      await person.go(show.at(person.language));
      await person.takeBest(2);
      await toBank(person, newAddress());
      await payWith(person, 'approve');
      await person.willSee(/Your seats are booked|مقاعدك/);
      const [booking, ...more] = await bookings(person);
      assert.deepEqual([booking?.status, more.length], ['confirmed', 0]);
      const { seats } = await (await person.context.request.get(`/v1/bookings/${booking.id}`)).json();
      all.push(...seats.map(({ seat }) => seat));
      await person.context.close();
    }
  };
  await Promise.all(Array.from({ length: BESIDE }, oneAfterAnother));
  assert.equal(new Set(all).size, 2 * BUYERS);
  await stage.expectSold(show, ...all);
});

await walk();
