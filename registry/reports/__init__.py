"""The audit report as typed data and templates."""
