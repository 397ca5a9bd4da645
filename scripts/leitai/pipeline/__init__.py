"""The way through the house: read → check → score → view → pages → publish. The rooms meet only here.

`load` reads, checks and scores; `build` makes the public portal, its pages and the site; `seal`, `archive` and `target` do the
same for a sealed version, for one period to take away, and for the folder that a web server shows.
"""

from leitai.pipeline.build import Say as Say
from leitai.pipeline.build import build as build
from leitai.pipeline.build import public_portal as public_portal
from leitai.pipeline.build import rankings_text as rankings_text
from leitai.pipeline.build import write_check_report as write_check_report
from leitai.pipeline.build import write_pages as write_pages
from leitai.pipeline.downloads import download_files as download_files
from leitai.pipeline.load import ContentRefused as ContentRefused
from leitai.pipeline.load import Loaded as Loaded
from leitai.pipeline.load import examine as examine
from leitai.pipeline.load import load as load
from leitai.pipeline.load import refuse as refuse
