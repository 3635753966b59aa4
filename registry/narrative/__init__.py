"""What people write into a version's report: its topics, its form, its history."""
