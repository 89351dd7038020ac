// A page by its title, with the icon of what it is about.
import { BookOpen, CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Page } from "../bindings/Page";
import { KindTile } from "../controls/Kind";
import { read } from "./help";

export function PageLink({ page }: { page: Page }) {
  return (
    <button
      type="button"
      data-page={page.id}
      onClick={() => read(page.id)}
      className="flex min-h-7 w-full items-start gap-2 rounded-control px-2 py-1 text-left hover:bg-sunken"
    >
      <PageIcon page={page} />
      <span className="min-w-0">{page.title}</span>
    </button>
  );
}

const ICONS = {
  error: [CircleAlert, "text-error"],
  warning: [TriangleAlert, "text-warning"],
  info: [Info, "text-info"],
} as const;

export function PageIcon({ page: { id, about } }: { page: Page }) {
  const { t } = useTranslation();
  if (about === "work") return <Sign icon={BookOpen} tint="text-accent" />;
  if ("kind" in about) return <KindTile slim kind={id} category={about.kind} />;
  const [Icon, tint] = ICONS[about.finding];
  return <Sign icon={Icon} tint={tint} name={t(`problems.${about.finding}`)} />;
}

function Sign({ icon: Icon, tint, name }: { icon: LucideIcon; tint: string; name?: string }) {
  return (
    <span className={`grid size-5 shrink-0 place-items-center ${tint}`}>
      <Icon size={14} {...(name ? { role: "img", "aria-label": name } : { "aria-hidden": true })} />
    </span>
  );
}
