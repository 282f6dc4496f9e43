/** The choosing page while scripts run: seats that others take are said and no longer offered; the sum of what is marked. */

const EVERY_MS = 5_000;

interface Availability {
  held: string[];
  sold: string[];
  blocked: string[];
}

/** Asks for the show's seats while the page is seen, and marks what has changed. */
export function followSeats(form: HTMLFormElement): void {
  const seats = [...form.querySelectorAll<HTMLInputElement>('input[name=seat]')];
  const told = form.querySelector<HTMLElement>('[data-told]');
  if (seats.length === 0 || !told) {
    return;
  }
  form.addEventListener('change', () => sum(form, seats));
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
    const isTaken = taken.has(seat.value);
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
    total.textContent = Number.isNaN(amount) ? '' : money(amount, form.dataset.currency ?? 'EUR');
  }
}

/** As the server says prices: whole amounts without a fraction. */
function money(amount: number, currency: string): string {
  const locale = document.documentElement.lang;
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', numberingSystem: 'latn' } as const;
  const digits = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? 2;
  const value = amount / 10 ** digits;
  return new Intl.NumberFormat(locale, Number.isInteger(value) ? { ...style, minimumFractionDigits: 0 } : style).format(value);
}
