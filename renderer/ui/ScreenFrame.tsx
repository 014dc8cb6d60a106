import { type ReactNode, useEffect } from 'react';
import { BottomBar, type BottomActions } from './BottomBar.tsx';
import { useKiosk } from './kiosk-context.ts';
import { Tools } from './Tools.tsx';

interface Props {
  /** What is being done; a small line over the instruction. */
  about?: string;
  /** One sentence: what to do, or what is happening. */
  instruction: string;
  detail?: string | undefined;
  picture?: ReactNode;
  /** Who was identified. */
  who?: ReactNode;
  /** What is chosen or read in this step. */
  children?: ReactNode;
  /** How `children` shares the room: takes all of it, as much as it needs, or one strip under the picture. */
  share?: 'all' | 'part' | 'strip';
  actions?: BottomActions | undefined;
}

/** The one anatomy of every screen of a session, under the head: what to do now, the choice, the way out. */
export function ScreenFrame({
  about,
  instruction,
  detail,
  picture,
  who,
  children,
  share = 'part',
  actions,
}: Props) {
  const { view, announce } = useKiosk();
  const filled = Boolean(who) || Boolean(children);
  useEffect(() => announce(instruction), [announce, instruction]);
  return (
    <div className="frame" data-share={filled ? share : 'none'}>
      <main>
        <div className="say">
          <div className="say-text">
            {about !== undefined && <p className="about">{about}</p>}
            <h1>{instruction}</h1>
            {detail !== undefined && <p className="detail">{detail}</p>}
          </div>
          {picture !== undefined && (
            <div className="picture">
              <div className="scene">{picture}</div>
            </div>
          )}
        </div>
        {filled ? (
          <div className="do">
            {who}
            <div className="do-main">{children}</div>
          </div>
        ) : null}
      </main>
      <footer className="foot">
        {view.settings.reach === 'low' && <Tools />}
        {actions !== undefined && <BottomBar {...actions} />}
      </footer>
    </div>
  );
}
