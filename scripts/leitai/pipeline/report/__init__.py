"""What a check leaves behind for editors: all problems on one page, slips for those who have to mend something."""
