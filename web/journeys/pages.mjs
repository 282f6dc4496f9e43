// Every page that there is, and the way to it that a person takes. Each begins where the one before ended.
//
// A page: {name, open(person)}, and browse where it is seen before choosing.

/** Pages of the person's language. */
const to = (path) => (person) => person.go(`/${person.language}${path}`);

/** Follows a link or presses a button. */
const click = (selector) => async (person) => {
  await person.page.locator(selector).first().click();
  await person.settled();
};

export const PAGES = [
  { name: 'cities', browse: true, open: to('') },
  { name: 'home', browse: true, open: click('.places a') },
  { name: 'search', browse: true, open: to('/search?q=') },
  { name: 'search-nothing', browse: true, open: to('/search?q=zzzzqqq') },
  {
    name: 'event',
    browse: true,
    open: async (person) => {
      await to('')(person);
      await click('.places a')(person);
      await click('.grid a')(person);
    },
  },
  { name: 'venue', browse: true, open: click('.venue h3 a') },
  { name: 'privacy', browse: true, open: to('/privacy') },
  { name: 'terms', browse: true, open: to('/terms') },
  { name: 'not-found', browse: true, open: to('/e/nothing-1') },
  {
    name: 'choosing',
    open: async (person) => {
      await person.page.goBack();
      await person.go(person.show ?? (await showOf(person)));
      const parts = person.page.locator('.chips.fold a');
      if ((await person.page.locator('input[name=seat]').count()) === 0 && (await parts.count()) > 0) {
        await parts.first().click();
        await person.settled();
      }
    },
  },
  {
    name: 'choosing-marked',
    scripts: true,
    open: async (person) => {
      const free = person.page.locator('input[name=seat]:enabled');
      await free.nth(0).check({ force: true });
      await free.nth(1).check({ force: true });
    },
  },
  {
    name: 'choosing-refused',
    open: async (person) => {
      await person.page.reload();
      await click('button[name=how][value=chosen]')(person);
    },
  },
  { name: 'checkout', open: click('button[name=how][value=best]') },
  { name: 'checkout-refused', open: click('form:has(input[name=email]) button') },
  {
    name: 'bank',
    open: async (person) => {
      await person.page.locator('input[name=email]').fill('guest@example.org');
      await click('form:has(input[name=email]) button')(person);
    },
  },
  { name: 'bank-refused', open: click('form:has(input[name=number]) button') },
  { name: 'bank-secure', open: click('button[name=card][value=decline]') },
  { name: 'declined', open: click('button[name=answer][value=confirm]') },
  {
    name: 'booked',
    open: async (person) => {
      await click('main form button')(person);
      await click('button[name=card][value=approve]')(person);
      await click('button[name=answer][value=confirm]')(person);
      await person.page.locator('main a[href*="/bookings/"]').waitFor();
    },
  },
  { name: 'booking', open: click('main a[href*="/bookings/"]') },
  { name: 'cancel', open: click('a[href$="/cancel"]') },
  {
    name: 'cancel-check',
    open: async (person) => {
      await person.page.locator('input[name=ticket]').first().check({ force: true });
      await click('main form button')(person);
    },
  },
  { name: 'booking-cancelled', open: click('main form button') },
  { name: 'bookings', open: to('/bookings') },
  { name: 'bookings-refused', open: click('form[method=post] button') },
  {
    name: 'code',
    open: async (person) => {
      // Codes of an address are few.
      await person.page.locator('input[name=email]').fill(`guest${Date.now()}@example.org`);
      await click('form[method=post] button')(person);
    },
  },
];

/** The first show with seats, by the way of the home page. */
async function showOf(person) {
  await PAGES[0].open(person);
  await PAGES[1].open(person);
  const links = (selector) => person.page.locator(selector).evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  for (const event of await links('.grid a')) {
    await person.go(event);
    for (const show of (await links('a.time')).slice(0, 1)) {
      await person.go(show);
      if ((await person.page.locator('input[name=seat]:enabled, .chips.fold a').count()) > 0) {
        return show;
      }
    }
  }
  throw new Error('no show here has seats');
}

/** Walks through all pages and looks at each. */
export async function through(person, look) {
  for (const page of PAGES) {
    await page.open(person);
    await look(page);
  }
}
