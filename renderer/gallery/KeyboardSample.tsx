import { useMemo, useState } from 'react';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import type { KioskView } from '../../contract/view.ts';
import { useLocalized } from '../i18n/texts.ts';
import { Head } from '../ui/Head.tsx';
import { KioskContext, type Outcome } from '../ui/kiosk-context.ts';
import { Keyboard } from '../ui/keyboard/Keyboard.tsx';
import { TextField } from '../ui/keyboard/TextField.tsx';
import { TypingArea } from '../ui/keyboard/TypingArea.tsx';
import { Panel } from '../ui/Panel.tsx';
import { ScreenFrame } from '../ui/ScreenFrame.tsx';
import { sampleFields } from './sample-fields.ts';
import './sample.css';

/** Whether a gallery link asks for the keyboard: `#screen=keyboard`, with `fields=1` for the second two fields. */
export const isKeyboardSample = (hash: string): boolean =>
  new URLSearchParams(hash.slice(1)).get('screen') === 'keyboard';

interface Props {
  view: KioskView;
  onEvent: (event: CitizenEvent) => Promise<Outcome>;
}

/** Two fields with the keyboard on one page: the screens of a service ask for one at a time. */
export function KeyboardSample({ view, onEvent }: Props) {
  const kiosk = useMemo(
    () => ({ view, before: null, send: (event: CitizenEvent) => void onEvent(event), announce: () => {} }),
    [view, onEvent],
  );
  return (
    <KioskContext value={kiosk}>
      <Panel panel={view.panel} settings={view.settings} training={view.training}>
        <div className="layer">
          <Head />
          <Form />
        </div>
      </Panel>
    </KioskContext>
  );
}

function Form() {
  const localized = useLocalized();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const pair = new URLSearchParams(location.hash.slice(1)).get('fields') === '1' ? 1 : 0;
  return (
    <TypingArea>
      <ScreenFrame
        instruction={localized({ 'zh-CN': '请填写申请人信息', en: 'Please fill in your details' })}
        share="strip"
        actions={{ back: true, stop: true }}
      >
        <div className="sample-fields">
          {sampleFields[pair].map(({ id, label, rule, layouts }) => (
            <TextField
              key={id}
              label={localized(label)}
              value={values[id] ?? ''}
              onChange={(value) => setValues((now) => ({ ...now, [id]: value }))}
              rule={rule}
              layouts={layouts}
            />
          ))}
        </div>
        <Keyboard />
      </ScreenFrame>
    </TypingArea>
  );
}
