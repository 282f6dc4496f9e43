// What other sites, and what people write, can do to somebody's browser here: nothing.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { journey, walk } from './harness.mjs';

/** Another site, on a port of its own, with one page. */
async function site(stage, host, html) {
  const server = createServer((request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  stage.after(() => server.close());
  return `http://${host}:${server.address().port}`;
}

// By the name, a page of another port is of the same site, and the cookie comes along; by the number it is of another site.
for (const host of ['localhost', '127.0.0.1']) {
  journey(`a form on a page at ${host}, of another origin, takes nothing in somebody's name`, async (stage) => {
    const show = await stage.show();
    const ann = await stage.person();
    await ann.go(show.path);
    const evil = await site(
      stage,
      host,
      `<form method="post" action="${ann.url}${show.path}"><input name="seat" value="A-1"><input name="how" value="chosen">
       <input name="nonce" value="1"><button>Win a prize</button></form>`,
    );
    ann.mayAsk(evil);
    await ann.page.goto(evil);
    const [answer] = await Promise.all([
      ann.page.waitForResponse((response) => response.url().endsWith(show.path)),
      ann.page.getByRole('button').click(),
    ]);
    assert.ok([401, 403].includes(answer.status()), `answered ${answer.status()}`);
    await ann.settled();
    await ann.sees('To the first page');
    await stage.expectHeld(show);
  });
}

journey('no page is shown in the frame of another', async (stage) => {
  const show = await stage.show();
  const ann = await stage.person();
  const evil = await site(stage, 'localhost', `<iframe src="${ann.url}${show.path}"></iframe>`);
  ann.mayAsk(evil);
  await ann.page.goto(evil);
  await ann.settled();
  const [, frame] = ann.page.frames();
  assert.equal(await frame.locator('main').count(), 0);
  assert.ok(ann.takeFaults().some((fault) => fault.includes('frame')), 'Chromium says why');
});

journey('what an organiser writes is text on every page', async (stage) => {
  const hostile = `"'><script>document.title='owned'</script><img src=x onerror=alert(1)> & Co`;
  const event = await stage.event({ title: hostile, description: hostile, genres: ['Opera'] });
  const show = await stage.show({}, { eventId: event.id });
  const ann = await stage.person();
  let asked = false;
  ann.page.on('dialog', (dialog) => {
    asked = true;
    return dialog.dismiss();
  });
  for (const path of ['/en', `/en/e/x-${event.id}`, '/en/search?q=owned', show.path, `/en/search?q=${encodeURIComponent(hostile)}`]) {
    await ann.go(path);
    assert.notEqual(await ann.page.title(), 'owned', path);
  }
  await ann.go(show.path);
  await ann.sees(hostile, 'h1');
  await ann.mark('A-1');
  await ann.take();
  await ann.holds();
  await ann.sees(hostile);
  assert.ok(!asked);
});

await walk();
