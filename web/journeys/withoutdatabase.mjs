// Guests buy while PostgreSQL is stopped, from the first page on.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { newAddress, payWith, toBank, toTickets } from './guest.mjs';
import { findings, slips } from './accessible.mjs';
import { mailTo } from './mails.mjs';
import { journey, until, walk } from './harness.mjs';

/** From the first page to the seats, by what can be clicked. */
async function toSeats(person, show) {
  await person.go(`/${person.language}`);
  for (const link of ['.places a', '.grid a', `a[href="${show.at(person.language)}"]`]) {
    await person.page.locator(link).first().click();
    await person.settled();
  }
}

/** What is wrong stands on the operators' page, for everybody. */
async function operatorsSeeIt(stage, variant) {
  const operator = await stage.person(variant);
  operator.mayAsk(stage.world.admin);
  await until('the operators see it', async () => {
    await operator.go(stage.world.admin);
    return /Something needs you.*PostgreSQL/.test(await operator.text());
  });
  assert.deepEqual([...(await findings(operator)), ...(await slips(operator))], []);
}

journey('guests buy with PostgreSQL stopped, and their mails follow when it is back', async (stage) => {
  const show = await stage.show();
  const ann = await stage.person();
  const omar = await stage.person({ js: false, language: 'ar', width: 'desktop', colours: 'dark' });
  const [annAt, omarAt] = [newAddress(), newAddress()];
  await stage.database('stop');

  await toSeats(ann, show);
  await ann.mark('A-1', 'A-2');
  await ann.take();
  await ann.holds('seat 1', '€90');
  await toBank(ann, annAt);
  await payWith(ann, 'decline');
  await ann.willSee('The payment was declined.');
  await ann.page.getByRole('button', { name: 'Try again' }).click();
  await ann.page.waitForURL(/\/sandbox\/card/);
  await payWith(ann, 'approve');
  await ann.willSee('Your seats are booked.');
  await toTickets(ann);
  assert.equal(await ann.page.locator('.ticket .stub svg').count(), 2, 'a code each');

  await toSeats(omar, show);
  await omar.takeBest(1);
  await omar.holds();
  await toBank(omar, omarAt);
  await payWith(omar, 'approve');
  await toTickets(omar);
  assert.equal(await omar.page.locator('.ticket .stub svg').count(), 1);
  assert.deepEqual(existsSync(stage.world.mails) ? readdirSync(stage.world.mails) : [], [], 'no mail goes yet');

  await operatorsSeeIt(stage, { width: 'phone', colours: 'light' });
  await operatorsSeeIt(stage, { width: 'desktop', colours: 'dark' });

  await stage.database('start');
  const mail = await mailTo(stage.world.mails, annAt, 'Your tickets');
  assert.match(mail.text, /row A, seat 2/);
  const phone = await stage.person();
  await phone.go(mail.link);
  assert.equal(await phone.page.locator('.ticket .stub svg').count(), 2);
  assert.match((await mailTo(stage.world.mails, omarAt, '')).link, /^\/ar\/b\//);
});

await walk();
