// A lookup table as a table: search, change cells, add and take out rows; CSV in and out.

import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { Box, Button, IconButton, InputBase, TablePagination, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useMemo, useRef, useState } from 'react';
import { t } from '@kit/i18n';
import { count, plural } from '@kit/format';
import { save } from '@/api/client';
import { readCsv, writeCsv } from './csv';

const ROWS = 100;

export function TableEditor({ text, isReadOnly, onChange }: { text: string; isReadOnly: boolean; onChange: (text: string) => void }) {
  const rows = useMemo(() => readCsv(text), [text]);
  const [wanted, setWanted] = useState('');
  const [page, setPage] = useState(0);
  const file = useRef<HTMLInputElement>(null);
  const [head = [], ...body] = rows;
  const found = body.map((row, index) => ({ row, index: index + 1 })).filter(({ row }) => row.some((cell) => cell.toLowerCase().includes(wanted.toLowerCase())));
  const last = Math.max(0, Math.ceil(found.length / ROWS) - 1);
  const shown = found.slice(Math.min(page, last) * ROWS, (Math.min(page, last) + 1) * ROWS);
  const twice = useMemo(() => repeated(body), [body]);
  const write = (next: string[][]) => onChange(writeCsv(next));
  const set = (row: number, column: number, value: string) => write(rows.map((cells, index) => (index === row ? head.map((_, at) => (at === column ? value : (cells[at] ?? ''))) : cells)));
  const add = () => {
    write([...rows, head.map(() => '')]);
    setWanted('');
    setPage(Math.floor(body.length / ROWS));
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', blockSize: '100%', minBlockSize: 0 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', p: 1, borderBlockEnd: 1, borderColor: 'divider' }}>
        <TextField data-filter placeholder={t('Search the table')} value={wanted} onChange={(event) => setWanted(event.target.value)} slotProps={{ htmlInput: { 'aria-label': t('Search the table') } }} />
        {twice.size > 0 && <Box sx={{ color: 'warning.main' }}>{t('{keys} more than once', { keys: plural(twice.size, 'key') })}</Box>}
        <Box sx={{ flex: 1 }} />
        {!isReadOnly && <Button onClick={add}>{t('Add a row')}</Button>}
        {!isReadOnly && <Button onClick={() => write(rows.map((row, index) => [...row, index === 0 ? `column ${row.length + 1}` : '']))}>{t('Add a column')}</Button>}
        {!isReadOnly && <Button onClick={() => file.current?.click()}>{t('Take in a CSV file')}</Button>}
        <Button onClick={() => save(new Blob([text], { type: 'text/csv' }), 'table.csv')}>{t('Keep as file')}</Button>
        <input ref={file} type="file" accept=".csv,text/csv" hidden aria-hidden onChange={(event) => void event.target.files?.[0]?.text().then(onChange)} />
      </Box>
      <TableContainer sx={{ flex: 1 }}>
        <Table aria-label={t('Lookup table')}>
          <TableHead>
            <TableRow>
              {head.map((name, column) => (
                <TableCell key={column}>
                  <InputBase value={name} readOnly={isReadOnly} onChange={(event) => set(0, column, event.target.value)} inputProps={{ 'aria-label': t('Name of column {n}', { n: column + 1 }) }} sx={{ fontWeight: 600 }} />
                </TableCell>
              ))}
              <TableCell sx={{ inlineSize: 40 }} aria-label={t('Rows')} />
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map(({ row, index }) => (
              <TableRow key={index}>
                {head.map((name, column) => (
                  <TableCell key={column} sx={{ bgcolor: column === 0 && twice.has(row[0] ?? '') ? 'action.selected' : undefined }}>
                    <InputBase fullWidth value={row[column] ?? ''} readOnly={isReadOnly} onChange={(event) => set(index, column, event.target.value)} inputProps={{ 'aria-label': t('{name}, row {index}', { name, index }) }} />
                  </TableCell>
                ))}
                <TableCell>
                  {!isReadOnly && (
                    <IconButton aria-label={t('Take out row {index}', { index })} onClick={() => write(rows.filter((_, at) => at !== index))}>
                      <RemoveIcon sx={{ fontSize: 16 }} />
                    </IconButton>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <TablePagination component="div" count={found.length} page={Math.min(page, last)} onPageChange={(_, next) => setPage(next)} rowsPerPage={ROWS} rowsPerPageOptions={[ROWS]} labelDisplayedRows={({ from, to, count: n }) => t('{from} to {to} of {n}', { from: count(from), to: count(to), n: count(n) })} />
    </Box>
  );
}

function repeated(rows: string[][]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const [key = ''] of rows) {
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}
