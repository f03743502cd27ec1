import { useRef, type ReactElement, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Button, buttonClass } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useWords } from '../../ui/words-context';

/** How to hold a sheet against the light: a button that opens the steps, each with a drawing. */
export function Coaching(): ReactElement {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="camera-side" onClick={() => dialog.current?.showModal()}>
        <Icon name="sun" />
        <span>{words.say('capture.help')}</span>
      </button>
      <dialog ref={dialog} className="dialog coaching" aria-label={words.say('capture.help')}>
        <h2>{words.say('capture.help')}</h2>
        <ol className="coaching-steps">
          <Step text={words.say('capture.coachLight')}>
            <LightBehind />
          </Step>
          <Step text={words.say('capture.coachFill')}>
            <FillOutline />
          </Step>
          <Step text={words.say('capture.coachGlare')}>
            <NoGlare />
          </Step>
          <Step text={words.say('capture.coachTable')}>
            <OnLightTable />
          </Step>
        </ol>
        <div className="dialog-actions">
          <Link href="/light-table" className={buttonClass('plain')}>
            {words.say('capture.toLightTable')}
          </Link>
          <Button look="primary" onClick={() => dialog.current?.close()}>
            {words.say('capture.coachDone')}
          </Button>
        </div>
      </dialog>
    </>
  );
}

function Step({ text, children }: { readonly text: string; readonly children: ReactNode }): ReactElement {
  return (
    <li className="coaching-step">
      <svg viewBox="0 0 96 64" width="96" height="64" aria-hidden="true">
        {children}
      </svg>
      <p>{text}</p>
    </li>
  );
}

/** A ribbed sheet with its upper left corner at (x, y). */
function Sheet(props: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }) {
  const { x, y, width, height } = props;
  const ribs = Array.from({ length: Math.floor(width / 5) }, (_, at) => x + 4 + at * 5);
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx="2" className="coaching-sheet" />
      {ribs.map((rib) => (
        <line key={rib} x1={rib} x2={rib} y1={y + 2} y2={y + height - 2} className="coaching-rib" />
      ))}
    </g>
  );
}

function Phone({ x, y }: { readonly x: number; readonly y: number }): ReactElement {
  return (
    <g className="coaching-line">
      <rect x={x} y={y} width="12" height="22" rx="2" />
      <circle cx={x + 6} cy={y + 5} r="2" />
    </g>
  );
}

function Sun({ x, y }: { readonly x: number; readonly y: number }): ReactElement {
  const rays = [0, 45, 90, 135, 180, 225, 270, 315];
  return (
    <g className="coaching-sun">
      <circle cx={x} cy={y} r="7" />
      {rays.map((angle) => (
        <line key={angle} x1={x} x2={x} y1={y - 10} y2={y - 14} transform={`rotate(${angle} ${x} ${y})`} />
      ))}
    </g>
  );
}

function LightBehind(): ReactElement {
  return (
    <>
      <Sun x={16} y={24} />
      <Sheet x={36} y={8} width={24} height={42} />
      <Phone x={78} y={20} />
    </>
  );
}

function FillOutline(): ReactElement {
  return (
    <>
      <rect x="26" y="4" width="44" height="56" rx="4" className="coaching-line" />
      <rect x="31" y="9" width="34" height="46" className="coaching-dashed" />
      <Sheet x={33} y={11} width={30} height={42} />
    </>
  );
}

function NoGlare(): ReactElement {
  return (
    <>
      <g transform="rotate(-10 48 32)">
        <Sheet x={34} y={10} width={28} height={44} />
      </g>
      <ellipse cx="52" cy="26" rx="7" ry="5" className="coaching-glare" />
      <path d="M14 14 82 54M82 14 14 54" className="coaching-cross" />
    </>
  );
}

function OnLightTable(): ReactElement {
  return (
    <>
      <rect x="14" y="10" width="68" height="46" rx="4" className="coaching-table" />
      <Sheet x={28} y={16} width={40} height={34} />
    </>
  );
}
