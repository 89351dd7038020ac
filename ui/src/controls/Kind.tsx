// The icon of a kind of step, tinted by its category. The icon says it, not the color alone.
import {
  CircleHelp,
  ClipboardList,
  Clock,
  Code,
  Flag,
  FlaskConical,
  Gift,
  Hourglass,
  type LucideIcon,
  PhoneIncoming,
  Plug,
  Repeat,
  Send,
  ShieldCheck,
  Split,
  Star,
  Store,
  Target,
  UserPen,
  Users,
  Workflow,
  Zap,
} from "lucide-react";
import type { Category } from "../bindings/Category";

const ICONS: Record<string, LucideIcon> = {
  "entry.event": Zap,
  "entry.audience": Users,
  "entry.inbound": PhoneIncoming,
  message: Send,
  branch: Split,
  "branch.script": Code,
  "branch.experiment": FlaskConical,
  "branch.hours": Store,
  "gate.contact": ShieldCheck,
  "wait.time": Clock,
  "wait.event": Hourglass,
  "data.update": UserPen,
  "data.call": Plug,
  "offer.issue": Gift,
  "task.create": ClipboardList,
  "measure.survey": Star,
  "measure.goal": Target,
  "flow.sub": Workflow,
  "flow.loop": Repeat,
  "flow.end": Flag,
};

const TINTS: Record<Category, string> = {
  entry: "text-entry bg-entry/12",
  message: "text-message bg-message/12",
  branch: "text-branch bg-branch/12",
  wait: "text-wait bg-wait/12",
  data: "text-data bg-data/12",
  action: "text-action bg-action/12",
  measure: "text-measure bg-measure/12",
  flow: "text-flow bg-flow/12",
};

/** The variable of a category's hue. */
export function hue(category: Category | null): string {
  return `var(--${category ?? "flow"})`;
}

interface Props {
  kind: string;
  category: Category | null;
  /** Whether it stands in a line of text. */
  slim?: boolean;
}

export function KindTile({ kind, category, slim }: Props) {
  const Icon = ICONS[kind] ?? CircleHelp;
  return (
    <span
      aria-hidden
      className={`grid shrink-0 place-items-center ${slim ? "size-5 rounded" : "size-7 rounded-control"} ${TINTS[category ?? "flow"]}`}
    >
      <Icon size={slim ? 12 : 16} strokeWidth={2} />
    </span>
  );
}
