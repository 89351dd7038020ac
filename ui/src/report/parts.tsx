// What report pages are made of: a question, one sentence of answer, one picture, one table.
import type { ReactNode } from "react";

interface PageProps {
  question: string;
  answer: ReactNode;
  children: ReactNode;
}

export function Page({ question, answer, children }: PageProps) {
  return (
    <article className="mx-auto w-full max-w-4xl px-8 py-8">
      <h2 className="text-xs font-medium text-soft">{question}</h2>
      <p className="mt-1 mb-6 text-lg leading-snug font-semibold">{answer}</p>
      <div className="flex flex-col gap-8">{children}</div>
    </article>
  );
}

export interface Column<Row> {
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  figure?: boolean;
}

interface TableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
}

export function Table<Row>({ label, rows, columns, keyOf }: TableProps<Row>) {
  const side = (column: Column<Row>) => (column.figure ? "text-right whitespace-nowrap" : "text-left");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by key
    <section className="overflow-x-auto" tabIndex={0} aria-label={label}>
      <table aria-label={label} className="w-full border-collapse">
        <thead className="text-xs text-soft">
          <tr className="border-b border-line">
            {columns.map((column, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are named by their place
              <th key={place} scope="col" className={`px-2 py-1.5 font-medium first:pl-0 ${side(column)}`}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-row={keyOf(row)} className="border-b border-line align-baseline">
              {columns.map((column, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are named by their place
                <td key={place} className={`px-2 py-1.5 first:pl-0 ${side(column)}`}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Part({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="font-semibold">{title}</h3>
      {help && <p className="mb-2 text-xs text-soft">{help}</p>}
      {children}
    </section>
  );
}

/** What cannot be told is grey. */
export const CannotTell = ({ children }: { children: ReactNode }) => (
  <span className="text-soft">{children}</span>
);
