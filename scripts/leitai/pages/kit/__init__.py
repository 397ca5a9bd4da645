"""What every page is made with: tables, charts, words, links, notices; and how pages become files."""
