// What the core says against the sample customers, where it is about this place.
import type { SampleCustomers } from "../bindings/SampleCustomers";
import { useText } from "../i18n/text";

export function Wrong({ of, at }: { of: SampleCustomers; at: (wrong: string) => boolean }) {
  const { words } = useText();
  if (!of.refused || of.refused_at === null || !at(of.refused_at)) return null;
  return (
    <p role="alert" className="text-xs text-error">
      {words(of.refused)}
    </p>
  );
}
