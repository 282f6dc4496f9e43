// What guests do on the way from a hold to their tickets.
import assert from 'node:assert/strict';

let guests = 0;

/** An address that no other journey has. */
export function newAddress() {
  return `guest${++guests}.${process.pid}@example.org`;
}

/** Marks seats of a show and comes to the checkout. */
export async function toCheckout(person, show, ...seats) {
  await person.go(show.at(person.language));
  await person.mark(...seats);
  await person.take();
  assert.match(person.path(), /\/checkout\/\d+$/, await person.text());
}

/** Gives the address and comes to the bank. */
export async function toBank(person, address) {
  await person.page.locator('input[name=email]').fill(address);
  await person.page.locator('form:has(input[name=email]) button').click();
  await person.page.waitForURL(/\/sandbox\/card/);
}

/** What the bank does with the card, and what the payer says to it. */
export async function payWith(person, card, answer = 'confirm') {
  await person.page.locator(`button[name=card][value=${card}]`).click();
  await person.page.locator(`button[name=answer][value=${answer}]`).click();
  await person.page.waitForURL(/\/checkout\/\d+\/result/);
}

export async function buy(person, show, address, ...seats) {
  await toCheckout(person, show, ...seats);
  await toBank(person, address);
  await payWith(person, 'approve');
  await person.willSee(/Your seats are booked|مقاعدك/);
}

/** Whoever bought opens the page of the tickets from the page of the result. */
export async function toTickets(person) {
  await person.page.locator('main a[href*="/bookings/"]').first().click();
  await person.page.waitForURL(/\/bookings\/\d+/);
  await person.page.locator('.ticket').first().waitFor();
}
