"""Opens the sample document with programs that others wrote: python-docx and LibreOffice.

Usage: docx_opens_test.py WRITE_SAMPLE_DOCUMENT_BINARY
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import docx

HEADINGS = ["一、上半年工作情况", "二、下半年工作安排", "三、保障措施"]
LINES_PER_PAGE = 22


def convert_to_pdf(folder):
    """LibreOffice's own rendering of the DOCX, as lines of text per page."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf:writer_pdf_Export", "--outdir", f"{folder}/converted",
         f"{folder}/sample.docx"],
        check=True, capture_output=True, timeout=110)
    text = subprocess.run(["pdftotext", "-layout", f"{folder}/converted/sample.pdf", "-"],
                          check=True, capture_output=True).stdout.decode()
    return [[line for line in page.splitlines() if line.strip()] for page in text.split("\f")]


class DocxOpens(unittest.TestCase):
    folder: str

    def test_python_docx_sees_headings_and_the_table(self):
        document = docx.Document(f"{self.folder}/sample.docx")
        by_style = {}
        for paragraph in document.paragraphs:
            by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
        self.assertEqual(by_style["Heading 1"], HEADINGS)
        self.assertEqual(len(by_style["Heading 2"]), 6)
        self.assertEqual(by_style["Title"][0].replace("\n", ""),
                         "云溪市教育局关于2023年上半年工作总结和下半年工作计划的报告")
        table = document.tables[0]
        self.assertEqual(len(table.rows), 61)
        self.assertEqual([cell.text for cell in table.rows[0].cells],
                         ["序号", "指标名称", "单位", "合计", "应报", "已报", "缺报"])
        self.assertEqual(document.core_properties.author, "云溪市教育局")
        self.assertAlmostEqual(document.sections[0].page_width.mm, 210, delta=0.02)

    def test_libreoffice_lays_out_the_same_page(self):
        pages = convert_to_pdf(self.folder)
        # LibreOffice 7.4 sets a gap between Chinese and digits whatever the file says.
        text = "".join(line for page in pages for line in page).replace(" ", "")
        for heading in HEADINGS:
            self.assertIn(heading, text)
        self.assertIn("第60项指标（含民办）", text)
        # Page 2 is all body text: 22 lines and the page number, as in our own PDF.
        self.assertEqual(len(pages[1]), LINES_PER_PAGE + 1)
        self.assertEqual(pages[1][-1].replace(" ", ""), "—2—")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv.pop(1), folder], check=True, stdout=subprocess.DEVNULL)
        DocxOpens.folder = str(pathlib.Path(folder))
        unittest.main(verbosity=2)
