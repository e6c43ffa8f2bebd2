import { readFlag, readString, readWires, typeOf, asWire, type Wire } from "../wire.js";
import { RichTextBlock } from "./rich-text-block.js";

/** Rows and columns; the first row is the header. */
export function TableBlock({ block }: { readonly block: Wire }) {
  const [header = [], ...rows] = readRows(block);
  const columns = readWires(block, "column_settings");
  const caption = readString(block, "caption");
  const cellStyle = (column: number) => {
    const settings = columns[column] ?? {};
    return {
      textAlign: ALIGNMENTS[readString(settings, "align") ?? ""] ?? "left",
      whiteSpace: readFlag(settings, "is_wrapped") ? "normal" : undefined,
    } as const;
  };
  return (
    // A wide table scrolls; with the keyboard only if it can be focused.
    <div className="table-frame" tabIndex={0} role="group" aria-label={caption ?? "Table"}>
      <table>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {header.map((cell, column) => (
              // Cells have no identity but their place.
              <th key={column} scope="col" style={cellStyle(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} style={cellStyle(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ALIGNMENTS: Readonly<Record<string, "center" | "right">> = {
  center: "center",
  right: "right",
};

function Cell({ cell }: { readonly cell: Wire }) {
  if (typeOf(cell) === "rich_text") return <RichTextBlock block={cell} />;
  return <span className="text">{readString(cell, "text") ?? JSON.stringify(cell)}</span>;
}

function readRows(block: Wire): readonly (readonly Wire[])[] {
  const rows = block["rows"];
  if (!Array.isArray(rows)) return [];
  return rows.map((row: unknown) =>
    Array.isArray(row) ? row.map((cell: unknown) => asWire(cell) ?? {}) : [],
  );
}
