"use client";

import { type FormEvent, type ReactNode, useId, useMemo, useState } from "react";
import { formatZoneTime, timings } from "@/components/schedules/zone-time.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Label } from "@/components/ui/label.tsx";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger } from "@/components/ui/select.tsx";
import { isCron, isTimeZone, nextRunAfter } from "@/lib/api/next-run.ts";
import { workosToken } from "@/lib/api/pull.ts";
import { type ScheduleSettings, scheduleSettings } from "@/lib/api/schedules.ts";

const own = "own";

export type ScheduleFormValues = ScheduleSettings & { tokens: string[] };

/**
 * When to repeat, what follows from removals, and the API keys: one field for each of `keys`, which are shown by
 * their last characters. `isKeyNeeded`: left empty, the keys are not what they were, and nothing is sent.
 */
export function ScheduleForm(props: {
  initial: ScheduleSettings;
  keys: readonly string[];
  isKeyNeeded: boolean;
  onSubmit: (values: ScheduleFormValues) => void;
  children: ReactNode;
}) {
  const { initial, keys, isKeyNeeded } = props;
  const [settings, setSettings] = useState(initial);
  const [isOwn, setOwn] = useState(!timings.some(({ cron }) => cron === initial.cron));
  const [tokens, setTokens] = useState<string[]>(() => keys.map(() => ""));
  const [isTried, setTried] = useState(false);
  const timingId = useId();
  const set = (change: Partial<ScheduleSettings>) => setSettings((before) => ({ ...before, ...change }));

  const isAnyTyped = tokens.some((token) => token.trim() !== "");
  const tokenErrors = tokens.map((token) =>
    (isKeyNeeded || isAnyTyped) && !workosToken.safeParse(token).success
      ? "Paste the whole key; it begins with sk_."
      : null,
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const parsed = scheduleSettings.safeParse(settings);
    if (!parsed.success || tokenErrors.some((error) => error !== null)) return;
    props.onSubmit({ ...parsed.data, tokens: isAnyTyped ? tokens.map((token) => token.trim()) : [] });
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-1.5">
          <Label htmlFor={timingId}>Repeat</Label>
          <Select
            value={isOwn ? own : settings.cron}
            onValueChange={(value) => {
              setOwn(value === own);
              if (value !== own) set({ cron: value });
            }}
          >
            <SelectTrigger id={timingId} />
            <SelectContent>
              {timings.map(({ cron, label }) => (
                <SelectItem key={cron} value={cron}>
                  {label}
                </SelectItem>
              ))}
              <SelectItem value={own}>By a cron pattern</SelectItem>
            </SelectContent>
          </Select>
        </div>
        <ZoneField value={settings.timeZone} onChange={(timeZone) => set({ timeZone })} />
        {isOwn && (
          <Field
            label="Cron pattern"
            hint="Minute, hour, day of the month, month, day of the week."
            error={isCron(settings.cron.trim()) ? null : "Five fields, such as 30 1 * * 1-5."}
          >
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                value={settings.cron}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => set({ cron: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
      <NextRuns cron={settings.cron.trim()} timeZone={settings.timeZone} />
      <fieldset className="min-w-0">
        <legend className="mb-2 font-medium text-sm">Removed at WorkOS</legend>
        <RadioGroup
          aria-label="Removed at WorkOS"
          value={settings.mode}
          onValueChange={(mode) => set({ mode: mode as ScheduleSettings["mode"] })}
        >
          <RadioGroupItem
            value="mirror"
            label="Mirror WorkOS"
            hint="It is removed here too. If more than 5 % of a kind is gone, the run stops and asks."
          />
          <RadioGroupItem
            value="add_only"
            label="Only add and update"
            hint="What WorkOS no longer has is reported, and stays."
          />
        </RadioGroup>
      </fieldset>
      {keys.map((display, position) => (
        <Field
          key={display}
          label={`API key of ${display}`}
          hint={
            isKeyNeeded
              ? "Keys are wiped when an import ends. This one is kept, encrypted, for as long as the schedule."
              : "Left empty, the key that it has is kept."
          }
          error={isTried ? tokenErrors[position] : null}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              spellCheck={false}
              value={tokens[position] ?? ""}
              onChange={(event) =>
                setTokens((before) =>
                  before.map((token, at) => (at === position ? event.target.value : token)),
                )
              }
            />
          )}
        </Field>
      ))}
      {props.children}
    </form>
  );
}

/** The zone whose clock counts; offers the names that the browser knows. */
function ZoneField({ value, onChange }: { value: string; onChange: (timeZone: string) => void }) {
  const listId = useId();
  return (
    <Field label="Time zone" error={isTimeZone(value) ? null : "A name such as Europe/Berlin."}>
      {(control) => (
        <>
          <Input
            {...control}
            list={listId}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** What the pattern means: its next three moments. */
function NextRuns({ cron, timeZone }: { cron: string; timeZone: string }) {
  const times = useMemo(() => nextTimes(cron, timeZone, new Date()), [cron, timeZone]);
  return (
    <p className="min-h-5 text-muted-foreground text-sm">
      {times.length > 0 && `Next: ${times.join(" · ")}`}
    </p>
  );
}

function nextTimes(cron: string, timeZone: string, now: Date): string[] {
  if (!isCron(cron) || !isTimeZone(timeZone)) return [];
  const times: string[] = [];
  let after: Date | null = now;
  while (after && times.length < 3) {
    after = nextRunAfter(cron, timeZone, after);
    if (after) times.push(formatZoneTime(after, timeZone));
  }
  return times;
}
