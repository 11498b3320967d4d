// oxlint-disable-next-line import/no-named-as-default -- the types know the default export only
import PDFDocument from 'pdfkit';

type Element = PDFKit.PDFStructureElement;

/** What stands on every page. */
export interface PageFrame {
  readonly title: string;
  readonly headLine: string;
  readonly footLine: string;
  /** A word across each page, for what is no real record. */
  readonly watermark?: string;
}

/** A document that is written from top to bottom; every text has its place in the structure that a screen reader reads. */
export interface TaggedPages {
  heading(text: string, level: 1 | 2): void;
  line(text: string): void;
  table(head: readonly string[], widths: readonly number[], rows: readonly (readonly string[])[]): void;
  finish(): Promise<Buffer>;
}

const margin = 42;
const top = 64;
const bottom = 56;
const ink = '#1a1a1a';
const faint = '#555555';

/** Starts a tagged PDF on A4. Greyscale only, so that it reads the same from any printer. */
export function taggedPages(frame: PageFrame): TaggedPages {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top, bottom, left: margin, right: margin },
    bufferPages: true,
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: printable(frame.title), Creator: 'Evenkeel' },
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
  const width = doc.page.width - 2 * margin;
  const root = doc.struct('Document');
  doc.addStructure(root);
  const lowest = () => doc.page.height - bottom;
  const room = (height: number) => {
    if (doc.y + height > lowest()) doc.addPage();
  };
  const put = (parent: Element, type: string, text: string, x: number, y: number, wide: number) => {
    doc.text(printable(text), x, y, { width: wide, structParent: parent, structType: type, lineGap: 1 });
  };

  return {
    heading(text, level) {
      doc
        .font('Helvetica-Bold')
        .fontSize(level === 1 ? 16 : 11)
        .fillColor(ink);
      room(level === 1 ? 40 : 60);
      if (level === 2) doc.y += 10;
      put(root, `H${level}`, text, margin, doc.y, width);
      doc.y += 3;
    },
    line(text) {
      doc.font('Helvetica').fontSize(9).fillColor(ink);
      room(doc.heightOfString(printable(text), { width, lineGap: 1 }));
      put(root, 'P', text, margin, doc.y, width);
    },
    table(head, widths, rows) {
      const table = doc.struct('Table');
      root.add(table);
      const total = widths.reduce((sum, one) => sum + one, 0);
      const columns = widths.map((one) => (one / total) * width);
      const row = (cells: readonly string[], isHead: boolean) => {
        doc
          .font(isHead ? 'Helvetica-Bold' : 'Helvetica')
          .fontSize(8)
          .fillColor(ink);
        const height = Math.max(
          ...cells.map((cell, i) =>
            doc.heightOfString(printable(cell) || ' ', { width: (columns[i] ?? 40) - 6, lineGap: 1 }),
          ),
        );
        if (doc.y + height + 4 > lowest()) {
          doc.addPage();
          if (!isHead) row(head, true);
          doc.font('Helvetica').fontSize(8).fillColor(ink);
        }
        const tr = doc.struct('TR');
        table.add(tr);
        const y = doc.y + 2;
        let x = margin;
        cells.forEach((cell, i) => {
          put(tr, isHead ? 'TH' : 'TD', cell === '' ? ' ' : cell, x, y, (columns[i] ?? 40) - 6);
          x += columns[i] ?? 40;
        });
        tr.end();
        doc.y = y + height + 2;
        artefact(doc, () =>
          doc
            .moveTo(margin, doc.y)
            .lineTo(margin + width, doc.y)
            .lineWidth(isHead ? 0.8 : 0.3)
            .strokeColor('#999999')
            .stroke(),
        );
        doc.x = margin;
      };
      row(head, true);
      for (const cells of rows) row(cells, false);
      table.end();
      doc.y += 5;
    },
    finish() {
      root.end();
      const { start, count } = doc.bufferedPageRange();
      for (let page = start; page < start + count; page += 1) {
        doc.switchToPage(page);
        drawFrame(doc, frame, page - start + 1, count, width);
      }
      doc.end();
      return done;
    },
  };
}

/** What a screen reader skips: lines, page numbers, the watermark. */
function artefact(doc: PDFKit.PDFDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

function drawFrame(
  doc: PDFKit.PDFDocument,
  frame: PageFrame,
  page: number,
  pages: number,
  width: number,
): void {
  const { height } = doc.page;
  // Text outside the margins would start a new page; the margins are lifted while the frame is drawn.
  doc.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
  artefact(doc, () => {
    doc.font('Helvetica').fontSize(8).fillColor(faint);
    doc.text(printable(frame.headLine), margin, 30, { width, lineBreak: false });
    doc.text(printable(frame.footLine), margin, height - 40, {
      width: width - 90,
      lineBreak: false,
      ellipsis: true,
    });
    doc.text(`Page ${page} of ${pages}`, margin + width - 90, height - 40, {
      width: 90,
      align: 'right',
      lineBreak: false,
    });
    if (frame.watermark !== undefined) {
      doc.save();
      doc.rotate(-50, { origin: [doc.page.width / 2, height / 2] });
      doc.font('Helvetica-Bold').fontSize(54).fillColor('#000000', 0.08);
      doc.text(frame.watermark, 0, height / 2 - 27, {
        width: doc.page.width,
        align: 'center',
        lineBreak: false,
      });
      doc.restore();
    }
  });
}

const beyondLatin = /[^\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu;
const spelled: { readonly [letter: string]: string } = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  '≥': '>=',
  '≤': '<=',
  '→': '->',
};

/**
 * Text as the built-in fonts can draw it: letters they lack lose their accents, and what has no Latin letter becomes `?`.
 * The record on the screen keeps every letter.
 */
export function printable(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(beyondLatin, (letter) => {
    const plain = spelled[letter] ?? letter.normalize('NFKD').replaceAll(/\p{M}/gu, '');
    return plain !== '' && plain.replaceAll(beyondLatin, '') === plain ? plain : plain === '' ? '' : '?';
  });
}
