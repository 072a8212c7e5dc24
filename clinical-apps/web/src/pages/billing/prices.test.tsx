import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { facility, me, sdg } from '@/testing/made-up';
import { priceItem, priceList } from '@/testing/made-up-money';
import { PriceListPage, PricesPage } from './prices';

const WRITER = ['billing:read', 'prices:write'];

function hub(answers: Answers, permissions = WRITER) {
  return mockHub({
    '/api/v1/auth/me': { get: me('billing-manager', permissions, 'mgr.huda') },
    '/api/v1/facilities': { get: { items: [facility()] } },
    '/api/v1/billing/price-lists': { get: { items: [priceList()] } },
    '/api/v1/billing/price-lists/{id}/items': { get: { items: [priceItem()] }, post: priceItem({ id: 'new' }) },
    ...answers,
  });
}

const openList = () => draw(<PriceListPage />, { at: '/billing/prices/list', path: '/billing/prices/:id' });

test('a list of all facilities is added with its currency and first day', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/price-lists': { get: { items: [] }, post: priceList() } });
  draw(<PricesPage />, { at: '/billing/prices' });
  await user.click(await screen.findByRole('button', { name: 'Add a price list' }));
  const dialog = within(screen.getByRole('dialog'));
  const add = dialog.getByRole<HTMLButtonElement>('button', { name: 'Add' });
  await user.type(dialog.getByRole('textbox', { name: /Name/ }), 'House prices');
  await user.clear(dialog.getByRole('textbox', { name: /Currency/ }));
  await user.type(dialog.getByRole('textbox', { name: /Currency/ }), 'us');
  expect(add.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Currency/ }), 'd');
  await user.click(add);
  await vi.waitFor(() => expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ name: 'House prices', currency: 'USD', valid_from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown }));
});

test('a price is changed in the version that was looked at, keeps what the form does not show, and one that somebody changed is not', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/price-items/{id}': { put: new Refused(409, 'version-changed', 'changed') } });
  openList();
  await user.click(await screen.findByRole('button', { name: 'Change Haemoglobin' }));
  const dialog = within(screen.getByRole('dialog'));
  const price = dialog.getByRole('textbox', { name: /Price in SDG/ });
  await user.clear(price);
  await user.type(price, '120.50');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.findByText(/Somebody else changed this after you opened it/);
  const put = calls.find(({ method }) => method === 'PUT');
  expect(put?.headers.get('if-match')).toBe('"3"');
  expect(put?.body).toEqual({ code: '718-7', name: 'Haemoglobin', category: 'laboratory', unit_price: sdg(12_050), tax: 1500, procedure_code: '85018', valid_from: '2026-01-01' });
});

test('tax is per cent with two digits at most, and goes to the hub in hundredths', async () => {
  const user = userEvent.setup();
  const calls = hub({});
  openList();
  await user.click(await screen.findByRole('button', { name: 'Add a price' }));
  const dialog = within(screen.getByRole('dialog'));
  const save = dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  await user.type(dialog.getByRole('textbox', { name: /Code/ }), 'GLV');
  await user.type(dialog.getByRole('textbox', { name: /Name/ }), 'Gloves');
  await user.type(dialog.getByRole('textbox', { name: /Price in SDG/ }), '3');
  const tax = dialog.getByRole('textbox', { name: /Tax in per cent/ });
  for (const wrong of ['7.555', '101', '-1', 'x']) {
    await user.clear(tax);
    await user.type(tax, wrong);
    expect(save.disabled, wrong).toBe(true);
  }
  await user.clear(tax);
  await user.type(tax, '7.5');
  await user.click(save);
  await screen.findByText('The price is on record.');
  expect(calls.find(({ method }) => method === 'POST')).toMatchObject({ path: '/api/v1/billing/price-lists/list/items', body: { code: 'GLV', unit_price: sdg(300), tax: 750 } });
});

test('who only reads billing sees prices without a way to change them', async () => {
  hub({}, ['billing:read']);
  openList();
  await screen.findByText('Haemoglobin');
  expect(screen.queryByRole('button', { name: /Change|Add/ })).toBeNull();
});
