"""The application: people, permission, persistence and pages around the two libraries."""
