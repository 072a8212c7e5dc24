// Styles that are turned round for languages from right to left, and Material UI's own words in Arabic.

import createCache from '@emotion/cache';
import rtl from '@mui/stylis-plugin-rtl';
import { arEG } from '@mui/material/locale';
import { prefixer } from 'stylis';

export const words: object = arEG;
export const cache = createCache({ key: 'rtl', stylisPlugins: [prefixer, rtl] });
