// Turns `<select data-choose>` into a field with suggestions from the admin's autocomplete view. The select stays in the
// form, out of sight, and holds the value. Keys: arrows, Enter, Escape; Backspace in an empty field takes the last one back.

const PAUSE = 150;

const make = (tag, attributes = {}, text = '') => {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.textContent = text;
  return element;
};

function enhance(select) {
  if (select.dataset.choose !== 'true' || select.name.includes('__prefix__')) return;
  select.dataset.choose = 'done';
  const id = select.id;
  const words = { none: select.dataset.textNone, take: select.dataset.textTake, hint: select.dataset.textHint };
  const list = make('ul', { class: 'choose-list', role: 'listbox', id: `${id}_list`, 'aria-label': words.hint, hidden: '' });
  const chosen = make('ul', { class: 'choose-chosen' });
  const input = make('input', {
    type: 'text', id, role: 'combobox', autocomplete: 'off', placeholder: words.hint,
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
  });
  ['aria-label', 'aria-describedby'].forEach((name) => select.hasAttribute(name) && input.setAttribute(name, select.getAttribute(name)));
  const frame = make('div', { class: select.multiple ? 'choose choose-several' : 'choose' });
  select.id = `${id}_value`;
  select.hidden = true;
  select.after(frame);
  frame.append(chosen, input, list);

  const single = () => [...select.selectedOptions].find((option) => option.value);
  const show = () => {
    if (select.multiple) {
      chosen.replaceChildren(...[...select.selectedOptions].map(mark));
    } else {
      input.value = single()?.textContent ?? '';
    }
    chosen.hidden = !chosen.children.length;
  };
  const mark = (option) => {
    const item = make('li');
    const button = make('button', { type: 'button', 'aria-label': `${words.take}: ${option.textContent}` }, '×');
    button.addEventListener('click', () => { option.selected = false; show(); tell(); input.focus(); });
    item.append(make('span', {}, option.textContent), button);
    return item;
  };
  const tell = () => select.dispatchEvent(new Event('change', { bubbles: true }));
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const take = (value, text) => {
    let option = [...select.options].find((one) => one.value === value);
    if (!option) select.append(option = new Option(text, value));
    option.selected = true;
    input.value = '';
    show();
    close();
    tell();
  };
  const point = (item) => {
    list.querySelector('[aria-selected="true"]')?.setAttribute('aria-selected', 'false');
    item?.setAttribute('aria-selected', 'true');
    item?.scrollIntoView({ block: 'nearest' });
    if (item) input.setAttribute('aria-activedescendant', item.id);
  };

  let asked = 0;
  const suggest = async (term) => {
    const mine = ++asked;
    const { ajaxUrl = select.getAttribute('data-ajax--url'), appLabel, modelName, fieldName } = select.dataset;
    const query = new URLSearchParams({ term, app_label: appLabel, model_name: modelName, field_name: fieldName });
    const answer = await fetch(`${ajaxUrl}?${query}`, { headers: { Accept: 'application/json' } });
    if (!answer.ok || mine !== asked) return;
    const { results } = await answer.json();
    list.replaceChildren(...results.map(({ id: value, text }, number) => {
      const item = make('li', { role: 'option', id: `${list.id}_${number}`, 'aria-selected': 'false' }, text);
      // before the field loses its focus
      item.addEventListener('pointerdown', (event) => { event.preventDefault(); take(String(value), text); });
      item.dataset.value = value;
      return item;
    }));
    if (!results.length) list.append(make('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, words.none));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    if (term) point(list.querySelector('[data-value]'));
  };

  let pause;
  input.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(() => suggest(input.value), PAUSE); });
  input.addEventListener('click', () => { if (list.hidden) suggest(''); input.select(); });
  input.addEventListener('blur', () => {
    clearTimeout(pause);
    asked += 1;
    // an emptied field means nothing chosen; half a word means what was chosen before
    if (!select.multiple && !input.value) select.value = '';
    input.value = '';
    show();
    close();
  });
  input.addEventListener('keydown', (event) => {
    const items = [...list.querySelectorAll('[data-value]')];
    const at = items.findIndex((item) => item.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) suggest('');
      else point(items.at(event.key === 'ArrowDown' ? (at + 1) % items.length : at - 1));
    } else if (event.key === 'Enter' && !list.hidden && at >= 0) {
      event.preventDefault();
      take(items[at].dataset.value, items[at].textContent);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (event.key === 'Backspace' && select.multiple && !input.value && select.selectedOptions.length) {
      [...select.selectedOptions].at(-1).selected = false;
      show();
    }
  });
  show();
}

document.querySelectorAll('select[data-choose]').forEach(enhance);
document.addEventListener('formset:added', (event) => event.target.querySelectorAll('select[data-choose]').forEach(enhance));
