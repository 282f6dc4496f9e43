// What machines find about a page's being accessible to everybody.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds, as words. */
export async function findings(person) {
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

/** What axe does not look for, as words. */
export function slips(person) {
  return person.page.evaluate(lookForSlips);
}

/** In the page. */
function lookForSlips() {
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
