/** What pages do where scripts run; every page works without. */
import { followSeats } from './choose';
import { countDown } from './countdown';
import { suggest } from './suggest';

/** Buttons that ask where the person is, and go to what is nearest. */
function findPlace(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-near]')) {
    button.hidden = !('geolocation' in navigator);
    button.addEventListener('click', () => {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          // Two digits are a kilometre: nobody needs to know more.
          const there = new URL(button.dataset.near ?? '', location.href);
          there.searchParams.set('at', `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
          location.assign(there);
        },
        () => {
          button.disabled = false;
          const told = document.getElementById('near-told');
          if (told) {
            told.textContent = button.dataset.failed ?? '';
          }
        },
        { maximumAge: 600_000, timeout: 10_000 },
      );
    });
  }
}

/** The chosen day comes into view where days scroll. */
function showChosen(): void {
  document.querySelector('.chips [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

/** Buttons that print the page, there only where a script can. */
function offerPrint(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}

findPlace();
offerPrint();
showChosen();
document.querySelectorAll<HTMLFormElement>('form[data-show]').forEach(followSeats);
document.querySelectorAll<HTMLElement>('[data-deadline]').forEach(countDown);
document.querySelectorAll<HTMLFormElement>('form[data-suggest]').forEach(suggest);
