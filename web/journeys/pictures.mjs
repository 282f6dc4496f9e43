// Pictures of every page, for looking at:
//   node journeys/pictures.mjs http://localhost:8080 DIRECTORY [part of a page's name]
// in phone and desktop width, light and dark, English and Arabic. With ADMIN=http://127.0.0.1:8081 also of the operators' page.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, Person } from './harness.mjs';
import { through } from './pages.mjs';

const [url, directory, wanted = ''] = process.argv.slice(2);
if (!url || !directory) {
  console.error('usage: node journeys/pictures.mjs URL DIRECTORY [part of a name]');
  process.exit(2);
}
mkdirSync(directory, { recursive: true });
const browser = await launch(process.env.CHROMIUM ?? '/usr/bin/chromium');
try {
  for (const width of ['phone', 'desktop']) {
    for (const colours of ['light', 'dark']) {
      for (const language of ['en', 'ar']) {
        const person = await Person.come(browser, url, { width, colours, language });
        await through(person, async ({ name }) => {
          if (name.includes(wanted)) {
            await person.page.screenshot({ path: join(directory, `${name}-${width}-${colours}-${language}.png`), fullPage: true });
          }
        });
        if (process.env.ADMIN && language === 'en' && 'operators'.includes(wanted)) {
          person.mayAsk(process.env.ADMIN);
          await person.go(process.env.ADMIN);
          await person.page.screenshot({ path: join(directory, `operators-${width}-${colours}.png`), fullPage: true });
        }
        person.faults.forEach((fault) => console.log(`${width} ${colours} ${language}: ${fault}`));
        await person.context.close();
      }
    }
  }
} finally {
  await browser.close();
}
