// A draft that saves itself. Saves follow one another, each over the version that the one before made. What the hub did not take stays in
// the form and in this tab, and is sent again; what somebody else wrote meanwhile is never overwritten without being asked.

import { useCallback, useEffect, useRef, useState } from 'react';
import { isConflict } from '@/api/queries';
import { typeOf } from '@kit/api/problem';
import { api, take } from '@/api/client';
import { ofVersion } from '@/api/once';
import type { SoapNote, SoapNoteRequest } from '@/api/record';
import { copyOf, forgetCopy, keepCopy } from '@/api/draft-copy';

/** Saved when nothing was typed for so long, in milliseconds. */
const PAUSE = 1_000;
/** Tried again after so long when the hub did not take it, in milliseconds. */
const AGAIN = 5_000;

/** `kept`: the hub did not take it; it is in this tab. `other`: somebody else wrote meanwhile; `locked`: somebody else writes now. */
export type DraftState = 'saved' | 'changed' | 'saving' | 'kept' | 'other' | 'locked';

/** What is written of a note: all that a save sends. */
export function contentOfNote({ facility_id, encounter_id, confidential, template, specialty, tags, chief_complaint, subjective, objective, assessment, plan, vital_signs_id, diagnoses, orders, follow_up }: SoapNote | SoapNoteRequest): SoapNoteRequest {
  return { facility_id, encounter_id, confidential, template, specialty, tags, chief_complaint, subjective, objective, assessment, plan, vital_signs_id, diagnoses, orders, follow_up };
}

/** Whether two contents say the same; what is absent, empty and `null` is the same. */
export function isSameContent(one: SoapNote | SoapNoteRequest, other: SoapNote | SoapNoteRequest): boolean {
  const plain = (note: SoapNote | SoapNoteRequest) =>
    JSON.stringify(Object.entries(contentOfNote(note)).filter(([, value]) => value != null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)));
  return plain(one) === plain(other);
}

export interface Draft {
  /** As the hub has it. */
  note: SoapNote;
  content: SoapNoteRequest;
  state: DraftState;
  error: unknown;
  savedAt: string | null;
  /** Whether this browser keeps what the hub does not have. */
  isKept: boolean;
  /** Whether it began with what an earlier visit of this tab had not brought to the hub. */
  isRestored: boolean;
  set: (part: Partial<SoapNoteRequest>) => void;
  /** Saves what is not saved; gives the note, or throws. */
  flush: () => Promise<SoapNote>;
  takeOver: () => Promise<void>;
  /** What the hub has now, beside which one's own stands. */
  theirs: SoapNote | null;
  /** Goes on with one's own text, or with what the hub has. */
  resolve: (which: 'mine' | 'theirs') => void;
}

/** `first`: the note with one's own lock, as the hub gave it. */
export function useDraft(first: SoapNote, user: string): Draft {
  const [start] = useState(() => {
    const copy = copyOf(user, first.id);
    const isNew = copy !== null && !isSameContent(copy.content, first);
    return { content: isNew ? copy.content : contentOfNote(first), isRestored: isNew, isBehind: isNew && !isAfterOwn(copy.version, first, user) };
  });
  const [note, setNote] = useState(first);
  const [content, setContent] = useState(start.content);
  const [state, setState] = useState<DraftState>(start.isBehind ? 'other' : start.isRestored ? 'changed' : 'saved');
  const [theirs, setTheirs] = useState<SoapNote | null>(start.isBehind ? first : null);
  const [error, setError] = useState<unknown>(null);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [isKept, setIsKept] = useState(true);
  const known = useRef(first);
  const latest = useRef(start.content);
  const dirty = useRef(start.isRestored);
  const stopped = useRef(start.isBehind);
  const running = useRef<Promise<void> | null>(null);

  const save = useCallback(async (): Promise<void> => {
    while (running.current) await running.current;
    if (!dirty.current || stopped.current) return;
    const sent = latest.current;
    dirty.current = false;
    setState('saving');
    running.current = (async () => {
      try {
        known.current = await take(api.PUT('/api/v1/ehr/soap-notes/{id}', { ...ofVersion(known.current), body: sent }));
        setNote(known.current);
        setError(null);
        setSavedAt(known.current.updated_at);
        if (!dirty.current) forgetCopy(user, first.id);
        setState(dirty.current ? 'changed' : 'saved');
      } catch (why) {
        dirty.current = true;
        setError(why);
        if (isConflict(why)) {
          stopped.current = true;
          setTheirs(await take(api.GET('/api/v1/ehr/soap-notes/{id}', { params: { path: { id: first.id } } })).catch(() => null));
          setState('other');
        } else if (typeOf(why) === 'note-locked' || typeOf(why) === 'record-state') {
          stopped.current = true;
          setState('locked');
        } else setState('kept');
      } finally {
        running.current = null;
      }
    })();
    await running.current;
  }, [first.id, user]);

  useEffect(() => {
    if (state !== 'changed' && state !== 'kept') return undefined;
    const timer = setTimeout(() => void save(), state === 'kept' ? AGAIN : PAUSE);
    return () => clearTimeout(timer);
  }, [content, state, save, error]);

  useEffect(() => {
    const hidden = () => void (document.visibilityState === 'hidden' && save());
    const online = () => void save();
    // The browser asks before a tab with unsaved text is closed.
    const ask = (event: BeforeUnloadEvent) => dirty.current && event.preventDefault();
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('online', online);
    window.addEventListener('beforeunload', ask);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', ask);
      void save();
    };
  }, [save]);

  const set = (part: Partial<SoapNoteRequest>) => {
    latest.current = { ...latest.current, ...part };
    dirty.current = true;
    setIsKept(keepCopy(user, first.id, { version: known.current.version, content: latest.current }));
    setContent(latest.current);
    setState((now) => (now === 'other' || now === 'locked' ? now : 'changed'));
  };

  const flush = async () => {
    await save();
    if (dirty.current) throw new Error('not saved');
    return known.current;
  };

  const begin = (version: SoapNote, mine: SoapNoteRequest, isDirty: boolean) => {
    known.current = version;
    latest.current = mine;
    dirty.current = isDirty;
    stopped.current = false;
    if (isDirty) keepCopy(user, first.id, { version: version.version, content: mine });
    else forgetCopy(user, first.id);
    setNote(version);
    setContent(mine);
    setTheirs(null);
    setError(null);
    setState(isDirty ? 'changed' : 'saved');
  };

  const takeOver = async () => {
    const before = known.current;
    try {
      const taken = await take(api.POST('/api/v1/ehr/soap-notes/{id}/lock', { params: { path: { id: first.id } }, body: { take_over: true } }));
      if (isSameContent(taken, before) || isSameContent(taken, latest.current)) begin(taken, latest.current, dirty.current);
      else {
        setTheirs(taken);
        setState('other');
      }
    } catch (why) {
      setError(why);
    }
  };

  const resolve = (which: 'mine' | 'theirs') => {
    if (theirs) begin(theirs, which === 'mine' ? latest.current : contentOfNote(theirs), which === 'mine');
  };

  return { note, content, state, error, savedAt, isKept, isRestored: start.isRestored, set, flush, takeOver, theirs, resolve };
}

/** Taking the lock counts a version too; nothing of another's is overwritten when the note was changed by its writer last. */
function isAfterOwn(version: number, note: SoapNote, user: string): boolean {
  return note.version === version || note.changed_by === user;
}
