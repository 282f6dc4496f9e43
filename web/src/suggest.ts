/** Suggestions while somebody types, as a combobox with a list (ARIA APG). The form around it works without. */

interface Suggestion {
  text: string;
  line: string;
  path: string;
}

const WAIT_MS = 120;

export function suggest(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type=search]');
  const address = form.dataset.suggest;
  if (!input || !address) {
    return;
  }
  const list = document.createElement('ul');
  list.id = 'suggestions';
  list.className = 'suggestions card';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.dataset.label ?? '');
  list.hidden = true;
  const told = document.createElement('span');
  told.className = 'hide';
  told.setAttribute('role', 'status');
  form.append(list, told);
  input.setAttribute('role', 'combobox');
  input.setAttribute('autocomplete', 'off');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let found: Suggestion[] = [];
  let chosen = -1;
  let timer = 0;
  let asking: AbortController | undefined;

  const choose = (index: number): void => {
    chosen = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (index < 0) {
      input.removeAttribute('aria-activedescendant');
    } else {
      input.setAttribute('aria-activedescendant', `suggestion-${index}`);
      list.children[index]?.scrollIntoView({ block: 'nearest' });
    }
  };

  const show = (suggestions: Suggestion[]): void => {
    found = suggestions;
    list.replaceChildren(
      ...suggestions.map(({ text, line }, i) => {
        const option = document.createElement('li');
        option.id = `suggestion-${i}`;
        option.setAttribute('role', 'option');
        const name = document.createElement('bdi');
        name.textContent = text;
        const kind = document.createElement('span');
        kind.className = 'small';
        kind.textContent = line;
        option.append(name, ' ', kind);
        return option;
      }),
    );
    const open = suggestions.length > 0;
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    told.textContent = open ? `${form.dataset.label}: ${suggestions.length}` : '';
    choose(-1);
  };

  const close = (): void => {
    window.clearTimeout(timer);
    asking?.abort();
    show([]);
  };

  const ask = async (): Promise<void> => {
    asking?.abort();
    const text = input.value.trim();
    if (!text) {
      show([]);
      return;
    }
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal: mine.signal });
      const suggestions = answer.ok ? ((await answer.json()) as Suggestion[]) : [];
      if (!mine.signal.aborted && document.activeElement === input) {
        show(suggestions);
      }
    } catch {
      // Whoever types on asks again, and the form finds without.
    }
  };

  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), WAIT_MS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || list.hidden) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      // One place more than there are suggestions: what was typed itself.
      const places = found.length + 1;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      location.assign(found[chosen]!.path);
    }
  });
  input.addEventListener('blur', close);
  // Before the input loses the focus, which would close the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = (event.target as Element).closest('[role=option]');
    const suggestion = option ? found[[...list.children].indexOf(option)] : undefined;
    if (suggestion) {
      location.assign(suggestion.path);
    }
  });
}
