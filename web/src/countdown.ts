/** How long what is held stays held, by the server's clock. */

const SECOND_MS = 1_000;
const SAID_AT_SECONDS = [120, 30];

/** Counts down where a page tells a deadline; when it is over, the page is asked for again, which says so. */
export function countDown(clock: HTMLElement): void {
  const deadline = Date.parse(clock.dataset.deadline ?? '');
  const ahead = Number(clock.dataset.now) - Date.now();
  const told = document.querySelector<HTMLElement>('[data-told]');
  let before = Infinity;
  const tick = (): void => {
    const left = Math.max(0, Math.ceil((deadline - Date.now() - ahead) / SECOND_MS));
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    clock.textContent = (clock.dataset.left ?? '').replace('{time}', time);
    for (const at of SAID_AT_SECONDS) {
      if (told && before > at && left <= at && left > 0) {
        told.textContent = clock.dataset[`at${at}`] ?? '';
      }
    }
    before = left;
    if (left === 0) {
      clearInterval(timer);
      location.replace(location.href); // Not reload: that would send a form again.
    }
  };
  const timer = setInterval(tick, SECOND_MS);
  tick();
}
