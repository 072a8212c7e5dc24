// The kinds of items that analysts edit beside channels: what they are called, what a new one begins with.

import type { ItemKind } from '@/api/queries';
import type { Files } from '@/editing/draft';

export interface Kind {
  kind: ItemKind;
  title: string;
  /** One of them, within a sentence. */
  one: string;
  about: string;
  names: RegExp;
  nameHelp: string;
  begin: (name: string) => Files;
  /** The only names that there can be. */
  fixed?: string[];
}

const NAME = /^[a-z][a-z0-9_-]{0,63}$/;
const CHANNEL_NAME = /^[a-z][a-z0-9-]{0,63}$/;
const HELP = '1 to 64 lowercase letters, digits, - and _, beginning with a letter. It never changes.';

export const KINDS: Record<string, Kind> = {
  channel: {
    kind: 'channel',
    title: 'Channels',
    one: 'channel',
    about: 'A channel takes messages from one source, filters and transforms them, and hands them to its destinations.',
    names: CHANNEL_NAME,
    nameHelp: '1 to 64 lowercase letters, digits and -, beginning with a letter. It never changes; the name that people see can.',
    begin: (name) => ({ 'channel.yaml': { text: channelOf(name) } }),
  },
  library: {
    kind: 'library',
    title: 'Code templates',
    one: 'library',
    about: 'A library holds functions that the scripts of channels call. A channel names it under “Code template libraries”, or the library names its channels.',
    names: NAME,
    nameHelp: HELP,
    begin: (name) => ({
      'library.yaml': { text: `name: ${name}\ndescription: What these functions are for.\nchannels: all\n` },
      'functions.rhai': { text: '/// Returns the text without white space around it, in capital letters.\nfn tidy(text) {\n    text.trim().to_upper()\n}\n' },
    }),
  },
  lookup: {
    kind: 'lookup',
    title: 'Lookup tables',
    one: 'lookup table',
    about: 'A table turns one code into another. Its first row names the columns; the first column is the key. Steps use it under “Lookup table”.',
    names: NAME,
    nameHelp: HELP,
    begin: (name) => ({ [`${name}.csv`]: { text: 'key,value\n' } }),
  },
  script: {
    kind: 'script',
    title: 'Global scripts',
    one: 'global script',
    about: 'Global scripts run for all channels: when one is deployed or undeployed, and before and after each message.',
    names: NAME,
    nameHelp: HELP,
    begin: (name) => ({ [`${name}.rhai`]: { text: '' } }),
    fixed: ['deploy', 'undeploy', 'preprocessor', 'postprocessor'],
  },
  alert: {
    kind: 'alert',
    title: 'Alerts',
    one: 'alert',
    about: 'An alert tells somebody when something goes wrong, and when it is over.',
    names: NAME,
    nameHelp: HELP,
    begin: (name) => ({ [`${name}.yaml`]: { text: alertOf(name) } }),
  },
  connection: {
    kind: 'connection',
    title: 'Connections',
    one: 'connection',
    about: 'A connection has the settings of a peer, such as its address and where its password is, for all channels that name it under “Shared connection”.',
    names: NAME,
    nameHelp: HELP,
    begin: (name) => ({ [`${name}.yaml`]: { text: connectionOf() } }),
  },
};

function connectionOf(): string {
  return `# The kind of connector, what it is, and the settings that channels share.
# Secrets are named where they are: env:NAME or file:PATH.
type: mllp
description: The laboratory
address: 127.0.0.1:2600
`;
}

function channelOf(id: string): string {
  return `version: 1
id: ${id}
name: ${id}
# The hub starts it once it was deployed.
source:
  connector: { type: mllp, bind: 127.0.0.1:2576 }
  data_type: hl7v2
destinations: []
`;
}

function alertOf(name: string): string {
  return `version: 1
title: ${name}
channels: { all: true }
trigger: { type: error }
throttle: 15m
subject: '{event}: {alert}'
body: '{what} in channel {channel_name}; {count} times since {since}.'
actions:
  - { type: log }
`;
}
