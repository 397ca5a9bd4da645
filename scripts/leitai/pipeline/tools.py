"""What the helpers of editors (`assist`) borrow from the rooms: names given here, and no others."""

from leitai.pages.kit.words import measured as measured
from leitai.publish.downloads.ranking_json import rankings_json as rankings_json
from leitai.publish.downloads.spreadsheets import CREATED as CREATED
from leitai.publish.downloads.spreadsheets import Cell as Cell
from leitai.publish.downloads.spreadsheets import csv_bytes as csv_bytes
from leitai.publish.downloads.spreadsheets import stored_zip as stored_zip
from leitai.publish.site.tree import naming as naming
from leitai.publish.site.tree import package_files as package_files
from leitai.read.documents.tables import Sheet as Sheet
from leitai.read.documents.tables import read_sheets as read_sheets
from leitai.read.documents.values import parse_value as parse_value
from leitai.read.documents.word.blocks import Block as Block
from leitai.read.documents.word.blocks import Paragraph as Paragraph
from leitai.read.documents.word.blocks import Picture as Picture
from leitai.read.documents.word.blocks import Run as Run
from leitai.read.documents.word.blocks import Table as Table
from leitai.read.documents.word.blocks import WordDocument as WordDocument
from leitai.read.documents.word.read import read_word as read_word
from leitai.read.documents.yaml_traps import quoted as quoted
from leitai.read.files.containers import look_into as look_into
from leitai.read.files.findings import Findings as Findings
from leitai.read.files.findings import Unread as Unread
from leitai.read.files.word_parts import WordRefused as WordRefused
