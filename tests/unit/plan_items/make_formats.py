#!/usr/bin/env python3
"""Writes texts in the formats in which offices send them.

    make_formats.py OUT_DIR FILE.txt…

For each: NAME.gb18030.txt, NAME.html (a page of a site), NAME.docx (a paragraph a line) and
NAME.numbered.docx, whose marks at the beginning of a line (一、 （一） 1.) are numbering of the file that
nobody typed, where the text has marks that one multilevel list can count. Rows with | between their
cells are tables. Then NAME.pdf of each NAME.docx, by one call of LibreOffice.
"""
import html
import os
import re
import subprocess
import sys

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

HAN = '一二三四五六七八九十'
MARKS = [  # (kind, pattern of the mark, number format)
    ('han', re.compile(rf'([{HAN}]+)、'), 'chineseCountingThousand'),
    ('bracket', re.compile(rf'[（(]([{HAN}]+)[）)]'), 'chineseCountingThousand'),
    ('number', re.compile(r'(\d+)[.．、]'), 'decimal'),
]


def han_value(text):
    if '十' not in text:
        return HAN.index(text) + 1
    tens, ones = text.split('十')
    return (HAN.index(tens) + 1 if tens else 1) * 10 + (HAN.index(ones) + 1 if ones else 0)


def mark_of(line):
    for kind, pattern, number_format in MARKS:
        match = pattern.match(line)
        if match:
            digits = match.group(1)
            number = int(digits) if digits.isdigit() else han_value(digits)
            shape = line[:match.start(1)] + '%' + line[match.end(1):match.end()]
            return kind, number, shape, number_format, line[match.end():]
    return None


class Level:
    def __init__(self, kind, shape, number_format):
        self.kind, self.shape, self.number_format = kind, shape, number_format
        self.count = 0
        self.passed = False  # A mark of a level further out came after the last of this.
        self.runs_on = None  # Through the items further out; None: not seen yet.


def levels_of(lines):
    """The levels of one list that counts the marks of these lines, or None."""
    levels = []
    for mark in filter(None, map(mark_of, lines)):
        kind, number, shape, number_format, _ = mark
        depth = next((i for i, level in enumerate(levels) if level.kind == kind), len(levels))
        if depth == len(levels):
            levels.append(Level(kind, shape, number_format))
        level = levels[depth]
        goes_on = number == level.count + 1
        if not goes_on and not (level.passed and number == 1):
            return None
        if level.passed:
            if level.runs_on not in (None, goes_on):
                return None
            level.runs_on = goes_on
        level.count, level.passed = number, False
        for deeper in levels[depth + 1:]:
            deeper.passed = True
    return levels or None


def element(parent, tag, **values):
    child = OxmlElement(tag)
    for key, value in values.items():
        child.set(qn('w:' + key), value)
    parent.append(child)
    return child


def add_numbering(document, levels):
    numbering = document.part.numbering_part.element
    abstract = OxmlElement('w:abstractNum')
    abstract.set(qn('w:abstractNumId'), '77')
    element(abstract, 'w:multiLevelType', val='multilevel')
    for depth, level in enumerate(levels):
        entry = element(abstract, 'w:lvl', ilvl=str(depth))
        element(entry, 'w:start', val='1')
        element(entry, 'w:numFmt', val=level.number_format)
        if level.runs_on:
            element(entry, 'w:lvlRestart', val='0')
        element(entry, 'w:suff', val='nothing')
        element(entry, 'w:lvlText', val=level.shape.replace('%', f'%{depth + 1}'))
        element(entry, 'w:lvlJc', val='left')
    numbering.insert(0, abstract)
    number = element(numbering, 'w:num', numId='77')
    element(number, 'w:abstractNumId', val='77')


def style(paragraph, size):
    for run in paragraph.runs:
        run.font.size = Pt(size)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn('w:eastAsia'), 'Noto Serif CJK SC')


def cells_of(line):
    """Of a row written with strokes between its cells, or None."""
    if line.count('|') < 2:
        return None
    return [cell.strip() for cell in line.strip('|').split('|')]


def blocks_of(lines):
    """(line, None) for each line, and ('', rows) for the lines of a table."""
    rows = []
    for line in lines:
        cells = cells_of(line)
        if cells:
            if any(cell.strip('-:') for cell in cells):
                rows.append(cells)
            continue
        if rows:
            yield '', rows
            rows = []
        yield line, None
    if rows:
        yield '', rows


def add_table(document, rows):
    table = document.add_table(rows=0, cols=len(rows[0]), style='Table Grid')
    for row in rows:
        for cell, text in zip(table.add_row().cells, row):
            cell.paragraphs[0].add_run(text)
            style(cell.paragraphs[0], 10.5)


def write_docx(path, lines, levels=None):
    document = docx.Document()
    if levels:
        add_numbering(document, levels)
    for index, (line, rows) in enumerate(blocks_of(lines)):
        if rows:
            add_table(document, rows)
            continue
        mark = mark_of(line) if levels else None
        paragraph = document.add_paragraph(mark[4] if mark else line)
        if index == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        style(paragraph, 22 if index == 0 else 16)
        if mark:
            properties = element(paragraph._p.get_or_add_pPr(), 'w:numPr')
            depth = [level.kind for level in levels].index(mark[0])
            element(properties, 'w:ilvl', val=str(depth))
            element(properties, 'w:numId', val='77')
    document.save(path)


PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title} - 某某网</title></head>
<body><div class="top"><ul><li><a href="/">首页</a></li><li><a href="/news">新闻中心</a></li><li><a href="/open">政务公开</a></li></ul></div>
<div class="main"><h1>{title}</h1>
<div class="article">{paragraphs}</div></div>
<div class="footer"><a href="/about">关于我们</a> <a href="/map">网站地图</a></div></body></html>
"""


def html_table(rows):
    cells = [''.join(f'<td>{html.escape(cell)}</td>' for cell in row) for row in rows]
    return '<table>' + ''.join(f'<tr>{row}</tr>' for row in cells) + '</table>\n'


def write_html(path, lines):
    blocks = [html_table(rows) if rows else f'<p>{html.escape(line)}</p>\n' for line, rows in blocks_of(lines[1:])]
    with open(path, 'w', encoding='utf8') as out:
        out.write(PAGE.format(title=html.escape(lines[0]), paragraphs=''.join(blocks)))


def main():
    folder, files = sys.argv[1], sys.argv[2:]
    plain = []
    for file in files:
        name = os.path.join(folder, os.path.basename(file)[:-len('.txt')])
        with open(file, encoding='utf8') as text:
            content = text.read()
        with open(name + '.gb18030.txt', 'wb') as out:
            out.write(content.encode('gb18030'))
        lines = [line.strip() for line in content.split('\n') if line.strip()]
        write_html(name + '.html', lines)
        write_docx(name + '.docx', lines)
        plain.append(name + '.docx')
        levels = levels_of(lines)
        if levels:
            write_docx(name + '.numbered.docx', lines, levels)
    subprocess.run(['soffice', '--headless', f'-env:UserInstallation=file://{os.path.abspath(folder)}/profile',
                    '--convert-to', 'pdf', '--outdir', folder, *plain], check=True, timeout=400,
                   stdout=subprocess.DEVNULL)


if __name__ == '__main__':
    main()
