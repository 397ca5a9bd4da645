"""Where in a sheet the table stands, how it lies, and what each of its columns and lines is."""
