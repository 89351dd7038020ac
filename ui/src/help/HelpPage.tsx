// One page of the help: its blocks, the pages that lead to it, and the way back.
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Block } from "../bindings/Block";
import type { Page } from "../bindings/Page";
import type { Span } from "../bindings/Span";
import { Phrases } from "../controls/Phrases";
import { goBack, read } from "./help";
import { PageIcon, PageLink } from "./PageLink";

export function HelpPage({ page, pages }: { page: Page; pages: Page[] }) {
  const { t } = useTranslation();
  const leading = page.linked_from.flatMap((id) => pages.find((known) => known.id === id) ?? []);
  return (
    <>
      <div className="border-b border-line px-2 py-1">
        <button type="button" data-help-start className="quiet" onClick={goBack}>
          <ArrowLeft size={15} />
          {t("help.back")}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by key */}
      <article tabIndex={0} data-help-page={page.id} className="min-h-0 flex-1 overflow-auto px-4 py-3">
        <header className="mb-3 flex items-start gap-2">
          <PageIcon page={page} />
          <h2 className="text-base font-semibold">
            <Phrases text={page.title} />
          </h2>
        </header>
        {page.blocks.map((block, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change
          <Part key={place} block={block} />
        ))}
        {leading.length > 0 && (
          <section className="mt-5 border-t border-line pt-3">
            <h3 className="mb-1 text-xs font-medium text-soft">{t("help.linked")}</h3>
            <div className="-mx-2">
              {leading.map((page) => (
                <PageLink key={page.id} page={page} />
              ))}
            </div>
          </section>
        )}
      </article>
    </>
  );
}

function Part({ block }: { block: Block }) {
  switch (block.block) {
    case "heading":
      return (
        <h3 className="mt-4 mb-1 font-semibold">
          <Words spans={block.spans} />
        </h3>
      );
    case "paragraph":
      return (
        <p>
          <Words spans={block.spans} />
        </p>
      );
    case "list": {
      const items = block.items.map((spans, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change
        <li key={place}>
          <Words spans={spans} />
        </li>
      ));
      const look = "flex flex-col gap-1.5 pl-5";
      if (block.ordered) return <ol className={`${look} list-decimal`}>{items}</ol>;
      return <ul className={`${look} list-disc`}>{items}</ul>;
    }
  }
}

/** Words are drawn as text, whatever stands in them. */
function Words({ spans }: { spans: Span[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change
  return spans.map((span, place) => <Word key={place} span={span} />);
}

function Word({ span }: { span: Span }) {
  switch (span.span) {
    case "text":
      return span.text;
    case "code":
      return <code className="rounded bg-sunken px-1 text-xs [overflow-wrap:anywhere]">{span.text}</code>;
    case "link":
      return (
        <button
          type="button"
          className="text-left align-top text-accent underline underline-offset-2"
          onClick={() => read(span.page)}
        >
          {span.title}
        </button>
      );
  }
}
