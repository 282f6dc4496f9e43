/** The choosing page while scripts run: seats that others take are said and no longer offered; the sum of what is marked. */

const EVERY_MS = 5_000;

interface Availability {
  held: string[];
  sold: string[];
  blocked: string[];
}

/** Asks for the show's seats while the page is seen, and marks what has changed. */
export function followSeats(form: HTMLFormElement): void {
  const seats = [...form.querySelectorAll<HTMLInputElement>('input[name=seat], input[name=pair]')];
  const told = form.querySelector<HTMLElement>('[data-told]');
  if (seats.length === 0 || !told) {
    return;
  }
  form.addEventListener('change', (change) => {
    markTable(change.target as HTMLInputElement);
    sum(form, seats);
  });
  sum(form, seats);
  setInterval(() => {
    if (document.visibilityState === 'visible') {
      void look(form, seats, told);
    }
  }, EVERY_MS);
}

async function look(form: HTMLFormElement, seats: HTMLInputElement[], told: HTMLElement): Promise<void> {
  let now: Availability;
  try {
    const answer = await fetch(`/v1/shows/${form.dataset.show}/availability`, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
    });
    if (!answer.ok) {
      return;
    }
    now = (await answer.json()) as Availability;
  } catch {
    return; // Without a network the page stays as it was; the server decides.
  }
  const taken = new Set([...now.held, ...now.sold, ...now.blocked]);
  const gone: string[] = [];
  for (const seat of seats) {
    const isTaken = taken.has(seat.value) || taken.has(seat.dataset.with ?? '');
    if (isTaken && seat.checked) {
      gone.push(name(seat));
      seat.checked = false;
    }
    seat.disabled = isTaken;
  }
  if (gone.length > 0) {
    told.textContent = (form.dataset.gone ?? '').replace('{seats}', gone.join(' · '));
    sum(form, seats);
  }
}

/** A table that is marked or not as a whole has its chairs marked so. */
function markTable(whole: HTMLInputElement): void {
  if (whole.name === 'whole') {
    whole
      .closest('.row')
      ?.querySelectorAll<HTMLInputElement>('input[name=seat]:enabled')
      .forEach((chair) => (chair.checked = whole.checked));
  }
}

/** "Row F, seat 8", without what follows about it. */
function name(seat: HTMLInputElement): string {
  return seat.dataset.name ?? seat.value;
}

function sum(form: HTMLFormElement, seats: HTMLInputElement[]): void {
  const shown = form.querySelector<HTMLElement>('[data-sum]');
  if (!shown) {
    return;
  }
  const marked = seats.filter((seat) => seat.checked);
  shown.hidden = marked.length === 0;
  const [list, total] = shown.children;
  if (list && total) {
    list.textContent = marked.map(name).join(' · ');
    const amounts = marked.map((seat) => Number(seat.dataset.price ?? NaN));
    const amount = amounts.reduce((a, b) => a + b, 0);
    total.textContent = Number.isNaN(amount) ? '' : money(amount, form);
  }
}

/** As the server says prices, which tells how it says one: whole amounts without a fraction. */
function money(amount: number, form: HTMLFormElement): string {
  const digits = Number(form.dataset.digits);
  const value = amount / 10 ** digits;
  const number = new Intl.NumberFormat(document.documentElement.lang, {
    numberingSystem: 'latn',
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
  });
  return (form.dataset.one ?? '').replace('1', number.format(value));
}
