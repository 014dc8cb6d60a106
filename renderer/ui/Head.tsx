import { useKiosk } from './kiosk-context.ts';
import { Steps } from './Steps.tsx';
import { TopBar } from './TopBar.tsx';

/** What stays while the screens under it change: it is drawn once, and a focus in it is not lost. */
export function Head() {
  const { steps, step } = useKiosk().view;
  return (
    <header className="head">
      <TopBar />
      {step !== null && <Steps steps={steps} step={step} />}
    </header>
  );
}
