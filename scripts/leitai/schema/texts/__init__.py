"""What people write: practices, meetings, pages, and the facts that they cite."""
