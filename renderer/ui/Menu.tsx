import * as Radix from '@radix-ui/react-dropdown-menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { KeyCaps } from './KeyCaps.tsx';

export interface MenuItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly keys?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

export type MenuSection = { readonly title?: string; readonly items: readonly MenuItem[] };

/** A list of things to do, opened from the given button. */
export function Menu({
  trigger,
  sections,
  align = 'start',
}: {
  readonly trigger: ReactNode;
  readonly sections: readonly MenuSection[];
  readonly align?: 'start' | 'end';
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
          {sections.map((section, index) => (
            <Radix.Group key={section.title ?? section.items[0]?.id ?? index}>
              {index > 0 && <Radix.Separator className="menu-line" />}
              {section.title && <Radix.Label className="menu-title">{section.title}</Radix.Label>}
              {section.items.map((item) => (
                <Radix.Item
                  key={item.id}
                  className="menu-item"
                  disabled={item.disabled}
                  onSelect={item.onSelect}
                >
                  <span className="menu-check">{item.checked && <Check size={12} />}</span>
                  <span className="menu-label">{item.label}</span>
                  {item.keys && <KeyCaps keys={item.keys} />}
                </Radix.Item>
              ))}
            </Radix.Group>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A menu of boxes to tick that stays open while ticking. */
export function CheckMenu({
  trigger,
  options,
  chosen,
  onChange,
}: {
  readonly trigger: ReactNode;
  readonly options: readonly { id: string; label: ReactNode; count?: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          {options.map((option) => (
            <Radix.CheckboxItem
              key={option.id}
              className="menu-item"
              checked={chosen.includes(option.id)}
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(on) =>
                onChange(on ? [...chosen, option.id] : chosen.filter((id) => id !== option.id))
              }
            >
              <span className="menu-check">
                <Radix.ItemIndicator>
                  <Check size={12} />
                </Radix.ItemIndicator>
              </span>
              <span className="menu-label">{option.label}</span>
              {option.count && <span className="menu-count">{option.count}</span>}
            </Radix.CheckboxItem>
          ))}
          {options.length === 0 && <div className="menu-title">Nothing to choose from</div>}
          {chosen.length > 0 && (
            <>
              <Radix.Separator className="menu-line" />
              <Radix.Item className="menu-item" onSelect={() => onChange([])}>
                <span className="menu-check" />
                <span className="menu-label">Show all</span>
              </Radix.Item>
            </>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
