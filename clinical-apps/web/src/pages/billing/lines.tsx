// The lines and sums of an invoice, on the screen as on paper.

import { Box, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { t } from '@kit/i18n';
import type { Invoice } from '@/api/billing';
import { moneyText, percent } from '@/money';
import { Ltr } from '@/parts/ltr';

export function Lines({ invoice }: { invoice: Invoice }) {
  return (
    <TableContainer role="region" aria-label={t('Lines')} tabIndex={0}>
      <Table size="small" aria-label={t('Lines')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('What')}</TableCell>
            <TableCell align="right">{t('Quantity')}</TableCell>
            <TableCell align="right">{t('Price')}</TableCell>
            <TableCell align="right">{t('Tax')}</TableCell>
            <TableCell align="right">{t('Sum')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {invoice.lines.map((line) => (
            <TableRow key={line.line_number}>
              <TableCell>
                <bdi>{line.description}</bdi> <Ltr sx={{ fontSize: 12 }}>{line.code}</Ltr>
              </TableCell>
              <TableCell align="right"><Ltr>{line.quantity}</Ltr></TableCell>
              <TableCell align="right">{moneyText(line.unit_price)}</TableCell>
              <TableCell align="right">{percent(line.tax_rate)} · {moneyText(line.tax)}</TableCell>
              <TableCell align="right">{moneyText(line.total)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

export function Sums({ invoice }: { invoice: Invoice }) {
  const sums: [string, string, boolean?][] = [
    [t('Without tax'), moneyText(invoice.net)],
    [t('Tax'), moneyText(invoice.tax)],
    [t('Total'), moneyText(invoice.total), true],
    [t('Adjusted'), moneyText(invoice.adjusted)],
    [t('Written off'), moneyText(invoice.written_off)],
    [t('Paid'), moneyText(invoice.paid)],
    [t('Still open'), moneyText(invoice.balance), true],
  ];
  return (
    <Box component="dl" sx={{ m: 0, mt: 1.5, marginInlineStart: 'auto', inlineSize: 'fit-content', display: 'grid', gridTemplateColumns: 'auto auto', columnGap: 3, rowGap: 0.5, '& dd': { m: 0, textAlign: 'end' } }}>
      {sums.map(([name, amount, isStrong]) => (
        <Box key={name} sx={{ display: 'contents', fontWeight: isStrong ? 700 : 400 }}>
          <dt>{name}</dt>
          <dd>{amount}</dd>
        </Box>
      ))}
    </Box>
  );
}
