import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { InputField } from '../../ui/form-field';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';

/** Chooses, shows and removes the logo. */
export function LogoField(props: { readonly logo: string; readonly onChange: (logo: string) => void }): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const [isUnreadable, setUnreadable] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    const logo = file && (await device.readLogo(file));
    setUnreadable(file !== undefined && logo === undefined);
    if (logo !== undefined) props.onChange(logo);
  };
  return (
    <div className="stack-tight">
      <InputField
        type="file"
        label={words.say('report.logo')}
        accept="image/png,image/jpeg"
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <p className={isUnreadable ? 'small' : 'small quiet'} role={isUnreadable ? 'alert' : undefined}>
        {words.say(isUnreadable ? 'report.logoUnreadable' : 'report.logoHint')}
      </p>
      {props.logo === '' ? null : (
        <div className="row">
          <img className="logo" src={props.logo} alt={words.say('report.logo')} />
          <Button look="quiet" icon="trash" onClick={() => props.onChange('')}>
            {words.say('report.logoRemove')}
          </Button>
        </div>
      )}
    </div>
  );
}
