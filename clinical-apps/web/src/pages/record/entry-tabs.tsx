// The parts of the record that are lists of entries.

import { EntryList } from './entry-list';
import { consentKind, directiveKind, familyKind, problemKind, socialKind, teamKind } from './kinds';
import { planKind } from './plans';

export function ProblemListTab() {
  return <EntryList kind={problemKind()} />;
}

export function CarePlansTab() {
  return <EntryList kind={planKind()} />;
}

export function HistoriesTab() {
  return (
    <>
      <EntryList kind={familyKind()} />
      <EntryList kind={socialKind()} />
    </>
  );
}

export function WishesTab() {
  return (
    <>
      <EntryList kind={directiveKind()} />
      <EntryList kind={consentKind()} />
    </>
  );
}

export function CareTeamTab() {
  return <EntryList kind={teamKind()} />;
}
